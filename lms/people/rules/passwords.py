"""Which names to sign in with and which passwords staff may choose. Source: design §4, Sign-in."""

import re
import unicodedata

from lms.errors import Refused
from lms.people.rules import codes
from lms.people.rules.names import search_key

SHORTEST, LONGEST = 10, 200
SHORTEST_NAME, LONGEST_NAME = 4, 40
FEWEST_OWN = 5
"""So many letters and digits must be left of a password once names, years and what everybody uses are taken out."""
ALL_DIGITS_FROM = 15
"""A password of digits alone is a telephone number or a birthday, unless it is this long."""

_COMMON = (  # what people choose first, without marks and case; the longer before what they contain
    """
    binhdanhocvuso chuyendoisocongdong chuyendoiso hocvuso kynangso conganxa ubndxa ubnd uyban
    matkhaumoi matkhaucuatoi matkhau khongcomatkhau khongbiet xinchao chaoban hanoi saigon hochiminh danang
    vietnamvodich vietnam toiyeuvietnam iloveyou anhyeuem emyeuanh toiyeuem yeuem conyeume giadinh hanhphuc
    passw0rd password pass qwertyuiop qwerty asdfghjkl asdfgh zxcvbnm zxcvbn welcome letmein admin administrator
    quantri canbo giaovien hocsinh hieutruong truonghoc thayco nguoidung dangnhap taikhoan xinhdep
    motyeuthuong motmot motmuoi abcdefghij abcdefgh abcdef abcd abc q1w2e3r4t5 1q2w3e4r5t 1qaz2wsx3edc 1qaz2wsx
    qazwsxedc
    12345678910 1234567890 0123456789 9876543210 0987654321 123456789 987654321 12345678 87654321 1234567 123456 654321
    12345 54321 1234 4321 123 321 2024 2025 2026 2027
    """.split()  # noqa: SIM905 - a table is read more easily than a list
)


_READ_AS = str.maketrans("@$", "as")
"""Signs that many people write for a letter, and think it hides the word."""


def check_password(password: str, *, sign_in: str = "", name: str = "", birth_year: int | None = None) -> None:
    """Raises Refused, beside field `pin`, for a password that is too short, or that others would guess.

    Guessed are: the sign-in name, the person's name or birth year, what many people choose, the same letter again and
    again, and digits alone. Nothing else is asked of it: no signs, no capitals.
    """
    password = unicodedata.normalize("NFC", password)  # as `Hasher` keeps it
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused("Mật khẩu cần từ %(least)s ký tự. Ghép vài từ lại là được.", field="pin", least=SHORTEST)
    bare = _bare(password.translate(_READ_AS))
    signs = len({letter for letter in password if not letter.isalnum()} - set(" @$"))
    if bare.isdigit() and signs < 3 and len(bare) < ALL_DIGITS_FROM:
        raise Refused("Toàn chữ số thì dễ đoán, như số điện thoại hay ngày sinh. Thêm vài từ.", field="pin")
    if len(set(password)) < FEWEST_OWN:
        raise Refused("Mật khẩu lặp đi lặp lại vài chữ nên dễ đoán. Chọn mật khẩu khác.", field="pin")
    own = [sign_in, name, *name.split()[-1:], str(birth_year or "")]
    if len(_without(bare, own)) + signs < FEWEST_OWN:
        raise Refused("Người quen dễ đoán ra từ tên hoặc năm sinh. Chọn mật khẩu khác.", field="pin")
    if len(_without(bare, [*own, *_COMMON])) + signs < FEWEST_OWN:
        raise Refused("Nhiều người hay đặt mật khẩu này nên dễ bị đoán. Chọn mật khẩu khác.", field="pin")


def clean_sign_in_name(typed: str) -> str:
    """The name to sign in with, as it will be shown. How it is looked up: `codes.folded`.

    Raises Refused, beside field `name`, for one with other than plain letters and digits (and `.`, `-`, `_` between),
    one of fewer than 4 or more than 40, or one shaped like a learner code.
    """
    name = typed.strip()
    if not re.fullmatch(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*", name):
        raise Refused("Tên đăng nhập chỉ gồm chữ không dấu và chữ số, ví dụ lan.hongvan.", field="name")
    if not SHORTEST_NAME <= len(codes.folded(name)) <= LONGEST_NAME:
        raise Refused(
            "Tên đăng nhập cần từ %(least)s đến %(most)s chữ cái, chữ số.",
            field="name",
            least=SHORTEST_NAME,
            most=LONGEST_NAME,
        )
    if codes.is_whole(codes.folded(name)):
        raise Refused("Tên này giống một mã người học. Thêm hoặc bớt một chữ.", field="name")
    return name


def _bare(text: str) -> str:
    """Small letters and digits without marks; letters of other scripts stay as they are."""
    return re.sub(r"[\W_]", "", search_key(text))


def _without(bare: str, words: list[str]) -> str:
    """What is left of a password when words are taken out of it, wherever they stand."""
    for word in words:
        if len(_bare(word)) > 2:
            bare = bare.replace(_bare(word), " ")
    return bare.replace(" ", "")
