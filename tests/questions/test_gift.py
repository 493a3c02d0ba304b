"""GIFT files: our kinds of questions taken over, the others listed; what we write reads back exactly."""

import pytest

from lms.questions.adapters.bringing import read_file, read_pasted
from lms.questions.adapters.gift import looks_like_gift
from lms.questions.adapters.gift_writing import gift_of
from lms.questions.rules import Difficulty, Kind, Option, Pair, Purpose, Question
from tests.questions.reading import doubts, places, reasons, short, shorts

EXAMPLES = r"""// Ví dụ như tệp xuất từ Moodle
$CATEGORY: $course$/Tin học/Lớp 7

// question: 1  name: Thủ đô
::Thủ đô::[html]<p>Thủ đô nước ta là thành phố nào?</p>{
	=<p>Hà Nội</p>#<p>Đúng rồi</p>
	~<p>Huế</p>#Từng là kinh đô
	~%0%Vinh
	####<p>Từ năm 1010.</p>
}

Nước ta có {~60 =34 ~63} tỉnh, thành phố.

Trái đất tròn.{TRUE#Nghĩ lại#Phải}

::TF::[markdown]Nên dùng chung mật khẩu. {F}

Chọn các số chẵn. {
	~%50%2
	~%-100%3
	~%50%4 }

Ghép thủ đô. { =Việt Nam -> Hà Nội =Lào -> Viêng Chăn = -> Huế }

Xếp các bước.{>ALL
Bật máy
Gõ mật khẩu
Mở bài
}

2 \= 2 \{đúng\} \~ \: \# \\ \n dòng hai {=a\=b ~c\#d}
"""


def test_what_moodle_writes_is_read():
    reading = read_file(EXAMPLES.encode())

    assert shorts(reading) == [
        "Thủ đô nước ta là thành phố nào? | *Hà Nội | Huế | Vinh",
        "Nước ta có _____ tỉnh, thành phố. | 60 | *34 | 63",
        "Trái đất tròn. | *Đúng | Sai",
        "Nên dùng chung mật khẩu. | Đúng | *Sai",
        "Chọn các số chẵn. | *2 | 3 | *4",
        "Ghép thủ đô. | Việt Nam=Hà Nội | Lào=Viêng Chăn | =Huế",
        "Xếp các bước. | Bật máy>Gõ mật khẩu>Mở bài",
        "2 = 2 {đúng} ~ : # \\\ndòng hai | *a=b | c#d",
    ]
    first = reading.questions[0].question
    assert (first.feedback, first.options[0].feedback) == ("Từ năm 1010.", "Đúng rồi")
    assert reading.questions[2].question.feedback == "Nghĩ lại"
    assert reasons(reading) == [
        "danh mục: một bộ câu hỏi ở đây không chia danh mục",
        "1 lời nhận xét riêng cho một lựa chọn không lấy vào.",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Viết. {}", "câu tự luận: ở đây chưa chấm được"),
        ("Mấy? {#3:2}", "câu điền số: ở đây chưa có loại này"),
        ("Mấy? {#1..5}", "câu điền số: ở đây chưa có loại này"),
        ("Tên gì? {=An =Bình}", "câu điền chữ: ở đây chưa có loại này"),
        ("Tên gì? {=An}", "câu điền chữ: ở đây chưa có loại này"),
        ("::x::Chỉ là chữ.", "đoạn văn, không phải câu hỏi"),
        ("Thiếu ngoặc {=a ~b", "thiếu dấu ngoặc nhọn mở hoặc đóng"),
        ("Ngược } =a ~b {", "thiếu dấu ngoặc nhọn mở hoặc đóng"),
        ("Hai {=a ~b} chỗ {=c ~d}", "có nhiều chỗ điền trong một câu"),
        ("Trùng {=a ~a}", "hai ý giống hệt nhau: “a”"),
        ("Một {~a}", "chỉ có một ý để chọn"),
        ("Rỗng {=a ~}", "ý thứ 2 không có chữ"),
        ("{=a ~b}", "không có chữ nào trong câu hỏi"),
        ("Ghép {=a -> x =b -> x}", "hai vế trái cùng ghép với một vế phải: ở đây mỗi vế phải chỉ ghép một lần"),
        ("Nhiều {=x" + "".join(f" ~a{n}" for n in range(10_000)) + "}", "có 10001 ý để chọn, nhiều nhất 10 ý"),
        (f"{'dài ' * 600}{{=a ~b}}", "dài quá 2000 chữ cái: rút ngắn rồi đưa lên lại"),
    ],
)
def test_what_is_not_taken_over_is_listed_with_place_and_reason(text, reason):
    reading = read_pasted(f"::1::Mẫu {{T}}\n\n{text}\n\n::3::Sau {{F}}")

    assert (reasons(reading), places(reading)) == ([reason], ["Dòng 3"])
    assert [one.question.stem for one in reading.questions] == ["Mẫu", "Sau"]


