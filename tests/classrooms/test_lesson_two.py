"""Two at one machine: reading and practice count for both, papers are one after the other, either can leave."""

import pytest
from sqlalchemy import select

from lms.assessments.models import Attempt
from lms.learning.models import PracticeAnswer, PracticeRound
from lms.people.models import Person, SignIn
from tests.builders import rows
from tests.classrooms.lesson import (
    FOUR,
    NINE,
    OTHER,
    beside,
    change,
    ended,
    go,
    learners,
    opened,
    swap,
    tap,
    tapped_in,
    visits,
    with_pictures,
)
from tests.learning.steps import HERE, learn, send

OVER, MACHINE, PARTNER = "/vao-lop/xong", "/vao-lop/may-nay", "/vao-lop/ban"


pytestmark = pytest.mark.usefixtures("at_nine")


@pytest.fixture
def an(schools):
    """Who came first."""
    return schools.pupils[1]


@pytest.fixture
def hen(schools):
    """Who joins."""
    return schools.pupils[2]


@pytest.fixture
def teacher(visit, schools):
    """The teacher, holding a lesson."""
    found = visit(schools.teacher)
    opened(found, schools)
    return found


@pytest.fixture
def machine(visit, schools, teacher, an):
    """A machine at which the first one is."""
    found = visit()
    tapped_in(found, schools, an)
    return found


@pytest.fixture
def both(machine, hen):
    """The machine with both at it."""
    assert beside(machine, hen).location == "/toi"
    return machine


def header(page):
    return page.soup.header.get_text(" ", strip=True)


def papers_of(database):
    return {one.person_id for one in rows(database, select(Attempt))}


def begin(machine, whose=None):
    """Press the button that begins a paper, as `whose` turn; by default as the page says."""
    hidden = machine.get("/danh-gia/").hidden()
    turn = {} if whose is None else {"luot": str(whose.id)}
    return machine.post("/danh-gia/", {**hidden, "audience": "secondary", **turn})


def test_the_second_one_is_picked_from_the_class_and_proves_who_they_are(machine, schools, an, hen, database):
    page = machine.get(PARTNER)
    assert hen.name in page.text
    assert an.name not in page.text

    assert "Mã PIN chưa đúng" in beside(machine, hen, pin="111111").text
    assert hen.id not in visits(database)
    beside(machine, hen)

    assert visits(database)[hen.id].beside_id == an.id
    assert visits(database)[an.id].beside_id is None
    assert "An và H’Hen" in header(machine.get(HERE)) or "An và Niê" in header(machine.get(HERE))


def test_the_second_one_may_tap_pictures(machine, hen, database):
    with_pictures(database, hen)
    at = f"{PARTNER}/{hen.id}"

    def tapped(pictures):
        return machine.post(at, {**machine.get(at).hidden(), "pictures": " ".join(pictures)})

    assert "Hình chưa đúng" in tapped(OTHER).errors
    assert tap(machine, at, FOUR).location == "/toi"


def test_practice_counts_for_both_with_what_was_chosen_first(both, an, hen, database):
    send(both, 1, well=False)
    learn(both)

    assert learners(database) == {an.id, hen.id}
    assert {one.person_id for one in rows(database, select(PracticeRound))} == {an.id, hen.id}
    given = rows(database, select(PracticeAnswer.first_given).order_by(PracticeAnswer.question, PracticeAnswer.id))
    assert len(given) == 8
    assert given[::2] == given[1::2]
    assert all(given)


def test_what_was_answered_before_the_second_one_came_is_the_first_ones_alone(machine, an, hen, database):
    send(machine, 1)
    beside(machine, hen)
    for number in (2, 3, 4):
        send(machine, number)

    assert learners(database) == {an.id}
    send(machine, 1)
    assert learners(database) == {an.id, hen.id}


def test_a_paper_is_one_persons(both, an, hen, database):
    page = both.get("/danh-gia/")
    assert "Bây giờ là lượt của" in page.text
    refused = both.post("/danh-gia/", {**page.hidden(), "audience": "secondary", "luot": ""})
    assert "làm từng em một" in refused.errors
    assert papers_of(database) == set()

    begun = begin(both)

    assert begun.status == 303
    assert papers_of(database) == {an.id}


