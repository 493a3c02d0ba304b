"""A class coming in at once: 45 pupils behind one address tap their names and pictures, then practise at once.

`python -m bench.lesson [workers]`, on embedded SQLite; `LMS_DATABASE_URL` or `--postgresql` choose another database.
Budget: all signed in within 3 seconds, 95 % of the answers within 300 ms, every row there afterwards. Each pupil is a
thread with a connection and cookies of their own, doing what the browser does without our scripts.
"""

import http.client
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import func, select

from bench.postgresql import postgresql
from bench.serving import Server, served
from bench.taking import KEYS, answer_to
from lms import config
from lms.access.rules import Origin
from lms.app.factory import create_app
from lms.classrooms.actions.classes import make_class
from lms.classrooms.actions.lessons import open_lesson
from lms.classrooms.actions.seats import seat_people
from lms.classrooms.models.lessons import PeriodVisit
from lms.content.adapters.running import SHELF
from lms.content.rules.library import Lesson
from lms.db import Database
from lms.learning.models import LessonDone, PracticeAnswer, PracticeRound
from lms.learning.rules import ROUND_SIZE, Turn, drawn
from lms.people.actions.registering import add_person, give_sign_in, join
from lms.people.adapters.hashing import Hasher
from lms.people.rules.pictures import as_secret
from lms.people.rules.secrets import SecretKind
from lms.skills.rules import Audience
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT
from lms.units.rules import UnitKind

PUPILS = 45
CORES = 2
TURN = Turn(4711, 0)
PICTURES = ("mat-troi", "con-ga", "con-trau", "ngoi-nha")


@dataclass(frozen=True, slots=True)
class Room:
    """The class: its door and its pupils' ids."""

    door: str
    pupils: Sequence[int]