def test_two_right_answers_to_choose_one_from_are_left_to_the_teacher():
    reading = read_pasted("Chọn một {=a =b ~c}")

    assert doubts(reading) == ["chỉ được chọn một ý, mà có hai ý ghi là đúng"]
    assert reading.questions[0].question.key == ()


def test_partial_credit_is_named():
    reading = read_pasted("Chọn {=a ~%50%b ~c}")

    assert shorts(reading) == ["Chọn | *a | b | c"]
    assert reasons(reading) == ["1 ý được điểm một phần: ở đây một câu chỉ có đúng hoặc chưa đúng."]


ONE_REMARK = "1 lời nhận xét riêng cho một lựa chọn không lấy vào."


@pytest.mark.parametrize(
    ("text", "found", "lost"),
    [
        ("Xếp {>2     none\nmột\nhai\nba\n}", "Xếp | một>hai>ba", []),
        ("Xếp {>6 ALL VERTICAL ABSOLUTE_POSITION SHOW\nx = 1\ny: 2\n# ba ~ 3\n}", "Xếp | x = 1>y: 2># ba ~ 3", []),
        ("Xếp {> 3 EXACT H RELATIVE_NEXT_EXCLUDE_LAST 1 ABCD\nA\nB\nC\n}", "Xếp | A>B>C", []),
        ("Xếp {>3 một\nhai\nba}", "Xếp | một>hai>ba", []),
        ("Xếp {>3 A\nB\nC}", "Xếp | A>B>C", []),
        ("Xếp {>ALL\nmột\nhai}", "Xếp | một>hai", []),
        ("Xếp {>2\nmột\nhai\n####vì thế}", "Xếp | một>hai", []),
        ("Ba phần {\n~%33.3333333%a\n~%33.33333%b\n~%33.333333333%c\n~%-100%d}", "Ba phần | *a | *b | *c | d", []),
        ("Đất tròn {FALSE#Sai rồi#Đúng rồi\n####Vì thế}", "Đất tròn | Đúng | *Sai",
         ["2 lời nhận xét riêng cho một lựa chọn không lấy vào."]),
        ("Đất tròn {T#Vì thế#Vì thế}", "Đất tròn | *Đúng | Sai", []),
        ("Ghép {=mèo -> meo # hay =chó -> gâu}", "Ghép | mèo=meo | chó=gâu", [ONE_REMARK]),
        ("Chọn { lạc =a ~b}", "Chọn | *a | b", ["1 dòng đứng giữa các ý, không rõ thuộc ý nào."]),
        ("Chọn {=a#x####y ~b####z}", "Chọn | *a | b", []),
        ("Pha gì? {~ra quán -> gọi =lấy bột -> đổ nước}", "Pha gì? | ra quán -> gọi | *lấy bột -> đổ nước", []),
        ("Chữ nào? {~ \\~ # \\~ là dấu\n= \\ # \\ không là dấu,\n  dòng hai}", "Chữ nào? | ~ | *\\", []),
        ("Dấu @ % | & [x] \\~ \\{\\} ^ > ? {TRUE}", "Dấu @ % | & [x] ~ {} ^ > ? | *Đúng | Sai", []),
    ],
)  # fmt: skip
def test_shapes_that_moodle_and_its_users_write(text, found, lost):
    reading = read_pasted(f"::1::Mẫu {{T}}\n\n{text}")

    assert (shorts(reading)[1:], reasons(reading)) == ([found], lost)