def test_after_changing_places_it_is_the_others_and_neither_answers_in_the_other_s(both, an, hen, database):
    first = begin(both).location
    swap(both, hen)
    assert hen.name in both.get("/toi").h1

    assert both.get(first).status == 404
    stale = begin(both, whose=an)
    assert "làm từng em một" in stale.errors
    second = begin(both).location

    assert second != first
    assert papers_of(database) == {an.id, hen.id}
    swap(both, an)
    assert both.get(second).status == 404
    assert both.get(first).status in (200, 302)


def test_changing_places_twice_by_one_form_is_once(both, an, hen):
    for _ in range(2):
        assert swap(both, hen).location == MACHINE

    assert hen.name in both.get("/toi").h1
    assert both.post(f"{MACHINE}/doi", {"ai": str(an.id), "tiep": "//evil.example"}).location == MACHINE
    assert both.post(f"{MACHINE}/doi", {"ai": str(hen.id), "tiep": "/danh-gia/"}).location == "/danh-gia/"


@pytest.mark.parametrize("who", [0, 1], ids=["the first", "the second"])
def test_either_can_leave_and_the_other_goes_on(both, an, hen, database, who):
    gone, stays = ((an, hen), (hen, an))[who]

    for _ in range(2):
        assert go(both, gone).location == MACHINE

    assert stays.name in both.get("/toi").h1
    assert visits(database)[gone.id].left_at is not None
    learn(both)
    assert learners(database) == {stays.id}


def test_both_leave_together_and_each_is_told(both, an, hen):
    learn(both)

    page = both.follow(go(both, "het"))

    assert an.name in page.text
    assert hen.name in page.text
    assert page.text.count("Học xong bài") == 2
    assert both.get("/toi").location.startswith("/dang-nhap")


def test_the_end_of_the_lesson_tells_both(both, schools, teacher, an, hen):
    ended(teacher, schools)

    page = both.follow(both.get(HERE))

    assert an.name in page.text
    assert hen.name in page.text


@pytest.mark.parametrize(
    ("model", "values"),
    [(SignIn, {"epoch": 9}), (Person, {"erased_at": NINE}), (Person, {"stopped_at": NINE})],
    ids=["signed out everywhere", "erased", "stopped"],
)
def test_a_second_one_who_is_no_more_there_is_counted_no_more(both, an, hen, database, model, values):
    change(database, model, [hen], **values)

    learn(both)

    assert learners(database) == {an.id}
    assert " và " not in header(both.get(HERE))


def test_when_the_first_one_is_taken_out_the_machine_signs_out(both, an, hen, database):
    change(database, SignIn, [an], epoch=9)

    assert both.get(HERE).location == OVER


def test_only_somebody_of_the_class_joins_and_only_one(both, machine, schools, cast, an, hen, visit):
    assert both.get(PARTNER).location == MACHINE
    assert beside(both, schools.pupils[0]).location == MACHINE
    go(both, hen)
    for person in (cast.citizen.id, schools.teacher.id):
        assert both.get(f"{PARTNER}/{person}").status == 404
    assert both.get(f"{PARTNER}/{an.id}").location == MACHINE


def test_a_second_one_who_wishes_nothing_recorded_learns_alone(machine, hen, database):
    change(database, Person, [hen], stopped_at=NINE)

    assert "dừng ghi việc học" in beside(machine, hen).errors
    assert hen.id not in visits(database)


def test_outside_a_lesson_there_is_no_second_one(visit, schools, an, hen):
    at_home = visit(an)

    for address in (PARTNER, f"{PARTNER}/{hen.id}", MACHINE):
        assert at_home.get(address).location == OVER
    for address in (f"{PARTNER}/{hen.id}", f"{MACHINE}/doi", f"{MACHINE}/ra"):
        assert at_home.post(address, {"secret": hen.secret, "ai": str(hen.id)}).location == OVER
    assert at_home.get(OVER).h1 == "Máy này không ở trong giờ học nào"
    assert an.name in at_home.get("/toi").h1


def test_two_of_one_given_name_are_called_by_their_whole_names(machine, schools, an, hen, database):
    change(database, Person, [hen], name="Lê An", given_name="An")

    beside(machine, hen)

    assert f"{an.name} và Lê An" in header(machine.get(HERE))
