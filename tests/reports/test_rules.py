"""Pure rules: who may do what from which state, periods, days due, hashes, merging, what is typed."""

from datetime import date
from itertools import pairwise

import pytest

from lms.access.rules import Actor, Held, Permission, Role
from lms.errors import Forbidden, Refused
from lms.reports.rules import periods
from lms.reports.rules.editing import merge, seen_in
from lms.reports.rules.freezing import canonical, digest_of
from lms.reports.rules.periods import Calendar, check_over, due_on, period_of, read_days, read_quarter, recent
from lms.reports.rules.states import (
    State,
    Step,
    check_signed,
    check_signer,
    check_step,
    held_at,
    may,
    may_see,
    state_of,
)
from lms.reports.rules.typed import over_signature, read_capacity, read_indicator, read_number

HERE, ABOVE = "/1/2/3/", "/1/2/"
D, S, ISS, G, R, X = State.DRAFT, State.SUBMITTED, State.ISSUED, State.SENT, State.RECEIVED, State.RETURNED


def actor(*posts: tuple[Role, str]) -> Actor:
    return Actor(7, tuple(Held(role, 1, path) for role, path in posts))


WAYS = {
    # step: the states in which a drafter may take it, and those in which a signer may
    Step.EDIT: ({D}, set()),
    Step.SUBMIT: ({D}, set()),
    Step.SEND_BACK: (set(), {S}),
    Step.ISSUE: (set(), {S}),
    Step.ATTACH: ({ISS}, {ISS}),
    Step.SEND: ({ISS}, {ISS}),
    Step.NOTE: ({G, R, X}, {G, R, X}),
    Step.CORRECT: ({ISS, G, R, X}, set()),
}


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("state", State)
def test_each_step_is_for_its_people_in_its_states(step, state):
    drafts, signs = WAYS[step]

    assert may(step, state, held_at(actor((Role.DRAFTER, HERE)), HERE)) is (state in drafts)
    assert may(step, state, held_at(actor((Role.MANAGER, HERE)), HERE)) is (state in signs)
    for role in (Role.VIEWER, Role.FACILITATOR, Role.TEACHER, Role.ADMIN):
        assert not may(step, state, held_at(actor((role, HERE)), HERE))
    assert not may(step, state, held_at(actor((Role.MANAGER, ABOVE), (Role.DRAFTER, ABOVE)), HERE))


@pytest.mark.parametrize(
    ("role", "path", "seen"),
    [
        (Role.DRAFTER, HERE, set(State)),
        (Role.MANAGER, HERE, set(State)),
        (Role.VIEWER, HERE, {ISS, G, R, X}),
        (Role.MANAGER, ABOVE, {G, R, X}),
        (Role.ADMIN, "/1/", {G, R, X}),
        (Role.MANAGER, "/1/2/4/", set()),
        (Role.MANAGER, "/1/2/3/5/", set()),
    ],
)
def test_a_report_is_seen_from_above_once_it_is_sent(role, path, seen):
    assert {state for state in State if may_see(actor((role, path)), state, HERE)} == seen


def test_a_step_from_elsewhere_says_why_it_cannot_be_taken():
    with pytest.raises(Forbidden):
        check_step(Step.ISSUE, S, {Permission.REPORT_DRAFT})
    for state in (S, ISS):
        with pytest.raises(Refused):
            check_step(Step.EDIT, state, {Permission.REPORT_DRAFT})


@pytest.mark.parametrize("hands", [(7, 8), (8, 7), (7, 7)])
def test_the_signer_is_somebody_else_than_drafter_and_submitter(hands):
    check_signer(9, hands)
    with pytest.raises(Refused):
        check_signer(7, hands)


@pytest.mark.parametrize(
    ("outcomes", "state"),
    [
        ([(False, False)], G),
        ([(True, False), (False, False)], G),
        ([(True, False), (True, False)], R),
        ([(True, False), (False, True)], X),
        ([(True, True)], X),
    ],
)
def test_the_state_of_what_was_sent_is_told_by_its_recipients(outcomes, state):
    assert state_of(outcomes) is state


DAY = date(2027, 1, 5)
OWN = [Calendar(date(2026, 7, 1), 14, None)]


