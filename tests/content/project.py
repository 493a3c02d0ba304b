"""A small project of content files that has no mistakes; tests break one thing of it."""

from datetime import date
from pathlib import Path

from lms.content.actions.compiling import compile_content

TODAY = date(2026, 11, 20)

LESSON = """\
---
ma: quet-qr
tieu_de: "Quét mã QR: đọc tên trước"
doi_tuong: [nguoi-dan]
ky_nang: [2.3, 4.1]
phut: 3
lam_duoc:
  - Trả tiền đến đúng người
nguon:
  - ten: Thói quen do ban biên soạn đề nghị
    dung_cho: cả bài
    tin_cay: loi-khuyen
    xem_ngay: 2026-11-20
ra_soat: 2026-11-20
ra_soat_lai: 2027-05-20
---

## Chuyện thường gặp

Cô Lan mua cá ở chợ. Màn hình hiện tên người lạ. Cô dừng tay, hỏi chị bán cá.

## Làm từng bước

1. **Nhìn tấm mã.** Xem [mã QR](tu:ma-qr) có bị dán chồng không.
2. **Đọc tên.** Tên không khớp thì dừng lại.
3. **Rồi mới bấm.** Xem thêm bài [quét mã](bai:quet-qr).

![Tấm mã QR ở quầy hàng có một góc bong lên, lộ tấm khác.](hinh/ma.svg)

> **Mẹo.** Gửi khoản lớn thì gửi thử một khoản nhỏ.

## Đừng vấp lỗi này

- **Vội bấm.** Chỉ cần ba giây để đọc tên.
- **Tin ảnh chụp.** Ảnh có thể làm giả.
- **Trả lại ngay.** Gọi ngân hàng trước đã.

## Nhớ một câu

> Đọc tên rồi mới bấm.

## Khi có trục trặc

- **Chuyển nhầm:** gọi ngân hàng của mình.
- **Nghi bị lừa:** báo công an xã, phường.
- **Chưa quen tay:** nhờ con cháu ngồi cạnh.

## Làm thử

Mở ứng dụng, quét thử, đọc to tên hiện ra. Chỉ đọc thôi, chưa chuyển.
"""

COURSE = """\
ma: thanh-toan
tieu_de: Trả tiền
chu_de: thanh-toan
doi_tuong: [nguoi-dan]
mo_ta: Trả đúng người.
cac_bai:
  - quet-qr
"""

TERMS = """\
- ma: ma-qr
  tu: Mã QR
  nghia: Ô vuông có nhiều chấm, máy ảnh đọc được.
  vi_du: Tấm mã dán ở quầy rau.
"""

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 260"><path d="M0 0h9"/></svg>\n'

PAGE = """\
---
ma: khan-cap
tieu_de: Tôi nghi bị lừa
nguon:
  - ten: Thói quen do ban biên soạn đề nghị
    dung_cho: cả trang
    tin_cay: loi-khuyen
    xem_ngay: 2026-11-20
ra_soat: 2026-11-20
ra_soat_lai: 2027-05-20
---

## Làm ngay

1. **Dừng lại.** Không chuyển thêm tiền.
2. **Gọi ngân hàng.** Nhờ khóa tài khoản.

Xem [chỗ dưới](#b-hoi-ai-day).

## Hỏi ai đây?

Ra công an xã, phường.
"""

FRAMEWORK = """\
ma: khung
ten: Khung
phien_ban: 2026.1
ap_dung_tu: 2026-11-20
van_ban:
  - {ma: tt, ten: TT, so_hieu: 02/2025, ngay: 2025-01-24, co_quan: Bộ, doc_qua: bản chép, tin_cay: gian-tiep, \
da_doi_chieu: khong, nhap_ngay: 2026-11-20}
cac_mien:
  - {ma: 2, ten: Giao tiếp, van_ban: tt, ky_nang: [{ma: 2.3, ten: Công dân, noi_don_gian: Làm giấy tờ.}]}
  - {ma: 4, ten: An toàn, van_ban: tt, ky_nang: [{ma: 4.1, ten: Thiết bị, noi_don_gian: Giữ máy.}]}
"""

_ITEM = """\
  - ma: {code}
    loai: chon-mot
    do_kho: de
    hoi: Tên hiện ra khác tên người bán. Nên làm gì?
    lua_chon:
{options}"""
_OPTIONS = [
    ("dung", "Dừng lại, hỏi người bán", "Hỏi một câu là biết."),
    ("sai", "Bấm luôn cho kịp, rồi hỏi", "Tiền đi rồi thì khó lấy lại."),
    ("sai", "Quét lại vài lần cho chắc", "Cùng tấm mã thì vẫn ra tên ấy."),
]


def item(code: str, turn: int = 0, family: str = "") -> str:
    """One question; `turn` moves the right answer."""
    turned = _OPTIONS[-turn % 3 :] + _OPTIONS[: -turn % 3]
    options = "".join(f"      - {key}: {text}\n        vi: {why}\n" for key, text, why in turned)
    text = _ITEM.format(code=code, options=options)
    return text.replace("    loai", f"    nhom: {family}\n    loai", 1) if family else text


QUESTIONS = (
    "bai: quet-qr\nky_nang: 2.3\nnguon: theo-bai\nluyen_tap:\n"
    + "".join(item(f"qr-l{n}", n) for n in range(6))
    + "danh_gia:\n"
    + "".join(item(f"qr-d{n}", n, f"nhom-{n // 3}") for n in range(6))
)

FILES = {
    "frameworks/khung.yaml": FRAMEWORK,
    "glossary/thuat-ngu.yaml": TERMS,
    "courses/thanh-toan/khoa-hoc.yaml": COURSE,
    "courses/thanh-toan/quet-qr.md": LESSON,
    "courses/thanh-toan/quet-qr.cau-hoi.yaml": QUESTIONS,
    "courses/thanh-toan/hinh/ma.svg": DRAWING,
    "pages/khan-cap.md": PAGE,
}
LESSON_FILE = "courses/thanh-toan/quet-qr.md"
QUESTION_FILE = "courses/thanh-toan/quet-qr.cau-hoi.yaml"


def write(folder: Path, changes: dict[str, str | None] | None = None) -> Path:
    """The project under `folder/content`, some files changed, added or (None) left out."""
    content = folder / "content"
    for name, text in {**FILES, **(changes or {})}.items():
        if text is not None:
            path = content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return content


def mistakes(folder: Path, changes: dict[str, str | None] | None = None, today: date = TODAY) -> list[str]:
    """What the check says of the changed project, paths below `content/`."""
    compiled = compile_content(write(folder, changes), today)
    return [str(mistake).removeprefix("content/") for mistake in compiled.mistakes]


def lesson(old: str, new: str) -> dict[str, str | None]:
    """The lesson with one text changed."""
    assert old in LESSON, old
    return {LESSON_FILE: LESSON.replace(old, new, 1)}


def questions(old: str, new: str) -> dict[str, str | None]:
    """The question file with one text changed."""
    assert old in QUESTIONS, old
    return {QUESTION_FILE: QUESTIONS.replace(old, new, 1)}


def place(changes: dict[str, str | None], path: str, at: str) -> str:
    """`path:line:column` of the text `at` in the changed file; of its beginning when `at` is empty."""
    text = {**FILES, **changes}[path]
    assert text is not None
    assert at in text, at
    before = text[: text.index(at)]
    return f"{path}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}: "
