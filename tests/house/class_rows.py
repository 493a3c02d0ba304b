"""Rows that break the constraints of classes: places in them, lesson periods, work set, questions of a school."""

from datetime import date

from tests.house.report_rows import NOW

DAY = date(2026, 11, 20)
ROOM = {
    "unit_id": "{commune}", "school_id": "{commune}", "school_year": 2026, "grade": 7, "key": "7b", "join_code": "J",
    "made_at": NOW,
}  # fmt: skip
SEAT = {"classroom_id": "{classroom}", "person_id": "{person}", "from_on": DAY}
ASKED = {"classroom_id": "{classroom}", "name": "x", "birth_year": 2014, "asked_at": NOW}
PERIOD = {"classroom_id": "{classroom}", "opened_by_id": "{person}", "opened_at": NOW, "ends_at": "{tomorrow}"}
VISIT = {"period_id": "{period}", "person_id": "{person}", "at": NOW}
WORK = {
    "classroom_id": "{classroom}", "kind": "lesson", "target": "x", "for_all": True, "opens_on": DAY,
    "made_by_id": "{person}", "made_at": NOW,
}  # fmt: skip
OWN = {"assignment_id": "{assignment}", "person_id": "{person}", "chosen": True, "set_by_id": "{person}", "set_at": NOW}
QUIZ = {
    "uid": "q", "school_id": "{commune}", "title": "x", "questions": [], "left_out": [], "made_by_id": "{person}",
    "made_at": NOW,
}  # fmt: skip
TRY = {
    "quiz_id": "{quiz}", "person_id": "{person}", "number": 1, "seed": 1, "answers": {}, "right_count": 0, "total": 1,
    "started_at": NOW,
}  # fmt: skip

CLASSES = {
    "uq_classroom_unit_id": ("classroom", ROOM, {**ROOM, "key": "7c", "join_code": "K"}),
    "uq_classroom_join_code": ("classroom", ROOM, {**ROOM, "unit_id": "{closed}", "key": "7c"}),
    "uq_classroom_school_id_school_year_key": (
        "classroom", ROOM, {**ROOM, "unit_id": "{closed}", "join_code": "K"},
    ),
    "ck_classroom_a_school_year": ("classroom", {**ROOM, "school_year": 1926}),
    "ck_classroom_a_grade": ("classroom", {**ROOM, "grade": 13}),
    "uq_year_move_once_key": (
        "year_move",
        *[{"school_id": "{commune}", "from_year": 2026, "plan": {}, "made_by_id": "{person}", "made_at": NOW,
           "once_key": "once"}] * 2,
    ),
    "ck_seat_runs_forward": ("seat", {**SEAT, "to_on": date(2026, 11, 19), "ended_as": "left"}),
    "ck_seat_ended_somehow": ("seat", {**SEAT, "to_on": DAY}),
    "ck_seat_a_number": ("seat", {**SEAT, "number": 0}),
    "uq_seat_open": ("seat", *[SEAT] * 2),
    "uq_join_request_once_key": ("join_request", *[{**ASKED, "once_key": "once"}] * 2),
    "ck_join_request_settled_somehow": ("join_request", {**ASKED, "let_in": True}),
    "ck_join_request_birth_year_possible": ("join_request", {**ASKED, "birth_year": 14}),
    "uq_lesson_period_once_key": (
        "lesson_period", {**PERIOD, "once_key": "once", "closed_at": NOW}, {**PERIOD, "once_key": "once"},
    ),
    "ck_lesson_period_runs_forward": ("lesson_period", {**PERIOD, "ends_at": "{yesterday}"}),
    "uq_lesson_period_open": ("lesson_period", *[PERIOD] * 2),
    "uq_period_visit_period_id_person_id": ("period_visit", *[VISIT] * 2),
    "ck_period_visit_not_beside_oneself": ("period_visit", {**VISIT, "beside_id": "{person}"}),
    "uq_assignment_once_key": ("assignment", *[{**WORK, "once_key": "once"}] * 2),
    "ck_assignment_runs_forward": ("assignment", {**WORK, "due_on": date(2026, 11, 19)}),
    "uq_assignment_pupil_assignment_id_person_id": ("assignment_pupil", *[OWN] * 2),
    "uq_quiz_uid": ("quiz", *[QUIZ] * 2),
    "uq_quiz_once_key": ("quiz", {**QUIZ, "once_key": "once"}, {**QUIZ, "uid": "r", "once_key": "once"}),
    "uq_quiz_try_quiz_id_person_id_number": ("quiz_try", *[TRY] * 2),
    "ck_quiz_try_number_from_one": ("quiz_try", {**TRY, "number": 0}),
    "ck_quiz_try_right_within_total": ("quiz_try", {**TRY, "right_count": 2}),
}  # fmt: skip
