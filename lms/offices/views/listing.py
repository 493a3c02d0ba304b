"""`/don-vi/<code>/ra-soat`: whom a village, school or office counts, how far each has come, whom to visit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.content.adapters.running import library
from lms.errors import Forbidden, NotFound
from lms.listings.queries.lines import Line, counts_of, listing_of, lists_below, to_visit
from lms.listings.queries.selecting import Filters
from lms.listings.rules.states import COUNTED_STATES, STATE_CODES, STATE_WORDS, State, audiences_of_list
from lms.offices.forms.listing import ListFilter
from lms.offices.views import bp
from lms.people.forms import BlankForm
from lms.skills.rules import Audience
from lms.units.forms import look
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code, villages
from lms.units.rules import COMMUNAL
from lms.web.database import db
from lms.web.forms import SelectChoice
from lms.web.guard import needs
from lms.web.identity import actor
from lms.web.pages import page

TAGS: Mapping[State, str] = {
    State.NOT_REACHED: "none",
    State.LEARNING: "doing",
    State.COMPLETED: "ok",
    State.CONFIRMED: "ok",
    State.RECOGNISED_ELSEWHERE: "ok",
    State.DECLINED: "late",
    State.MOVED_AWAY: "none",
    State.DIED: "none",
}
WORDS = {"states": State, "of": STATE_WORDS, "tags": TAGS}
VILLAGE, GROUP = "d:", "n:"
"""How the filter names a village (by its code) and a class or hamlet (by its own words)."""
MOST_GROUPS = 80


@dataclass(frozen=True, slots=True)
class GroupCount:
    """A village, class or hamlet of a list: its words, the value that filters by it, and how many stand where."""

    words: str
    value: str
    states: Mapping[State, int]

    @property
    def counted(self) -> int:
        """Who is counted here: everybody who has not moved away and not died."""
        return sum(self.states.get(one, 0) for one in COUNTED_STATES)


@bp.get("/don-vi/<code>/ra-soat")
@needs(Permission.LISTING_KEEP, on=unit_by_code)
def listing(found: UnitVersion) -> ResponseReturnValue:
    """The list: how many stand where, and its lines, fifty at a time."""
    check_list(found)
    form = ListFilter(request.args)
    groups = _groups(found)
    filters = _filters(found, form, groups)
    shown = listing_of(db(), found, filters, _number(request.args.get("trang", "")), counted=counted_levels())
    look(Act.LISTING_READ, found, count=len(shown.rows), page=shown.at)
    return page(
        "offices/listing.html",
        form=form,
        blank=BlankForm(),
        unit=found,
        shown=shown,
        narrowed=filters != Filters(),
        groups=groups,
        whole=GroupCount("", "", _sum(groups)),
        most=MOST_GROUPS,
        further=_further(found),
        removed=_removed(),
        others=lists_below(db(), found) if found.kind in COMMUNAL else [],
        words=WORDS,
    )


@bp.get("/don-vi/<code>/ra-soat/in")
@needs(Permission.LISTING_KEEP, on=unit_by_code)
def listing_print(found: UnitVersion) -> ResponseReturnValue:
    """The sheet for home visits: who is still to be reached, by village; nothing else of anybody."""
    check_list(found)
    form = ListFilter(request.args)
    filters = _filters(found, form, _groups(found))
    rows = to_visit(db(), found, filters, counted=counted_levels())
    look(Act.LISTING_READ, found, count=len(rows), printed=1)
    sheets: dict[str, list[Line]] = {}
    for row in rows:
        sheets.setdefault(_place(found, row.unit_id, row.unit_name, row.group_name), []).append(row)
    return page("offices/listing_print.html", unit=found, sheets=sheets, count=len(rows), today=clock.today())


def check_list(unit: UnitVersion) -> None:
    """Raises NotFound for kinds of units that keep no list, Forbidden for those whose post is not near enough.

    Lists are for the unit and its commune alone: from above nobody reads them, whatever the reason (design §4).
    """
    if not actor().may_know(Permission.LISTING_KEEP, unit.path):
        raise Forbidden
    if not audiences_of_list(unit.kind):
        raise NotFound


def counted_levels() -> dict[Audience, int]:
    """The lowest evidence that counts as confirmed, by audience, as the rules say."""
    return {rule.audience: int(rule.counted_evidence) for rule in reversed(library().book.rules)}


def _removed() -> str | None:
    """The line that was just taken off, to be put back; None for anything else in the address."""
    sent = request.args.get("bo-ra", "")
    return sent if sent.isascii() and sent.isdigit() and len(sent) < 18 else None


def _groups(unit: UnitVersion) -> list[GroupCount]:
    """How many stand where, by village, class or hamlet; of a commune every village, also those with nobody listed."""
    counts = counts_of(db(), unit, counted=counted_levels())
    found = []
    for village in villages(db(), unit) if unit.kind in COMMUNAL else []:
        states = _added(counts.pop(key) for key in [one for one in counts if one[0] == village.unit_id])
        found.append(GroupCount(village.spoken, VILLAGE + village.code, states))
    own = sorted((group, states) for (_unit, group), states in counts.items())
    return found + [GroupCount(group or _nowhere(unit), GROUP + group, states) for group, states in own]


def _nowhere(unit: UnitVersion) -> str:
    """What stands where the list says no village or class."""
    return _("Chưa rõ thôn") if unit.kind in COMMUNAL else unit.spoken


def _added(several: Iterable[Mapping[State, int]]) -> dict[State, int]:
    total: dict[State, int] = {}
    for states in several:
        for state, count in states.items():
            total[state] = total.get(state, 0) + count
    return total


def _sum(groups: Sequence[GroupCount]) -> dict[State, int]:
    return _added(group.states for group in groups)


def _filters(unit: UnitVersion, form: ListFilter, groups: Sequence[GroupCount]) -> Filters:
    """What the address asks; what it cannot ask is as if it had not been sent."""
    words = {code: _(STATE_WORDS[state]) for code, state in STATE_CODES.items()}
    form.muc.choices = [SelectChoice("", _("Mọi tình trạng")), *(SelectChoice(*one) for one in words.items())]
    places = [SelectChoice(group.value, group.words) for group in groups[:MOST_GROUPS]]
    form.noi.choices = [SelectChoice("", _("Tất cả")), *places]
    place = form.text("noi")
    below = {one.code: one.unit_id for one in villages(db(), unit)} if place.startswith(VILLAGE) else {}
    return Filters(
        STATE_CODES.get(form.text("muc")),
        below.get(place.removeprefix(VILLAGE)) if place.startswith(VILLAGE) else None,
        place.removeprefix(GROUP) if place.startswith(GROUP) else None,
        form.text("q")[:120],
    )


def _place(unit: UnitVersion, unit_id: int, unit_name: str, group: str) -> str:
    """Where a line belongs, in words: the village below a commune, else the class or hamlet."""
    return unit_name if unit_id != unit.unit_id else group or _nowhere(unit)


def _further(unit: UnitVersion) -> str:
    """The address of the list as it is filtered, with `{}` for the number of the page."""
    kept = [(name, request.args[name]) for name in ("q", "muc", "noi") if request.args.get(name)]
    return f"{url_for('.listing', code=unit.code)}?{urlencode([*kept, ('trang', '')])}{{}}"


def _number(typed: str) -> int:
    """A page's number: 1 for what is none."""
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else 1
