"""A school's file of 1,000 pupils in 25 classes: seconds to bring it, to look at it, to write it. Budget: 3 s each.

The head of the demo's school, in the server's own way but in this process: no network, nobody else. SQLite; the file
is made up here, as schools have it: titles above the head, dates as dates, columns that are not read.
"""

import io
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import xlsxwriter
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bench.taking import KEYS
from lms import config
from lms.app import demo
from lms.app.factory import create_app
from lms.app.migrating import upgrade
from lms.db import Database
from lms.web import logs

HEAD_OF_SCHOOL, SECRET, SCHOOL = "hieutruong", "hoc-vu-so-2026", "/lop/truong/{code}/nhap"
CLASSES = 25
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Bùi", "Đỗ", "Lò", "Vàng")
MIDDLES = ("Văn", "Thị", "Minh", "Ngọc", "Gia", "Thanh", "Hải", "Bảo", "Quỳnh", "Đức")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khánh", "Linh", "Mai", "Nam", "Phúc", "Quân", "Thảo", "Tú", "Yến")


def school_file(pupils: int) -> bytes:
    """An .xlsx file of so many pupils, in 25 classes of grades 6 to 9."""
    body = io.BytesIO()
    with xlsxwriter.Workbook(body, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range("A1:H1", "DANH SÁCH HỌC SINH NĂM HỌC 2026 – 2027")
        heads = ("STT", "Mã định danh", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Điện thoại", "Lớp")
        sheet.write_row(4, 0, heads)
        for n in range(pupils):
            room = n * CLASSES // pupils
            grade, letter = 6 + room % 4, "ABCDEFG"[room // 4]
            name = f"{FAMILIES[n % 10]} {MIDDLES[n // 10 % 10]} {GIVEN[n // 100 % 15]} {GIVEN[n % 7]}"
            row = (
                n + 1,
                f"0012130{n:05d}",
                name,
                "",
                "Nữ" if n % 2 else "Nam",
                "Kinh",
                f"09{n:08d}",
                f"{grade}{letter}",
            )
            sheet.write_row(5 + n, 0, row)
            sheet.write_datetime(5 + n, 3, date(2020 - grade, 1, 1) + timedelta(days=n % 365), day)
    return body.getvalue()


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Print how long what is done within took."""
    began = time.perf_counter()
    yield
    print(f"{name}: {time.perf_counter() - began:.2f} giây")


def token_in(answer: TestResponse) -> str:
    """The form token of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', answer.get_data(as_text=True))
    if found is None:
        raise SystemExit(f"no form: {answer.status}")
    return found[1]


def send(client: FlaskClient, address: str, told: dict[str, object], wanted: int = 303) -> str:
    """Send a form; returns where the answer leads."""
    answer = client.post(address, data=told, headers={"Sec-Fetch-Site": "same-origin"})
    if answer.status_code != wanted:
        raise SystemExit(f"{address}: {answer.status}")
    return answer.headers["Location"]


def main() -> None:
    """Print the seconds of each step, twice over: the second time everybody is there already."""
    pupils = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
        settings = config.read({**KEYS, "LMS_DATA_DIR": folder})
        logs.set_up("CRITICAL")
        database = Database(settings.database_url)
        upgrade(database)
        demo.load(database, settings)
        client = create_app(settings).test_client()
        send(client, "/dang-nhap", {"code": HEAD_OF_SCHOOL, "secret": SECRET, "device": "chung"})
        schools = re.search(r'/lop/truong/([\d-]+)"', client.get("/lop/", follow_redirects=True).get_data(as_text=True))
        if schools is None:
            raise SystemExit("no school")
        here = SCHOOL.format(code=schools[1])
        for turn in ("lần đầu", "đưa lại tệp ấy"):
            bring(client, here, school_file(pupils), turn)
        database.close()


def bring(client: FlaskClient, here: str, body: bytes, turn: str) -> None:
    """Bring a file, look at it, write it."""
    told: dict[str, object] = {"csrf_token": token_in(client.get(here)), "pasted": ""}
    with timed(f"{turn}, tải lên và đọc tệp"):
        draft = send(client, here, {**told, "file": (io.BytesIO(body), "truong.xlsx")})
    with timed(f"{turn}, xem trước"):
        page = client.get(draft)
    told = {"csrf_token": token_in(page), "do": "ghi", "sure": "y"}
    with timed(f"{turn}, ghi"):
        send(client, draft, told)


if __name__ == "__main__":
    main()
