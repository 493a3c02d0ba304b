"""`/lop/<code>/the`: codes and cards of a class, printed on A4 to cut out; accounts that wrong tries have closed."""

from collections.abc import Sequence

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.classrooms.actions.classes import check_in_use
from lms.classrooms.queries.cards import PupilCard, cards_of
from lms.classrooms.queries.classes import ClassAt, class_at
from lms.classrooms.rules.secrets import STATE_WORDS
from lms.classrooms.views import bp
from lms.people.actions.printing import unlock_many
from lms.people.actions.registering_for import give_cards
from lms.people.actions.signing_in import key_of_account
from lms.people.adapters.cards import qr_of, sign_in_address
from lms.people.adapters.running import hasher
from lms.people.forms import BlankForm
from lms.people.rules.secrets import SecretKind
from lms.people.rules.states import Access
from lms.units.forms import look
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import actor, origin
from lms.web.pages import page

DONE = ("da-lam", "da-mo")
EVERYBODY = "ca-lop"


@bp.get("/lop/<code>/the")
@needs(Permission.CLASS_KEEP, on=class_at)
def class_cards(found: ClassAt) -> ResponseReturnValue:
    """Who has a card, a secret, a closed account; and what can be printed."""
    rows = cards_now(found)
    look(Act.CLASS_READ, found.unit, count=len(rows))
    return page(
        "classrooms/class_cards.html",
        form=BlankForm(),
        here=found,
        rows=rows,
        words=STATE_WORDS,
        without_code=sum(row.access is Access.NO_CODE for row in rows),
        without_secret=sum(row.access is Access.CARD_ONLY for row in rows),
        locked=sum(row.access is Access.LOCKED for row in rows),
        fresh=sum(row.is_new and row.sign_in is not None for row in rows),
        by_me=sum(row.set_by_me for row in rows),
        done=next((name for name in DONE if name in request.args), None),
    )


@bp.post("/lop/<code>/the")
@needs(Permission.CLASS_KEEP, on=class_at)
def class_codes_made(found: ClassAt) -> ResponseReturnValue:
    """Make a learner code for each pupil who has none."""
    check_in_use(found)
    give_cards(db(), origin(), [row.pupil.person.id for row in cards_now(found) if row.sign_in is None])
    return redirect(url_for(".class_cards", code=found.code) + "?da-lam", 303)


@bp.get("/lop/<code>/the/in")
@needs(Permission.CLASS_KEEP, on=class_at)
def class_cards_print(found: ClassAt) -> ResponseReturnValue:
    """Sheets of cards, of the whole class or of the new ones; never with a secret."""
    everybody = request.args.get("ai") == EVERYBODY
    known = [row for row in cards_now(found) if row.sign_in is not None and not row.by_invitation]
    rows = [row for row in known if everybody or row.is_new]
    look(Act.CARD_PRINTED, found.unit, count=len(rows))
    return page(
        "classrooms/class_cards_print.html",
        here=found,
        everybody=everybody,
        cards=[
            (row.pupil.person.name, row.sign_in.shown_code, qr_of(row.sign_in.shown_code), uses_pictures(row))
            for row in rows
            if row.sign_in is not None
        ],
        all_cards=len(known),
        address=sign_in_address(),
    )


@bp.post("/lop/<code>/the/mo-khoa")
@needs(Permission.CLASS_KEEP, on=class_at)
def class_unlocked(found: ClassAt) -> ResponseReturnValue:
    """Let in again everybody whom wrong tries have locked out; secrets stay as they are."""
    rows = [row for row in cards_now(found) if row.access is Access.LOCKED and not row.by_invitation]
    unlock_many(db(), origin(), [row.sign_in for row in rows if row.sign_in is not None], hasher())
    return redirect(url_for(".class_cards", code=found.code) + "?da-mo", 303)


def cards_now(found: ClassAt) -> Sequence[PupilCard]:
    """The pupils of a class and how they sign in, as the visitor sees them."""
    return cards_of(db(), found, clock.now(), lambda code: key_of_account(hasher(), code), actor().person_id)


def uses_pictures(row: PupilCard) -> bool:
    """Whether a pupil signs in, or would begin, by pictures."""
    return row.kind is SecretKind.PICTURES
