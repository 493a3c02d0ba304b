import pytest

from lms.sources.adapters.fields import NO_DAY, Fields
from lms.sources.adapters.files import read_text
from lms.sources.adapters.front_matter import split
from lms.sources.adapters.yaml_tree import compose
from lms.sources.rules import Mapping, Mistakes, Scalar, Sequence, Spot


def said(mistakes):
    return [str(mistake) for mistake in mistakes]


BYTES = {
    "a byte order mark": (b"\xef\xbb\xbfma: a\n", "1:1", "BOM"),
    "another encoding": ("ma: a\ntu: ch\u1eef".encode("utf-16-le"), "2:14", "UTF-8"),
    "latin letters": (b"ma: a\ntu: b\xe9\n", "2:6", "UTF-8"),
    "windows line ends": (b"ma: a\r\ntu: b\r\n", "1:1", "CRLF"),
    "decomposed letters": ("ma: a\ntu: ti\u0065\u0302ng\n".encode(), "2:7", "NFD"),
    "a tab": (b"ma: a\n\ttu: b\n", "2:1", "tab"),
    "an invisible space": ("ma: a\u200bb\n".encode(), "1:6", "U+200B"),
    "text turned round": ("ma: \u202eabc\n".encode(), "1:5", "U+202E"),
    "a no-break space": ("ma: a\u00a0b\n".encode(), "1:6", "không ngắt"),
    "a control character": (b"ma: a\x07\n", "1:6", "U+0007"),
}


@pytest.mark.parametrize("case", BYTES)
def test_what_cannot_be_seen_in_a_file_is_found_where_it_stands(case, tmp_path):
    raw, place, phrase = BYTES[case]
    path = tmp_path / "a.yaml"
    path.write_bytes(raw)
    mistakes = Mistakes()

    read_text(path, "a.yaml", mistakes)

    first = said(mistakes)[0]
    assert first.startswith(f"a.yaml:{place}")
    assert phrase in first


def test_a_clean_file_is_read_as_it_is(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("Tiếng Việt: H’Hen Niê, ơ̆ ư̆ ƀ…\n", encoding="utf-8")
    mistakes = Mistakes()

    assert read_text(path, "a.md", mistakes) == "Tiếng Việt: H’Hen Niê, ơ̆ ư̆ ƀ…\n"
    assert not len(mistakes)


def test_a_file_that_is_far_too_large_is_not_read(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"a" * 500_000)
    mistakes = Mistakes()

    assert read_text(path, "a.md", mistakes) is None
    assert "500 KB" in said(mistakes)[0]


YAML = {
    "a colon within a sentence": ("hoi: Hỏi: ai?\n", "1:9", "nháy thẳng"),
    "a sentence that begins with a sign": ("hoi: %x\n", "1:6", "nháy thẳng"),
    "an open quote": ('hoi: "ai\n', "2:1", "dấu nháy đóng"),
    "an open bracket": ("hoi: [a, b\n", "2:1", "ngoặc"),
    "crooked indentation": ("a: b\n  c: d\n", "2:4", "hai chấm"),
    "an anchor": ("a: &x b\n", "1:4", "&"),
    "an alias": ("a: b\nc: *x\n", "2:4", "*"),
    "a tag": ("a: !!python/object:os.system x\n", "1:4", "thẻ !"),
    "a key twice": ("a: b\nc: d\na: e\n", "3:1", "đã có ở dòng 1"),
    "two documents": ("a: b\n---\nc: d\n", "2:1", "một phần"),
    "a key that is a list": ("[a, b]: c\n", "1:1", "tên khóa"),
}


@pytest.mark.parametrize("case", YAML)
def test_yaml_that_the_formats_do_not_allow_is_refused_at_its_place(case):
    text, place, phrase = YAML[case]
    mistakes = Mistakes()

    compose(text, "a.yaml", mistakes)

    first = said(mistakes)[0]
    assert first.startswith(f"a.yaml:{place}: ")
    assert phrase in first


def test_billion_laughs_stop_at_the_first_anchor():
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    mistakes = Mistakes()

    assert compose("\n".join(lines), "a.yaml", mistakes) is None
    assert len(mistakes) == 1


@pytest.mark.parametrize("text", ["[" * 5000, "a: " + "[" * 200 + "]" * 200, "[" + "a, " * 30_000 + "a]"])
def test_depth_and_size_are_bounded(text):
    mistakes = Mistakes()

    assert compose(text, "a.yaml", mistakes) is None
    assert len(mistakes) == 1


def test_every_value_is_text_whatever_yaml_would_make_of_it():
    values = ["2.3", "000000", "khong", "no", "1:30", "2026-11-20", "0x1F", "~", "1e3", "yes"]
    node = compose("".join(f"k{n}: {value}\n" for n, value in enumerate(values)), "a.yaml", Mistakes())

    assert isinstance(node, Mapping)
    assert [value.text for _key, value in node.entries] == values


def test_marks_in_front_matter_are_those_of_the_file():
    document = split("---\nma: a\nky_nang: [2.3, 4.1]\n---\n\n## B\n", "a.md", Mistakes())

    skills = document.front.get("ky_nang")
    assert isinstance(skills, Sequence)
    assert skills.items[1] == Scalar("4.1", Spot("a.md", 3, 16))
    assert (document.body, document.first_line) == ("\n## B\n", 5)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("ma: a\n", "thiếu phần đầu bài"), ("---\nma: a\n", "chưa đóng"), ("---\n- a\n---\n", "khoa: giá trị")],
)
def test_a_lesson_without_front_matter_says_so(text, phrase):
    mistakes = Mistakes()

    assert split(text, "a.md", mistakes) is None
    assert phrase in said(mistakes)[0]


