"""A teacher or head who brings lists of pupils: files of many shapes, sent, looked at, applied."""

import csv
import io

from openpyxl import Workbook
from sqlalchemy import select

from lms.classrooms.models.rosters import Classroom, Seat
from lms.people.models import Membership, Person
from lms.units.models import UnitVersion
from tests.builders import rows
from tests.page import Page

HEAD = ("STT", "Họ và tên", "Ngày sinh", "Lớp")
PUPILS = (
    (1, "Nguyễn Văn An", "12/05/2013", "7B"),
    (2, "Trần Thị Bình", "03/01/2014", "7B"),
    (3, "Y Wăn", "2013", "7B"),
)


def book(*sheets: tuple[str, list[tuple]], change=None) -> bytes:
    """An .xlsx file of some sheets (name, rows); `change(book)` makes it untidy."""
    made = Workbook()
    made.remove(made.active)
    for name, lines in sheets:
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(line)
    if change:
        change(made)
    body = io.BytesIO()
    made.save(body)
    return body.getvalue()


def table(lines, *, mark: str = ",", codec: str = "utf-8") -> bytes:
    """A CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=mark).writerows(lines)
    return text.getvalue().encode(codec)


class Bringer:
    """Somebody who brings lists to a class, or (`school`) to a whole school."""

    def __init__(self, visitor, code: str, *, school: bool = False) -> None:
        self.visitor = visitor
        self.here = f"/lop/truong/{code}/nhap" if school else f"/lop/{code}/nhap"
        self.draft = ""

    def send(self, body: bytes, name: str = "ds.xlsx") -> Page:
        """Send a file."""
        sent = {"file": (io.BytesIO(body), name), "pasted": ""}
        page = self.visitor.post(self.here, sent, content_type="multipart/form-data")
        page.response.request.environ["wsgi.input"].close()
        return page

    def bring(self, body: bytes, name: str = "ds.xlsx") -> Page:
        """Send a file, and follow to its preview."""
        return self.after(self.send(body, name))

    def paste(self, text: str) -> Page:
        """Paste a list, and follow to its preview."""
        return self.after(self.visitor.post(self.here, {"pasted": text}))

    def after(self, page: Page) -> Page:
        """Where an answer leads, remembered as the draft."""
        assert page.status == 303, page.text
        self.draft = page.location
        return self.visitor.follow(page)

    def look(self) -> Page:
        """The preview again."""
        return self.visitor.get(self.draft)

    def put(self, **told: object) -> Page:
        """Press the button that keeps what was put right, and look again."""
        sent = self.visitor.post(self.draft, {"do": "xem", **told})
        return self.visitor.follow(sent) if sent.status == 303 else sent

    def apply(self, **told: object) -> Page:
        """Press the button that writes, and follow."""
        sent = self.visitor.post(self.draft, {"do": "ghi", **told})
        return self.visitor.follow(sent) if sent.status == 303 else sent


def facts(page: Page) -> dict[str, str]:
    """What the facts of a page say."""
    return {
        " ".join(one.dt.get_text().split()): " ".join(one.dd.get_text().split())
        for one in page.soup.select("dl > div")
        if one.dt and one.dd
    } or {
        " ".join(term.get_text().split()): " ".join(term.find_next("dd").get_text().split())
        for term in page.soup.select("main dt")
    }


def seated(database, code: str) -> list[tuple[int | None, str, int]]:
    """Who sits in the class of a code: number, name, year, in the order of the numbers."""
    query = (
        select(Person, Seat.number)
        .join(Seat, Seat.person_id == Person.id)
        .join(Classroom, Classroom.id == Seat.classroom_id)
        .join(UnitVersion, UnitVersion.unit_id == Classroom.unit_id)
        .where(UnitVersion.code == code, Seat.to_on.is_(None))
        .order_by(Seat.number.is_(None), Seat.number, Person.sort_key)
    )
    with database.session(write=False) as session:
        return [(number, person.name, person.birth_year) for person, number in session.execute(query)]


def belongs(database, name: str) -> list[tuple[str, str | None, int | None]]:
    """The open memberships of whoever bears a name: audience, band, unit."""
    found = rows(
        database,
        select(Membership).join(Person, Person.id == Membership.person_id)
        .where(Person.name == name, Membership.to_on.is_(None)),
    )  # fmt: skip
    return [(one.audience.value, one.band, one.unit_id) for one in found]
