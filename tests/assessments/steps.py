"""The steps of a paper: begin it, answer right or wrong as whoever knows the key would, hand it in."""

from dataclasses import dataclass

from sqlalchemy import select

from lms.assessments.models import Attempt, AttemptItem
from lms.db import Database
from lms.questions.queries import questions_of
from lms.questions.rules import Kind, Question, presented
from tests.page import Page, Visitor

JSON = {"Accept": "application/json"}


def begin(visitor: Visitor, audience: str = "citizen", once: str = "mot") -> Page:
    """Press the button of an audience's paper."""
    return visitor.post("/danh-gia/", {"audience": audience, "once": once})


def right(question: Question, seed: int) -> dict[str, object]:
    """The form of the right answer, by places on the screen."""
    order = presented(question, seed)
    if question.kind is Kind.TRUE_FALSE:
        return {"a": "dung" if question.key == (0,) else "sai"}
    if question.kind is Kind.ORDERING:
        return {f"a-{place}": str(index + 1) for place, index in enumerate(order)}
    if question.kind is Kind.MATCHING:
        return {f"a-{left}": str(order.index(left)) for left in question.key}
    return {"a": [str(order.index(index)) for index in question.key]}


def wrong(question: Question, seed: int) -> dict[str, object]:
    """The form of an answer that is whole and not right."""
    form = right(question, seed)
    if question.kind is Kind.TRUE_FALSE:
        return {"a": "sai" if form["a"] == "dung" else "dung"}
    if question.kind in (Kind.ORDERING, Kind.MATCHING):
        return {**form, "a-0": form["a-1"], "a-1": form["a-0"]}
    places = [str(place) for place in range(len(question.options)) if str(place) not in form["a"]]
    return {"a": places[:1]}


@dataclass
class Taking:
    """A paper under way in a visitor's browser, and the key to it."""

    visitor: Visitor
    database: Database
    uid: str

    @property
    def base(self) -> str:
        return f"/danh-gia/{self.uid}"

    @property
    def row(self) -> Attempt:
        """The attempt as it stands in the database."""
        with self.database.session(write=False) as session:
            return session.scalars(select(Attempt).where(Attempt.uid == self.uid)).one()

    @property
    def items(self) -> list[AttemptItem]:
        """Its items as they stand in the database."""
        query = select(AttemptItem).join(Attempt).where(Attempt.uid == self.uid).order_by(AttemptItem.place)
        with self.database.session(write=False) as session:
            return list(session.scalars(query))

    def questions(self) -> dict[int, Question]:
        """What is asked at each place, as it was published."""
        items = self.items
        with self.database.session(write=False) as session:
            found = questions_of(session, [one.version for one in items])
        return {one.place: found[one.version] for one in items}

    def see(self, number: int) -> Page:
        return self.visitor.get(f"{self.base}/cau/{number}")

    def answer(self, number: int, form: dict[str, object], *, by_script: bool = False) -> Page:
        return self.visitor.post(f"{self.base}/cau/{number}", form, headers=JSON if by_script else {})

    def answer_all(self, *, but_wrong: int = 0) -> None:
        """Answer every question; so many of them wrong, the first ones."""
        seed = self.row.seed
        for number, question in self.questions().items():
            form = (wrong if number <= but_wrong else right)(question, seed)
            page = self.answer(number, form)
            assert page.status == 303, page.text

    def hand_in(self) -> Page:
        return self.visitor.post(f"{self.base}/nop")

    def result(self) -> Page:
        return self.visitor.get(f"{self.base}/ket-qua")


def taking(visitor: Visitor, database: Database, audience: str = "citizen", once: str = "mot") -> Taking:
    """A paper just begun."""
    page = begin(visitor, audience, once)
    assert page.status == 303, page.text
    return Taking(visitor, database, str(page.location).rsplit("/", 1)[1])


def pass_paper(visitor: Visitor, database: Database, audience: str = "citizen", once: str = "mot") -> Taking:
    """A paper begun, answered right throughout, and handed in."""
    found = taking(visitor, database, audience, once)
    found.answer_all()
    assert found.hand_in().status == 303
    return found
