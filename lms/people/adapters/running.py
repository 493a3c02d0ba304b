"""The running app's hasher and the request's device, for screens only: whatever changes data is handed them."""

from flask import current_app, request

from lms.people.adapters.hashing import Hasher

HASHER = "lms.hasher"
DEVICE_COOKIE = "hvs_may"


def hasher() -> Hasher:
    """The hasher of the running app."""
    found: Hasher = current_app.extensions[HASHER]
    return found


def this_device() -> str | None:
    """The keyed hash of this device's cookie, or None on a device that keeps no names."""
    cookie = request.cookies.get(DEVICE_COOKIE, "")
    return hasher().keyed(f"device:{cookie}") if 20 <= len(cookie) <= 60 else None
