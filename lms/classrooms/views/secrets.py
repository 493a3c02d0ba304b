"""`/lop/<code>/the/ma`: secrets made at the moment of printing, shown in that one answer and kept nowhere.

They are hashed outside any transaction; the same form sent twice makes them once, and says so.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import Response
from flask.typing import ResponseReturnValue

from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.classrooms.actions.classes import check_in_use
from lms.classrooms.forms.cards import SecretsForm
from lms.classrooms.queries.cards import PupilCard
from lms.classrooms.queries.classes import ClassAt, class_at
from lms.classrooms.queries.pupils import Pupil, pupils_of
from lms.classrooms.rules.secrets import Drawn, Wish, draw, kind_of, wished
from lms.classrooms.views import bp
from lms.classrooms.views.cards import cards_now
from lms.errors import Refused
from lms.people.actions.printing import Printed, set_printed
from lms.people.actions.registering_for import note_notices
from lms.people.adapters.running import hasher
from lms.people.queries.accounts import without_notice
from lms.people.rules.pictures import PICTURES
from lms.people.rules.secrets import SecretKind
from lms.units.forms import look
from lms.web.database import db, forget_changes
from lms.web.guard import needs
from lms.web.identity import origin
from lms.web.pages import page


@dataclass(frozen=True, slots=True)
class _Asked:
    """Somebody for whom a secret is to be made, free of the database."""

    person_id: int
    birth_year: int
    kind: SecretKind
    epoch: int


@bp.get("/lop/<code>/the/ma")
@needs(Permission.CLASS_KEEP, on=class_at)
def class_secrets(found: ClassAt) -> ResponseReturnValue:
    """For whom, and which kind; those without a secret are chosen already."""
    form, cards = SecretsForm(), cards_now(found)
    look(Act.CLASS_READ, found.unit, count=len(cards))
    form.people.data = [one.pupil.person.id for one in cards if not one.has_secret and not one.by_invitation]
    return _asking(found, form, cards)


@bp.post("/lop/<code>/the/ma")
@needs(Permission.CLASS_KEEP, on=class_at)
def class_secrets_printed(found: ClassAt) -> ResponseReturnValue:
    """Make them, and show the slips: this once."""
    form, cards = SecretsForm.sent(), cards_now(found)
    seen, code = form.epochs(), found.code
    chosen = [one for one in cards if one.pupil.person.id in set(form.people.data or ()) and not one.by_invitation]
    form.offer(cards, pictures_first=_pictures_first(found))
    if not _is_whole(found, form, chosen):
        return _asking(found, form, cards)
    wish = Wish(form.wish.data)
    asked = [
        _Asked(one.pupil.person.id, one.pupil.person.birth_year, wished(wish, one.kind), one.epoch)
        for one in chosen
        if seen.get(one.pupil.person.id) == one.epoch
    ]
    forget_changes()  # hashing takes its time: nobody waits for it
    drawn = {one.person_id: draw(one.kind, one.birth_year) for one in asked}
    made = {one.person_id: Printed(one.kind, hasher().hash(drawn[one.person_id].text), one.epoch) for one in asked}
    here = class_at(db(), code)
    seated = {one.person.id for one in pupils_of(db(), here.room.id)}
    given = set_printed(db(), origin(), {one: new for one, new in made.items() if one in seated}, hasher())
    note_notices(db(), origin(), given)
    db().expire_all()  # some have a code only now
    return _printed(class_at(db(), code), drawn, given, len(chosen) - len(given))


def _is_whole(found: ClassAt, form: SecretsForm, chosen: Sequence[PupilCard]) -> bool:
    """Whether everything was answered, the notice read out, and the class is in use; what is wrong is in the form."""
    form.is_sent_and_whole()
    try:
        check_in_use(found)
        if not chosen and not form.people.errors:
            raise Refused("Chọn ít nhất một em.", field="people")
        if not form.agreed.data and without_notice(db(), [one.pupil.person.id for one in chosen]):
            raise Refused("Đọc bốn điều cho các em nghe, rồi đánh dấu vào đây.", field="agreed")
    except Refused as refusal:
        form.show(refusal)
    return not form.errors


def _printed(here: ClassAt, drawn: dict[int, Drawn], given: Collection[int], left: int) -> Response:
    """The slips, in the order of the class list; when none was made, why not."""
    if not given:
        return page("classrooms/slips_over.html", status=409, here=here)
    look(Act.CARD_PRINTED, here.unit, count=len(given))
    pupils = [one for one in pupils_of(db(), here.room.id) if one.person.id in given]
    return page(
        "classrooms/slips.html", here=here, slips=[_slip(one, drawn[one.person.id]) for one in pupils], left=left
    )


def _slip(pupil: Pupil, secret: Drawn) -> tuple[str, str, str, list[tuple[str, str]]]:
    """Name, code, digits (empty for pictures), pictures as (file, what it shows)."""
    sign_in = pupil.person.sign_in
    digits = "" if secret.pictures else secret.text
    shown = [(f"pictures/{one}.svg", PICTURES[one]) for one in secret.pictures]
    return pupil.person.name, sign_in.shown_code if sign_in else "", digits, shown


def _asking(found: ClassAt, form: SecretsForm, cards: Sequence[PupilCard]) -> Response:
    form.offer(cards, pictures_first=_pictures_first(found))
    unread = without_notice(db(), [one.pupil.person.id for one in cards])
    return page("classrooms/class_secrets.html", form=form, here=found, unread=bool(unread))


def _pictures_first(found: ClassAt) -> bool:
    return kind_of(None, found.room.grade) is SecretKind.PICTURES
