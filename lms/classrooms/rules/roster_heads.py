"""What the columns of a school's file are called: by schools, vnEdu, SMAS, Moodle and Canvas."""

from collections.abc import Mapping, Sequence

FOREIGN_NAMES = ("lastname+firstname", "last name+first name", "surname+first name", "family name+given name",
                 "last_name+first_name", "family_name+given_name")  # fmt: skip
"""Two columns whose order tells nothing: in Vietnamese files each is filled with either part."""

WANTED: Mapping[str, Sequence[str]] = {
    "code": ("mã người học", "learner code"),
    "name": (
        "họ và tên đệm+tên", "họ và đệm+tên", "họ đệm+tên", "họ và tên lót+tên", "họ và chữ đệm+tên", "họ và lót+tên",
        "họ lót+tên", "họ tên đệm+tên", "họ+tên đệm+tên", "họ+đệm+tên", "họ+tên", *FOREIGN_NAMES, "họ và tên học sinh",
        "họ tên học sinh", "họ và tên", "họ tên", "họ, chữ đệm và tên", "họ và tên khai sinh", "tên học sinh",
        "tên hs", "học sinh", "tên", "full name", "fullname", "full_name", "student name", "student", "name",
        "display name",
    ),
    "birth_year": (
        "ngày sinh ngày+ngày sinh tháng+ngày sinh năm", "năm sinh nam+năm sinh nữ", "năm sinh", "ngày tháng năm sinh",
        "ngày sinh", "n sinh", "ng sinh", "ntns", "sinh ngày", "sinh năm", "ngày tháng năm",
        "ngày+tháng+năm", "date of birth", "birth date", "birthdate", "birthday", "dob", "year of birth", "birth year",
    ),
    "class": (
        "lớp mới", "lớp năm học mới", "lớp", "tên lớp", "lớp học", "lớp hiện tại", "mã lớp", "class", "class name",
        "section", "homeroom", "cohort1", "cohort", "group1", "groups", "group",
    ),
    "grade": ("khối", "khối lớp", "khối học", "grade level"),
    "number": ("stt", "tt", "số tt", "số thứ tự", "thứ tự", "no"),
    "sex": ("giới tính", "phái", "gender", "sex"),
}  # fmt: skip
"""Nothing else is read: numbers of papers and telephones, addresses and parents' names are left where they are."""

ORDER = ("number", "name", "birth_year", "class", "grade", "sex", "code")
