"""Writing a paper in a browser by whoever knows the answers, and reading a printed code with a phone's camera."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.steps import answer

if TYPE_CHECKING:
    from lms.content.rules.library import Library
    from lms.questions.rules import Question
    from lms.skills.rules import Audience
    from tests.browser.phone import Phone

CAMERA = ("pdftoppm", "zbarimg")


def begin(phone: Phone, audience: Audience) -> None:
    """From `/danh-gia/`: begin the paper of an audience, or go on with it."""
    section = phone.page.locator(f"main section[aria-labelledby='bai-{audience}']")
    with phone.page.expect_navigation():
        section.locator("form button, a.btn").first.click()


def write(phone: Phone, library: Library) -> None:
    """Answer every question right, to the page before handing in.

    The answers come from the library, found by the words on the screen; nothing that the browser holds tells them.
    """
    asked: list[Question] = []
    received: list[str] = []
    while "/cau/" in phone.path:
        received.append(phone.page.content())
        asked.append(_question(phone, library))
        answer(phone, asked[-1], right=True).press("Lưu")
    received.append(phone.page.content())
    told = [one for question in asked for one in _key(question) if any(one in text for text in received)]
    assert asked
    assert told == []


def hand_in(phone: Phone, brought: str = "Đã có phiếu kết quả") -> str:
    """Hand in a paper that is all right; the serial of what it brought."""
    assert "Đã trả lời đủ" in phone.text
    phone.press("Nộp bài")
    assert phone.h1 == "Đã đạt bài đánh giá"
    assert brought in phone.text
    address = str(phone.named("Mở giấy để in").get_attribute("href"))
    return address.rsplit("/", 1)[-1].removesuffix(".pdf")


def read_by_a_stranger(phone: Phone, address: str, *words: str) -> None:
    """Somebody else's phone opens what was scanned: everything at a glance, and no cookie."""
    assert address.startswith(phone.address)
    phone.page.goto(address)
    assert phone.h1.endswith("còn hiệu lực")
    assert [one for one in words if one not in phone.text] == []
    assert phone.cookies == set()


def _question(phone: Phone, library: Library) -> Question:
    stem = " ".join(phone.page.locator("main fieldset legend").inner_text().split())
    return next(one for one in library.assessment if " ".join(one.stem.split()) == stem)


def _key(question: Question) -> list[str]:
    """What would tell the answer, or by which it could be looked up."""
    explained = [question.feedback, *(option.feedback for option in question.options)]
    return [one for one in (*explained, question.code, question.version) if one]


def needs_a_camera() -> None:
    """Skip where nothing reads printed codes; where CI=true, fail."""
    missing = [name for name in CAMERA if shutil.which(name) is None]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(
            f"these tests need {' and '.join(missing)} (apt-get install poppler-utils zbar-tools)", pytrace=False
        )
    if missing:
        pytest.skip(f"needs {' and '.join(missing)}")


def scanned(picture: Path) -> list[str]:
    """What the QR codes of a picture say."""
    told = subprocess.run(["zbarimg", "--quiet", "--raw", str(picture)], capture_output=True, text=True, check=False)
    assert told.returncode in (0, 4), told.stderr  # 4: no code in it
    return told.stdout.split()


def on_screen(phone: Phone, folder: Path) -> str:
    """Where the QR code on the screen leads, read from its picture."""
    picture = folder / "screen.png"
    phone.page.locator("main .qr").screenshot(path=picture)
    (address,) = scanned(picture)
    return address


def printed(phone: Phone, address: str, folder: Path) -> list[str]:
    """Fetch a paper as its owner, print it, and read the codes on it."""
    answer = phone.context.request.get(f"{phone.address}{address}")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    paper = folder / "paper.pdf"
    paper.write_bytes(answer.body())
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", str(paper), str(folder / "paper")], check=True)
    return scanned(folder / "paper.png")
