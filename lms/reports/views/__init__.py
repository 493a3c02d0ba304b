"""`/bao-cao/`: a unit's quarterly reports, from draft to received, and how the units below are doing with theirs."""

from flask import Blueprint

bp = Blueprint("reports", __name__)

from lms.reports.views import (  # noqa: E402, F401 - they hang their screens on `bp`
    comparing,
    deciding,
    downloads,
    drafting,
    listing,
    sending,
    showing,
    signing,
)
