"""Learner cards: one, large, to copy by hand; many on A4 sheets to cut."""

from collections.abc import Iterable
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.offices.queries.people import PersonIn, member_in
from lms.offices.rules.registering import KIND
from lms.offices.views import bp
from lms.offices.views.names import names_shown
from lms.offices.views.people import page_number
from lms.offices.views.person import at_work, back, is_staff, own_sign_in
from lms.people.actions.registering_for import give_card, give_cards
from lms.people.adapters.cards import qr_of, sign_in_address
from lms.people.forms import BlankForm
from lms.people.models import Person
from lms.people.queries.finding import Wanted, count_people, people_in, places_under
from lms.people.rules.secrets import SecretKind
from lms.people.rules.states import Access
from lms.sheets.queries import own_draft
from lms.units.forms import look
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import actor, origin, person_id
from lms.web.pages import page

SHEETFUL = 40
"""Cards on one page of the screen: five sheets of eight."""
MOST_MADE = 500
"""Cards made by one press; pressing again makes the next."""


@bp.get("/don-vi/<code>/nguoi/<int:person>/the")
@needs(Permission.PERSON_CARE, on=member_in)
def person_card(found: PersonIn) -> ResponseReturnValue:
    """One card: the code in large blocks, its QR, and what to do next."""
    away = at_work(found)
    if away is not None:
        return away
    sign_in = own_sign_in(found)
    look(Act.CARD_PRINTED, found.unit, subject_person_id=found.person.id)
    return page(
        "offices/person_card.html",
        unit=found.unit,
        person=found.person,
        sign_in=sign_in,
        fresh=sign_in.secret_hash is None,
        qr=qr_of(sign_in.shown_code),
        address=sign_in_address(),
        may_register=actor().may(Permission.PERSON_REGISTER, found.path),
    )


@bp.post("/don-vi/<code>/nguoi/<int:person>/the")
@needs(Permission.PERSON_CARE, on=member_in)
def person_card_sent(found: PersonIn) -> ResponseReturnValue:
    """Make the card of somebody who has none yet."""
    away = at_work(found)
    if away is not None:
        return away
    if is_staff(found):
        return back(found, "")
    give_card(db(), origin(), found.person)
    return redirect(url_for(".person_card", code=found.unit.code, person=found.person.id), 303)


@bp.get("/don-vi/<code>/nguoi/the")
@needs(Permission.PERSON_CARE, on=unit_by_code)
def cards(found: UnitVersion) -> ResponseReturnValue:
    """Sheets of cards: of those who have not chosen a secret yet, of everybody who has a code, or of one list."""
    away = names_shown(found)
    if away is not None:
        return away
    batch, at = _batch(found), page_number(request.args.get("trang", ""))
    everyone = request.args.get("tat-ca") == "1"
    wanted = Wanted(access=Access.IN_USE if everyone else Access.CARD_ONLY, ids=batch)
    people, count = people_in(db(), found.path, wanted, page=at, size=SHEETFUL)
    look(Act.CARD_PRINTED, found, count=len(people), page=at)
    told: dict[str, Any] = {"count": count, "at": at, "last": -(-count // SHEETFUL), "everyone": everyone}
    return page(
        "offices/cards.html",
        form=BlankForm(),
        unit=found,
        cards=_shown(people, found),
        without=0 if batch is not None else count_people(db(), found.path, Wanted(access=Access.NO_CODE)),
        most=MOST_MADE,
        batch=request.args.get("lo", "")[:60] if batch is not None else "",
        address=sign_in_address(),
        **told,
    )


@bp.post("/don-vi/<code>/nguoi/the")
@needs(Permission.PERSON_CARE, on=unit_by_code)
def cards_sent(found: UnitVersion) -> ResponseReturnValue:
    """Make cards for those here who have none."""
    away = names_shown(found)
    if away is not None:
        return away
    people, _ = people_in(db(), found.path, Wanted(access=Access.NO_CODE), page=1, size=MOST_MADE)
    give_cards(db(), origin(), [one.id for one in people])
    return redirect(url_for(".cards", code=found.code), 303)


def _batch(unit: UnitVersion) -> tuple[int, ...] | None:
    """Whom a list that was just applied has brought, where the address names one. Raises NotFound for another's."""
    uid = request.args.get("lo", "")
    if not uid:
        return None
    draft = own_draft(db(), uid, person_id(), KIND, unit.unit_id)
    return tuple((draft.outcome or {}).get("people", ()))


def _shown(people: Iterable[Person], unit: UnitVersion) -> list[tuple[str, str, Markup, str]]:
    """Each card as: name, code, QR, the place that tells namesakes apart."""
    known = [one for one in people if one.sign_in and one.sign_in.secret_kind is not SecretKind.PASSWORD]
    places = places_under(db(), [one.id for one in known], unit.path)
    said = {id_: ", ".join(place.spoken for _, place in found) for id_, found in places.items()}
    return [
        (one.name, one.sign_in.shown_code, qr_of(one.sign_in.shown_code), said.get(one.id, ""))
        for one in known
        if one.sign_in is not None
    ]
