"""The import contracts hold, and each of them really breaks when somebody plants a bad import."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from lms.config import HERE

LINT = Path(sys.executable).with_name("lint-imports")

PLANTED = (
    # contract, where, what is added there, what the contract then says
    ("The tower", "lms/units/queries.py", "import lms.people.queries", "lms.units.queries -> lms.people.queries"),
    ("The tower", "lms/home/rules.py", "import lms.offices", "lms.home.rules -> lms.offices"),
    ("The tower", "lms/db.py", "import lms.access.rules", "lms.db -> lms.access.rules"),
    ("The tower", "lms/reporting/__init__.py", '"""A package without a place."""', "- lms.reporting"),
    ("Inside a feature", "lms/people/queries/accounts.py", "import lms.people.actions.account", "queries.accounts -> "),
    ("Inside a feature", "lms/people/forms.py", "import lms.people.actions", "lms.people.forms -> lms.people.actions"),
    ("Inside a feature", "lms/people/helpers.py", '"""A file name of no kind."""', "- lms.people.helpers"),
    ("Rules are pure", "lms/units/rules.py", "import sqlalchemy", "lms.units.rules -> sqlalchemy"),
    ("Rules are pure", "lms/people/rules/names.py", "import flask", "lms.people.rules.names -> flask"),
    ("Rules are pure", "lms/clock.py", "import lms.config", "lms.clock -> lms.config"),
    ("The core knows no web", "lms/people/queries/accounts.py", "import flask", "queries.accounts -> flask"),
    ("The core knows no web", "lms/learning/actions.py", "import lms.web.pages", "learning.actions -> lms.web"),
    ("The core knows no web", "lms/audit/models.py", "import wtforms", "lms.audit.models -> wtforms"),
    ("Screens are leaves", "lms/home/views/mine.py", "import lms.people.views", "mine -> lms.people.views"),
    ("Screens are leaves", "lms/people/views/signing.py", "import lms.units.cli", "signing -> lms.units.cli"),
)  # fmt: skip


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each contract says of a copy of the code with all the bad imports planted in it."""
    copy = tmp_path_factory.mktemp("planted")
    shutil.copy(HERE / "pyproject.toml", copy)
    shutil.copytree(HERE / "lms", copy / "lms", ignore=lambda _, names: [one for one in names if _is_no_code(one)])
    for _, path, line, _ in PLANTED:
        (copy / path).parent.mkdir(exist_ok=True)
        with (copy / path).open("a") as file:
            file.write(f"\n{line}\n")
    said = _lint(copy).partition("Broken contracts")[2]
    parts = re.split(rf"^({'|'.join(_names())})\n-+\n", said, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_code_keeps_every_contract():
    said = _lint(HERE)

    assert f"Contracts: {len(_names())} kept, 0 broken." in said, said


@pytest.mark.parametrize(("contract", "path", "line", "said"), PLANTED)
def test_a_planted_import_breaks_its_contract(verdicts, contract, path, line, said):
    assert said in verdicts[contract], verdicts[contract]


def test_every_contract_has_been_broken_once():
    assert {contract for contract, *_ in PLANTED} == set(_names())


def test_no_feature_is_left_out_of_the_second_contract():
    (contract,) = [one for one in _contracts() if one["id"] == "feature"]
    packages = {f"lms.{path.parent.name}" for path in (HERE / "lms").glob("*/__init__.py")}

    assert packages - set(contract["containers"]) == {"lms.app", "lms.web"}


def _lint(folder: Path) -> str:
    done = subprocess.run([LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def _contracts() -> list[dict[str, str]]:
    settings = tomllib.loads((HERE / "pyproject.toml").read_text())
    return settings["tool"]["importlinter"]["contracts"]


def _names() -> list[str]:
    return [contract["name"] for contract in _contracts()]


def _is_no_code(name: str) -> bool:
    return name in ("__pycache__", "templates", "static", "data")
