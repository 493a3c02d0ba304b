"""People who take a paper, made beforehand and signed in by a cookie, and what they answer."""

import secrets

from flask import Flask
from sqlalchemy import select

from bench.client import Step, request
from lms import clock
from lms.assessments.models import Attempt, AttemptItem
from lms.db import Database
from lms.people.actions.registering import add_person, give_sign_in, join
from lms.people.rules.secrets import SecretKind
from lms.questions.adapters.bodies import question_of
from lms.questions.models import QuestionVersion
from lms.questions.rules import Kind, Question, presented
from lms.skills.rules import Audience

KEYS = {"LMS_SECRET_KEY": "k" * 40, "LMS_PEPPER": "p" * 40}

Keys = tuple[str, str]
"""A session cookie and the form token that goes with it."""


def people(app: Flask, database: Database, count: int) -> list[Keys]:
    """New people, each with a sign-in and a place to live, as a browser holds their session."""
    with database.writing() as session:
        made = [add_person(session, name=f"Người {n}", birth_year=1970) for n in range(count)]
        epochs = [give_sign_in(session, one, kind=SecretKind.PIN, secret_hash="none").epoch for one in made]
        for person in made:
            join(session, person, Audience.CITIZEN, None)
        return [_signed_in(app, person.id, epoch) for person, epoch in zip(made, epochs, strict=True)]


def _signed_in(app: Flask, person_id: int, epoch: int) -> Keys:
    token, seen = secrets.token_hex(20), int(clock.now().timestamp())
    kept = {"_user_id": f"{person_id}:{epoch}", "_fresh": True, "seen": seen, "csrf_token": token}
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(kept)}", token


def beginnings(keys: list[Keys]) -> list[list[Step]]:
    """For each of the people: the one request that begins a paper."""
    return [[(request("/danh-gia/", *one, f"audience=citizen&once={n}"), b"303")] for n, one in enumerate(keys)]


def answers(keys: list[Keys], led_to: dict[int, str], forms: dict[str, list[str]]) -> list[list[Step]]:
    """For each of the people: an answer to every question of the paper that they came to, then handing it in."""
    found = []
    for n, one in enumerate(keys):
        sent = enumerate(forms[led_to[n].rsplit("/", 1)[1]], start=1)
        steps = [(request(f"{led_to[n]}/cau/{place}", *one, body), b"200") for place, body in sent]
        found.append([*steps, (request(f"{led_to[n]}/nop", *one, ""), b"303")])
    return found


def forms_of(database: Database) -> dict[str, list[str]]:
    """For each paper begun: the right answers, in order, so that handing in has all its work to do."""
    query = (
        select(Attempt.uid, Attempt.seed, QuestionVersion.body)
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .join(QuestionVersion, QuestionVersion.version == AttemptItem.version)
        .order_by(Attempt.id, AttemptItem.place)
    )
    found: dict[str, list[str]] = {}
    with database.session(write=False) as session:
        for uid, seed, body in session.execute(query):
            found.setdefault(uid, []).append(answer_to(question_of(body), seed))
    return found


def answer_to(question: Question, seed: int) -> str:
    """The form of the right answer to a question, by places on the screen."""
    order = presented(question, seed)
    if question.kind is Kind.TRUE_FALSE:
        return "a=dung" if question.key == (0,) else "a=sai"
    if question.kind is Kind.ORDERING:
        return "&".join(f"a-{place}={index + 1}" for place, index in enumerate(order))
    if question.kind is Kind.MATCHING:
        return "&".join(f"a-{left}={order.index(left)}" for left in question.key)
    return "&".join(f"a={order.index(index)}" for index in question.key)
