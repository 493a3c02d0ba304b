import pytest

from lms.questions.adapters.files import read_questions
from lms.questions.rules import Kind, Purpose
from lms.skills.rules import Grades
from lms.sources.adapters.yaml_tree import compose
from lms.sources.rules import Mistakes, Spot

HEAD = "bai: quet-qr\nky_nang: 2.3\nnguon: theo-bai\nluyen_tap:\n"
ONE = """\
  - ma: q1
    loai: chon-mot
    do_kho: de
    hoi: Nên làm gì?
    lua_chon:
      - dung: Dừng lại
        vi: Hỏi một câu là biết.
      - sai: Bấm luôn
        vi: Tiền đi rồi khó lấy lại.
      - sai: Quét lại
        vi: Vẫn ra tên ấy.
"""


def read(body, head=HEAD):
    mistakes = Mistakes()
    file = read_questions(compose(head + body, "a.yaml", mistakes), mistakes)
    return file, [str(mistake) for mistake in mistakes]


def test_a_question_takes_from_the_head_what_it_does_not_say_itself():
    file, mistakes = read(
        ONE + ONE.replace("q1", "q2").replace("do_kho: de", "do_kho: kho\n    ky_nang: 4.1\n    lop: 4-5")
    )

    first, second = (draft.question for draft in file.practice)
    assert not mistakes
    assert (first.skill, first.source, first.purpose, first.key) == ("2.3", "", Purpose.PRACTICE, (0,))
    assert (second.skill, second.grades) == ("4.1", Grades(4, 5))
    assert file.practice[1].skill_spot == Spot("a.yaml", 19, 14)


KINDS = {
    "true_false": ("    loai: dung-sai\n    dap_an: sai\n    vi: Vì ảnh giả được.\n", ("Đúng", "Sai"), (1,)),
    "ordering": (
        "    loai: xep-thu-tu\n    cac_buoc: [a, b, c, d]\n    vi: Vì thế.\n",
        ("a", "b", "c", "d"),
        (0, 1, 2, 3),
    ),
    "matching": (
        "    loai: ghep-cap\n    cac_cap:\n      - {trai: a, phai: '1'}\n      - {trai: b, phai: '2'}\n"
        "      - {trai: c, phai: '3'}\n    thua: [khác]\n    vi: Vì thế.\n",
        ("1", "2", "3", "khác"),
        (0, 1, 2),
    ),
    "several": (
        "    loai: chon-nhieu\n    lua_chon: [{dung: a, vi: x}, {sai: b, vi: x}, {dung: c, vi: x}]\n",
        ("a", "b", "c"),
        (0, 2),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_read_into_its_choices_and_key(kind):
    body, choices, key = KINDS[kind]
    file, mistakes = read("  - ma: q1\n    do_kho: vua\n    hoi: Sao?\n" + body)

    question = file.practice[0].question
    assert not mistakes
    assert (question.kind, question.choices, question.key) == (Kind(kind), choices, key)


WRONG = {
    "two right answers": (("sai: Bấm luôn", "dung: Bấm luôn"), "10:7", "đúng một “dung”, đang có 2"),
    "no right answer": (("dung: Dừng lại", "sai: Dừng lại"), "10:7", "đang có 0"),
    "no feedback": (("        vi: Tiền đi rồi khó lấy lại.\n", ""), "12:9", "chưa có “vi”"),
    "an empty feedback": (("vi: Vẫn ra tên ấy.", "vi:"), "15:12", "chưa có giá trị “vi”"),
    "right and wrong at once": (
        ("sai: Bấm luôn", "sai: Bấm luôn\n        dung: Bấm"),
        "12:9",
        "chỉ là “dung” hoặc “sai”",
    ),
    "an option without words": (("- sai: Quét lại\n        vi", "- vi"), "14:9", "lựa chọn chưa có chữ"),
    "two options alike": (("Quét lại", "bấm luôn"), "8:10", "giống hệt nhau"),
    "an unknown kind": (("chon-mot", "chon-hai"), "6:11", "chon-mot, chon-nhieu"),
    "an unknown difficulty": (("do_kho: de", "do_kho: dễ"), "7:13", "de, vua, kho"),
    "an unknown key": (("do_kho: de", "do_kho: de\n    dokho: de"), "8:5", "có phải “do_kho” không?"),
    "no stem": (("    hoi: Nên làm gì?\n", ""), "5:5", "chưa có “hoi”"),
    "no code": (("ma: q1", "ma: Q 1"), "5:9", "không phải mã"),
    "two options only": (("      - sai: Quét lại\n        vi: Vẫn ra tên ấy.\n", ""), "10:7", "có 2 lựa chọn"),
    "one right of several": (("chon-mot", "chon-nhieu"), "10:7", "từ hai “dung”"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_broken_question_is_told_at_its_place(case):
    (old, new), place, phrase = WRONG[case]
    assert old in ONE

    _file, mistakes = read(ONE.replace(old, new))

    assert any(line.startswith(f"a.yaml:{place}: ") and phrase in line for line in mistakes), mistakes


SHORT = {
    "steps": ("    loai: xep-thu-tu\n    cac_buoc: [a, b, c]\n    vi: x\n", "có 3 bước, cần từ 4 đến 6"),
    "pairs": (
        "    loai: ghep-cap\n    cac_cap: [{trai: a, phai: '1'}, {trai: b, phai: '2'}]\n    thua: [k]\n    vi: x\n",
        "có 2 cặp",
    ),
    "spare": (
        "    loai: ghep-cap\n    cac_cap:\n      - {trai: a, phai: '1'}\n      - {trai: b, phai: '2'}\n"
        "      - {trai: c, phai: '3'}\n    vi: x\n",
        "chưa có “thua”",
    ),
    "answer": ("    loai: dung-sai\n    dap_an: true\n    vi: x\n", "dung, sai"),
    "whole feedback": ("    loai: dung-sai\n    dap_an: sai\n", "chưa có “vi”"),
}


@pytest.mark.parametrize("case", SHORT)
def test_each_kind_asks_for_its_parts(case):
    body, phrase = SHORT[case]

    _file, mistakes = read("  - ma: q1\n    do_kho: vua\n    hoi: Sao?\n" + body)

    assert any(phrase in line for line in mistakes), mistakes


def test_an_assessment_item_belongs_to_a_family():
    _file, mistakes = read(ONE.replace("ma: q1", "ma: q1"), HEAD.replace("luyen_tap", "danh_gia"))

    assert mistakes == ["a.yaml:5:5: chưa có “nhom”: thêm dòng “nhom: …”."]
