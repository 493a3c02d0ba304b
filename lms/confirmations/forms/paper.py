"""What the paper of a confirmation says: every word of it, from the snapshot and from who runs this."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lms import clock
from lms.confirmations.forms.shown import CHOSEN_HERE, skills_of
from lms.confirmations.models import Confirmation
from lms.confirmations.rules.serials import shown
from lms.confirmations.rules.wording import (
    AUDIENCE_WORDS,
    EVIDENCE_WORDS,
    NOT_CHECKED,
    PRODUCT_CHOICE,
    PROOF_WORDS,
    SAMPLE,
    SLIP_STANDS_ON,
    said,
    title,
    title_lines,
)
from lms.documents.adapters.typesetting import qr_picture, typeset
from lms.skills.rules import Evidence, Proof

MADE_UP = "99"
"""The codes of the made-up province begin so: whatever is issued there says that it is not real."""

_LONGEST_WORD = 16  # letters: real names have no such word; what is typed may

SERIAL = said("Số:")
HEADS = (said("Kỹ năng"), said("Đạt bằng"), said("Minh chứng"), said("Ngày"))
QR_SAID = said("Mã QR mở trang kiểm tra số này")
ISSUED = said("Ngày cấp: %(day)s")
ADOPTED = said("Đơn vị áp dụng: %(unit)s, theo văn bản số %(number)s ngày %(day)s")
NAMED = {True: said("Người được xác nhận"), False: said("Người được đánh giá")}
BASIS = {True: said("Xác nhận này dựa vào"), False: said("Phiếu này dựa vào")}
SKILLS = said("Các kỹ năng đã đạt")
BORN = said("Sinh năm %(year)s")
EVIDENCE = said("Mức minh chứng: %(words)s (mức %(level)s)")
EVIDENCE_SHORT = said("Minh chứng mức %(level)s: %(words)s")
RULE = said("Quy tắc: %(name)s, bản %(version)s (mã %(digest)s)")
FRAMEWORK = said("Khung: %(name)s, bản %(version)s")
LOOK_UP = said("Quét mã, hoặc mở %(address)s rồi gõ số trên.")
COMPARE = said("So tên và số trên trang ấy với tờ giấy này. Khác nhau là giấy đã bị sửa.")
NOT_OPEN = said("Số này chưa tra cứu được bên ngoài: cần người đại diện và chính em cùng đồng ý.")
ISSUER = said("Cơ quan cấp: %(issuer)s. Cần hỏi, gặp: %(contact)s.")
NEVER = said(
    "Trang này không bao giờ hỏi số căn cước, mật khẩu, mã OTP, số tài khoản, ảnh khuôn mặt. Ai hỏi là lừa đảo."
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who runs this, whom to meet, and the address people type; `demo` where everything is made up."""

    name: str
    contact: str
    public_url: str
    demo: bool


def print_page(one: Confirmation, issuer: Issuer, *, hidden: bool) -> bytes:
    """The confirmation on one A4 page; `hidden`: without QR code, since its serial is answered like an unknown one."""
    return typeset(f"confirmation-{one.layout}.typ", _common(one, issuer, hidden=hidden) | _page(one, issuer))


def print_pages(papers: Iterable[tuple[Confirmation, bool]], issuer: Issuer, *, words: str, on: date) -> bytes:
    """Many confirmations, each with whether it is hidden, in one file called `words`, each on a page as by itself."""
    pages = [_common(one, issuer, hidden=hidden) | _page(one, issuer) for one, hidden in papers]
    data = {"title": words, "author": issuer.name, "date": [on.year, on.month, on.day], "papers": pages}
    return typeset("confirmations-1.typ", data)


def print_card(one: Confirmation, issuer: Issuer, *, hidden: bool) -> bytes:
    """The same, the size of a bank card."""
    return typeset(f"card-{one.layout}.typ", _common(one, issuer, hidden=hidden) | _card(one, issuer, hidden=hidden))


