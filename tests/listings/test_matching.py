"""Who of a file may be whom: nobody is taken for somebody else without being asked about."""

from lms.listings.rules.matching import ANOTHER, SAME_ROW, Known, Verdict, judge
from lms.listings.rules.rows import Row
from lms.sheets.rules.tables import Remark
from lms.skills.rules import Audience


def row(number: int, name: str = "Lò Thị Mai", year: int = 1958, unit: int = 11, **other) -> Row:
    return Row(f"0:{number}", "", number, (name, str(year), ""), name, year, unit, "", Audience.CITIZEN, **other)


def known(person: int, name: str = "Lò Thị Mai", *, unit: int = 11, listed: bool = False) -> Known:
    return Known(person, name, 1958, unit, "", 90 + person if listed else 0, False, "Thôn Đình")


def said(rows, people=(), choices=None):
    return [(one.verdict, one.chosen) for one in judge(rows, people, choices or {})]


def test_somebody_new_is_added():
    assert said([row(2)], [known(5, "Lò Thị Lan")]) == [(Verdict.ADD, "")]


def test_somebody_on_the_list_stays_as_they_are_whatever_the_case():
    assert said([row(2, "LÒ THỊ MAI")], [known(5, listed=True)]) == [(Verdict.LISTED, "")]


def test_diacritics_or_village_apart_somebody_has_to_say():
    assert said([row(2, "Lo Thi Mai")], [known(5, listed=True)]) == [(Verdict.MAYBE, "")]
    assert said([row(2, unit=12)], [known(5)]) == [(Verdict.MAYBE, "")]
    assert said([row(2, unit=12)], [known(5, listed=True)]) == [(Verdict.MAYBE, "")]


def test_the_one_person_of_just_this_name_and_place_is_offered_and_can_be_refused():
    assert said([row(2)], [known(5)]) == [(Verdict.MAYBE, "5")]
    assert said([row(2)], [known(5)], {"0:2": ANOTHER}) == [(Verdict.MAYBE, ANOTHER)]
    assert said([row(2)], [known(5), known(6)]) == [(Verdict.MAYBE, "")]


def test_only_who_is_offered_can_be_chosen():
    assert said([row(2, unit=12)], [known(5)], {"0:2": "7"}) == [(Verdict.MAYBE, "")]
    assert said([row(2, unit=12)], [known(5)], {"0:2": SAME_ROW}) == [(Verdict.MAYBE, "")]
    assert said([row(2, unit=12)], [known(5)], {"0:2": "5"}) == [(Verdict.MAYBE, "5")]


def test_two_rows_of_one_name_and_year_are_asked_about_and_one_on_the_list_stands_for_one():
    assert said([row(2), row(3)]) == [(Verdict.ADD, ""), (Verdict.MAYBE, "")]
    assert said([row(2), row(3)], [known(5, listed=True)]) == [(Verdict.LISTED, ""), (Verdict.MAYBE, "")]
    both = [known(5, listed=True), known(6, listed=True)]
    assert said([row(2), row(3)], both) == [(Verdict.LISTED, ""), (Verdict.LISTED, "")]
    assert said([row(2), row(3)], [], {"0:3": SAME_ROW}) == [(Verdict.ADD, ""), (Verdict.MAYBE, SAME_ROW)]


def test_a_wrong_row_stays_wrong_and_stands_for_nobody():
    wrong = row(2, problem=Remark("Dòng này chưa có năm sinh."))

    assert said([wrong, row(3)]) == [(Verdict.WRONG, ""), (Verdict.ADD, "")]


def test_a_row_that_tells_the_village_places_somebody_listed_without_one():
    lost = known(5, unit=1, listed=True)

    assert [(one.verdict, one.chosen) for one in judge([row(2)], [lost], {}, keeper=1)] == [(Verdict.MAYBE, "5")]
    assert [one.chosen for one in judge([row(2)], [known(5, unit=12, listed=True)], {}, keeper=1)] == [""]
