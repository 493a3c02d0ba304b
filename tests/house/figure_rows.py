"""Rows that break the constraints of figures (numbers, targets, sums, checks, public pages) and of posts and units."""

from datetime import date

from tests.house.report_rows import NOW

DAY = date(2026, 11, 20)

NUMBERED = {
    "unit_id": "{commune}", "group_code": "adults", "year": 2026, "number": 10, "source": "police", "counting": "x",
    "document": "", "at": NOW,
}  # fmt: skip
AIMED = {
    "unit_id": "{commune}", "group_code": "adults", "year": 2026, "share": 0.8, "counts": "confirmed", "words": "x",
    "document": "x", "document_on": DAY, "entered_by_id": "{person}", "at": NOW,
}  # fmt: skip
TYPED = {
    "unit_id": "{commune}", "group_code": "adults", "year": 2026, "about": "vneid", "number": 3, "counted_on": DAY,
    "document": "x", "entered_by_id": "{person}", "at": NOW,
}  # fmt: skip
CELL = {
    "place_id": 1, "audience": "citizen", "stage": "registered", "evidence": -1, "framework": "", "birth_year": 1960,
    "sex": "", "n": 1,
}  # fmt: skip
CHECKED = {"place_id": 1, "kind": "self_declared", "n": 1, "made_at": NOW}

FIGURES = {
    "ck_eligible_number_somebody": ("eligible_number", {**NUMBERED, "number": 0}),
    "uq_eligible_number_once_key": ("eligible_number", *[{**NUMBERED, "once_key": "once"}] * 2),
    "ck_target_a_share": ("target", {**AIMED, "share": 1.04}),
    "ck_target_an_amount": ("target", {**AIMED, "share": None, "amount": 0}),
    "ck_target_one_measure": ("target", {**AIMED, "amount": 5}),
    "ck_hand_count_not_negative": ("hand_count", {**TYPED, "number": -1}),
    "uq_hand_count_once_key": ("hand_count", *[{**TYPED, "once_key": "once"}] * 2),
    "uq_target_once_key": ("target", *[{**AIMED, "once_key": "once"}] * 2),
    "ck_fold_mark_only_one": ("fold_mark", {"id": 2, "ledger_id": 0}),
    "uq_folded_check_place_id_kind": ("folded_check", *[CHECKED] * 2),
    "uq_folded_day_cell": ("folded_day", *[{**CELL, "since": DAY}] * 2),
    "uq_folded_month_cell": ("folded_month", *[{**CELL, "since": DAY}] * 2),
    "uq_folded_place_unit_id_above_id": ("folded_place", *[{"unit_id": 1, "above_id": 1}] * 2),
    "uq_folded_sum_cell": ("folded_sum", *[{**CELL, "own": False}] * 2),
    "ck_public_page_runs_forward": (
        "public_page",
        {"unit_id": "{commune}", "on_at": NOW, "off_at": "{yesterday}"},
    ),
    "uq_public_page_open": ("public_page", *[{"unit_id": "{commune}", "on_at": NOW}] * 2),
    "uq_invitation_code_hash": (
        "invitation",
        *[{"person_id": "{person}", "code_hash": "h", "made_at": NOW, "expires_at": "{tomorrow}"}] * 2,
    ),
    "uq_post_once_key": (
        "post",
        *[{"person_id": "{person}", "role": "viewer", "unit_id": "{commune}", "from_at": NOW, "once_key": "once"}] * 2,
    ),
    "ck_stated_reason_runs_forward": (
        "stated_reason",
        {"person_id": "{person}", "unit_id": "{commune}", "reason": "x", "at": NOW, "until": "{yesterday}"},
    ),
    "uq_unit_once_key": ("unit", *[{"once_key": "once"}] * 2),
}
