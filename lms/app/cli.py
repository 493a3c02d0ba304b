"""The `lms` command: running, migrating, finding a screen, the demo, and each feature's own commands."""

import os
import sys

import click

from lms import clock, config
from lms.app import demo as demo_data
from lms.app.factory import create_app
from lms.app.migrating import downgrade, upgrade
from lms.app.serving import serve
from lms.app.tidying import tidy_up
from lms.app.where import describe
from lms.content.actions.building import build as build_content
from lms.content.cli import content
from lms.coverage.cli import coverage
from lms.db import Database
from lms.errors import Misconfigured
from lms.offices.cli import import_units
from lms.people.cli import people
from lms.units.cli import units
from lms.web import logs


@click.group()
def main() -> None:
    """Học vụ số."""
    logs.set_up(os.environ.get("LMS_LOG_LEVEL", "WARNING"))


main.add_command(content)
main.add_command(coverage)
main.add_command(people)
main.add_command(units)
units.add_command(import_units)


@main.group()
def db() -> None:
    """Cơ sở dữ liệu."""


@db.command("upgrade")
@click.argument("revision", default="head")
def db_upgrade(revision: str) -> None:
    """Đưa các bảng lên bản này."""
    upgrade(Database(_settings().database_url), revision)


@db.command("downgrade")
@click.argument("revision")
def db_downgrade(revision: str) -> None:
    """Đưa các bảng về một bản trước."""
    downgrade(Database(_settings().database_url), revision)


@main.command()
@click.option("--demo", is_flag=True, help="Nạp dữ liệu mẫu nếu chưa có.")
@click.option("--workers", default=2, show_default=True, help="Số tiến trình.")
def run(*, demo: bool, workers: int) -> None:
    """Chuẩn bị dữ liệu rồi chạy trang web (PORT, mặc định 8000; HOST, mặc định chỉ máy này: 127.0.0.1)."""
    settings = _settings()
    port = int(os.environ.get("PORT") or 8000)
    database = Database(settings.database_url)
    upgrade(database)
    report = build_content(settings.content_dir, settings.data_dir, clock.today(), settings.private_content)
    for mistake in report.mistakes.errors:
        click.echo(str(mistake), err=True)
    if demo and not settings.production:
        demo_data.load(database, settings)
        click.echo(demo_data.SIGN_INS)
    database.close()
    click.echo(f"Học vụ số: http://127.0.0.1:{port}")
    sys.stdout.flush()
    serve(os.environ.get("HOST") or "127.0.0.1", port, workers)


@main.command()
@click.argument("address")
@click.option("--method", default="GET", show_default=True)
def where(address: str, method: str) -> None:
    """Màn hình ở một địa chỉ: gói, hàm, cửa, mẫu trang, phép thử."""
    for label, value in describe(create_app(_settings()), address, method):
        click.echo(f"{label:<10}{value}")


@main.command()
@click.option("--remove", is_flag=True, help="Bỏ hết dữ liệu mẫu.")
def demo(*, remove: bool) -> None:
    """Nạp dữ liệu mẫu, hoặc bỏ đi; không chạy ở nơi dùng thật."""
    settings = _settings()
    if settings.production:
        raise click.ClickException("LMS_ENV=production: không nạp dữ liệu mẫu vào nơi dùng thật.")
    database = Database(settings.database_url)
    if remove:
        demo_data.remove(database, settings)
    else:
        upgrade(database)
        demo_data.load(database, settings)
        click.echo(demo_data.SIGN_INS)


@main.command()
def tidy() -> None:
    """Dọn những gì hết hạn giữ: bộ đếm thử sai cũ, nhật ký quá 24 tháng."""
    for what, count in tidy_up(Database(_settings().database_url)):
        click.echo(f"{what}: {count}")


def _settings() -> config.Config:
    config.data_dir_of().mkdir(parents=True, exist_ok=True)
    try:
        settings = config.read()
    except Misconfigured as wrong:
        raise click.ClickException(str(wrong)) from wrong
    clock.set_now(settings.now)
    return settings
