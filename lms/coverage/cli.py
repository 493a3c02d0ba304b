"""`lms coverage`: folding the ledger, and counting again from first principles."""

import sys
import time
from contextlib import closing

import click

from lms import config
from lms.coverage.actions.folding import fold_ledger
from lms.coverage.queries.recount import differences
from lms.db import Database

MOST_SHOWN = 200


@click.group()
def coverage() -> None:
    """Số liệu phổ cập."""


@coverage.command()
def fold() -> None:
    """Cộng dồn sổ thay đổi; `lms tidy` cũng làm việc này."""
    with closing(Database(config.read().database_url)) as database:
        click.echo(f"Đã cộng dồn {fold_ledger(database)} dòng.")


@coverage.command()
def verify() -> None:
    """Đếm lại từ đầu, in mọi chỗ khác nhau; không khác thì thôi, có khác thì thoát với mã 1."""
    began, found = time.monotonic(), 0
    with closing(Database(config.read().database_url)) as database, database.session(write=False) as session:
        for one in differences(session):
            found += 1
            if found <= MOST_SHOWN:
                click.echo(f"{one.check}: {one.about}: đang ghi {one.there}, đếm lại được {one.ought}")
    click.echo(f"Đã đếm lại trong {time.monotonic() - began:.1f} giây: {found} chỗ khác nhau.")
    sys.exit(1 if found else 0)
