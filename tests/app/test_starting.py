"""`lms run` and the commands beside it: what is loaded for which, and what a start does with data there."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from lms.app import demo, starting
from lms.app.cli import COMMANDS, command, main
from tests.databases import address_of, fresh

HERE = "import sys; from lms.app.cli import command; command('run'); print(*sys.modules)"


def test_every_command_is_where_it_is_said_to_be():
    assert {name: command(name).name for name in COMMANDS} == {name: name for name in COMMANDS}
    assert "import" in command("units").commands

    told = CliRunner().invoke(main, ["--help"]).output
    assert [name for name in COMMANDS if f"\n  {name} " not in told] == []


def test_an_unknown_command_is_refused():
    done = CliRunner().invoke(main, ["nothing"])

    assert done.exit_code == 2
    assert "nothing" in done.output


def test_what_makes_the_demo_is_not_loaded_for_a_start():
    loaded = subprocess.run([sys.executable, "-c", HERE], capture_output=True, text=True, check=True).stdout.split()

    assert "lms.app.factory" in loaded
    assert {name for name in loaded if name.startswith("lms.app.demo")} == {"lms.app.demo_people"}
    assert not {"lms.app.commands", "lms.people.cli", "lms.offices.cli"} & set(loaded)


@pytest.fixture
def start(bare, data_dir, monkeypatch, tmp_path):
    """Run `lms run …` on a database with tables only, without serving; gives what it printed and what it called."""
    called = []

    @click.command()
    def loading():
        called.append("demo")

    monkeypatch.setattr(starting, "command", {"demo": loading}.__getitem__)
    monkeypatch.setattr(starting, "serve", lambda *at: called.append(at))
    monkeypatch.setenv("LMS_DATA_DIR", str(data_dir))
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.delenv("HOST", raising=False)

    def run(*arguments: str, there: bool) -> tuple[list[object], str]:
        monkeypatch.setattr(starting, "is_there", lambda *_: there)
        done = CliRunner().invoke(main, ["run", *arguments], catch_exceptions=False)
        return called, done.output

    with fresh(tmp_path, bare) as database:
        monkeypatch.setenv("LMS_DATABASE_URL", address_of(database))
        yield run


SERVED = ("127.0.0.1", 8123, 2)


@pytest.mark.parametrize(
    ("arguments", "there", "called", "told"),
    [
        ([], False, [SERVED], False),
        (["--demo"], False, ["demo", SERVED], False),
        (["--demo"], True, [SERVED], True),
    ],
)
def test_a_start_loads_the_demo_where_it_is_wanted_and_not_there(start, arguments, there, called, told):
    done, output = start(*arguments, there=there)

    assert done == called
    assert (demo.PIN in output) is told
    assert "http://127.0.0.1:8123" in output


def test_in_production_a_start_loads_no_demo(start, monkeypatch):
    for name in ("SECRET_KEY", "PEPPER", "ISSUER", "CONTACT"):
        monkeypatch.setenv(f"LMS_{name}", "p" * 40)
    monkeypatch.setenv("LMS_PUBLIC_URL", "https://hoc.example")
    monkeypatch.setenv("LMS_ENV", "production")

    assert start("--demo", there=False)[0] == [SERVED]
