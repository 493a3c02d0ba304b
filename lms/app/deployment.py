"""The settings of this deployment, for the commands of `lms`."""

import click

from lms import clock, config
from lms.errors import Misconfigured


def settings_here() -> config.Config:
    """What the environment says, the clock set by it and the data directory made. Raises ClickException."""
    config.data_dir_of().mkdir(parents=True, exist_ok=True)
    try:
        settings = config.read()
    except Misconfigured as wrong:
        raise click.ClickException(str(wrong)) from wrong
    clock.set_now(settings.now)
    return settings
