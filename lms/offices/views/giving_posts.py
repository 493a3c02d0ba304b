"""`/don-vi/<code>/chuc-vu/giao`, `/moi`: giving a post to somebody found, or to somebody new."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission, Role
from lms.errors import Forbidden, NotFound, Refused
from lms.offices.forms.posts import NewPostForm, PostForm
from lms.offices.queries.posts import Candidate, by_code, by_number, names_path
from lms.offices.views import bp
from lms.offices.views.names import names_shown
from lms.people.actions.invitations import code_hash, invitation_code, invite, may_invite, waits_for_invitation
from lms.people.actions.posts import give_post, newcomer
from lms.people.adapters.running import hasher
from lms.people.models import Person
from lms.people.queries.finding import likely_same
from lms.people.rules.names import clean_name
from lms.people.rules.posts import ROLE_PURPOSES, ROLE_WORDS, clean_last_day, roles_to_give
from lms.people.rules.registration import clean_birth_year
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code
from lms.web.database import db
from lms.web.forms import SelectChoice
from lms.web.guard import needs
from lms.web.identity import actor, origin, person_id
from lms.web.pages import page
from lms.web.words import in_words


@bp.get("/don-vi/<code>/chuc-vu/giao")
@needs(Permission.POST_GIVE, on=unit_by_code)
def post_give(found: UnitVersion) -> ResponseReturnValue:
    """What to give to whoever was found."""
    form = PostForm(ma=request.args.get("ma", "")[:80], nguoi=request.args.get("nguoi", ""))
    if elsewhere := _elsewhere(found, form):
        return elsewhere
    return _giving(found, form, _candidate(found, form))


@bp.post("/don-vi/<code>/chuc-vu/giao")
@needs(Permission.POST_GIVE, on=unit_by_code)
def post_give_sent(found: UnitVersion) -> ResponseReturnValue:
    """Give the post."""
    form = PostForm.sent()
    form.is_sent_and_whole()
    if elsewhere := _elsewhere(found, form):
        return elsewhere
    candidate = _candidate(found, form)
    role = _role(form, found)
    if role is not None and not form.errors:
        try:
            return _given(found, form, candidate.person, role)
        except Refused as refusal:
            form.show(refusal)
    return _giving(found, form, candidate)


@bp.get("/don-vi/<code>/chuc-vu/moi")
@needs(Permission.POST_GIVE, on=unit_by_code)
def post_new(found: UnitVersion) -> ResponseReturnValue:
    """Somebody who is not known here yet, and their post."""
    return _entering(found, NewPostForm())


@bp.post("/don-vi/<code>/chuc-vu/moi")
@needs(Permission.POST_GIVE, on=unit_by_code)
def post_new_sent(found: UnitVersion) -> ResponseReturnValue:
    """Enter somebody new and give them the post, unless they look like somebody there is."""
    form = NewPostForm.sent()
    form.is_sent_and_whole()
    told = _newcomer_told(form)
    role = _role(form, found)
    if told is None or role is None or form.errors:
        return _entering(found, form)
    once = hasher().keyed(f"post-person:{person_id()}:{form.text('once')}:{told}")
    alike = [] if form.other.data else [one for one in _alike(found, *told) if one.once_key != once]
    if alike:
        form.show(Refused("Có người trùng tên và năm sinh. Xem có phải cùng một người không.", field="other"))
        return _entering(found, form, alike)
    try:
        person = newcomer(db(), origin(), found, role, name=told[0], birth_year=told[1], once=once)
        return _given(found, form, person, role)
    except Refused as refusal:
        form.show(refusal)
        return _entering(found, form)


def _given(unit: UnitVersion, form: PostForm, person: Person, role: Role) -> ResponseReturnValue:
    """Give the post and, where the account waits for one, make the invitation; on to the post's page."""
    once = form.text("once")[:80]
    last_day = clean_last_day(form.text("until"), clock.today())
    key = hasher().keyed(f"post:{person_id()}:{unit.unit_id}:{person.id}:{role}:{once}")
    made = give_post(db(), origin(), unit, person, role, last_day=last_day, once=key)
    invited = waits_for_invitation(db(), person) and may_invite(db(), origin(), person)
    if invited:
        invite(db(), origin(), person, code_hash(hasher(), invitation_code(hasher(), person_id(), person.id, once)))
    return redirect(url_for(".post", code=unit.code, post=made.id, moi=once if invited else None, xong="giao"), 303)


def _candidate(unit: UnitVersion, form: PostForm) -> Candidate:
    """Whom the form names. Raises NotFound for somebody who is not there, or out of the giver's sight."""
    if form.text("ma"):
        found = by_code(db(), actor(), form.text("ma"))
        if found is None:
            raise NotFound
        return found
    return by_number(db(), names_path(actor(), unit), form.text("nguoi"))


def _elsewhere(unit: UnitVersion, form: PostForm) -> Response | None:
    """The way to stating a reason, for somebody found by name whose name may not be read (any more)."""
    return None if form.text("ma") else names_shown(unit)


def _role(form: PostForm, unit: UnitVersion) -> Role | None:
    """The role chosen, None with every mistake beside its field. Raises Forbidden for one not theirs to give."""
    try:
        clean_last_day(form.text("until"), clock.today())
    except Refused as refusal:
        form.show(refusal)
    if not form.role.data:
        form.show(Refused("Chọn một việc.", field="role"))
        return None
    if form.role.data not in roles_to_give(actor(), unit.kind, unit.path):
        raise Forbidden
    return Role(form.role.data)


def _newcomer_told(form: NewPostForm) -> tuple[str, int] | None:
    """Name and year of birth as entered, cleaned; None with every mistake beside its field."""
    name, year = "", None
    try:
        name = "" if form.name.errors else clean_name(form.text("name"))
    except Refused as refusal:
        form.show(refusal)
    try:
        year = None if form.birth_year.errors else clean_birth_year(form.text("birth_year"), clock.today())
    except Refused as refusal:
        form.show(refusal)
    return (name, year) if name and year else None


def _alike(unit: UnitVersion, name: str, birth_year: int) -> list[Person]:
    """Who may be the same person, for a giver who may read the names there."""
    here = names_path(actor(), unit)
    return list(likely_same(db(), name, birth_year, here)) if actor().may_know(Permission.PERSON_SEE, here) else []


def _giving(unit: UnitVersion, form: PostForm, candidate: Candidate) -> Response:
    _offer(unit, form)
    return page("offices/post_give.html", form=form, unit=unit, candidate=candidate)


def _entering(unit: UnitVersion, form: NewPostForm, alike: list[Person] | None = None) -> Response:
    _offer(unit, form)
    return page("offices/post_new.html", form=form, unit=unit, alike=alike or [])


def _offer(unit: UnitVersion, form: PostForm) -> None:
    """The roles that may be given here, each with what it is for; one alone is chosen already."""
    roles = roles_to_give(actor(), unit.kind, unit.path)
    if not roles:
        raise Forbidden
    form.role.choices = [
        SelectChoice(role.value, in_words(ROLE_WORDS[role]), render_kw={"note": in_words(ROLE_PURPOSES[role])})
        for role in roles
    ]
    if len(roles) == 1 and not form.role.data:
        form.role.data = roles[0].value