@dataclass(slots=True)
class Pupil:
    """A machine with one pupil at it: a kept connection, its cookies, and how long each kind of request took."""

    address: str
    id: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    waits: dict[str, list[float]] = field(default_factory=dict)
    line: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        """Be ready to connect; the line connects at the first request."""
        self.line = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)

    def ask(self, kind: str, path: str, body: str | None = None) -> tuple[int, str]:
        """Send one request; its status and text, or where it leads. Raises SystemExit for an error."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin",
                        "X-CSRFToken": self.token}  # fmt: skip
        began = time.perf_counter()
        self.line.request("GET" if body is None else "POST", path, body, headers)
        answer = self.line.getresponse()
        text = answer.read().decode()
        self.waits.setdefault(kind, []).append(time.perf_counter() - began)
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                self.cookies[cookie] = kept
        if answer.status >= 400:
            raise SystemExit(f"{path}: {answer.status}\n{text[:2000]}")
        return answer.status, answer.getheader("location") or text


def main() -> None:
    """Print how long it took, and that nothing was lost."""
    os.environ.update(KEYS)
    workers = next((int(one) for one in sys.argv[1:] if one.isdigit()), CORES)
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
        if "--postgresql" in sys.argv:
            with postgresql() as url, served(url, workers) as server:
                measure(server, url)
            return
        url = os.environ.get("LMS_DATABASE_URL") or f"sqlite:///{Path(folder) / 'lms.sqlite3'}"
        with served(url, workers) as server:
            measure(server, url)


def measure(server: Server, url: str) -> None:
    """Have a class come in and practise; a first one of five beforehand, unmeasured."""
    database = Database(url)
    app = create_app(config.read({**KEYS, "LMS_DATA_DIR": str(server.folder), "LMS_DATABASE_URL": url}))
    library = app.extensions[SHELF].library()
    course = next(one for one in library.courses if Audience.PRIMARY in one.audiences)
    lesson = next(one for one in library.lessons_of(course) if len(one.practice) >= ROUND_SIZE)
    for name, count in (("4X", 5), ("4Y", PUPILS)):
        room = make_room(database, name, count)
        pupils = [Pupil(server.address, one) for one in room.pupils]
        told = [at_once(pupils, server, step) for step in (arrive(room), sign_in(room), answer_all(lesson))]
    tell(pupils, told)
    count_rows(database, room, lesson)
    database.close()


def make_room(database: Database, name: str, count: int) -> Room:
    """A class of a primary school with so many pupils who sign in by pictures, in a lesson."""
    hasher, by_itself = Hasher(KEYS["LMS_PEPPER"]), Origin(None, None)
    with database.writing() as session:
        kind = UnitVersion.kind == UnitKind.PRIMARY_SCHOOL
        school = session.scalars(select(UnitVersion).where(kind, CURRENT).order_by(UnitVersion.code)).first()
        if school is None:
            raise SystemExit("no primary school among the demo data")
        here = make_class(session, by_itself, school, name=name, school_year=2026, grade=4, once=f"bench:{name}")
        made = [add_person(session, name=f"Em {n:02}".translate(_LETTERS), birth_year=2016) for n in range(count)]
        for person in made:
            secret = hasher.hash(as_secret(PICTURES))
            give_sign_in(session, person, kind=SecretKind.PICTURES, secret_hash=secret)
            join(session, person, Audience.PRIMARY, school.unit_id, verified=True, band="3-5")
        seat_people(session, by_itself, here, {one.id: n for n, one in enumerate(made, start=1)})
        open_lesson(session, Origin(made[0].id, None), here, minutes=60, once=f"bench:{name}")
        return Room(f"/vao-lop/{here.room.join_code}", [one.id for one in made])


_LETTERS = str.maketrans("0123456789", "abcdeghikl")


def at_once(pupils: Sequence[Pupil], server: Server, step: Callable[[Pupil], None]) -> tuple[float, float, float]:
    """Have all do the same at once: seconds until the last was done, the server's CPU seconds, the client's."""
    ready = threading.Barrier(len(pupils) + 1)

    def go(pupil: Pupil) -> None:
        ready.wait()
        step(pupil)

    with ThreadPoolExecutor(len(pupils)) as machines:
        running = [machines.submit(go, one) for one in pupils]
        cpu, own = server.cpu(), time.process_time()
        ready.wait()
        began = time.perf_counter()
        for one in running:
            one.result()
        return time.perf_counter() - began, server.cpu() - cpu, time.process_time() - own


def arrive(room: Room) -> Callable[[Pupil], None]:
    """Open the class's list and one's own pictures."""

    def step(pupil: Pupil) -> None:
        pupil.ask("danh sách", room.door)
        pupil.ask("bốn hình", f"{room.door}/{pupil.id}")

    return step


def sign_in(room: Room) -> Callable[[Pupil], None]:
    """Send the four pictures, as the script does, and be led in."""

    def step(pupil: Pupil) -> None:
        status, led = pupil.ask("đăng nhập", f"{room.door}/{pupil.id}", "pictures=" + "+".join(PICTURES))
        if (status, led) != (303, "/toi"):
            raise SystemExit(f"{status} {led[:2000]}")

    return step


def answer_all(lesson: Lesson) -> Callable[[Pupil], None]:
    """Answer each question of a round right, opening its page before and its explanation after."""
    at = f"/luyen/{lesson.course}/{lesson.code}"

    def step(pupil: Pupil) -> None:
        for n, question in enumerate(drawn(lesson.practice, TURN), start=1):
            _, page = pupil.ask("trang câu hỏi", f"{at}?luot={TURN}&cau={n}")
            token = re.search(r'name="csrf_token" value="([^"]+)"', page)
            pupil.token = token[1] if token else ""
            body = f"luot={TURN}&cau={n}&{answer_to(question, TURN.seed)}"
            status, led = pupil.ask("câu trả lời", at, body)
            if status != 303 or not led.startswith(at):
                raise SystemExit(f"{status} {led[:2000]}")
            pupil.ask("giải thích", led.partition("#")[0])

    return step


def tell(pupils: Sequence[Pupil], told: Sequence[tuple[float, float, float]]) -> None:
    """Print seconds and CPU of each step, and how long each kind of request took."""
    names = ("mở danh sách và bốn hình", "đăng nhập", "làm bốn câu, cả trang")
    for name, (seconds, cpu, own) in zip(names, told, strict=True):
        print(f"{name}: {len(pupils)} em trong {seconds:.2f} giây; CPU máy chủ {cpu:.2f}, khách đo {own:.2f} giây")
    for kind in pupils[0].waits:
        waits = sorted(wait * 1000 for one in pupils for wait in one.waits[kind])
        half, most = waits[len(waits) // 2], waits[int(len(waits) * 0.95)]
        print(f"  {kind}: nửa số lượt trong {half:.0f} ms, 95 % trong {most:.0f} ms, lâu nhất {waits[-1]:.0f} ms")


def count_rows(database: Database, room: Room, lesson: Lesson) -> None:
    """Print how much of what was sent is there. Raises SystemExit when something is not."""
    people = list(room.pupils)
    with database.session(write=False) as session:
        came = session.scalar(select(func.count()).where(PeriodVisit.person_id.in_(people)))
        done = session.scalar(select(func.count()).where(LessonDone.person_id.in_(people)))
        answers = select(func.count()).select_from(PracticeAnswer).join(PracticeAnswer.round)
        answers = answers.where(PracticeRound.person_id.in_(people), PracticeAnswer.right_at.is_not(None))
        given = session.scalar(answers)
    most = len(drawn(lesson.practice, TURN))
    print(f"có trong dữ liệu: {came} em vào lớp, {given} câu đúng, {done} em xong bài")
    if (came, given, done) != (len(people), most * len(people), len(people)):
        raise SystemExit("có dòng bị mất")


if __name__ == "__main__":
    main()
