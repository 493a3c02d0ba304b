"""`lms units`: the built-in list."""

from contextlib import closing

import click

from lms import config
from lms.db import Database
from lms.units.actions import take_in
from lms.units.adapters import built_in_list


@click.group()
def units() -> None:
    """Đơn vị."""


@units.command()
def fill() -> None:
    """Nạp danh sách tỉnh, xã có sẵn vào cây đơn vị còn trống."""
    with closing(Database(config.read().database_url)) as database, database.writing() as session:
        click.echo(f"Đã nạp {take_in(session, built_in_list())} đơn vị.")
