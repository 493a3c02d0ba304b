"""Moodle XML: our kinds of questions taken over, the others listed, hostile files harmless."""

import pytest

from lms.errors import Refused
from lms.questions.adapters import xml_tree
from lms.questions.adapters.bringing import read_file, read_pasted
from tests.questions.books import moodle, multichoice
from tests.questions.reading import doubts, places, reasons, shorts

TRUTH = """<question type="truefalse"><name><text>tf</text></name>
<questiontext format="moodle_auto_format"><text>Đất tròn.</text></questiontext>
<generalfeedback format="html"><text></text></generalfeedback>
<answer fraction="0"><text>false</text><feedback><text>Nghĩ lại</text></feedback></answer>
<answer fraction="100"><text>true</text></answer></question>
"""
PAIRS = """<question type="matching"><name><text>m</text></name>
<questiontext format="html"><text>Ghép</text></questiontext>
<subquestion format="html"><text><![CDATA[<p>Mèo</p>]]></text><answer><text>meo</text></answer></subquestion>
<subquestion format="html"><text>Chó</text><answer><text>gâu</text></answer></subquestion>
<subquestion format="html"><text></text><answer><text>ò ó o</text></answer></subquestion></question>
"""
STEPS = """<question type="ordering"><name><text>o</text></name><questiontext><text>Xếp</text></questiontext>
<answer fraction="1.0"><text>một</text></answer><answer fraction="2.0"><text>hai</text></answer></question>
"""
CATEGORY = '<question type="category"><category><text>$course$/Tin 7</text></category></question>\n'
PICTURED = """<question type="multichoice"><name><text>p</text></name><questiontext format="html">
<text><![CDATA[<p>Hình gì? <img src="@@PLUGINFILE@@/a.png" alt="a"></p>]]></text>
<file name="a.png" path="/" encoding="base64">iVBORw0KGgo=</file></questiontext><single>true</single>
<shuffleanswers>0</shuffleanswers><hint format="html"><text>Nhìn kỹ</text></hint>
<correctfeedback format="html"><text>Your answer is correct.</text></correctfeedback>
<incorrectfeedback format="html"><text>Cố lên nhé</text></incorrectfeedback>
<answer fraction="100"><text>vuông</text></answer><answer fraction="33.33"><text>tròn</text></answer></question>
"""


def test_what_moodle_exports_is_read():
    choice = multichoice("<p>Thủ đô?</p>", ("100", "<p>Hà Nội</p>"), ("0", "Huế"), ("-33.33333", "Vinh"))
    several = multichoice("Số chẵn?", ("50", "2"), ("50", "4"), ("-100", "3"), single="false")

    reading = read_file(moodle(CATEGORY, choice, several, TRUTH, PAIRS, STEPS))

    assert shorts(reading) == [
        "Thủ đô? | *Hà Nội | Huế | Vinh", "Số chẵn? | *2 | *4 | 3", "Đất tròn. | *Đúng | Sai",
        "Ghép | Mèo=meo | Chó=gâu | =ò ó o", "Xếp | một>hai",
    ]  # fmt: skip
    assert reading.questions[2].question.feedback == "Nghĩ lại"
    assert (reasons(reading), places(reading)) == (
        ["danh mục: một bộ câu hỏi ở đây không chia danh mục"], ["Dòng 3"],
    )  # fmt: skip


def test_what_is_lost_of_a_question_is_named():
    reading = read_file(moodle(PICTURED))

    assert shorts(reading) == ["Hình gì? | *vuông | tròn"]
    assert reading.questions[0].question.fixed
    assert reasons(reading) == [
        "1 ý được điểm một phần: ở đây một câu chỉ có đúng hoặc chưa đúng.",
        "1 hình không lấy vào được; câu chỉ còn chữ.",
        "1 gợi ý không lấy vào.",
        "1 lời nhận xét chung khi đúng, khi sai không lấy vào.",
    ]


OLD_PICTURE = """<question type="multichoice"><questiontext format="html"><text>Hình cũ</text></questiontext>
<image>moodle.png</image><image_base64>iVBORw0KGgo=</image_base64><generalfeedback><text></text></generalfeedback>
<shuffleanswers>1</shuffleanswers><single>true</single>
<answer fraction="100"><text>
a
</text><feedback><text>
</text></feedback></answer><answer fraction="0"><text>b</text></answer></question>
"""
SET = """<question type="{kind}"><questiontext><text>Số lẻ?</text></questiontext><shuffleanswers>true</shuffleanswers>
<answer fraction="100"><text>1</text></answer><answer fraction="0"><text>2</text></answer>
<answer fraction="100"><text>3</text></answer></question>
"""
SIDES = """<question type="truefalse"><questiontext><text>Đất tròn.</text></questiontext>
<generalfeedback format="html"><text>{general}</text></generalfeedback>
<answer fraction="100"><text>true</text><feedback><text>{right}</text></feedback></answer>
<answer fraction="0"><text>false</text><feedback><text>{wrong}</text></feedback></answer></question>
"""
TOLD_STEPS = STEPS.replace("</text></answer>", "</text><feedback><text>đúng chỗ</text></feedback></answer>")
TWO_REMARKS, ONE_REMARK = (f"{n} lời nhận xét riêng cho một lựa chọn không lấy vào." for n in (2, 1))


