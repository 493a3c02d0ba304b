"""Made-up fields, answers and people for the samples, with just what the components read from the real ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Label:
    """The words above a field."""

    text: str


@dataclass(frozen=True, slots=True)
class Flags:
    """Whether an answer is asked for."""

    required: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class SampleField:
    """Stands in for one WTForms field."""

    id: str
    type: str
    label: Label
    data: str | bool = ""
    description: str = ""
    errors: tuple[str, ...] = ()
    flags: Flags = field(default_factory=Flags)
    choices: tuple[Choice, ...] = ()

    @property
    def name(self) -> str:
        """The name it is sent under."""
        return self.id

    def _value(self) -> str:
        """What the control shows."""
        return str(self.data)

    def iter_choices(self) -> Iterator[tuple[str, str, bool, dict[str, str]]]:
        """Value, label, whether chosen, and further details of each choice."""
        for value, label in self.choices:
            yield value, label, value == self.data, {"note": "Xã, phường, đặc khu"} if value == "ghi-chu" else {}


@dataclass(frozen=True, slots=True)
class SampleForm:
    """Stands in for one WTForms form: fields by name, mistakes by name ("": of the whole form)."""

    fields: Mapping[str, SampleField]
    errors: Mapping[str, tuple[str, ...]]

    def __getitem__(self, name: str) -> SampleField:
        """The field of that name."""
        return self.fields[name]


def sample_field(id: str, type: str, label: str, **details: object) -> SampleField:  # noqa: A002  (as WTForms names them)
    """A field in one line."""
    return SampleField(id, type, Label(label), **details)  # type: ignore[arg-type]


_AUDIENCES = (("citizen", "Người dân"), ("official", "Cán bộ, công chức, viên chức"))
_BAD_YEAR = ("Gõ đủ 4 chữ số, ví dụ 1968.",)

FIELDS: Mapping[str, SampleField] = MappingProxyType(
    {
        "ten": sample_field("s-ten", "StringField", "Họ và tên", data="H’Hen Niê", flags=Flags(required=True)),
        "thon": sample_field(
            "s-thon", "StringField", "Thôn, tổ dân phố", description="Chưa rõ thì để trống.", flags=Flags(optional=True)
        ),
        "nam": sample_field(
            "s-nam", "IntegerField", "Năm sinh", data="68", description="Ví dụ 1968.", errors=_BAD_YEAR
        ),
        "ma": sample_field(
            "s-ma",
            "StringField",
            "Mã người học",
            data="7K4M-2QP9",
            description="In trên thẻ học. Gõ chữ thường cũng được.",
        ),
        "pin": sample_field("s-pin", "PasswordField", "Mã PIN (6 số bí mật)", data="275913"),
        "pin_moi": sample_field(
            "s-pin-moi", "PasswordField", "Đặt mã PIN (6 số bí mật)", description="Tránh ngày sinh và 123456."
        ),
        "mat_khau": sample_field("s-mk", "PasswordField", "Mật khẩu", errors=("Gõ mật khẩu.",)),
        "quy": sample_field("s-quy", "SelectField", "Quý", data="4", choices=(("3", "III"), ("4", "IV"))),
        "nhom": sample_field(
            "s-nhom", "RadioField", "Là ai?", data="citizen", choices=_AUDIENCES, flags=Flags(required=True)
        ),
        "nhom_sai": sample_field("s-nhom-sai", "RadioField", "Là ai?", choices=_AUDIENCES, errors=("Chọn một.",)),
        "viec": sample_field(
            "s-viec",
            "SelectMultipleField",
            "Đã thấy làm được việc nào?",
            choices=(("ghi-chu", "Tìm trang của xã"), ("qr", "Quét mã QR")),
        ),
        "dong_y": sample_field("s-dong-y", "BooleanField", "Tôi đã đọc và đồng ý", data=True),
        "chua_dong_y": sample_field("s-chua", "BooleanField", "Tôi đã đọc và đồng ý", errors=("Đánh dấu để đăng ký.",)),
        "ly_do": sample_field("s-ly-do", "TextAreaField", "Lý do", data="Trùng tên với <người khác>"),
        "ngay": sample_field("s-ngay", "DateField", "Ngày ký", data="2026-09-05"),
        "tep": sample_field("s-tep", "FileField", "Danh sách lớp (Excel)", description="Tối đa 5 MB."),
        "xa": sample_field("s-xa", "StringField", "Xã, phường nơi ở", description="Gõ không dấu cũng được."),
        "tiep": sample_field("s-tiep", "HiddenField", "", data="/toi"),
    }
)

FORM_BAD = SampleForm(FIELDS, MappingProxyType({"nam": _BAD_YEAR, "nhom_sai": ("Chọn một.",)}))
FORM_REFUSED = SampleForm(FIELDS, MappingProxyType({"": ("Mã người học hoặc PIN chưa khớp",)}))
FORM_GOOD = SampleForm(FIELDS, MappingProxyType({}))

PEOPLE = (
    {"value": "x1", "name": "Nguyễn Thị Hoa", "note": "Thôn Đình"},
    {"value": "x2", "name": "Ksor H’Lưk", "note": ""},
)

ANSWERS: Mapping[str, tuple[Mapping[str, object] | Choice, ...]] = MappingProxyType(
    {
        "fresh": (
            {"value": "1", "text": "Nhìn vào màn hình, vì họ biết đúng số căn cước."},
            {"value": "2", "text": "Cúp máy, ra Công an xã hỏi."},
        ),
        "wrong": (
            {"value": "1", "text": "Nhìn vào màn hình.", "chosen": True, "mark": "wrong"},
            {"value": "2", "text": "Cúp máy."},
        ),
        "right": (
            {"value": "1", "text": "Nhìn vào màn hình."},
            {"value": "2", "text": "Cúp máy.", "chosen": True, "mark": "right"},
        ),
        "shown": (
            {"value": "1", "text": "Đổi mật khẩu", "chosen": True, "mark": "right", "why": "Đúng rồi, đổi ngay."},
            {"value": "2", "text": "Báo ngân hàng", "mark": "right"},
            {"value": "3", "text": "Chờ xem sao", "chosen": True, "mark": "wrong", "why": "Chờ là mất thêm."},
        ),
        "order": (
            {"value": "a", "text": "Đọc tên người nhận"},
            {"value": "b", "text": "Nhìn tấm mã"},
            {"value": "c", "text": "Bấm xác nhận"},
        ),
        "order_seen": (
            {"value": "a", "text": "Đọc tên người nhận", "place": 2, "mark": "right"},
            {"value": "b", "text": "Nhìn tấm mã", "place": 3, "mark": "wrong"},
            {"value": "c", "text": "Bấm xác nhận", "place": 1, "mark": "wrong"},
        ),
        "pairs": (
            {"value": "1", "text": "Tên người nhận khác tên người bán"},
            {"value": "2", "text": "Có người giục đọc mã OTP"},
        ),
        "pairs_seen": (
            {"value": "1", "text": "Tên người nhận khác tên người bán", "chosen": "b", "mark": "right"},
            {"value": "2", "text": "Có người giục đọc mã OTP", "chosen": "a", "mark": "wrong"},
        ),
        "choices": (
            ("a", "Gọi ngân hàng của mình, nói rõ giờ và số tiền"),
            ("b", "Chưa bấm, hỏi người bán"),
            ("c", "Cúp máy, không đọc"),
        ),
    }
)
