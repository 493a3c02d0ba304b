"""`…/chuyen`: somebody moves to another village, school or commune, or out of reach."""

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.access.rules import Permission, home_path
from lms.confirmations.rules.wording import AUDIENCE_WORDS
from lms.errors import Refused
from lms.offices.forms.people import GONE, MoveForm
from lms.offices.queries.people import PersonIn, member_in, places_for
from lms.offices.views import bp
from lms.offices.views.person import at_work, back
from lms.people.actions.caring import move
from lms.people.models import Membership
from lms.people.queries.finding import places_under
from lms.people.rules.places import AUDIENCES_AT
from lms.units.models import UnitVersion
from lms.units.queries import search_places
from lms.units.rules import COMMUNAL
from lms.web.database import db
from lms.web.forms import SelectChoice
from lms.web.guard import needs
from lms.web.identity import actor, origin
from lms.web.pages import config, page
from lms.web.words import in_words

Places = dict[str, tuple[Membership, UnitVersion]]


@bp.get("/don-vi/<code>/nguoi/<int:person>/chuyen")
@needs(Permission.PERSON_CARE, on=member_in)
def person_move(found: PersonIn) -> ResponseReturnValue:
    """Which place is no longer right, and where to."""
    return at_work(found) or _asking(found, MoveForm())


@bp.post("/don-vi/<code>/nguoi/<int:person>/chuyen")
@needs(Permission.PERSON_CARE, on=member_in)
def person_move_sent(found: PersonIn) -> ResponseReturnValue:
    """Move; whoever left one's reach is waited for by their new place."""
    away = at_work(found)
    if away is not None:
        return away
    form = MoveForm.sent()
    held, open_to = _choices(found, form)
    form.is_sent_and_whole()
    membership = held[form.text("membership")][0] if form.text("membership") in held else None
    try:
        to = _destination(form, open_to, membership)
    except Refused as refusal:
        form.show(refusal)
    if form.errors or membership is None:
        return _asking(found, form)
    move(db(), origin(), found.person, membership, to.unit_id if to else None)
    if to is not None and to.path.startswith(found.path):
        return back(found, "chuyen")
    return redirect(url_for(".people", code=found.unit.code, xong="di"), 303)


def _destination(form: MoveForm, open_to: dict[str, UnitVersion], membership: Membership | None) -> UnitVersion | None:
    """The unit to move to, None for out of reach. Raises Refused beside the field that is wrong."""
    typed, chosen = form.text("commune").strip(), form.text("to")
    if typed and _reaches_further():
        form.to.errors = []
        return _commune(typed)
    if form.to.errors or chosen == GONE:
        return None
    if chosen not in open_to:
        raise Refused("Chọn một nơi trong danh sách.", field="to")
    if membership is not None and membership.audience not in AUDIENCES_AT.get(open_to[chosen].kind, ()):
        raise Refused("Nơi này không có nhóm của người ấy. Chọn nơi khác.", field="to")
    return open_to[chosen]


def _commune(typed: str) -> UnitVersion:
    found = [
        one
        for one in search_places(db(), typed, COMMUNAL, demo=config().demo)
        if actor().may(Permission.PERSON_CARE, one.path)
    ]
    if len(found) != 1:
        raise Refused("Chưa tìm thấy đúng một xã trong phạm vi phụ trách. Gõ đủ tên xã.", field="commune")
    return found[0]


def _reaches_further() -> bool:
    """Whether the visitor cares for people of several communes."""
    return any(not post.near for post in actor().posts)


def _choices(found: PersonIn, form: MoveForm) -> tuple[Places, dict[str, UnitVersion]]:
    """The person's places here and those open to them within reach, put into the form; the only place is chosen."""
    pairs = places_under(db(), [found.person.id], found.path)[found.person.id]
    held = {str(membership.id): (membership, place) for membership, place in pairs}
    form.membership.choices = [
        SelectChoice(key, f"{in_words(AUDIENCE_WORDS[membership.audience])}: {place.spoken}")
        for key, (membership, place) in held.items()
    ]
    if len(held) == 1:
        form.membership.data = next(iter(held))
    kinds = {kind for kind, here in AUDIENCES_AT.items() for one, _ in pairs if one.audience in here}
    there = places_for(db(), home_path(found.path), kinds)
    there = [one for one in there if actor().may(Permission.PERSON_CARE, one.path)]
    now = {place.unit_id for _, place in pairs} if len(pairs) == 1 else set()
    open_to = {one.code: one for one in there if one.unit_id not in now}
    form.to.choices = [
        *(SelectChoice(code, _said(one)) for code, one in open_to.items()),
        SelectChoice(GONE, gettext("Chuyển đi nơi khác: người ở nơi mới sẽ nhận")),
    ]
    return held, open_to


def _said(unit: UnitVersion) -> str:
    return gettext("%(unit)s, chưa rõ thôn", unit=unit.spoken) if unit.kind in COMMUNAL else unit.spoken


def _asking(found: PersonIn, form: MoveForm) -> Response:
    _choices(found, form)
    return page("offices/person_move.html", form=form, unit=found.unit, person=found.person, further=_reaches_further())
