"""A secret that somebody taps on a helper's device: what is asked there, whichever screen hands the device over."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField

from lms.errors import Refused
from lms.people.rules.pictures import CHOSEN, PICTURES, as_secret, check_pictures, read_pictures
from lms.people.rules.secrets import check_pin
from lms.web.forms import Form, answered


def _check_notice(form: Form, agreed: BooleanField, *, noticed: bool) -> None:
    """The notice is read out before the first secret is set, and agreed to."""
    if not agreed.data and not noticed:
        form.show(Refused("Đọc bốn điều cho người này nghe; họ đồng ý thì đánh dấu vào đây.", field="agreed"))


class TappedPinForm(Form):
    """A PIN tapped twice on a helper's device; the notice, where it has not been read out to that person yet."""

    pin = PasswordField(
        _l("Mã PIN mới (6 số bí mật)"),
        description=_l("Tránh năm sinh và 123456."),
        validators=[answered(_l("Gõ 6 chữ số."))],
    )
    again = PasswordField(_l("Gõ lại mã PIN ấy"), validators=[answered(_l("Gõ lại 6 chữ số ấy."))])
    agreed = BooleanField(_l("Đã đọc cho người này nghe và họ đồng ý"))

    def chosen(self, birth_year: int, *, noticed: bool) -> str | None:
        """The PIN that was tapped; None, with what is wrong beside its field, when it cannot be taken."""
        self.is_sent_and_whole()
        _check_notice(self, self.agreed, noticed=noticed)
        try:
            if not self.pin.errors:
                check_pin(self.text("pin"), birth_year)
                if not self.again.errors and self.text("again") != self.text("pin"):
                    raise Refused("Hai lần bấm chưa giống nhau. Bấm lại cả hai ô.", field="again")
        except Refused as refusal:
            self.show(refusal)
        return None if self.errors else self.text("pin")


@dataclass(frozen=True, slots=True)
class Taps:
    """What has been tapped: `chosen` now, `first` the four of the first time; `secret` once both are alike."""

    chosen: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    secret: str | None = None


class TappedPicturesForm(Form):
    """Four pictures tapped twice on a helper's device; `first` holds the four of the first time."""

    first = HiddenField()
    pictures = HiddenField(_l("Bốn hình"))
    agreed = BooleanField(_l("Đã đọc cho người này nghe và họ đồng ý"))

    def taps(self, more: str, *, noticed: bool) -> Taps:
        """What has been tapped with `more`, the picture of this sending; after a mistake nothing has."""
        chosen, first = read_pictures(f"{self.text('pictures')} {more}"), read_pictures(self.text("first"))
        _check_notice(self, self.agreed, noticed=noticed)
        if self.errors or len(chosen) < CHOSEN:
            return Taps(chosen, first)
        try:
            check_pictures(chosen)
            if first and first != chosen:
                raise Refused("Hai lần chạm chưa giống nhau. Chạm lại từ đầu.", field="pictures")
        except Refused as refusal:
            self.show(refusal)
            return Taps()
        return Taps(chosen, first, as_secret(chosen)) if first else Taps((), chosen)

    def shown(self, taps: Taps) -> dict[str, Any]:
        """What the page needs to show what has been tapped."""
        self.pictures.data, self.first.data = " ".join(taps.chosen), " ".join(taps.first)
        return {"chosen": taps.chosen, "first": taps.first, "all": PICTURES, "most": CHOSEN}
