"""`lms run`. What it imports is loaded at every start: what makes the demo is not among it."""

import os
import sys

import click

from lms import clock
from lms.app import factory
from lms.app.cli import command
from lms.app.demo_people import SIGN_INS, is_there
from lms.app.deployment import settings_here
from lms.app.migrating import upgrade
from lms.app.serving import serve
from lms.content.actions.building import build_if_changed
from lms.db import Database

LOADED_FOR_WORKERS = factory
"""Workers that are forked have the app's modules from here: loaded once, not by each of them."""


@click.command()
@click.option("--demo", is_flag=True, help="Nạp dữ liệu mẫu nếu chưa có.")
@click.option("--workers", default=2, show_default=True, help="Số tiến trình.")
@click.pass_context
def run(context: click.Context, *, demo: bool, workers: int) -> None:
    """Chuẩn bị dữ liệu rồi chạy trang web (PORT, mặc định 8000; HOST, mặc định chỉ máy này: 127.0.0.1)."""
    settings = settings_here()
    port = int(os.environ.get("PORT") or 8000)
    database = Database(settings.database_url)
    upgrade(database)
    report = build_if_changed(settings.content_dir, settings.data_dir, clock.today(), settings.private_content)
    for mistake in report.mistakes.errors:
        click.echo(str(mistake), err=True)
    if demo and not settings.production:
        if is_there(database, settings):
            click.echo(SIGN_INS)
        else:
            context.invoke(command("demo"))
    database.close()
    click.echo(f"Học vụ số: http://127.0.0.1:{port}")
    sys.stdout.flush()
    serve(os.environ.get("HOST") or "127.0.0.1", port, workers)
