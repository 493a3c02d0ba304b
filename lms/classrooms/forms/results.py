"""The results of a class as tables: on the page, in Excel, on paper, and in the school's own file."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField

from lms import clock
from lms.classrooms.queries.classes import ClassAt
from lms.classrooms.queries.results import PupilResult
from lms.classrooms.rules.filling import Match
from lms.classrooms.rules.results import REACHED_WORDS, Reached
from lms.confirmations.rules.serials import shown
from lms.confirmations.rules.wording import EVIDENCE_WORDS
from lms.coverage.forms.bodies import issuer_of
from lms.documents.adapters.attachments import attachment_print
from lms.documents.adapters.workbooks import workbook
from lms.documents.rules import Attachment, Format, Sheet, SheetColumn, Value
from lms.skills.rules import Evidence
from lms.units.models import UnitVersion
from lms.units.queries import MADE_UP_PROVINCE
from lms.web.forms import Form
from lms.web.words import in_words

STATES = (Reached.CONFIRMED, Reached.COMPLETED, Reached.LEARNING, Reached.NOT_BEGUN, Reached.NOT_COUNTED)


class OwnFileForm(Form):
    """The school's own Excel file, to be given back with results."""

    file = FileField(_l("Tệp Excel của trường"), description=_l("Tệp .xlsx có danh sách lớp, tối đa 5 MB."))


def counts(rows: Sequence[PupilResult]) -> list[tuple[Reached, int]]:
    """How many pupils have reached what, the furthest first; those not counted only where there are any."""
    found = [(state, sum(one.reached is state for one in rows)) for state in STATES]
    return [(state, n) for state, n in found if n or state is not Reached.NOT_COUNTED]


def heads(*, scores: bool) -> list[SheetColumn]:
    """The columns; the share of the best paper only for whoever teaches the class."""
    words = [
        (_("STT"), Format.NUMBER), (_("Họ và tên"), Format.TEXT), (_("Năm sinh"), Format.TEXT),
        (_("Bài đã học"), Format.NUMBER), (_("Kết quả"), Format.TEXT), (_("Minh chứng"), Format.TEXT),
        (_("Số xác nhận, số phiếu"), Format.TEXT), (_("Ngày cấp"), Format.TEXT),
    ]  # fmt: skip
    columns = [SheetColumn(str(word), kind) for word, kind in words]
    return [*columns, SheetColumn(str(_("Bài đánh giá tốt nhất")), Format.SHARE)] if scores else columns


def line(one: PupilResult, *, scores: bool) -> list[Value]:
    """One pupil, by the columns of `heads`."""
    paper = one.confirmation
    told: list[Value] = [
        one.pupil.number,
        one.pupil.person.name,
        str(one.pupil.person.birth_year),
        one.lessons,
        in_words(REACHED_WORDS[one.reached]),
        in_words(EVIDENCE_WORDS[Evidence(paper.evidence)]) if paper else None,
        shown(paper.serial) if paper else None,
        clock.day_of(paper.issued_at).strftime("%d/%m/%Y") if paper else None,
    ]
    return [*told, one.share] if scores else told


def as_workbook(here: ClassAt, rows: Sequence[PupilResult], issuer: str, at: datetime, *, scores: bool) -> bytes:
    """Excel: one row a pupil, and above them how many have reached what."""
    sheet = Sheet(here.unit.name, heads(scores=scores), [line(one, scores=scores) for one in rows],
                  [title_of(here), _stands(at), summary(rows)])  # fmt: skip
    return workbook([sheet], title=title_of(here), author=issuer, made_at=at)


def as_print(
    here: ClassAt, rows: Sequence[PupilResult], above: Sequence[UnitVersion], at: datetime, *, scores: bool
) -> bytes:
    """The same on paper. Raises Unprintable."""
    over, lines = issuer_of(here.school, above)
    made_up = here.code.startswith(MADE_UP_PROVINCE)
    return attachment_print(
        Attachment(
            author=here.school.spoken,
            made_on=clock.day_of(at),
            above=over,
            issuer=lines,
            title=title_of(here),
            subtitle=_stands(at),
            sample=_("Dữ liệu mẫu, không có thật") if made_up else "",
            lines=[summary(rows)],
            sheets=[Sheet(_("Danh sách"), heads(scores=scores), [line(one, scores=scores) for one in rows])],
        )
    )


def title_of(here: ClassAt) -> str:
    """What the table is called."""
    words = _("Kết quả học kỹ năng số, %(unit)s, năm học %(year)s", unit=here.spoken, year=here.year)
    return str(words)


def summary(rows: Sequence[PupilResult]) -> str:
    """How many pupils there are and how many have reached what, in a sentence."""
    parts = [f"{in_words(REACHED_WORDS[state]).lower()} {n}" for state, n in counts(rows)]
    return str(_("Cả lớp %(n)s em: %(parts)s.", n=len(rows), parts="; ".join(parts)))


def own_heads() -> list[str]:
    """What stands over the columns that a school's own file is given."""
    return [_("Học vụ số: kết quả"), _("Số xác nhận, số phiếu"), _("Ngày cấp")]


def own_cells(found: Mapping[int, int | Match], rows: Sequence[PupilResult], class_name: str) -> dict[int, list[str]]:
    """By the numbers of a file's rows what is written there: the pupil's result, or that nobody was found."""
    by_id = {one.pupil.person.id: one for one in rows}
    missing = {
        Match.NOBODY: _("chưa thấy em này trong lớp %(name)s", name=class_name),
        Match.SEVERAL: _("hơn một em cùng tên, năm sinh; xem trang của lớp"),
    }
    told = {}
    for number, who in found.items():
        if isinstance(who, Match):
            told[number] = [missing[who], "", ""]
        else:
            _number, _name, _born, _lessons, state, _evidence, serial, day = line(by_id[who], scores=False)
            told[number] = [str(value or "") for value in (state, serial, day)]
    return told


def _stands(at: datetime) -> str:
    return str(_("Tính đến %(day)s", day=clock.day_of(at).strftime("%d/%m/%Y")))