def fields(text):
    mistakes = Mistakes()
    return Fields(compose(text, "a.yaml", mistakes), mistakes), mistakes


WRONG = {
    "absent": ("b: c\n", lambda f: f.text("ma"), "", "1:1", "chưa có “ma”"),
    "empty": ("b: c\nma:\n", lambda f: f.text("ma"), "", "2:4", "chưa có giá trị “ma”"),
    "a list for a text": ("ma: [a]\n", lambda f: f.text("ma"), "", "1:5", "một câu"),
    "no code": ("ma: Bài 1\n", lambda f: f.code("ma"), "", "1:5", "không phải mã"),
    "no day": ("ngay: 20/11/2026\n", lambda f: f.day("ngay"), NO_DAY, "1:7", "2026-11-20"),
    "a day that is not": ("ngay: 2026-02-30\n", lambda f: f.day("ngay"), NO_DAY, "1:7", "không phải ngày"),
    "no number": ("phut: bốn\n", lambda f: f.whole("phut", 1, 9), 0, "1:7", "từ 1 đến 9"),
    "a number out of bounds": ("phut: 12\n", lambda f: f.whole("phut", 1, 9), 0, "1:7", "từ 1 đến 9"),
    "another word": ("c: true\n", lambda f: f.yes("c"), False, "1:4", "co, khong"),
    "a text for a list": ("c:\n  d: e\n", lambda f: f.texts("c"), (), "2:3", "danh sách"),
    "an empty list": ("c: []\n", lambda f: f.texts("c"), (), "1:4", "đang trống"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_value_that_does_not_fit_is_noted_and_read_as_nothing(case):
    text, read, value, place, phrase = WRONG[case]
    reader, mistakes = fields(text)

    assert read(reader) == value
    assert len(mistakes) == 1
    assert said(mistakes)[0].startswith(f"a.yaml:{place}: ")
    assert phrase in said(mistakes)[0]


def test_an_unknown_key_names_the_nearest_one():
    reader, mistakes = fields("ma: a\nkynang: 2.3\n")
    reader.code("ma")
    reader.text("ky_nang", required=False)

    reader.done()

    assert said(mistakes) == ["a.yaml:2:1: không có khóa “kynang”: có phải “ky_nang” không?"]
