"""The commands of `lms` that are not one feature's own: tables, the demo, finding a screen, tidying."""

import click

from lms.app import demo as demo_data
from lms.app.demo_people import SIGN_INS
from lms.app.deployment import settings_here
from lms.app.factory import create_app
from lms.app.migrating import downgrade, upgrade
from lms.app.tidying import tidy_up
from lms.app.where import describe
from lms.db import Database
from lms.offices.cli import import_units
from lms.units.cli import units

units.add_command(import_units)


@click.group()
def db() -> None:
    """Cơ sở dữ liệu."""


@db.command("upgrade")
@click.argument("revision", default="head")
def db_upgrade(revision: str) -> None:
    """Đưa các bảng lên bản này."""
    upgrade(Database(settings_here().database_url), revision)


@db.command("downgrade")
@click.argument("revision")
def db_downgrade(revision: str) -> None:
    """Đưa các bảng về một bản trước."""
    downgrade(Database(settings_here().database_url), revision)


@click.command()
@click.argument("address")
@click.option("--method", default="GET", show_default=True)
def where(address: str, method: str) -> None:
    """Màn hình ở một địa chỉ: gói, hàm, cửa, mẫu trang, phép thử."""
    for label, value in describe(create_app(settings_here()), address, method):
        click.echo(f"{label:<10}{value}")


@click.command()
@click.option("--remove", is_flag=True, help="Bỏ hết dữ liệu mẫu.")
def demo(*, remove: bool) -> None:
    """Nạp dữ liệu mẫu, hoặc bỏ đi; không chạy ở nơi dùng thật."""
    settings = settings_here()
    if settings.production:
        raise click.ClickException("LMS_ENV=production: không nạp dữ liệu mẫu vào nơi dùng thật.")
    database = Database(settings.database_url)
    if remove:
        demo_data.remove(database, settings)
    else:
        upgrade(database)
        demo_data.load(database, settings)
        click.echo(SIGN_INS)


@click.command()
def tidy() -> None:
    """Dọn những gì hết hạn giữ: bộ đếm thử sai cũ, nhật ký quá 24 tháng."""
    for what, count in tidy_up(Database(settings_here().database_url)):
        click.echo(f"{what}: {count}")