def _common(one: Confirmation, issuer: Issuer, *, hidden: bool) -> dict[str, Any]:
    issued, serial = clock.day_of(one.issued_at), shown(one.serial)
    sample = issuer.demo or any((place["code"] or "").startswith(MADE_UP) for place in one.places)
    address = f"{issuer.public_url}/xac-nhan/"
    lines = [LOOK_UP % {"address": address.partition("://")[2]}, COMPARE]
    return {
        "title": title(adopted=one.adopted),
        "title_lines": list(title_lines(adopted=one.adopted)),
        "serial": serial,
        "serial_label": SERIAL,
        "date": [issued.year, issued.month, issued.day],
        "issuer": issuer.name,
        "sample": SAMPLE if sample else None,
        "under": _under(one),
        "name": _breakable(one.name),
        "qr": None if hidden else qr_picture(f"{address}{serial}"),
        "qr_alt": QR_SAID,
        "check": [NOT_OPEN] if hidden else lines,
    }


def _breakable(name: str) -> str:
    """The name with places to break, unseen, in a word that no line could hold."""
    parts = [
        [word[start : start + _LONGEST_WORD] for start in range(0, len(word), _LONGEST_WORD)] for word in name.split()
    ]
    return " ".join("\u200b".join(pieces) for pieces in parts)


def _under(one: Confirmation) -> str:
    document = one.basis["adoption"]
    if not one.adopted or document is None:
        return SLIP_STANDS_ON
    return ADOPTED % {**document, "day": _day(date.fromisoformat(document["signed_on"]))}


def _page(one: Confirmation, issuer: Issuer) -> dict[str, Any]:
    words = EVIDENCE_WORDS[Evidence(one.evidence)]
    about = [BORN % {"year": one.birth_year}, AUDIENCE_WORDS[one.audience], _place(one)]
    return {
        "issued": ISSUED % {"day": _day(clock.day_of(one.issued_at))},
        "name_label": NAMED[one.adopted],
        "about": [*filter(None, about), EVIDENCE % {"words": words, "level": one.evidence}],
        "skills_label": SKILLS,
        "heads": list(HEADS),
        "skills": _rows(one),
        "basis_label": BASIS[one.adopted],
        "basis": _basis(one),
        "foot": [ISSUER % {"issuer": issuer.name, "contact": issuer.contact}, NEVER],
    }


def _card(one: Confirmation, issuer: Issuer, *, hidden: bool) -> dict[str, Any]:
    words = EVIDENCE_WORDS[Evidence(one.evidence)]
    who = f"{BORN % {'year': one.birth_year}} · {AUDIENCE_WORDS[one.audience]}"
    issued = ISSUED % {"day": _day(clock.day_of(one.issued_at))}
    return {
        "card_about": [who, *filter(None, [_place(one)]), EVIDENCE_SHORT % {"level": one.evidence, "words": words}],
        "card_check": [] if hidden else [f"{issuer.public_url}/xac-nhan/".partition("://")[2]],
        "card_foot": f"{issuer.name} · {issued}",
    }


def _place(one: Confirmation) -> str | None:
    own = next((place for place in one.places if place["audience"] == one.audience.value), None)
    found: str | None = own["place"] if own else None
    return found


def _rows(one: Confirmation) -> list[list[str]]:
    names = skills_of(one)
    return [
        [
            " ".join(filter(None, name)),
            PROOF_WORDS[Proof(skill["proof"])],
            EVIDENCE_WORDS[Evidence(skill["evidence"])],
            _day(date.fromisoformat(skill["on"])),
        ]
        for name, skill in zip(names, one.skills, strict=True)
    ]


def _basis(one: Confirmation) -> list[str]:
    basis = one.basis
    rule = RULE % {"name": basis["rule"], "version": one.rule_version, "digest": one.rule_digest}
    lines = [f"{rule}; {PRODUCT_CHOICE}" if basis["rule_basis"] == CHOSEN_HERE else rule]
    lines.append(FRAMEWORK % {"name": basis["framework"], "version": basis["framework_version"]})
    for document in basis["documents"]:
        lines.append(document["name"] if document["checked"] else f"{document['name']} ({NOT_CHECKED})")
    return lines


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
