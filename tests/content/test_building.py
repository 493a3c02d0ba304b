import json
import subprocess
import sys
import threading
import time
from datetime import date

import pytest
from click.testing import CliRunner

from lms.content import queries
from lms.content.actions.building import build
from lms.content.cli import content as command
from lms.content.queries import LibraryShelf
from tests.content.project import COURSE, LESSON, TODAY, item, lesson, write

COURSE_FILE = "courses/thanh-toan/khoa-hoc.yaml"


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch):
    """Look at the pointer every time, not once a second."""
    monkeypatch.setattr(queries, "PAUSE", 0.0)


def files_of(data, version):
    folder = data / "build" / version
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_build_is_a_pure_function_of_the_files(tmp_path, data):
    content = write(tmp_path)
    elsewhere = write(tmp_path / "khac")

    first = build(content, data, TODAY)
    second = build(elsewhere, tmp_path / "data-2", date(2030, 1, 1))

    assert first.version is not None
    assert first.version == second.version
    assert files_of(data, first.version) == files_of(tmp_path / "data-2", second.version)


def test_the_keys_of_assessment_items_stay_apart_from_the_book(tmp_path, data):
    report = build(write(tmp_path), data, TODAY)

    files = files_of(data, report.version)
    assert sorted(files) == ["book.json", "keys.json", next(name for name in files if name.startswith("pictures/"))]
    assert b"qr-l0" in files["book.json"]
    assert b"qr-d0" not in files["book.json"]
    assert b"qr-d0" in files["keys.json"]


def test_a_changed_file_gives_another_build(tmp_path, data):
    first = build(write(tmp_path), data, TODAY).version
    second = build(write(tmp_path, lesson("Cô Lan", "Cô Hoa")), data, TODAY).version

    assert first != second
    assert (data / "build" / "current").read_text() == f"{second}\n"


def test_a_bad_build_never_replaces_a_good_one(tmp_path, data):
    good = build(write(tmp_path), data, TODAY).version
    shelf = LibraryShelf(data)
    assert shelf.library().version == good
    assert shelf.problem() is None

    bad = build(write(tmp_path, lesson("tu:ma-qr", "tu:x")), data, TODAY)

    assert bad.version is None
    assert shelf.library().version == good
    assert LibraryShelf(data).library().version == good
    assert "có 1 lỗi: content/courses/thanh-toan/quet-qr.md:24:25" in shelf.problem()
    said = json.loads((data / "build" / "failed.json").read_text())
    assert said["count"] == 1

    build(write(tmp_path, {"courses/thanh-toan/quet-qr.md": LESSON}), data, TODAY)
    assert shelf.problem() is None
    assert not (data / "build" / "failed.json").exists()


def test_a_build_that_cannot_be_read_changes_nothing(tmp_path, data):
    good = build(write(tmp_path), data, TODAY).version
    shelf = LibraryShelf(data)
    kept = shelf.library()

    broken = data / "build" / "0000000000000000"
    broken.mkdir()
    (broken / "book.json").write_text('{"lessons": []}')
    (data / "build" / "current").write_text("0000000000000000\n")

    assert shelf.library() is kept
    assert "không đọc được" in shelf.problem()
    (data / "build" / "current").write_text(f"{good}\n")
    assert shelf.problem() is None


def test_without_any_build_there_is_no_library_and_the_reason_is_said(data):
    shelf = LibraryShelf(data)

    assert shelf.library() is None
    assert "chưa có bản nội dung nào" in shelf.problem()


def test_a_build_damaged_on_disk_is_written_again(tmp_path, data):
    content = write(tmp_path)
    version = build(content, data, TODAY).version
    (data / "build" / version / "book.json").write_bytes(b"")

    build(content, data, TODAY)

    assert LibraryShelf(data).library().version == version


def test_the_library_is_swapped_whole_within_a_second(tmp_path, data, monkeypatch):
    monkeypatch.setattr(queries, "PAUSE", 0.2)
    first = build(write(tmp_path), data, TODAY).version
    shelf = LibraryShelf(data)
    old = shelf.library()
    second = build(write(tmp_path, lesson("Cô Lan", "Cô Hoa")), data, TODAY).version

    assert shelf.library() is old
    time.sleep(0.25)

    assert (old.version, shelf.library().version) == (first, second)


def test_the_last_three_builds_are_kept_and_nothing_half_written(tmp_path, data):
    (data / "build" / ".new-abc").mkdir(parents=True)
    versions = []
    for name in ("An", "Bình", "Chi", "Dung", "Hà"):
        versions.append(build(write(tmp_path, lesson("Cô Lan", f"Cô {name}")), data, TODAY).version)
        time.sleep(0.02)

    kept = {path.name for path in (data / "build").iterdir() if path.is_dir()}

    assert kept == set(versions[-3:])


