"""`lms content check` and `lms content build`."""

import sys
from pathlib import Path

import click

from lms import clock, config
from lms.content.actions.building import build as build_library
from lms.content.actions.compiling import compile_content
from lms.sources.rules import Mistakes


@click.group()
def content() -> None:
    """Bài học, câu hỏi, từ điển: kiểm tra và biên dịch."""


@content.command()
@click.option("--path", type=click.Path(path_type=Path), help="Thư mục nội dung (mặc định: content).")
def check(path: Path | None) -> None:
    """Nói mọi lỗi trong nội dung, mỗi lỗi một dòng tệp:dòng:cột: câu."""
    settings = config.read()
    private = None if path else settings.private_content
    compiled = compile_content(path or settings.content_dir, clock.today(), private)
    lessons = len(compiled.book.lessons) if compiled.book else 0
    _tell(compiled.mistakes, f"{lessons} bài, {len(compiled.assessment)} câu đánh giá")


@content.command()
def build() -> None:
    """Kiểm tra rồi dựng bản mới; có lỗi thì bản đang dùng giữ nguyên."""
    settings = config.read()
    report = build_library(settings.content_dir, settings.data_dir, clock.today(), settings.private_content)
    _tell(report.mistakes, f"đã dựng bản {report.version}")


def _tell(mistakes: Mistakes, good: str) -> None:
    """Print every mistake, then one line; leaves with 1 when any of them is an error."""
    for mistake in mistakes:
        click.echo(str(mistake))
    errors, warnings = len(mistakes.errors), len(mistakes.warnings)
    outcome = f"{errors} lỗi, chưa dùng được" if errors else f"Nội dung dùng được: {good}"
    click.echo(f"{outcome}; {warnings} lưu ý.")
    sys.exit(1 if errors else 0)
