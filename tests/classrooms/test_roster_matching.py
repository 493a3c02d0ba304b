"""Who of a file is at the school already, and what a file does to a class."""

from lms.classrooms.rules.roster_classes import Spot
from lms.classrooms.rules.roster_matching import KnownPupil, changes_of, judge_pupils
from lms.classrooms.rules.roster_rows import PupilRow
from lms.listings.rules.matching import ANOTHER, SAME_ROW, Verdict
from lms.sheets.rules.tables import Remark

B, A = Spot("7b", "7B", 7, 5), Spot("7a", "7A", 7, 6)
NEW = Spot("7c", "7C", 7)
AN = KnownPupil(1, "Nguyễn Văn An", 2013, 5, "7B", current=True)
LAST_YEAR = KnownPupil(2, "Mơ", 2013, 9, "6B (2025–2026)")
NOWHERE = KnownPupil(3, "Y Wăn", 2013, 0, "")


def row(number: int, name: str, year: int = 2013, spot: Spot = B, **more) -> PupilRow:
    return PupilRow(f"0:{number}", "", number, ("", name, str(year), ""), name, year, spot, **more)


def judged(*rows: PupilRow, known=(AN, LAST_YEAR, NOWHERE), by_code=None, **choices: str):
    """The verdict and the choice of each row."""
    chosen = {f"0:{number[1:]}": choice for number, choice in choices.items()}
    return [(one.verdict, one.chosen) for one in judge_pupils(rows, known, by_code or {}, chosen)]


def test_rows_are_there_new_or_maybe_somebody():
    assert judged(
        row(1, "Nguyễn Văn An"),  # sits there
        row(2, "Nguyễn Văn An", spot=A),  # repeats a row, and somebody of 7B
        row(3, "Nguyen Van An", 2012),  # the name in the class, another year
        row(4, "Mơ"),  # last year's class: the same, unless somebody says otherwise
        row(5, "Y Wăn", spot=NEW),  # no class
        row(6, "Lò Văn Tám"),
        row(7, "Lò Văn Tám"),  # twice in one class
        row(8, "Lò Văn Tám", spot=A),  # the same name in another class
    ) == [
        (Verdict.LISTED, ""), (Verdict.MAYBE, ""), (Verdict.MAYBE, ""), (Verdict.MAYBE, "2"), (Verdict.MAYBE, "3"),
        (Verdict.ADD, ""), (Verdict.MAYBE, ""), (Verdict.MAYBE, ANOTHER),
    ]  # fmt: skip


def test_a_namesake_in_another_class_of_this_year_is_asked_about():
    assert judged(row(1, "Nguyễn Văn An", spot=A)) == [(Verdict.MAYBE, "")]
    assert judged(row(1, "Nguyễn Văn An", spot=A), _1="1") == [(Verdict.MAYBE, "1")]


def test_nobody_is_chosen_for_two_rows():
    twice = judged(row(1, "Mơ", spot=A), row(2, "Mơ"), _1="2", _2="2")

    assert twice == [(Verdict.MAYBE, "2"), (Verdict.MAYBE, "")]


def test_what_was_not_offered_is_not_chosen():
    assert judged(row(1, "Nguyễn Văn An", spot=A), _1="3") == [(Verdict.MAYBE, "")]
    assert judged(row(1, "Nguyễn Văn An", spot=A), _1=SAME_ROW) == [(Verdict.MAYBE, "")]


def test_twins_who_sit_there_are_two_rows():
    twins = [KnownPupil(n, "Lò Thị Đôi", 2013, 5, "7B", current=True) for n in (7, 8)]

    assert judged(row(1, "Lò Thị Đôi"), row(2, "Lò Thị Đôi"), known=twins) == [(Verdict.LISTED, "")] * 2


def test_a_learner_code_goes_before_likeness():
    found = judged(
        row(1, "Nguyễn Văn An", spot=A, code="C1"), row(2, "Y Wăn", code="C3"), by_code={"C1": AN, "C3": NOWHERE}
    )

    assert found == [(Verdict.MAYBE, "1"), (Verdict.MAYBE, "3")]


def test_a_wrong_row_changes_nothing():
    wrong = row(1, "Mơ", problem=Remark("x"))

    assert judged(wrong) == [(Verdict.WRONG, "")]
    assert changes_of(judge_pupils([wrong], [AN], {}, {}), [AN]) == []


def test_a_class_tells_who_comes_who_stays_and_who_is_not_in_the_file():
    there = [AN, *(KnownPupil(n, f"Em {n}", 2013, 5, "7B", current=True) for n in (10, 11, 12))]
    rows = [row(1, "Nguyễn Văn An"), row(2, "Mơ"), row(3, "Lò Văn Tám"), row(4, "Lò Văn Tám")]

    (change,) = changes_of(judge_pupils(rows, [*there, LAST_YEAR], {}, {}), [*there, LAST_YEAR])

    assert (change.there, len(change.same), len(change.coming), len(change.added)) == (4, 1, 1, 1)
    assert [one.person_id for one in change.missing] == [10, 11, 12]
    assert change.big


def test_a_small_class_and_one_that_stays_are_not_asked_about():
    few = [KnownPupil(n, f"Em {n}", 2013, 5, "7B", current=True) for n in (10, 11, 12)]
    many = [KnownPupil(n, f"Em {'ABCDEG'[n]}", 2013, 5, "7B", current=True) for n in range(6)]

    (small,) = changes_of(judge_pupils([row(1, "Bé")], few, {}, {}), few)
    (same,) = changes_of(judge_pupils([row(n, one.name) for n, one in enumerate(many[:3])], many, {}, {}), many)

    assert not small.big
    assert not same.big
    assert len(same.missing) == 3
