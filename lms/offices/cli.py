"""`lms units import`: a newer official list of provinces and communes, reported first and taken in when asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy.orm import Session

from lms import clock, config
from lms.access.rules import Origin
from lms.db import Database
from lms.errors import Refused
from lms.offices.actions.official_list import take_list
from lms.offices.queries.official_list import compared
from lms.offices.rules.official_list import Compared, Entry, Official, read_list
from lms.offices.rules.official_plan import Told
from lms.offices.rules.plans import Basis, Place, Plan
from lms.sheets.adapters.reading import read_table
from lms.sheets.rules.tables import LARGEST_FILE
from lms.sheets.rules.values import day_typed

SHOWN = 20
OPERATOR = Origin(None, None)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "applied", is_flag=True, help="Ghi vào cây đơn vị; không có thì chỉ báo khác ở đâu.")
@click.option("--day", help="Ngày có hiệu lực, ví dụ 2026-04-30.")
@click.option("--decision", default="", help="Số văn bản làm căn cứ.")
@click.option("--successor", multiple=True, metavar="CŨ=MỚI", help="Đơn vị mã CŨ đã nhập vào đơn vị mã MỚI.")
@click.option("--same", multiple=True, metavar="CŨ=MỚI", help="Vẫn đơn vị ấy, đổi mã từ CŨ sang MỚI.")
@click.option("--keep-posts", is_flag=True, help="Ai giữ việc ở nơi đóng thì giữ tiếp ở nơi nhập vào.")
@click.option("--all", "everything", is_flag=True, help="In hết, không chỉ vài dòng đầu mỗi mục.")
def import_units(
    file: Path,
    *,
    applied: bool,
    day: str | None,
    decision: str,
    successor: tuple[str, ...],
    same: tuple[str, ...],
    keep_posts: bool,
    everything: bool,
) -> None:
    """So danh sách tỉnh, xã trong FILE (.csv, .xlsx) với cây đơn vị; với --apply thì ghi từ ngày --day.

    Cột: ma_tinh, ten_tinh, ma_xa, loai, ten_xa (tên cột khác gần nghĩa cũng được). Tỉnh mẫu 99 không đụng tới.
    """
    told = Told(_pairs(successor), _pairs(same))
    basis = _basis(day, decision) if applied else None
    try:
        official = read_list(read_table(_body(file), file.name))
        with _session(write=applied) as session:
            _report(official, compared(session, official.entries), most=None if everything else SHOWN)
            plan = basis and take_list(session, OPERATOR, official.entries, told, basis, keep_posts=keep_posts)
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(_done(plan) if plan else "Chưa ghi gì. Ghi: thêm --apply --day <ngày> --decision <số văn bản>.")


@contextmanager
def _session(*, write: bool) -> Iterator[Session]:
    """A transaction on the configured database, which is let go of afterwards."""
    database = Database(config.read().database_url)
    try:
        with database.session(write=write) as session, session.begin():
            yield session
    finally:
        database.close()


def _body(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(LARGEST_FILE + 1)


def _pairs(sent: tuple[str, ...]) -> dict[str, str]:
    pairs = [tuple(one.split("=")) for one in sent]
    if wrong := [one for one, pair in zip(sent, pairs, strict=True) if len(pair) != 2 or not all(pair)]:
        raise click.BadParameter(f"{wrong[0]}: ghi mã cũ=mã mới.")
    return dict(pair for pair in pairs if len(pair) == 2)


def _basis(day: str | None, decision: str) -> Basis:
    found = day_typed(day or "")
    if found is None or found > clock.today():
        raise click.UsageError("Ghi --day: ngày có hiệu lực, không sau hôm nay, ví dụ --day 2026-04-30.")
    if not decision.strip():
        raise click.UsageError("Ghi --decision: số văn bản làm căn cứ.")
    return Basis(found, " ".join(decision.split()))


def _report(official: Official, found: Compared, *, most: int | None) -> None:
    click.echo(f"Trong danh sách: {len(official.entries)} đơn vị. Khớp hết: {found.same}.")
    _section("Thêm mới", [_entry(one) for one in found.added], most)
    _section("Đổi tên", [f"{_place(old)} → {new.name}" for old, new in found.renamed], most)
    _section("Đổi loại", [f"{_place(old)} → {new.kind.value} (nay {old.kind.value} từ {old.since})"
                          for old, new in found.kind_changed], most)  # fmt: skip
    _section("Chuyển tỉnh", [f"{_place(old)} → tỉnh {new.parent_code}" for old, new in found.moved], most)
    _section("Không có trong danh sách (để nguyên; đã nhập vào nơi khác thì ghi bằng --successor)",
             [_place(one) for one in found.missing], most)  # fmt: skip
    _section("Có lẽ chỉ đổi mã (ghi bằng --same)",
             [f"{old.code}={new.code} {new.name}" for old, new in found.recoded], most)  # fmt: skip
    _section("Chỉ khác cách viết, để nguyên", [f"{_place(old)} / {new.name}" for old, new in found.spelling], most)
    _section("Dòng không đọc được", [f"dòng {number}: {why}" for number, why in official.unknown], most)


def _section(title: str, lines: list[str], most: int | None) -> None:
    click.echo(f"{title}: {len(lines)}")
    for line in lines[:most]:
        click.echo(f"  {line}")
    if most is not None and len(lines) > most:
        click.echo(f"  … và {len(lines) - most} dòng nữa (--all)")


def _place(place: Place) -> str:
    return f"{place.code} {place.spoken}"


def _entry(entry: Entry) -> str:
    return f"{entry.code} {entry.name} ({entry.kind.value}), tỉnh {entry.parent_code or '–'}"


def _done(plan: Plan) -> str:
    return (
        f"Đã ghi từ ngày {plan.basis.day}: thêm {len(plan.opened)}, đổi tên, loại hoặc mã {len(plan.restated)}, "
        f"chuyển {len(plan.moved)}, đóng {len(plan.closed)}."
    )
