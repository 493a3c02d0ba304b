"""Several processes at once: two managers taking each other's post back, one form sent twice, one code used twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Origin, Role
from lms.db import Database
from lms.errors import Forbidden, Refused
from lms.people.actions.invitations import accept, code_hash, invitation_code, invite
from lms.people.actions.posts import give_post, take_back
from lms.people.adapters.hashing import Hasher
from lms.people.models import Person, Post, SignIn
from lms.people.queries.posts import posts_at
from lms.units.queries import unit_by_code
from tests.builders import PEPPER, rows
from tests.databases import address_of
from tests.racers import racers
from tests.staff import appointed, posts_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.queues import Queue
    from multiprocessing.synchronize import Barrier

KEYS = {"pepper": PEPPER, "passes": 1, "memory_kib": 8}


def take(session, by: int, post: int) -> str:
    return "ended" if take_back(session, Origin(by, None), post) else "over"


def give(session, by: int, person: int, once: str) -> str:
    unit = unit_by_code(session, "77001")
    return f"post {give_post(session, Origin(by, None), unit, session.get(Person, person), Role.VIEWER, once=once).id}"


def use(session, kept: str, name: str) -> str:
    return f"opened by {accept(session, Origin(None, None), kept, name=name, secret_hash='x').code}"


def act(url: str, what: Callable[..., str], arguments: tuple[object, ...], gate: Barrier, told: Queue) -> None:
    """Do one thing as soon as every process is ready; tell what came of it."""
    database = Database(url)
    gate.wait(60)
    try:
        with database.writing() as session:
            done = what(session, *arguments)
        told.put(done)
    except (Forbidden, Refused) as refusal:
        told.put(type(refusal).__name__)
    except Exception as error:  # told to the test, which fails by it
        told.put(repr(error))
    database.close()


@pytest.fixture
def at_once(database):
    """What comes of several acts done by a process each, at the same moment."""

    def run(*acts: tuple[Callable[..., str], tuple[object, ...]]) -> list[str]:
        context = racers()
        gate, told = context.Barrier(len(acts)), context.Queue()
        url = address_of(database)
        runs = [context.Process(target=act, args=(url, what, given, gate, told)) for what, given in acts]
        for one in runs:
            one.start()
        found = sorted(told.get(timeout=90) for _ in runs)
        for one in runs:
            one.join(60)
        return found

    return run


def test_of_two_managers_taking_each_others_post_back_one_stays(at_once, cast, database):
    other = appointed(database, cast, Role.MANAGER, "77001")
    mine, theirs = (posts_of(database, who.id)[0].id for who in (cast.manager, other))

    told = at_once((take, (cast.manager.id, theirs)), (take, (other.id, mine)))

    assert told == ["Forbidden", "ended"]
    with database.session(write=False) as session:
        held = [one for one in posts_at(session, cast.units["77001"], clock.now()) if one.post.role is Role.MANAGER]
    assert len(held) == 1


def test_two_managers_resigning_at_once_leave_one(at_once, cast, database):
    other = appointed(database, cast, Role.MANAGER, "77001")

    told = at_once(*((take, (who.id, posts_of(database, who.id)[0].id)) for who in (cast.manager, other)))

    assert told == ["Refused", "ended"]


def test_one_form_sent_twice_at_once_gives_one_post(at_once, cast, database):
    told = at_once(*[(give, (cast.manager.id, cast.official.id, "once"))] * 2)

    assert told[0] == told[1]
    assert len(posts_of(database, cast.official.id)) == 1


def test_two_forms_sent_at_once_give_one_post(at_once, cast, database):
    told = at_once(*((give, (cast.manager.id, cast.official.id, once)) for once in ("one", "other")))

    assert told[0] == "Refused"
    assert len(posts_of(database, cast.official.id)) == 1


def test_a_code_used_twice_at_once_opens_one_account(at_once, cast, database):
    with database.writing() as session:
        keys = Hasher(**KEYS)
        person = Person(name="Lò Mới", given_name="Mới", search_key="lo moi", sort_key="1", birth_year=1990,
                        created_at=clock.now())  # fmt: skip
        session.add(person)
        session.flush()
        origin, unit = Origin(cast.manager.id, None), unit_by_code(session, "77001")
        give_post(session, origin, unit, person, Role.VIEWER)
        kept = code_hash(keys, invitation_code(keys, cast.manager.id, person.id, "once"))
        invite(session, origin, person, kept)
        number = person.id

    told = at_once(*((use, (kept, name)) for name in ("lo.mot", "lo.hai")))

    assert told[0] == "Refused"
    assert len(rows(database, select(SignIn).where(SignIn.person_id == number))) == 1
    assert len(rows(database, select(Post).where(Post.person_id == number))) == 1