@pytest.mark.parametrize(
    ("line", "quarter", "days"),
    [
        ([], (2026, 4), (date(2026, 10, 1), date(2026, 12, 31))),
        ([[], OWN], (2026, 4), (date(2026, 9, 15), date(2026, 12, 14))),
        ([OWN], (2026, 3), (date(2026, 7, 1), date(2026, 9, 14))),
        ([OWN], (2026, 2), (date(2026, 4, 1), date(2026, 6, 30))),
        ([OWN], (2027, 1), (date(2026, 12, 15), date(2027, 3, 14))),
        ([[Calendar(date(2026, 7, 1), 31, None)], OWN], (2026, 4), (date(2026, 10, 1), date(2026, 12, 31))),
        ([[Calendar(date(2026, 7, 1), None, 9)], OWN], (2026, 4), (date(2026, 9, 15), date(2026, 12, 14))),
        ([[*OWN, Calendar(date(2026, 7, 1), 20, None)]], (2026, 4), (date(2026, 9, 21), date(2026, 12, 20))),
        ([[Calendar(date(2027, 1, 1), 10, None)], OWN], (2026, 4), (date(2026, 9, 15), date(2026, 12, 14))),
    ],
)
def test_a_period_ends_as_the_nearest_unit_decided_for_that_quarter(line, quarter, days):
    period = period_of(line, *quarter, DAY)

    assert (period.first, period.last) == days


def test_periods_meet_without_a_gap():
    for line in ([], [OWN], [[*OWN, Calendar(date(2027, 4, 1), 31, None)]]):
        known = recent(line, date(2027, 12, 20))
        assert len(known) == periods.SHOWN_QUARTERS
        for later, earlier in pairwise(known):
            assert (later.first - earlier.last).days == 1


def test_the_running_period_may_be_that_of_the_next_quarter():
    assert [one.spoken for one in recent([OWN], date(2026, 12, 15))][:2] == ["I/2027", "IV/2026"]
    assert recent([OWN], date(2026, 12, 14))[0].spoken == "IV/2026"


@pytest.mark.parametrize(("today", "over"), [(date(2026, 12, 31), False), (date(2027, 1, 1), True)])
def test_a_period_is_over_on_the_day_after_its_last(today, over):
    period = period_of([], 2026, 4, today)
    if over:
        check_over(period)
    else:
        with pytest.raises(Refused, match="Chưa hết kỳ"):
            check_over(period)


@pytest.mark.parametrize(
    ("last", "days", "due"),
    [
        (date(2026, 12, 31), 5, date(2027, 1, 8)),  # 1/1 and a weekend
        (date(2026, 9, 30), 5, date(2026, 10, 7)),
        (date(2027, 3, 31), 1, date(2027, 4, 1)),
        (date(2026, 12, 14), 2, date(2026, 12, 16)),
        (date(2027, 4, 29), 1, date(2027, 5, 3)),  # 30/4, 1/5, a Sunday
    ],
)
def test_a_report_is_due_after_so_many_working_days(last, days, due):
    assert due_on(last, days) == due


@pytest.mark.parametrize("typed", ["", "2026", "2026-5", "2026-", "2026-12", "x-1", "2019-1", "2026-1x"])
def test_a_quarter_that_is_none_is_refused(typed):
    with pytest.raises(Refused):
        read_quarter(typed)


@pytest.mark.parametrize("typed", [("", ""), ("29", ""), ("0", ""), ("x", "5"), ("", "0"), ("", "61"), ("", "1,5")])
def test_days_that_cannot_be_are_refused(typed):
    with pytest.raises(Refused):
        read_days(*typed)


def test_the_hash_changes_with_any_figure_and_with_nothing_else():
    told = {"b": [1, {"c": 2}], "a": "Lò Thị Mai", "rate": 0.1}
    same = {"rate": 0.1, "a": "Lò Thị Mai", "b": [1, {"c": 2}]}

    assert canonical(told) == canonical(same)
    for other in ({**told, "b": [1, {"c": 3}]}, {**told, "a": "Lò Thị Mại"}, {**told, "rate": 0.2}):
        assert digest_of(canonical(other)) != digest_of(canonical(told))
    with pytest.raises(ValueError, match="Out of range"):
        canonical({"rate": float("nan")})