def test_general_feedback_is_what_stands_last():
    one, two = read_pasted("Chọn {=a ~b####y####z}\n\nXếp {>2\nmột\nhai\n####vì thế}").questions

    assert (one.question.feedback, two.question.feedback) == ("z", "vì thế")


def test_a_brace_never_closed_costs_one_question_only():
    reading = read_pasted("Một {=a ~b}\n\nHở {=a ~b\n\nHai {=c\n~d}\n\n// lời bàn\nBa {T}")

    assert shorts(reading) == ["Một | *a | b", "Hai | *c | d", "Ba | *Đúng | Sai"]
    assert (places(reading), reasons(reading)) == (["Dòng 3"], ["thiếu dấu ngoặc nhọn mở hoặc đóng"])


def test_an_empty_line_within_braces_is_only_an_empty_line():
    assert shorts(read_pasted("Một {\n=a\n\n// lời bàn\n~b\n}\n\nHai {F}")) == ["Một | *a | b", "Hai | Đúng | *Sai"]


def test_a_picture_written_into_the_text_hides_no_words():
    picture = f'<img src\\="data\\:image/png;base64,{"iVBORw0KGgo" * 9_000}">'
    style = "mso-x\\:y;" * 4_000
    styled = f'<p style\\="{style}">đầu</p>'

    reading = read_pasted(f"[html]trước {picture} sau {{=a ~b}}\n\n[html]{styled} cuối {{=a ~b}}")

    assert shorts(reading) == ["trước sau | *a | b", "đầu\ncuối | *a | b"]
    assert reasons(reading) == ["1 hình không lấy vào được; câu chỉ còn chữ."]


@pytest.mark.parametrize(
    ("html", "text", "lost"),
    [
        ("<b>a</b>b", "ab", []),
        ("a<br>b<p>c</p>", "a\nb\nc", []),
        ("H<sub>2</sub>O m<sup>2</sup> x<sup>a+b</sup>", "H₂O m² x^(a+b)", []),
        ("a<script>alert(1)</script>b", "ab", []),
        ("a<scr<script>ipt>alert(1)</script>", "a<scr", []),
        ("a<img src\\=x onerror\\=alert(1)>", "a", ["1 hình không lấy vào được; câu chỉ còn chữ."]),
        ('<a href\\="javascript\\:alert(1)">a</a>', "a", ["1 đường dẫn: chỉ giữ chữ, không bấm được."]),
        ("a<svg onload\\=alert(1)><text>x</text></svg>", "a", ["1 hình không lấy vào được; câu chỉ còn chữ."]),
        ("a<iframe src\\=//x></iframe>", "a", ["1 đoạn âm thanh, video hoặc tệp không lấy vào được."]),
        ("a<math><mi>x</mi></math>", "a", ["1 công thức: chỉ giữ được chữ, xem lại có đọc ra không."]),
        ("&lt;script&gt;a", "<script>a", []),
        ("a<!-- b -->c", "ac", []),
        ("a<style>b{}</style>".replace("{}", ""), "a", []),
        ('<p onclick\\="x()" style\\="y">a</p>', "\na", []),
        ("<" * 300 + "a", "", None),
    ],
)
def test_html_comes_out_as_plain_words(html, text, lost):
    """In the question, in an option and in what is told of it alike."""
    reading = read_pasted(f"::1::[html]Hỏi {html} {{\n=đ {html}#nx {html}\n~sai\n####gt {html}\n}}")

    if lost is None:
        return
    (one,) = reading.questions
    option = one.question.options[0]
    assert [one.question.stem, option.text, option.feedback, one.question.feedback] == [
        f"{head} {text}".strip().replace(" \n", "\n") for head in ("Hỏi", "đ", "nx", "gt")
    ]
    assert [told.replace("4 ", "1 ", 1) for told in reasons(reading)] == lost