@pytest.mark.parametrize(
    ("question", "found", "lost"),
    [
        (OLD_PICTURE, "Hình cũ | *a | b", ["1 hình không lấy vào được; câu chỉ còn chữ."]),
        (OLD_PICTURE.replace("moodle.png", ""), "Hình cũ | *a | b", []),
        (SET.format(kind="multichoiceset"), "Số lẻ? | *1 | 2 | *3", []),
        (SET.format(kind="oumultiresponse"), "Số lẻ? | *1 | 2 | *3", []),
        (PAIRS.replace("matching", "ddmatch"), "Ghép | Mèo=meo | Chó=gâu | =ò ó o", []),
        (TOLD_STEPS, "Xếp | một>hai", [TWO_REMARKS]),
        (SIDES.format(general="vì", right="đ", wrong="s"), "Đất tròn. | *Đúng | Sai", [TWO_REMARKS]),
        (SIDES.format(general="", right="đ", wrong="s"), "Đất tròn. | *Đúng | Sai", [ONE_REMARK]),
        (SIDES.format(general="", right="vì", wrong="vì"), "Đất tròn. | *Đúng | Sai", []),
    ],
    ids=lambda one: one[:40] if isinstance(one, str) else None,
)
def test_shapes_of_old_exports_and_other_makers(question, found, lost):
    reading = read_file(moodle(question))

    assert (shorts(reading), reasons(reading), doubts(reading)) == ([found], lost, [])


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("essay", "câu tự luận: ở đây chưa chấm được"),
        ("shortanswer", "câu điền chữ: ở đây chưa có loại này"),
        ("numerical", "câu điền số: ở đây chưa có loại này"),
        ("cloze", "câu điền vào đoạn văn: ở đây chưa có loại này"),
        ("ddmarker", "câu kéo thả: ở đây chưa có loại này"),
        ("description", "đoạn văn, không phải câu hỏi"),
        ("stack", "loại câu “stack”: ở đây chưa có"),
        ("<b>", "loại câu “<b>”: ở đây chưa có"),
        ("truefalse", "câu đúng/sai không ghi bên nào đúng"),
        ("matching", "câu ghép không có vế nào"),
        ("multichoice", "không có ý nào để chọn (A, B, C…): câu tự luận thì ở đây chưa chấm được"),
    ],
)
def test_other_kinds_are_listed(kind, reason):
    told = kind.replace("<", "&lt;").replace(">", "&gt;")
    body = moodle(TRUTH, f'<question type="{told}"><questiontext><text>Hỏi</text></questiontext></question>')

    reading = read_file(body)

    assert (len(reading.questions), reasons(reading)) == (1, [reason])
    assert reading.left_out[0].words == "Hỏi"


def test_two_right_answers_to_choose_one_from_are_left_to_the_teacher():
    assert doubts(read_file(moodle(multichoice("x", ("100", "a"), ("100", "b"))))) == [
        "chỉ được chọn một ý, mà có hai ý ghi là đúng"
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">', "<svg onload=x>",
        "<iframe srcdoc='<script>x</script>'>", "<style>@import url(//x)</style>", "<body onload=x>", "<!--<script>",
        "<math><mtext><table><mglyph><style><img src=x onerror=x>", "<p style='x' onclick='y'>", "<object data=//x>",
    ],
)  # fmt: skip
def test_hostile_html_comes_out_harmless_in_every_field(html):
    told = f"<generalfeedback format='html'><text><![CDATA[gt {html}]]></text></generalfeedback>"
    reading = read_file(moodle(multichoice(f"hỏi {html}", ("100", f"đ {html}"), ("0", f"s {html}"), more=told)))

    (one,) = reading.questions
    texts = (one.question.stem, one.question.feedback, *(option.text for option in one.question.options))
    assert texts == ("hỏi", "gt", "đ", "s")


BOMB = """<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><quiz>&d;</quiz>"""
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (BOMB, "bị hỏng"),
        (OUTSIDE, "bị hỏng"),
        ('<!DOCTYPE quiz SYSTEM "http://203.0.113.1/x.dtd"><quiz/>', "bị hỏng"),
        ("<?xml version='1.0'?><quiz><question>", "bị hỏng"),
        ("<?xml version='1.0' encoding='x-none'?><quiz/>", "bị hỏng"),
        (f"<quiz>{'<a>' * 100}", "bị hỏng"),
        ("<?xml version='1.0'?><questestinterop/>", "không phải bộ câu hỏi của Moodle"),
        ("<html><body>x</body></html>", "không phải bộ câu hỏi của Moodle"),
        ("<quiz/>", "Không thấy câu hỏi nào"),
    ],
)
def test_broken_and_hostile_files_are_refused_with_what_to_do(body, words):
    for read, field, brought in ((read_file, "file", body.encode()), (read_pasted, "pasted", body)):
        with pytest.raises(Refused, match=words) as refused:
            read(brought)
        assert refused.value.field == field


def test_a_file_of_far_too_many_elements_is_refused(monkeypatch):
    monkeypatch.setattr(xml_tree, "MOST_ELEMENTS", 100)
    with pytest.raises(Refused, match="bị hỏng"):
        read_file(b"<quiz>" + b"<a/>" * 100 + b"</quiz>")


def test_other_encodings_are_read():
    body = moodle(TRUTH).decode().replace("UTF-8", "UTF-16")

    assert len(read_file(body.encode("utf-16")).questions) == 1
    assert len(read_file(b"\xef\xbb\xbf" + moodle(TRUTH)).questions) == 1
    assert len(read_file(b"\xef\xbb\xbf\r\n" + moodle(TRUTH)).questions) == 1
    assert len(read_pasted(moodle(TRUTH).decode()).questions) == 1
