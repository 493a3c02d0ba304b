"""What the screens of registering and signing in ask."""

import secrets

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, RadioField, StringField

from lms.skills.rules import Audience
from lms.web.forms import Form, SelectChoice, answered, at_most

OWN, LENT = "nha", "chung"
FIRST, KNOWN = "chua", "roi"
NOT_KNOWN = ""


class RegistrationForm(Form):
    """Who somebody is and where they live: the first of two pages."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    before = RadioField(
        _l("Đã có mã người học từ trước chưa?"),
        choices=[SelectChoice(FIRST, _l("Chưa, đây là lần đầu")), SelectChoice(KNOWN, _l("Có rồi, để tôi đăng nhập"))],
        default=FIRST,
        validators=[answered(_l("Chọn một ý."))],
    )
    name = StringField(_l("Họ và tên"), validators=[answered(_l("Gõ họ và tên."))])
    birth_year = StringField(
        _l("Năm sinh"),
        description=_l("Ví dụ 1968. Dùng để xếp đúng nhóm tuổi trong báo cáo."),
        validators=[answered(_l("Gõ đủ 4 chữ số của năm sinh, ví dụ 1968."))],
    )
    audience = RadioField(
        _l("Tôi là"),
        choices=[
            SelectChoice(Audience.CITIZEN, _l("Người dân")),
            SelectChoice(Audience.OFFICIAL, _l("Cán bộ, công chức, viên chức, người lao động ở cơ quan, trường học")),
        ],
        default=Audience.CITIZEN,
        validators=[answered(_l("Chọn một ý."))],
    )
    home = StringField(
        _l("Xã, phường nơi ở"),
        description=_l("Gõ không dấu cũng được. Nhiều nơi trùng tên thì thêm tên tỉnh: Hồng Vân, Hà Nội."),
        validators=[answered(_l("Gõ tên xã, phường nơi ở.")), at_most(80)],
    )
    home_code = RadioField(_l("Chọn đúng nơi ở"), choices=[], validate_choice=False)
    agreed = BooleanField(
        _l("Tôi đã đọc bốn điều trên và đồng ý"),
        validators=[answered(_l("Đọc bốn điều ở đầu trang, đồng ý thì đánh dấu vào đây."))],
    )


class RegistrationEndForm(RegistrationForm):
    """The second page: the village, the workplace of officials, a PIN; the first page's answers ride along."""

    village = RadioField(_l("Thôn, tổ dân phố"), choices=[], default=NOT_KNOWN, validate_choice=False)
    work = StringField(
        _l("Xã, phường hoặc tỉnh nơi làm việc"),
        description=_l("Ví dụ: xã Hồng Vân, hoặc tỉnh Sơn La. Chưa rõ thì để trống."),
        validators=[at_most(80)],
    )
    work_code = RadioField(_l("Chọn đúng nơi làm việc"), choices=[], validate_choice=False)
    pin = PasswordField(
        _l("Đặt mã PIN (6 số bí mật)"),
        description=_l("Tránh năm sinh và 123456. Ghi vào sổ để ở nhà cũng được."),
        validators=[answered(_l("Gõ 6 chữ số."))],
    )


class SignInForm(Form):
    """Code and secret; whose phone this is."""

    code = StringField(
        _l("Mã người học"),
        description=_l("In trên thẻ học, ví dụ 7K4M-2QP9. Gõ chữ thường cũng được. Thầy cô, cán bộ gõ tên đăng nhập."),
        validators=[answered(_l("Gõ mã người học in trên thẻ.")), at_most(80)],
    )
    secret = PasswordField(
        _l("Mã PIN (thầy cô, cán bộ: mật khẩu)"),
        description=_l("Chỉ của trang này. Không phải mật khẩu ngân hàng, VNeID hay thư điện tử."),
        validators=[answered(_l("Gõ mã PIN hoặc mật khẩu.")), at_most(200)],
    )
    device = RadioField(
        _l("Máy này là"),
        choices=[
            SelectChoice(LENT, _l("Máy dùng chung hoặc máy mượn: đăng xuất là không còn gì trên máy")),
            SelectChoice(OWN, _l("Máy của nhà mình: giữ tên trên máy, lần sau chỉ gõ PIN")),
        ],
        default=LENT,
    )


class NameOnDeviceForm(Form):
    """The secret of somebody whose name this device keeps."""

    person = HiddenField()
    secret = PasswordField(
        _l("Mã PIN (thầy cô, cán bộ: mật khẩu)"),
        validators=[answered(_l("Gõ mã PIN hoặc mật khẩu.")), at_most(200)],
    )


class PicturesForm(Form):
    """Who somebody is, and the pictures tapped so far, one space between; each tap sends one more as `picture`."""

    code = HiddenField()
    person = HiddenField()
    device = HiddenField()
    pictures = HiddenField(_l("Bốn hình"))


class BlankForm(Form):
    """A form that only has a button."""


class RenameForm(Form):
    """One's own name."""

    name = StringField(_l("Họ và tên"), validators=[answered(_l("Gõ họ và tên."))])


class SecretForm(Form):
    """The present secret and a new one."""

    secret = PasswordField(_l("Mã PIN hoặc mật khẩu đang dùng"), validators=[answered(), at_most(200)])
    pin = PasswordField(
        _l("Mã PIN hoặc mật khẩu mới"),
        description=_l("Mã PIN: 6 chữ số, tránh năm sinh và 123456. Thầy cô, cán bộ: mật khẩu từ 10 ký tự."),
        validators=[answered(), at_most(200)],
    )


class SecondStepForm(Form):
    """The code that the owner's phone shows; `token` says, signed, who came through the first step."""

    token = HiddenField()
    digits = StringField(
        _l("Mã 6 số trên điện thoại"),
        description=_l(
            "Mở ứng dụng tạo mã trên điện thoại của mình; mã đổi sau mỗi 30 giây. Không phải mã OTP trong tin nhắn."
        ),
        validators=[answered(_l("Gõ 6 số đang hiện trên điện thoại.")), at_most(20)],
    )


class InvitationForm(Form):
    """The code of an invitation."""

    code = StringField(
        _l("Mã mời"),
        description=_l("12 chữ và số trên giấy được đưa, ví dụ 7K4M-2QP9-H3ZD. Gõ chữ thường cũng được."),
        validators=[answered(_l("Gõ mã mời ghi trên giấy.")), at_most(80)],
    )


class InvitationEndForm(Form):
    """A sign-in name (where there is none yet) and a password."""

    name = StringField(
        _l("Tên đăng nhập tự chọn"),
        description=_l("Chữ không dấu và chữ số, từ 4 chữ. Ví dụ lan.hongvan. Gõ hoa hay thường đều được."),
        validators=[at_most(80)],
    )
    pin = PasswordField(
        _l("Mật khẩu tự chọn"),
        description=_l("Từ 10 ký tự, ghép vài từ mình dễ nhớ. Tránh tên, năm sinh, số điện thoại."),
        validators=[answered(_l("Gõ mật khẩu mới.")), at_most(200)],
    )
