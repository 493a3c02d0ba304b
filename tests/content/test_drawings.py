import pytest

from lms.content.adapters.drawings import read_drawing
from lms.content.rules.linking import Picture
from lms.sources.rules import Mistakes

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 260">'


def read(folder, text, name="a.svg"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    mistakes = Mistakes()
    return read_drawing(path, f"hinh/{name}", mistakes), [str(mistake) for mistake in mistakes]


def test_a_good_drawing_is_known_by_its_hash_and_size(tmp_path):
    found, mistakes = read(tmp_path, f'{OPEN}<g fill="url(#g)"><path d="M0 0h9"/></g><use href="#p"/></svg>')

    assert not mistakes
    assert found is not None
    picture, _raw = found
    assert (picture.width, picture.height) == (360, 260)
    assert picture.name.endswith("-a.svg")
    assert isinstance(picture, Picture)


BAD = {
    "a script": (f"{OPEN}\n<script>alert(1)</script></svg>", "2:1", "<script>"),
    "a handler": (f'{OPEN}\n<path onload="alert(1)" d=""/></svg>', "2:1", "onload"),
    "words": (f"{OPEN}\n<text>a</text></svg>", "2:1", "<text>"),
    "another document": (f"{OPEN}\n<foreignObject/></svg>", "2:1", "<foreignObject>"),
    "a picture": (f'{OPEN}\n<image href="#a"/></svg>', "2:1", "<image>"),
    "a link": (f'{OPEN}\n<a href="#a"/></svg>', "2:1", "<a>"),
    "a change over time": (f"{OPEN}\n<animate/></svg>", "2:1", "<animate>"),
    "something from outside": (f'{OPEN}\n<use href="https://vi-du.example/a.svg#a"/></svg>', "2:1", "trỏ ra ngoài"),
    "the same by its old name": (
        '<svg xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">\n<use xlink:href="a.svg"/></svg>',
        "2:1",
        "trỏ ra ngoài",
    ),
    "a fill from outside": (f'{OPEN}\n<path fill="url(//vi-du.example)"/></svg>', "2:1", "trỏ ra ngoài"),
    "a style": (f'{OPEN}\n<path style="fill:red"/></svg>', "2:1", "thành thuộc tính"),
    "a style sheet": (f"{OPEN}\n<style/></svg>", "2:1", "<style>"),
    "no size": ('<svg xmlns="http://www.w3.org/2000/svg"/>', "1:1", "viewBox"),
    "a size of nothing": ('<svg viewBox="0 0 0 9"/>', "1:1", "viewBox"),
    "no drawing": ("<html/>", "1:1", "không bắt đầu bằng <svg>"),
    "an open tag": (f"{OPEN}\n<g></svg>", "2:6", "SVG viết sai"),
    "an entity": (f'<!DOCTYPE svg [<!ENTITY a "b">]>{OPEN}</svg>', "1:1", "ENTITY"),
    "a style sheet from outside": (f'<?xml-stylesheet href="a.css"?>{OPEN}</svg>', "1:1", "<?…?>"),
    "weight": (f"{OPEN}{'<g/>' * 2000}</svg>", "1:1", "7,9 KB, nhiều nhất 6 KB"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_a_drawing_may_not_hold_is_told_at_its_place(case, tmp_path):
    text, place, phrase = BAD[case]

    found, mistakes = read(tmp_path, text)

    assert found is None
    assert any(line.startswith(f"hinh/a.svg:{place}: ") and phrase in line for line in mistakes), mistakes


@pytest.mark.parametrize("name", ["Hinh.svg", "hình.svg", "a b.svg", "a.png", "a_b.svg"])
def test_a_drawing_is_named_so_that_it_can_be_an_address(name, tmp_path):
    found, mistakes = read(tmp_path, f"{OPEN}</svg>", name)

    assert found is None
    assert "tên hình" in mistakes[0]
