"""Rows that break the constraints of people, places, learning, papers, sittings and confirmations."""

from datetime import date, timedelta

from tests.house.report_rows import NOW

DAY = date(2026, 11, 20)

PERSON = {"name": "x", "given_name": "x", "search_key": "x", "sort_key": "1", "birth_year": 1960, "is_test": False}
VERSION = {"kind": "commune", "name": "x", "search_key": "x", "path": "/1/", "valid_from": DAY, "decision": ""}
STANDING = {"audience": "citizen", "stage": "registered", "birth_year": 1960}
ATTEMPT = {
    "person_id": "{person}", "audience": "student", "framework": "f", "rule_digest": "d", "rule": {}, "seed": 1,
    "read_aloud": False, "evidence": 0, "state": "open",
}  # fmt: skip
ITEM = {"attempt_id": "{attempt}", "place": 1, "question": "q", "version": "v", "family": "f", "skill": "4.1"}
RESULT = {
    "person_id": "{person}", "audience": "citizen", "framework": "f", "skill": "4.1", "proof": "paper", "passed": True,
    "evidence": 1, "rule_digest": "d", "source": "attempt:x", "versions": [],
}  # fmt: skip
ADOPTION = {
    "unit_id": "{commune}", "rule_code": "r", "rule_version": "1", "number": "1", "signed_on": DAY, "signer": "x",
    "adopted_by_id": "{person}",
}  # fmt: skip
CONFIRMATION = {
    "person_id": "{person}", "audience": "citizen", "framework": "f", "rule_code": "r", "rule_version": "1",
    "rule_digest": "d", "evidence": 1, "counted_evidence": 1, "counts_for": [], "adopted": False, "basis": {},
    "name": "x", "birth_year": 1960, "places": [], "skills": [], "layout": 1, "subject": "urn:x", "state": "valid",
}  # fmt: skip
CONSENT = {
    "person_id": "{nobody}", "representative": "x", "document": "x", "given_on": DAY, "child_agreed": True,
    "recorded_by_id": "{person}",
}  # fmt: skip
MERGER = {"kept_id": "{person}", "gone_id": "{nobody}", "by_id": "{person}", "moved": {}}
ASKED = {"wish": "see", "told": "x", "asked_on": DAY, "answer_by": DAY, "due_on": DAY}
LINE = {"unit_id": "{commune}", "group_name": ""}
DRAFT = {
    "uid": "u", "owner_id": "{person}", "unit_id": "{commune}", "kind": "listing", "file_name": "", "rows": [],
    "choices": {},
}  # fmt: skip
LISTED_NOW = {"added_at": NOW, "last_used_at": NOW}

SITTING = {
    "unit_id": "{commune}",
    "place": "x",
    "opened_by_id": "{person}",
    "opened_at": NOW,
    "ends_at": "{tomorrow}",
}
PRESENCE = {"sitting_id": "{sitting}", "person_id": "{nobody}", "state": "joined", "joined_at": NOW}
SEEN = {
    "sitting_id": "{sitting}",
    "person_id": "{nobody}",
    "audience": "citizen",
    "task": "t",
    "ticked_by_id": "{person}",
    "at": NOW,
}