def test_a_picture_of_an_older_page_is_still_found(tmp_path, data):
    build(write(tmp_path), data, TODAY)
    shelf = LibraryShelf(data)
    html = shelf.library().lesson("quet-qr").sections[1].html
    name = html.split("/hoc/hinh/")[1].split('"')[0]
    changed = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h1"/></svg>'

    build(write(tmp_path, {"courses/thanh-toan/hinh/ma.svg": changed}), data, TODAY)

    assert shelf.picture(name).startswith(b"<svg")
    assert shelf.picture("../book.json") is None
    assert shelf.picture("0123456789-khong-co.svg") is None


def test_two_processes_that_build_at_once_leave_one_whole_build(tmp_path, data):
    contents = [write(tmp_path / name, lesson("Cô Lan", f"Cô {name}")) for name in ("a", "b")]
    code = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from lms.content.actions.building import build\n"
        "for _ in range(5): print(build(Path(sys.argv[1]), Path(sys.argv[2]), date(2026, 11, 20)).version)"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(one), str(data)], stdout=subprocess.PIPE, text=True)
        for one in contents
    ]
    said = [run.communicate(timeout=60)[0].split() for run in runs]

    assert all(run.returncode == 0 for run in runs)
    assert all(len(set(versions)) == 1 for versions in said)
    library = LibraryShelf(data).library()
    assert library.version in {versions[0] for versions in said}
    assert {path.name for path in (data / "build").iterdir() if path.is_dir()} == {versions[0] for versions in said}


def test_private_items_join_the_pool_and_only_the_pool(tmp_path, data):
    private = tmp_path / "rieng"
    private.mkdir()
    text = "bai: quet-qr\nky_nang: 2.3\nnguon: theo-bai\ndanh_gia:\n" + item("rieng-1", 0, "nhom-rieng")
    (private / "de-quy-4.cau-hoi.yaml").write_text(text, encoding="utf-8")

    report = build(write(tmp_path), data, TODAY, private)

    library = LibraryShelf(data).library()
    assert library.question("rieng-1").family == "nhom-rieng"
    assert b"rieng-1" not in files_of(data, report.version)["book.json"]
    (private / "luyen.cau-hoi.yaml").write_text(text.replace("danh_gia", "luyen_tap").replace("g-1", "g-2"))
    assert build(write(tmp_path), data, TODAY, private).version is None


def test_a_removed_lesson_keeps_its_address(tmp_path, data):
    moved = COURSE + "chuyen_huong:\n  bai-cu: quet-qr\n  bai-xua: thanh-toan\n"
    build(write(tmp_path, {COURSE_FILE: moved}), data, TODAY)
    library = LibraryShelf(data).library()

    assert library.moved("thanh-toan", "bai-cu") == "/hoc/thanh-toan/quet-qr"
    assert library.moved("thanh-toan", "bai-xua") == "/hoc/thanh-toan/"
    assert library.moved("thanh-toan", "bai-khac") is None
    assert library.moved("khoa-khac", "bai-cu") is None


def test_the_commands_say_all_and_leave_with_the_right_number(tmp_path, data, monkeypatch):
    monkeypatch.setenv("LMS_DATA_DIR", str(data))
    monkeypatch.setenv("LMS_CONTENT_DIR", str(write(tmp_path)))
    runner = CliRunner()

    good = runner.invoke(command, ["check"])
    built = runner.invoke(command, ["build"])
    write(tmp_path, lesson("tu:ma-qr", "tu:x"))
    bad = runner.invoke(command, ["check"])
    refused = runner.invoke(command, ["build"])

    assert (good.exit_code, built.exit_code, bad.exit_code, refused.exit_code) == (0, 0, 1, 1)
    assert "1 bài, 6 câu đánh giá; 2 lưu ý." in good.output
    assert "courses/thanh-toan/quet-qr.md:24:25: link dẫn tới từ không có “x”" in bad.output
    assert bad.output.splitlines()[-1] == "1 lỗi, chưa dùng được; 2 lưu ý."


def test_whoever_comes_while_the_first_build_is_being_read_waits_for_it(tmp_path, data):
    good = build(write(tmp_path), data, TODAY).version
    shelf, together, seen = LibraryShelf(data), threading.Barrier(6), []

    def come() -> None:
        together.wait()
        library = shelf.library()
        seen.append(library.version if library else None)

    visitors = [threading.Thread(target=come) for _ in range(6)]
    for one in visitors:
        one.start()
    for one in visitors:
        one.join()

    assert seen == [good] * 6
