"""Some things are done in one place only: asking the time, committing, `aside`, reaching the network."""

import ast

from tests.house import code

ASIDE = {
    # who uses aside → for which of its three purposes (design §3)
    ("lms/people/views/signing.py", "checked"): "sign-in attempts and limits",
    ("lms/people/views/second_step.py", "_check_code"): "sign-in attempts and limits",
    ("lms/people/views/invitations.py", "_invited"): "sign-in attempts and limits",
    ("lms/home/views/protecting.py", "_checked_code"): "sign-in attempts and limits",
    ("lms/people/views/registering.py", "_made"): "sign-in attempts and limits",
    ("lms/home/views/account.py", "check_present"): "sign-in attempts and limits",
    ("lms/home/views/own_data.py", "own_data_file"): "the record of looks at personal data",
    ("lms/offices/views/request_work.py", "copy_paper"): "the record of looks at personal data",
    ("lms/assessments/views/sittings.py", "_arrived"): "sign-in attempts and limits",
    ("lms/units/forms.py", "look"): "the record of looks at personal data",
    ("lms/assessments/views/sittings.py", "sitting"): "the record of looks at personal data",
    ("lms/classrooms/views/proving.py", "_checked"): "sign-in attempts and limits",
    ("lms/classrooms/views/arriving.py", "arrived_at"): "sign-in attempts and limits",
    ("lms/classrooms/views/arriving.py", "_count"): "sign-in attempts and limits",
    ("lms/confirmations/views/checking.py", "not_me_sent"): "sign-in attempts and limits",
    ("lms/confirmations/views/reaching.py", "check_reach"): "the record of looks at personal data",
    ("lms/app/factory.py", "_record_refusal"): "the record of refusals",
}
PURPOSES = {"sign-in attempts and limits", "the record of looks at personal data", "the record of refusals"}

TIME = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.localtime", "time.gmtime")


def _calls(path, *ends: str) -> list[tuple[str, str]]:
    """(file, function) for every call whose dotted name ends so."""
    return [(code.named(path), name) for called, name in code.calls(path) if _ends(called, ends)]


def _ends(called: str, ends: tuple[str, ...]) -> bool:
    return any(called == end or called.endswith(f".{end}") for end in ends)


def test_aside_has_exactly_these_users():
    users = {user for path in code.modules() for user in _calls(path, "aside")}

    assert users == set(ASIDE)
    assert set(ASIDE.values()) <= PURPOSES


def test_what_is_its_own_transaction_is_who_asks_and_an_answer():
    users = {user for path in code.modules() for user in _calls(path, "single")}

    assert users == {
        ("lms/app/factory.py", "_at_screen"),  # reads only
        ("lms/app/factory.py", "_find_actor"),  # reads only
        ("lms/assessments/views/answering.py", "hand_in_sent"),  # reads only
        ("lms/assessments/views/answering.py", "question_sent"),
        ("lms/assessments/views/papers.py", "papers_sent"),  # reads only
        ("lms/web/database.py", "single"),
    }


def test_nothing_commits_but_the_end_of_a_request_and_the_doors_of_the_database():
    committers = {file for path in code.modules() for file, _ in _calls(path, "commit")}
    writers = {file for path in code.modules() for file, _ in _calls(path, "writing")}

    assert committers == {"lms/web/database.py"}
    assert {file for file in writers if not file.endswith("/cli.py")} == {
        "lms/web/database.py",  # aside
        "lms/app/demo.py",  # called by the command
        "lms/app/tidying.py",  # called by the command
        "lms/coverage/actions/checking.py",  # called by `lms tidy`
        "lms/coverage/actions/folding.py",  # called by `lms tidy` and `lms coverage fold`
    }


def test_only_the_clock_asks_the_time():
    asked = {file for path in code.modules() for file, _ in _calls(path, *TIME)}

    assert asked == {"lms/clock.py"}


def test_the_time_is_not_asked_outside_functions_or_by_another_name():
    others = [
        code.named(path)
        for path in code.modules()
        for node in code.nodes(path)
        if isinstance(node, ast.ImportFrom) and node.module == "time" and path.name != "clock.py"
    ]

    assert others == []


def test_no_bare_except_and_no_abort():
    bare = [
        code.named(path)
        for path in code.modules()
        for node in code.nodes(path)
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    aborts = {file for path in code.modules() for file, _ in _calls(path, "abort")}

    assert bare == []
    assert aborts == set()


def test_no_part_reaches_out_to_a_network():
    reaching = {"urllib.request", "http.client", "socket", "requests", "httpx", "smtplib"}
    found = [
        code.named(path)
        for path in code.modules()
        for node in code.nodes(path)
        if (isinstance(node, ast.Import) and reaching & {one.name for one in node.names})
        or (isinstance(node, ast.ImportFrom) and node.module in reaching)
    ]

    assert found == []


def test_production_is_asked_about_in_few_places():
    """What differs in production is decided in the settings, and asked about only at these edges."""
    asking = {code.named(path) for path in code.modules() if ".production" in path.read_text()}

    assert asking <= {
        "lms/app/commands.py",
        "lms/app/starting.py",
        "lms/people/views/signing.py",
        "lms/web/headers.py",
        "lms/web/pages.py",
        "lms/web/views.py",
    }
