"""Secrets to make and print for pupils."""

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField

from lms.classrooms.queries.cards import PupilCard
from lms.classrooms.rules.kinds import said
from lms.classrooms.rules.secrets import STATE_WORDS, Wish
from lms.people.rules.secrets import SecretKind
from lms.web.forms import Form, SelectChoice, answered
from lms.web.words import in_words


class SecretsForm(Form):
    """For whom, and which kind. `seen`: each account as the page saw it, so that sending twice makes one secret."""

    seen = HiddenField()
    wish = RadioField(_l("Loại mã"), choices=[], default=Wish.AS_THEY_ARE, validators=[answered(_l("Chọn một ý."))])
    people = SelectMultipleField(
        _l("Đặt mã cho em nào?"), choices=[], coerce=int, validate_choice=False,
        validators=[answered(_l("Chọn ít nhất một em."))],
    )  # fmt: skip
    agreed = BooleanField(_l("Đã đọc bốn điều trên cho các em nghe"))

    def offer(self, cards: Iterable[PupilCard], *, pictures_first: bool) -> None:
        """Put the pupils to choose from into the form, and what they look like now."""
        new = gettext("bốn hình") if pictures_first else gettext("PIN 6 số")
        self.wish.choices = [
            SelectChoice(Wish.AS_THEY_ARE, gettext("Như từng em đang dùng (em mới: %(kind)s)", kind=new)),
            SelectChoice(Wish.PIN, gettext("Mã PIN 6 số")),
            SelectChoice(Wish.PICTURES, gettext("Bốn hình, cho em chưa quen số")),
        ]
        able = [one for one in cards if not one.by_invitation]
        self.people.choices = [
            SelectChoice(one.pupil.person.id, one.pupil.person.name, {"note": _now(one)}) for one in able
        ]
        self.seen.data = " ".join(f"{one.pupil.person.id}:{one.epoch}" for one in able)

    def epochs(self) -> dict[int, int]:
        """Each account as the page saw it, by person; what no page of ours sends is left out."""
        pairs = (pair.partition(":") for pair in self.text("seen").split()[:200])
        return {int(who): int(epoch) for who, _, epoch in pairs if _small(who) and _small(epoch)}


def _small(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def _now(one: PupilCard) -> str:
    if not one.has_secret:
        return in_words(STATE_WORDS[one.access])
    return in_words(said("đang dùng bốn hình") if one.kind is SecretKind.PICTURES else said("đang dùng PIN"))
