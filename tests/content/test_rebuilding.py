"""What a start builds anew, and what it finds built already."""

from datetime import date

import pytest

from lms.content.actions import building
from lms.content.actions.building import build_if_changed
from lms.content.actions.compiling import compile_content
from lms.content.queries import LibraryShelf
from tests.content.project import LESSON, TODAY, lesson, write


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def compiled(monkeypatch):
    """A list that grows by one whenever content is compiled."""
    times = []

    def counted(*of):
        times.append(of)
        return compile_content(*of)

    monkeypatch.setattr(building, "compile_content", counted)
    return times


def test_what_is_built_of_the_same_files_is_not_compiled_again(tmp_path, data, compiled):
    content = write(tmp_path)
    first = build_if_changed(content, data, TODAY)
    again = build_if_changed(content, data, date(2030, 1, 1))

    assert len(compiled) == 1
    assert again.version == first.version
    assert not again.mistakes.errors


def _change(content, data, private):
    (content / "courses/thanh-toan/quet-qr.md").write_text(LESSON.replace("Cô Lan", "Cô Hoa"))


def _lose_a_lesson(content, data, private):
    (content / "courses/thanh-toan/quet-qr.md").unlink()


def _lose_the_private(content, data, private):
    private.rmdir()


def _damage(content, data, private):
    (data / "build" / (data / "build/current").read_text().strip() / "book.json").write_bytes(b"")


def _forget_the_origin(content, data, private):
    (data / "build/made-of").unlink()


def _point_elsewhere(content, data, private):
    (data / "build/current").write_text("0000000000000000\n")


def _lose_the_pointer(content, data, private):
    (data / "build/current").unlink()


def _other_program(content, data, private):
    (content.parent / "lms/rules.py").write_text("RULE = 2\n")


def _other_libraries(content, data, private):
    (content.parent / "requirements.txt").write_text("markdown==4\n")


@pytest.mark.parametrize(
    "happens",
    [
        _change,
        _lose_a_lesson,
        _lose_the_private,
        _damage,
        _forget_the_origin,
        _point_elsewhere,
        _lose_the_pointer,
        _other_program,
        _other_libraries,
    ],
)
def test_whatever_a_build_comes_from_makes_it_anew(tmp_path, data, compiled, monkeypatch, happens):
    content, private = write(tmp_path), tmp_path / "private"
    private.mkdir()
    (tmp_path / "lms").mkdir()
    monkeypatch.setattr(building, "HERE", tmp_path)
    build_if_changed(content, data, TODAY, private)
    build_if_changed(content, data, TODAY, private)
    assert len(compiled) == 1

    happens(content, data, private)
    build_if_changed(content, data, TODAY, private)

    assert len(compiled) == 2


def test_a_failure_is_told_again_until_it_is_mended(tmp_path, data, compiled):
    good = build_if_changed(write(tmp_path), data, TODAY).version
    bad = write(tmp_path, lesson("tu:ma-qr", "tu:x"))
    assert [len(build_if_changed(bad, data, TODAY).mistakes.errors) for _ in range(2)] == [1, 1]

    mended = build_if_changed(write(tmp_path, {"courses/thanh-toan/quet-qr.md": LESSON}), data, TODAY)

    assert mended.version == good
    assert len(compiled) == 4
    assert LibraryShelf(data).problem() is None