@pytest.mark.parametrize(
    ("mine", "now", "values", "others"),
    [
        ({"a": "1", "b": "2"}, {"a": "1", "b": "2"}, {"a": "1", "b": "2"}, {}),
        ({"a": "mine", "b": "2"}, {"a": "1", "b": "theirs"}, {"a": "mine", "b": "theirs"}, {"b": "theirs"}),
        ({"a": "mine", "b": "2"}, {"a": "theirs", "b": "2"}, {"a": "mine", "b": "2"}, {"a": "theirs"}),
        ({"a": "same", "b": "2"}, {"a": "same", "b": "2"}, {"a": "same", "b": "2"}, {}),
        ({"a": "", "b": "2"}, {"a": "theirs", "b": "2"}, {"a": "", "b": "2"}, {"a": "theirs"}),
    ],
)
def test_what_two_drafters_wrote_is_all_there(mine, now, values, others):
    merged = merge(seen_in(3, {"a": "1", "b": "2"}), mine, now)

    assert (merged.values, merged.others) == (values, others)


@pytest.mark.parametrize("seen", ["", "x", "1.a", "1.a-.b-", "9" * 500])
def test_a_made_up_mark_counts_as_nothing_seen(seen):
    assert merge(seen, {"a": "mine"}, {"a": "theirs"}).others == {"a": "theirs"}


@pytest.mark.parametrize(
    ("value", "evidence", "field"),
    [
        ("-1", "sổ theo dõi", "k_value"),
        ("1,5", "sổ theo dõi", "k_value"),
        ("mười", "sổ theo dõi", "k_value"),
        ("", "sổ theo dõi", "k_value"),
        ("12", "", "k_evidence"),
        ("12", " sổ ", "k_evidence"),
    ],
)
def test_a_number_counted_by_hand_is_whole_and_has_something_to_show(value, evidence, field):
    with pytest.raises(Refused) as refusal:
        read_indicator("k", "Số lớp", value, evidence)
    assert refusal.value.field == field


@pytest.mark.parametrize(("typed", "number"), [("1.234", 1234), ("1,234", 1234), (" 0 ", 0)])
def test_a_number_counted_by_hand_is_read_as_people_write_it(typed, number):
    found = read_indicator("k", "Số lớp", typed, "sổ theo dõi")

    assert found is not None
    assert found.value == number
    assert read_indicator("k", "Số lớp", " ", "") is None


@pytest.mark.parametrize(("typed", "kept"), [("12/BC-UBND", "12/BC-UBND"), (" 7a / BC-VHXH ", "7a/BC-VHXH")])
def test_a_document_number_is_kept_without_spaces(typed, kept):
    assert read_number(typed) == kept


@pytest.mark.parametrize("typed", ["", "BC-UBND", "12", "12/", "/BC", "mười/BC-UBND", "12/bc"])
def test_what_is_no_document_number_is_refused(typed):
    with pytest.raises(Refused):
        read_number(typed)


@pytest.mark.parametrize(
    ("capacity", "head", "kept", "line"),
    [
        ("", "", "", ""),
        ("KT.", " Chủ  tịch ", "KT. Chủ tịch", "KT. CHỦ TỊCH"),
        ("TL.", "Chủ tịch", "TL. Chủ tịch", "TL. CHỦ TỊCH"),
        ("TUQ.", "Chủ tịch", "TUQ. Chủ tịch", "TUQ. CHỦ TỊCH"),
        ("TUQ.", "TUQ. Chủ tịch", "TUQ. Chủ tịch", "TUQ. CHỦ TỊCH"),
    ],
)
def test_somebody_signs_in_one_of_four_capacities(capacity, head, kept, line):
    assert read_capacity(capacity, head) == kept
    assert over_signature(kept) == line


def test_what_was_kept_before_capacities_were_asked_is_a_deputys():
    assert over_signature("Chủ tịch") == "KT. CHỦ TỊCH"


@pytest.mark.parametrize(
    ("capacity", "head", "field"),
    [
        ("KT.", " ", "in_place_of"),
        ("TL.", "TL.", "in_place_of"),
        ("", "Chủ tịch", "in_place_of"),
        ("Q.", "x", "capacity"),
    ],
)
def test_a_capacity_and_the_heads_title_go_together(capacity, head, field):
    with pytest.raises(Refused) as refusal:
        read_capacity(capacity, head)
    assert refusal.value.field == field


def test_what_nobody_signed_is_not_sent():
    check_signed("van-ban-77001.pdf")
    with pytest.raises(Refused, match="Chưa có bản đã ký"):
        check_signed(None)