CORE = {
    # constraint: rows of one table, the last of which breaks it ({…} are ids of the cast)
    "ck_person_birth_year_possible": ("person", {**PERSON, "birth_year": 1849, "created_at": NOW}),
    "uq_person_once_key": ("person", *[{**PERSON, "created_at": NOW, "once_key": "once"}] * 2),
    "ck_unit_not_its_own_successor": ("unit", {"id": 9001, "successor_id": 9001}),
    "ck_unit_version_runs_forward": (
        "unit_version",
        {**VERSION, "unit_id": "{commune}", "code": "x", "valid_to": DAY - timedelta(days=1)},
    ),
    "uq_unit_version_current_unit": ("unit_version", {**VERSION, "unit_id": "{commune}", "code": "other"}),
    "uq_unit_version_current_code": ("unit_version", {**VERSION, "unit_id": "{closed}", "code": "77001"}),
    "ck_membership_runs_forward": (
        "membership",
        {"person_id": "{person}", "audience": "student", "verified": False, "from_on": DAY, "to_on": date(2026, 1, 1)},
    ),
    "uq_membership_open": (
        "membership",
        *[{"person_id": "{person}", "audience": "student", "verified": False, "from_on": DAY}] * 2,
    ),
    "ck_post_runs_forward": (
        "post",
        {"person_id": "{person}", "role": "viewer", "unit_id": "{commune}", "from_at": NOW, "to_at": "{yesterday}"},
    ),
    "uq_person_standing_person_id_audience": (
        "person_standing",
        {**STANDING, "person_id": "{person}"},
    ),
    "ck_ledger_row_one_person": ("ledger_row", {**STANDING, "at": NOW, "day": DAY, "change": 2}),
    "uq_sign_in_person_id": (
        "sign_in",
        {"person_id": "{person}", "code": "new", "shown_code": "x", "secret_kind": "pin", "secret_hash": "x",
         "secret_set_at": NOW, "epoch": 1},
    ),
    "uq_sign_in_code": (
        "sign_in",
        {"person_id": "{nobody}", "code": "{code}", "shown_code": "x", "secret_kind": "pin", "secret_hash": "x",
         "secret_set_at": NOW, "epoch": 1},
    ),
    "uq_failure_counter_key": ("failure_counter", *[{"key": "k", "failures": 0, "last_at": NOW}] * 2),
    "ck_failure_counter_not_negative": ("failure_counter", {"key": "k", "failures": -1, "last_at": NOW}),
    "uq_external_id_kind_keyed_hash": ("external_id", *[{"person_id": "{person}", "kind": "a", "keyed_hash": "h"}] * 2),
    "uq_remembered_device_device_person_id": (
        "remembered_device",
        *[{"person_id": "{person}", "device": "d", "last_used_at": NOW}] * 2,
    ),
    "uq_lesson_done_person_id_lesson": (
        "lesson_done",
        *[{"person_id": "{person}", "lesson": "l", "lesson_version": "v", "at": NOW, "on_device_before": False}] * 2,
    ),
    "uq_practice_round_person_id_lesson": (
        "practice_round",
        *[{"person_id": "{person}", "lesson": "l", "base": 1, "number": 0, "touched_at": NOW}] * 2,
    ),
    "ck_practice_round_number_counts_up": (
        "practice_round",
        {"person_id": "{person}", "lesson": "l", "base": 1, "number": -1, "touched_at": NOW},
    ),
    "uq_practice_answer_round_id_question": (
        "practice_answer",
        *[{"round_id": "{round}", "question": "q", "question_version": "v", "tries": 1}] * 2,
    ),
    "ck_practice_answer_tried": (
        "practice_answer",
        {"round_id": "{round}", "question": "q", "question_version": "v", "tries": 0},
    ),
    "uq_proof_result_source_skill": ("proof_result", *[{**RESULT, "at": NOW}] * 2),
    "ck_proof_result_evidence_known": ("proof_result", {**RESULT, "evidence": 4, "at": NOW}),
    "ck_proof_result_share_of_one": ("proof_result", {**RESULT, "share": 1.1, "at": NOW}),
    "uq_adoption_active": ("adoption", *[{**ADOPTION, "once_key": key, "at": NOW} for key in "ab"]),
    "uq_adoption_once_key": (
        "adoption", *[{**ADOPTION, "rule_code": code, "once_key": "k", "at": NOW} for code in "ab"],
    ),
    "uq_listing_line_listed": (
        "listing_line", *[{**LINE, "person_id": "{person}", "once_key": key, **LISTED_NOW} for key in "ab"],
    ),
    "uq_listing_line_once_key": (
        "listing_line",
        *[{**LINE, "person_id": one, "once_key": "k", **LISTED_NOW} for one in ("{person}", "{nobody}")],
    ),
    "uq_import_draft_uid": ("import_draft", *[{**DRAFT, "made_at": NOW}] * 2),
    "uq_confirmation_serial": (
        "confirmation", *[{**CONFIRMATION, "serial": "S", "framework": one, "issued_at": NOW} for one in "ab"],
    ),
    "uq_confirmation_valid": ("confirmation", *[{**CONFIRMATION, "serial": one, "issued_at": NOW} for one in "ab"]),
    "ck_confirmation_evidence_known": (
        "confirmation", {**CONFIRMATION, "serial": "S", "evidence": 4, "issued_at": NOW},
    ),
    "ck_confirmation_ended_when_not_valid": (
        "confirmation", {**CONFIRMATION, "serial": "S", "issued_at": NOW, "ended_at": NOW},
    ),
    "uq_child_consent_active": ("child_consent", *[{**CONSENT, "at": NOW}] * 2),
    "uq_sitting_code": ("sitting", *[{**SITTING, "code": "C", "once_key": key} for key in ("one", "two")]),
    "uq_sitting_once_key": ("sitting", *[{**SITTING, "code": code, "once_key": "same"} for code in ("C", "D")]),
    "ck_sitting_runs_forward": ("sitting", {**SITTING, "code": "C", "ends_at": "{yesterday}"}),
    "uq_sitting_presence_sitting_id_person_id": ("sitting_presence", *[PRESENCE] * 2),
    "uq_observed_task_sitting_id_person_id_audience_task": ("observed_task", *[{**SEEN, "evidence": 1}] * 2),
    "ck_observed_task_evidence_known": ("observed_task", {**SEEN, "evidence": 0}),
    "uq_attempt_uid": (
        "attempt", *[{**ATTEMPT, "uid": "u", "audience": who, "started_at": NOW} for who in ("upper", "student")],
    ),
    "uq_attempt_once_key": (
        "attempt",
        *[{**ATTEMPT, "uid": who, "audience": who, "once_key": "k", "started_at": NOW} for who in ("upper", "student")],
    ),
    "uq_attempt_open": ("attempt", *[{**ATTEMPT, "uid": uid, "started_at": NOW} for uid in "ab"]),
    "ck_attempt_finished_when_not_open": ("attempt", {**ATTEMPT, "uid": "u", "started_at": NOW, "finished_at": NOW}),
    "ck_attempt_evidence_known": ("attempt", {**ATTEMPT, "uid": "u", "started_at": NOW, "evidence": 4}),
    "ck_attempt_carried_known": ("attempt", {**ATTEMPT, "uid": "u", "started_at": NOW, "carried": 4}),
    "uq_attempt_item_attempt_id_place": ("attempt_item", ITEM, {**ITEM, "question": "other"}),
    "uq_attempt_item_attempt_id_question": ("attempt_item", ITEM, {**ITEM, "place": 2}),
    "ck_attempt_item_place_from_one": ("attempt_item", {**ITEM, "place": 0}),
    "ck_merger_two_records": ("merger", {**MERGER, "gone_id": "{person}", "at": NOW}),
    "uq_merger_once_key": (
        "merger",
        {**MERGER, "once_key": "k", "at": NOW, "undone_at": NOW},
        {**MERGER, "once_key": "k", "at": NOW},
    ),
    "uq_merger_in_force": ("merger", *[{**MERGER, "once_key": key, "at": NOW} for key in "ab"]),
    "ck_not_the_same_in_order": (
        "not_the_same", {"first_id": "{nobody}", "second_id": "{person}", "by_id": "{person}", "at": NOW},
    ),
    "uq_not_the_same_first_id_second_id": (
        "not_the_same", *[{"first_id": "{person}", "second_id": "{nobody}", "by_id": "{person}", "at": NOW}] * 2,
    ),
    "ck_data_request_due_after_asked": ("data_request", {**ASKED, "due_on": DAY - timedelta(days=1)}),
    "uq_data_request_once_key": ("data_request", *[{**ASKED, "once_key": "k"}] * 2),
    "ck_person_not_merged_into_itself": ("person", {**PERSON, "id": 9001, "merged_into_id": 9001, "created_at": NOW}),
    "uq_question_version_version": (
        "question_version", *[{"version": "v", "code": "q", "body": {}, "published_at": NOW}] * 2,
    ),
}  # fmt: skip
