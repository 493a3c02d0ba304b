"""Who reaches the owner of a confirmation by name."""

from flask import request

from lms.access.rules import Permission
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.models import Confirmation
from lms.confirmations.queries.results import paths_of
from lms.errors import Forbidden, NotFound
from lms.web.database import aside, db
from lms.web.identity import actor, origin
from lms.web.rules import SAFE_METHODS


def check_reach(one: Confirmation, permission: Permission) -> None:
    """Let through somebody whose post reaches the owner by name; a look is put on record, an act records itself.

    Raises NotFound out of reach, Forbidden within it.
    """
    paths = paths_of(db(), one.person_id)
    if not any(actor().within_reach(path) for path in paths):
        raise NotFound
    if not any(actor().may_know(permission, path) for path in paths):
        raise Forbidden
    if request.method in SAFE_METHODS:
        with aside() as session:
            record(session, origin(), Act.CONFIRMATION_READ, subject_person_id=one.person_id, serial=one.serial)
