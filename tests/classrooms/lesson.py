"""The steps of a lesson, as teachers and pupils take them."""

from datetime import UTC, datetime

from sqlalchemy import select, update

from lms.classrooms.models.lessons import LessonPeriod, PeriodVisit
from lms.learning.models import LessonDone
from lms.people.adapters.hashing import Hasher
from lms.people.models import SignIn
from lms.people.rules.pictures import as_secret
from lms.people.rules.secrets import SecretKind
from tests.builders import PEPPER, PIN, rows

FOUR = ("con-trau", "bong-sen", "ngoi-nha", "con-ga")
OTHER = ("con-trau", "bong-sen", "ngoi-nha", "xe-dap")
HASHER = Hasher(PEPPER, passes=1, memory_kib=8)
NINE = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
"""Nine in the morning of a school day."""


def opened(teacher, schools, minutes=60):
    """Open a lesson of 7B; the answer to the POST."""
    at = f"/lop/{schools.code}/gio-hoc"
    page = teacher.get(at)
    return teacher.post(at, {**page.hidden(), "minutes": str(minutes)})


def ended(teacher, schools):
    """End it."""
    return teacher.post(f"/lop/{schools.code}/gio-hoc/ket-thuc")


def door(schools, room=None):
    """Where pupils come in."""
    return f"/vao-lop/{(room or schools.room).room.join_code}"


def tapped_in(visitor, schools, pupil, *, pin=PIN):
    """Tap a name, type its PIN; the answer to the POST. The visitor has the token of the session from then on."""
    at = f"{door(schools)}/{pupil.id}"
    page = visitor.get(at)
    sent = visitor.post(at, {**page.hidden(), "secret": pin})
    if sent.status == 303:
        visitor.token = visitor.get("/vao-lop/may-nay").hidden().get("csrf_token")
    return sent


def beside(visitor, pupil, *, pin=PIN):
    """Have a second pupil join the machine; the answer to the POST."""
    at = f"/vao-lop/ban/{pupil.id}"
    return visitor.post(at, {**visitor.get(at).hidden(), "secret": pin})


def go(visitor, who):
    """Press the button by which somebody (or `het`: everybody) leaves the machine."""
    return visitor.post("/vao-lop/may-nay/ra", {"ai": str(getattr(who, "id", who))})


def swap(visitor, who):
    """Press the button by which it is somebody's turn."""
    return visitor.post("/vao-lop/may-nay/doi", {"ai": str(who.id)})


def with_pictures(database, *people):
    """Have people sign in by four pictures from now on."""
    change(database, SignIn, people, secret_kind=SecretKind.PICTURES, secret_hash=HASHER.hash(as_secret(FOUR)))


def tap(visitor, at, pictures):
    """Tap pictures one after another, each a sending of its own; the last answer."""
    page = visitor.get(at)
    for name in pictures:
        page = visitor.post(at, {**page.hidden(), "picture": name})
    return page


def periods(database):
    """Every lesson there is, the first first."""
    return rows(database, select(LessonPeriod).order_by(LessonPeriod.id))


def visits(database):
    """Who came to lessons: person → the row."""
    return {one.person_id: one for one in rows(database, select(PeriodVisit))}


def learners(database):
    """Who has learnt some lesson."""
    return {one.person_id for one in rows(database, select(LessonDone))}


def change(database, model, people, **values):
    """Write columns of people's rows, as something else would."""
    key = model.person_id if hasattr(model, "person_id") else model.id
    with database.writing() as session:
        session.execute(update(model).where(key.in_([one.id for one in people])).values(**values))