@pytest.mark.parametrize(
    ("text", "is_gift"),
    [
        ("Hỏi {=a ~b}", True), ("Hỏi {\n~a\n=b\n}", True), ("Hỏi {T}", True), ("::x::y", True), ("$CATEGORY: a", True),
        ("Hỏi {#3}", True), ("Hỏi {>2     none\na\nb}", True), ("{x | x = 2} và {a, b}", False),
        ("Câu 1: x\nA. a\nB. b", False),
        ("int f() { return a == b; }", False), ("// Hỏi {=a ~b}", False), ("p { color: red }", False),
    ],
)  # fmt: skip
def test_gift_is_told_from_papers(text, is_gift):
    assert looks_like_gift(text) is is_gift


def asked(kind: Kind, stem: str = "Hỏi?", **more) -> Question:
    """A question as it is kept."""
    return Question(code="c1", lesson="", kind=kind, purpose=Purpose.PRACTICE, difficulty=Difficulty.EASY, skill="",
                    stem=stem, **more)  # fmt: skip


ODD = ["a = b", "{x}", "~", "#đúng", "c:\\tệp", "-> b", "%50%c", "[html]<b>d</b>", "// e", "::f::", "g\nh",
       "$CATEGORY: i", "j####k", "l -> m"]  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        asked(Kind.ONE, options=(Option("a", True, "vì a"), Option("b", False), Option("c", False)), feedback="vì"),
        asked(Kind.SEVERAL, options=(Option("a", True), Option("b", True), Option("c", True), Option("d", False))),
        asked(Kind.TRUE_FALSE, options=(Option("Đúng", False), Option("Sai", True)), feedback="vì sai"),
        asked(Kind.MATCHING, pairs=(Pair("a", "x"), Pair("b", "y")), spare=("z",), feedback="vì"),
        asked(Kind.ORDERING, steps=("một", "hai", "ba"), feedback="vì"),
        *(asked(Kind.ONE, stem, options=(Option(stem, True, stem), Option("khác", False)), feedback=stem)
          for stem in ODD),
        *(asked(Kind.SEVERAL, options=(Option(one, True), Option("k", True), Option("m", False))) for one in ODD),
        *(asked(Kind.MATCHING, pairs=(Pair(one, f"{one}."), Pair("k", "m"))) for one in ODD),
        *(asked(Kind.ORDERING, steps=(one, "k", "m")) for one in ODD),
    ],
    ids=short,
)  # fmt: skip
def test_what_we_write_reads_back_exactly(question):
    reading = read_file(gift_of("Thử: {một}\nhai", [question]).encode())

    assert [one.question for one in reading.questions] == [question]
    assert reading.left_out == ()


def test_steps_are_written_as_moodle_reads_them():
    """The number right after the brace, each step on a line as it stands, nothing told between them."""
    steps = ("x = 1: một", "y ~ 2 # hai", "ba")

    lines = gift_of("Thử", [asked(Kind.ORDERING, steps=steps, feedback="vì thế")]).splitlines()

    assert lines[2:] == [
        "::1::[plain]Hỏi? {>3 ALL VERTICAL ALL_OR_NOTHING SHOW", *steps, "//####vì thế", "}",
    ]  # fmt: skip


def test_what_is_true_or_false_has_one_explanation():
    options = (Option("Đúng", True), Option("Sai", False))

    assert "TRUE\n\t####vì thế\n}" in gift_of("Thử", [asked(Kind.TRUE_FALSE, options=options, feedback="vì thế")])
