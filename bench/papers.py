"""Whole papers per second: begun, every answer saved as the page's script sends it, handed in. Budget: ≥ 110 of ten.

`LMS_DATABASE_URL` chooses the database. People are made beforehand and signed in by a cookie; a paper of another length
is counted as so many requests of the twelve that one of ten questions takes.
"""

import os
import secrets
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from bench.serving import served
from lms import clock, config
from lms.app.factory import create_app
from lms.assessments.models import Attempt, AttemptItem
from lms.db import Database
from lms.people.actions.registering import add_person, give_sign_in, join
from lms.people.models import SignIn
from lms.people.rules.secrets import SecretKind
from lms.questions.adapters.bodies import question_of
from lms.questions.models import QuestionVersion
from lms.questions.rules import Kind, Question
from lms.skills.rules import Audience

PEOPLE = 480
CLIENTS = 8
KEYS = {"LMS_SECRET_KEY": "k" * 40, "LMS_PEPPER": "p" * 40}


class Client:
    """One kept connection that sends forms and reads status and Location: as little work as a client can do."""

    def __init__(self, base: str) -> None:
        """Connect."""
        self.host = urlsplit(base).netloc
        name, _, port = self.host.partition(":")
        self.socket = socket.create_connection((name, int(port)))

    def post(self, address: str, cookie: str, token: str, body: str) -> tuple[int, str]:
        """Send a form; the answer's status and where it leads."""
        head = (
            f"POST {address} HTTP/1.1\r\nHost: {self.host}\r\nCookie: {cookie}\r\nX-CSRFToken: {token}\r\n"
            f"Accept: application/json\r\nSec-Fetch-Site: same-origin\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        )
        self.socket.sendall(head.encode())
        raw = self.socket.recv(65536)
        while b"\r\n\r\n" not in raw:
            raw += self.socket.recv(65536)
        lines, _, rest = raw.partition(b"\r\n\r\n")
        named = {name.lower(): text.strip() for name, _, text in (one.partition(b":") for one in lines.split(b"\r\n"))}
        while len(rest) < int(named.get(b"content-length", b"0")):
            rest += self.socket.recv(65536)
        return int(lines.split(b" ", 2)[1]), named.get(b"location", b"").decode()


def people(database: Database) -> list[int]:
    """New people, each with a sign-in and a place to live."""
    with database.writing() as session:
        made = [add_person(session, name=f"Người {n}", birth_year=1970) for n in range(PEOPLE)]
        for person in made:
            give_sign_in(session, person, kind=SecretKind.PIN, secret_hash="none")
            join(session, person, Audience.CITIZEN, None)
        return [person.id for person in made]


def signed_in(app: Flask, person_id: int, epoch: int) -> tuple[str, str]:
    """A session cookie and the form token that goes with it."""
    raw = secrets.token_hex(20)
    kept = {"_user_id": f"{person_id}:{epoch}", "_fresh": True, "seen": int(clock.now().timestamp()), "csrf_token": raw}
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    token = URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").dumps(raw)
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(kept)}", str(token)


def answer_to(question: Question) -> str:
    """A form with some answer to a question."""
    if question.kind is Kind.TRUE_FALSE:
        return "a=dung"
    if question.kind in (Kind.ONE, Kind.SEVERAL):
        return "a=0"
    count, first = (len(question.steps), 1) if question.kind is Kind.ORDERING else (len(question.pairs), 0)
    return "&".join(f"a-{n}={n + first}" for n in range(count))


def forms(database: Database) -> dict[str, list[str]]:
    """For each paper begun: the answers to send, in order."""
    query = (
        select(Attempt.uid, QuestionVersion.version, QuestionVersion.body)
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .join(QuestionVersion, QuestionVersion.version == AttemptItem.version)
        .order_by(Attempt.id, AttemptItem.place)
    )
    found: dict[str, list[str]] = {}
    with database.session(write=False) as session:
        for uid, _, body in session.execute(query):
            found.setdefault(uid, []).append(answer_to(question_of(body)))
    return found


def together(base: str, work: list[Callable[[Client], None]]) -> float:
    """Seconds that the clients take for all the work."""
    left = iter(work)

    def client(_: int) -> None:
        mine = Client(base)
        for act in _taken(left):
            act(mine)

    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(client, range(CLIENTS)))
    return time.perf_counter() - began


def _taken(left: Iterator[Callable[[Client], None]]) -> Iterator[Callable[[Client], None]]:
    while (act := next(left, None)) is not None:
        yield act


def main() -> None:
    """Print papers per second."""
    os.environ.update(KEYS)
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
        url = os.environ.get("LMS_DATABASE_URL") or f"sqlite:///{Path(folder) / 'lms.sqlite3'}"
        with served(url) as base:
            measure(base, url, folder)


def measure(base: str, url: str, folder: str) -> None:
    """Begin a paper for each of the people, then answer and hand in every one."""
    database = Database(url)
    app = create_app(config.read({**KEYS, "LMS_DATA_DIR": folder, "LMS_DATABASE_URL": url}))
    ids = people(database)
    with database.session(write=False) as session:
        epochs = {row.person_id: row.epoch for row in session.execute(select(SignIn.person_id, SignIn.epoch))}
    keys = {person_id: signed_in(app, person_id, epochs[person_id]) for person_id in ids}
    begun: dict[int, str] = {}

    def begin(person_id: int) -> Callable[[Client], None]:
        def act(client: Client) -> None:
            status, where = client.post("/danh-gia/", *keys[person_id], f"audience=citizen&once={person_id}")
            assert status == 303, status
            begun[person_id] = where

        return act

    beginning = together(base, [begin(person_id) for person_id in ids])
    sent = forms(database)

    def work(person_id: int) -> Callable[[Client], None]:
        def act(client: Client) -> None:
            where = begun[person_id]
            for n, body in enumerate(sent[where.rsplit("/", 1)[1]], start=1):
                assert client.post(f"{where}/cau/{n}", *keys[person_id], body)[0] == 200
            assert client.post(f"{where}/nop", *keys[person_id], "")[0] == 303

        return act

    answering = together(base, [work(person_id) for person_id in ids])
    database.close()
    questions = len(next(iter(sent.values())))
    whole = PEOPLE / (beginning + answering)
    requests = whole * (questions + 2)
    print(f"{whole:.0f} bài {questions} câu/s; tính ra bài 10 câu: {requests / 12:.0f} bài/s; {requests:.0f} yêu cầu/s")
    print(f"bắt đầu {PEOPLE / beginning:.0f}/s; trả lời và nộp {PEOPLE / answering:.0f} bài/s")


if __name__ == "__main__":
    main()
