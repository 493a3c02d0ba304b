"""Papers are typeset the same wherever and whenever; nothing in the data is read as markup; what is not clean fails."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest

from lms.documents.adapters import typesetting
from lms.documents.adapters.typesetting import FONTS, TEMPLATES, Unprintable, qr_picture, typeset

DATA = {
    "title": "PHIẾU", "title_lines": ["PHIẾU", "KẾT QUẢ"], "serial": "7K4M-2QP9-3T9X-4", "serial_label": "Số:",
    "date": [2026, 11, 18], "issuer": "UBND xã", "issued": "Ngày cấp", "sample": None, "under": "Theo; khung",
    "name_label": "Người", "name": "Lò Thị Mai", "about": ["Sinh năm 1958"], "skills_label": "Kỹ năng",
    "heads": ["a", "b", "c", "d"], "skills": [["1", "2", "3", "4"]], "basis_label": "Dựa vào", "basis": ["x"],
    "qr": qr_picture("https://example.vn/xac-nhan/x"), "qr_alt": "Mã QR", "check": ["y"], "foot": ["z"],
    "card_about": ["x"], "card_check": ["y"], "card_foot": "z",
}  # fmt: skip
SHEET = {"is": "table", "name": "Số liệu", "heads": ["a", "b"], "widths": [2, 1], "numbers": [1], "rows": [["x", "1"]],
         "notes": ["y"]}  # fmt: skip
TOLD = {
    "confirmations-1.typ": {"author": "UBND xã", "papers": [DATA, DATA]},
    "attachment-1.typ": {"country": "CỘNG HÒA", "motto": "Độc lập", "subtitle": "quý IV", "lines": ["x"],
                         "author": "UBND tỉnh", "above": "TỈNH", "issuer": ["UBND XÃ"], "sample": "",
                         "sheets": [SHEET]},
    "report-1.typ": {
        "kind": "BÁO CÁO", "author": "UBND xã", "made_on": [2026, 11, 18], "mark": "DỰ THẢO", "foot": "z",
        "above": "TỈNH",
        "issuer": ["UBND XÃ"], "number": "Số:  /BC-UBND", "sample": "", "country": "CỘNG HÒA", "motto": "Độc lập",
        "place_and_day": "x, ngày 1", "to_label": "Kính gửi:", "to": ["UBND tỉnh"], "copies_label": "Nơi nhận:",
        "copies": ["- Như trên;"], "signature": ["CHỦ TỊCH"], "signer": "A", "annex": ["Phụ lục"], "sheets": [SHEET],
        "blocks": [{"is": "heading", "words": "I"}, {"is": "text", "words": "x"}, SHEET],
    },
}  # fmt: skip
WRITTEN = {"report-1.typ": {"about", "signer", "mark", "foot"}, "attachment-1.typ": {"issuer", "title", "subtitle"},
           "confirmations-1.typ": {"title", "author"}}  # fmt: skip
"""Where words that people typed reach a template; papers of confirmations have names."""

PAPERS = sorted(path.name for path in TEMPLATES.glob("*.typ") if "sys.inputs" in path.read_text("utf-8"))


@pytest.mark.parametrize("template", PAPERS)
def test_the_same_data_is_the_same_bytes_in_any_thread(template):
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: typeset(template, DATA | TOLD.get(template, {})), range(8)))

    assert len(set(made)) == 1
    assert made[0].startswith(b"%PDF-1.7")


@pytest.mark.parametrize("template", PAPERS)
@pytest.mark.parametrize("text", ["#panic()", "*b* _i_ $x$ @a <b>", "\\", "\"'", '#image("/etc/passwd")', "//c", "= H"])
def test_data_is_never_markup(template, text):
    told = DATA | TOLD.get(template, {})
    names = WRITTEN.get(template, {"name", "issuer", "about"})
    typed = {name: [text] if isinstance(told[name], list) else text for name in names}

    assert typeset(template, told | typed).startswith(b"%PDF")


@pytest.mark.parametrize("letter", ["李", "🙂", "ก", "\ue000"])
def test_a_letter_without_a_drawing_fails(letter):
    with pytest.raises(Unprintable):
        typeset("confirmation-1.typ", {**DATA, "name": letter})


def test_a_process_forked_from_one_that_has_typeset_fails_instead_of_waiting_for_ever(monkeypatch):
    typeset("report-1.typ", DATA | TOLD["report-1.typ"])
    monkeypatch.setattr(typesetting.os, "getpid", lambda: -1)

    with pytest.raises(RuntimeError, match="forked"):
        typeset("report-1.typ", DATA | TOLD["report-1.typ"])


def test_missing_data_fails():
    with pytest.raises(Unprintable):
        typeset("confirmation-1.typ", {})


def test_a_warning_fails(tmp_path, monkeypatch):
    (tmp_path / "bad.typ").write_text('#set document(title: "x")\n#set text(lang: "vi", font: "No Such Font")\nx')
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path)

    with pytest.raises(Unprintable, match=r"(?i)no such font"):
        typeset("bad.typ", {})


def test_fonts_come_with_their_licence():
    licence = (FONTS / "OFL.txt").read_text()
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert all(name in licence for name in ("Noto Serif", "Tinos"))
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) < 600_000


LETTERS = [letter + mark for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for mark in ("", *"\u0300\u0301\u0303\u0309\u0323")]
NAMES = ["H'Hen Niê", "Ksor H’Lưk", "Y Mẫu Êban", "ơ̆ ư̆ ê̆ ô̆ ƀ Ƀ č ñ đ Đ", "“12/BC-UBND” – 62,5\u00a0% …"]


@pytest.mark.parametrize("face", ['"regular"', '"bold"', '"regular", style: "italic"'])
def test_the_face_of_administrative_documents_has_every_letter(tmp_path, monkeypatch, face):
    (tmp_path / "letters.typ").write_text(
        '#set document(title: "x")\n#set text(lang: "vi", font: "Tinos", fallback: false)\n'
        f"#text(weight: {face})[#json(bytes(sys.inputs.data)).words]"
    )
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path)
    monkeypatch.setattr(typesetting._mine, "held", {}, raising=False)
    words = " ".join([*(unicodedata.normalize("NFC", letter) for letter in LETTERS), *NAMES])

    made = typeset("letters.typ", {"words": words})
    assert made.count(b"+Tinos") >= 1
    with pytest.raises(Unprintable):
        typeset("letters.typ", {"words": "李"})
