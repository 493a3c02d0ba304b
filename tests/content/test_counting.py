import pytest

from lms.content.rules.blocks import BlockKind, cut, place_of
from lms.content.rules.counting import bare, sentences, syllables
from lms.content.rules.limits import LIMITS, strictest
from lms.content.rules.wording import stiff_words
from lms.skills.rules import Audience


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Wi-Fi 50.000 VNeID", 3),
        ("“Ai?” – hỏi (lại)…", 3),
        ("dichvucong.gov.vn", 1),
        ("- – — … !", 0),
        ("", 0),
        ("H’Hen Niê, 20/11/2026.", 3),
    ],
)
def test_tieng_are_tokens_with_a_letter_or_digit(text, count):
    assert syllables(text) == count


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Một. Hai? Ba! Bốn… Năm", ["Một.", "Hai?", "Ba!", "Bốn…", "Năm"]),
        ("Gõ dichvucong.gov.vn rồi chờ.", ["Gõ dichvucong.gov.vn rồi chờ."]),
        ("Giá 50.000 đồng. 2 người.", ["Giá 50.000 đồng.", "2 người."]),
        ("Chờ… rồi bấm.", ["Chờ… rồi bấm."]),
        ("Cô hỏi: “Ai đấy?” Không ai đáp.", ["Cô hỏi: “Ai đấy?”", "Không ai đáp."]),
        ("Dừng. “Ai gọi?”", ["Dừng.", "“Ai gọi?”"]),
        ("**Nhìn mã.** Xem [mã QR](tu:ma-qr. Ba) lạ.", ["Nhìn mã.", "Xem mã QR lạ."]),
        ("![Ảnh. Có chữ.](hinh/a.svg)", []),
        ("Gõ `a. B` xong.", ["Gõ a.", "B xong."]),
        ("tên_tệp_này giữ gạch", ["tên_tệp_này giữ gạch"]),
    ],
)
def test_sentences_end_where_the_guide_says(text, found):
    assert [sentence.text for sentence in sentences(text)] == found


def test_each_sentence_knows_where_it_begins_in_the_markdown():
    text = "**Nhìn mã.** Xem [mã QR](tu:x) lạ. Rồi hỏi."

    assert [text[sentence.start :][:3] for sentence in sentences(text)] == ["Nhì", "Xem", "Rồi"]


def test_marks_are_not_words():
    assert bare("**a** [b](tu:c) `d` ![e](f) _g_") == "a b d  g"


BODY = """\
## Đề mục

Dòng một
dòng hai.

1. **Một.** Hai
   tiếp theo.

   ![Hình](hinh/a.svg)
2. Hai

> **Mẹo.** Ba
> bốn.

| A | B |
|---|--:|
| x | y z |
"""


def test_a_body_is_cut_into_blocks_with_places():
    blocks = cut(BODY.split("\n"), 10)

    kinds = [(block.kind, block.line, block.number) for block in blocks]
    assert kinds == [
        (BlockKind.HEADING, 10, 2),
        (BlockKind.PARAGRAPH, 12, 0),
        (BlockKind.NUMBERED, 15, 1),
        (BlockKind.NUMBERED, 19, 2),
        (BlockKind.QUOTE, 21, 0),
        (BlockKind.TABLE, 24, 0),
    ]
    assert blocks[1].text == "Dòng một dòng hai."
    assert blocks[2].texts == ("**Một.** Hai tiếp theo.", "![Hình](hinh/a.svg)")
    assert blocks[4].text == "**Mẹo.** Ba bốn."
    assert blocks[5].texts == ("A", "B", "x", "y z")
    assert not any(block.close for block in blocks)


def test_a_place_in_a_block_is_a_place_in_the_file():
    blocks = cut(BODY.split("\n"), 1)

    paragraph = blocks[1].chunks[0]
    assert place_of(paragraph, 0) == (3, 1)
    assert place_of(paragraph, blocks[1].text.index("hai")) == (4, 6)
    assert place_of(blocks[2].chunks[0], blocks[2].texts[0].index("tiếp")) == (7, 4)
    assert place_of(blocks[4].chunks[0], blocks[4].text.index("bốn")) == (13, 3)
    assert place_of(blocks[5].chunks[3], 2) == (17, 9)


def test_several_audiences_get_the_limits_that_suit_them_all():
    both = strictest([Audience.OFFICIAL, Audience.PRIMARY])

    assert (both.sentence, both.stem, both.pace) == (15, 32, 80)
    assert strictest([Audience.CITIZEN]) == LIMITS[Audience.CITIZEN]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vui lòng truy cập trang.", ["Vui lòng", "truy cập"]),
        ("Nhằm giúp, người nhằm", ["Nhằm", "nhằm"]),
        ("Hứa 100% đúng", ["100%"]),
        ("Kẻ gian viết “vui lòng bấm”.", []),
        ("Cứ làm thôi.", []),
    ],
)
def test_stiff_words_are_found_outside_quotes(text, words):
    assert [word for word, _place in stiff_words(text)] == words
