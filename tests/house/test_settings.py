"""Every setting is described in docs/settings.md, and nothing is described that does not exist."""

import re
from dataclasses import fields

import pytest

from lms.config import HERE, Config, read
from lms.errors import Misconfigured
from tests.house import code

PAGE = (HERE / "docs" / "settings.md").read_text(encoding="utf-8")
NO_VARIABLE = {"demo": "a file in the data folder"}
NO_SETTING = {"LMS_SHARED_SEGMENTS", "LMS_TEST_DATABASE_URL"}  # a key of Flask's; what the tests read


def _read_in_code() -> set[str]:
    files = [*code.modules(), HERE / "wsgi.py"]
    return {name for path in files for name in re.findall(r"\bLMS_[A-Z_]+\b", path.read_text())}


@pytest.mark.parametrize("setting", [one.name for one in fields(Config) if one.name not in NO_VARIABLE])
def test_every_setting_has_its_row(setting):
    assert re.search(rf"^\| `LMS_{setting.upper()}` \|", PAGE, re.MULTILINE)


def test_every_variable_that_is_read_is_described():
    assert {name for name in _read_in_code() - NO_SETTING if f"| `{name}` |" not in PAGE} == set()


def test_every_variable_described_is_read():
    described = set(re.findall(r"^\| `(LMS_\w+)` \|", PAGE, re.MULTILINE))

    assert described - _read_in_code() == {"LMS_TEST_DATABASE_URL"}


def test_the_environment_is_read_in_one_place():
    readers = {code.named(path) for path in code.modules() if re.search(r"os\.(environ|getenv)", path.read_text())}

    assert readers == {
        "lms/config.py",
        "lms/app/cli.py",  # the log level
        "lms/app/starting.py",  # HOST, PORT
    }


def test_the_defaults_described_are_the_defaults(tmp_path):
    defaults = dict(re.findall(r"^\| `LMS_(\w+)` \| `([^`]+)` \|", PAGE, re.MULTILINE))
    settings = read({"LMS_DATA_DIR": str(tmp_path)})

    assert defaults.pop("DATA_DIR") == "instance"
    assert settings.data_dir.joinpath("lms.sqlite3").as_posix() in settings.database_url
    assert defaults.pop("DATABASE_URL") == "sqlite:///<LMS_DATA_DIR>/lms.sqlite3"
    assert settings.content_dir == HERE / defaults.pop("CONTENT_DIR")
    assert {name: str(getattr(settings, name.lower())) for name in defaults} == defaults


def test_what_a_production_start_needs_is_listed():
    with pytest.raises(Misconfigured) as refusal:
        read({"LMS_ENV": "production"})
    needed = set(re.findall(r"LMS_\w+", str(refusal.value))) - {"LMS_ENV"}
    (sentence,) = re.findall(r"\*\*bắt buộc\*\* có: (.*?)\. Thiếu", PAGE, re.DOTALL)

    assert set(re.findall(r"LMS_\w+", sentence)) == needed
