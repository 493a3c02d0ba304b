"""The `lms` command: each of its commands is loaded by name, when it is called or its help is asked for."""

import gc
import os
from importlib import import_module

import click

from lms.web import logs

COMMANDS = {
    "content": "lms.content.cli:content",
    "coverage": "lms.coverage.cli:coverage",
    "db": "lms.app.commands:db",
    "demo": "lms.app.commands:demo",
    "people": "lms.people.cli:people",
    "run": "lms.app.starting:run",
    "tidy": "lms.app.commands:tidy",
    "units": "lms.app.commands:units",
    "where": "lms.app.commands:where",
}
"""Where each command is: module:name. So `lms run` does not load what only others need; Click calls this lazy."""


class ByName(click.Group):
    """A group whose commands are the ones in `COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of all commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, loaded now; None when there is none."""
        return command(cmd_name) if cmd_name in COMMANDS else None


@click.group(cls=ByName)
def main() -> None:
    """Học vụ số."""
    logs.set_up(os.environ.get("LMS_LOG_LEVEL", "WARNING"))


def command(name: str) -> click.Command:
    """A command, loaded now. Raises KeyError for a name that `COMMANDS` does not have."""
    module, _, attribute = COMMANDS[name].partition(":")
    gc.disable()  # what is loaded is there to stay: looking for rubbish in it takes a sixth of the time
    try:
        found: click.Command = getattr(import_module(module), attribute)
    finally:
        gc.enable()
    return found
