"""What the demo's people do, through the same actions as everybody: they learn, write papers and hold sittings."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Held, Origin
from lms.assessments.actions.handing_in import hand_in
from lms.assessments.actions.papers import keep_answer, start
from lms.assessments.actions.presence import know, tick
from lms.assessments.actions.sittings import close, join, open_sitting
from lms.assessments.models import Attempt, Sitting
from lms.assessments.queries.drawing import draw_for
from lms.assessments.queries.papers import asked_at
from lms.assessments.queries.sittings import SittingAt, person_at, sitting_by_code
from lms.assessments.rules.kinds import KnownBy, Presence
from lms.assessments.rules.sittings import may_open_at
from lms.content.rules.library import Lesson, Library
from lms.learning.actions import answer
from lms.learning.rules import Turn, drawn
from lms.people.models import SignIn
from lms.people.queries.accounts import actor_of, open_memberships
from lms.questions.forms import canonical
from lms.questions.rules import Kind, Question, presented
from lms.skills.rules import Audience, band_named
from lms.units.queries import unit_by_code

ONCE = "demo"
TURN = Turn(4711, 0)
HOURS = 3


@dataclass(frozen=True, slots=True)
class Past:
    """Days gone by, on which the demo's things happened; where the ledger holds something already, all is today.

    The ledger is never dated back: only one that is empty can still be filled from its beginning.
    """

    today: date
    may_be_told: bool

    @contextmanager
    def on(self, days: int, hour: int, minutes: int = 0) -> Iterator[None]:
        """So many days ago, so many minutes after the hour in Việt Nam; nothing comes before what came before it."""
        moment = datetime.combine(self.today - timedelta(days), time(hour), clock.VIETNAM)
        if not self.may_be_told:
            yield
            return
        with clock.moved_to(moment + timedelta(minutes=minutes)):
            yield


@dataclass(frozen=True, slots=True)
class Scene:
    """All that an act needs: the database, the lessons, the people by their sign-in, and the days."""

    session: Session
    library: Library
    people: Mapping[str, SignIn]
    past: Past

    def origin(self, who: str) -> Origin:
        """Somebody as the one who acts."""
        return Origin(self.people[who].person_id, None)


@dataclass(frozen=True, slots=True)
class Writing:
    """A paper to write, drawn with `seed`: the first `wrong` answers are not right; left after `answered` of them.

    `answered` None: all of them, and then handed in.
    """

    who: str
    audience: Audience
    seed: int
    wrong: int = 1
    answered: int | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A sitting to hold, and the papers written in it. `known`: noted before them; `known_later`: after them."""

    opener: str
    unit: str
    place: str
    papers: tuple[Writing, ...] = ()
    known: KnownBy | None = None
    known_later: KnownBy | None = None


def learn(scene: Scene, who: str, lesson: Lesson, *, right: int | None = None) -> None:
    """Practise a lesson: the first `right` questions of a round, None for all of them, which makes it learnt."""
    person_id = scene.people[who].person_id
    for question in drawn(lesson.practice, TURN)[:right]:
        practise(scene.session, person_id, lesson, question, right=True)


def practise(session: Session, person_id: int, lesson: Lesson, question: Question, *, right: bool) -> None:
    """Answer one question of a round, right or not."""
    key = canonical(question, TURN.seed, given(question, TURN.seed, right=right))
    answer(session, person_id, lesson, TURN, question, given=key, right=right)


def write(scene: Scene, paper: Writing, days: int, hour: int, minutes: int = 0) -> None:
    """Begin a paper, answer a question a minute, hand it in; nothing where the person has begun one before."""
    session, person_id = scene.session, scene.people[paper.who].person_id
    begun = select(Attempt.id).where(Attempt.person_id == person_id, Attempt.audience == paper.audience)
    if session.scalar(begun.limit(1)) is not None or not _has_paper(scene, person_id, paper.audience):
        return
    with scene.past.on(days, hour, minutes):
        uid = start(session, draw_for(session, person_id, paper.audience, scene.library, seed=paper.seed), ONCE)
    total = asked_at(session, uid, person_id, 1).total
    for number in range(1, (paper.answered or total) + 1):
        with scene.past.on(days, hour, minutes + number):
            asked = asked_at(session, uid, person_id, number)
            keep_answer(session.connection(), asked, given(asked.question, asked.seed, right=number > paper.wrong))
    if paper.answered is None:
        with scene.past.on(days, hour, minutes + total + 1):
            hand_in(session, scene.origin(paper.who), uid, person_id, scene.library)


def given(question: Question, seed: int, *, right: bool) -> tuple[int, ...]:
    """The right answer, or a whole one that is not, as places on the screen."""
    order = presented(question, seed)
    if question.kind is Kind.ORDERING:
        key = tuple(index + 1 for index in order)
    else:
        key = tuple(order.index(index) for index in question.key)
    if right:
        return key
    if question.kind in (Kind.ORDERING, Kind.MATCHING):
        return key[1], key[0], *key[2:]
    return (next(place for place in range(len(order)) if place not in key),)


def hold(scene: Scene, meeting: Meeting, days: int, hour: int) -> SittingAt | None:
    """Open a sitting, have its people join and be seen, write their papers, and close it.

    None where it was held before, or where the opener's post is gone.
    """
    session, past, origin = scene.session, scene.past, scene.origin(meeting.opener)
    ids = [scene.people[one.who].person_id for one in meeting.papers]
    with past.on(days, hour):
        here = opened(scene, meeting, HOURS)
    if here is None:
        return None
    with past.on(days, hour, 10):
        gather(scene, here, [one.who for one in meeting.papers])
    with past.on(days, hour, 12):
        tick(session, origin, here, ids, Presence.PRESENT, known_by=meeting.known)
    for after, paper in enumerate(meeting.papers):
        write(scene, paper, days, hour, 15 + after)
    with past.on(days, hour, 80):
        for person_id in ids if meeting.known_later else ():
            know(session, origin, person_at(session, here.sitting.code, person_id), meeting.known_later)
    with past.on(days, hour, 90):
        close(session, origin, here)
    return here


def opened(scene: Scene, meeting: Meeting, hours: int) -> SittingAt | None:
    """A new sitting; None where it was opened before, or where the opener's post is gone."""
    session, opener = scene.session, scene.people[meeting.opener]
    once = f"{ONCE}-{meeting.place}"
    key = f"{opener.person_id}:{once}"
    if session.scalar(select(Sitting.id).where(Sitting.once_key == key)) is not None:
        return None
    unit_id, posts = unit_by_code(session, meeting.unit).unit_id, _posts(session, opener)
    if not any(may_open_at(post) and post.unit_id == unit_id for post in posts):
        return None
    origin = scene.origin(meeting.opener)
    made = open_sitting(session, origin, posts, unit_id, place=meeting.place, hours=hours, once=once)
    return sitting_by_code(session, made.code)


def gather(scene: Scene, here: SittingAt, people: Iterable[str]) -> None:
    """Have people join with the code."""
    for who in people:
        join(scene.session, scene.origin(who), here, scene.people[who].person_id)


def _has_paper(scene: Scene, person_id: int, audience: Audience) -> bool:
    held = (one for one in open_memberships(scene.session, person_id) if one.audience is audience)
    rules = (scene.library.rule_for(audience, band_named(audience, one.band)) for one in held)
    return any(rule is not None and rule.paper for rule in rules)


def _posts(session: Session, opener: SignIn) -> tuple[Held, ...]:
    actor = actor_of(session, opener.person_id, opener.epoch, clock.now())
    return actor.posts if actor else ()
