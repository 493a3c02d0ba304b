"""What the screens ask that take pupils into classes and let them go."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, RadioField, SelectField, StringField, TextAreaField

from lms.classrooms.forms.columns import ColumnsForm
from lms.sheets.forms import TableForm
from lms.web.forms import Form, answered


class RosterForm(TableForm):
    """A file, or names typed or pasted."""

    file = FileField(
        _l("Tệp Excel hoặc CSV của trường"), description=_l("Tệp .xlsx hoặc .csv, tối đa 5 MB và 10.000 dòng.")
    )
    pasted = TextAreaField(
        _l("Hoặc gõ, dán danh sách vào đây"),
        description=_l("Mỗi em một dòng, ví dụ: Nguyễn Văn An, 2014. Chép thẳng từ Excel cũng được."),
    )


class SchoolRosterForm(RosterForm):
    """The same for a whole school, whose classes are each of one school year."""

    school_year = SelectField(_l("Năm học của danh sách"), choices=[], validate_choice=False)


class CodeForm(Form):
    """The learner code of a pupil who comes from another school."""

    code = StringField(
        _l("Mã người học của em"),
        description=_l("8 chữ và số trên thẻ, hoặc do trường cũ đưa."),
        validators=[answered(_l("Gõ mã người học."))],
    )


class PupilColumnsForm(ColumnsForm):
    """Which sheet is read, and which column is what; `name_more`, `grade`: where one thing stands in two columns.

    `school_year` is asked where the list is a whole school's.
    """

    FIELDS = {  # noqa: RUF012 - annotated where it is declared
        "number": ("number",), "name": ("name", "name_more"), "birth_year": ("birth_year",), "class": ("group",),
        "grade": ("grade",), "sex": ("sex",), "code": ("code",),
    }  # fmt: skip

    name = SelectField(_l("Cột họ và tên"), choices=[], validate_choice=False)
    name_more = SelectField(_l("Cột tên, nếu họ và tên ghi hai cột"), choices=[], validate_choice=False)
    birth_year = SelectField(_l("Cột ngày sinh hoặc năm sinh"), choices=[], validate_choice=False)
    group = SelectField(_l("Cột lớp"), choices=[], validate_choice=False)
    grade = SelectField(_l("Cột khối, nếu cột lớp không ghi khối"), choices=[], validate_choice=False)
    number = SelectField(_l("Cột số thứ tự"), choices=[], validate_choice=False)
    sex = SelectField(_l("Cột giới tính"), choices=[], validate_choice=False)
    code = SelectField(_l("Cột mã người học"), choices=[], validate_choice=False)
    school_year = SelectField(_l("Năm học của danh sách"), choices=[], validate_choice=False)


class PreviewForm(Form):
    """What is said of a draft beside who is whom: a year for rows without one, why some leave, that it is meant."""

    year = StringField(
        _l("Năm sinh chung của các em chưa có năm sinh"),
        description=_l("Chỉ điền khi các em ấy sinh cùng một năm."),
    )
    why = RadioField(_l("Vì sao các em được đánh dấu rời lớp?"), choices=[], validate_choice=False)
    sure = BooleanField(_l("Đúng, đây là danh sách của lớp"))


class LeaveForm(Form):
    """How somebody's place in a class ends; `to` the other class of the school."""

    ended_as = RadioField(_l("Em rời lớp vì sao?"), choices=[], validators=[answered(_l("Chọn một ý."))])
    to = SelectField(_l("Lớp mới"), choices=[], validate_choice=False)
