"""A report in the order of its parts, for Word, PDF and the preview alike."""

from collections.abc import Mapping, Sequence
from datetime import date

from lms import clock
from lms.coverage.rules.periods import ROMAN
from lms.coverage.rules.rates import whole
from lms.documents.rules import Block, Format, Heading, Letter, Sheet, SheetColumn
from lms.reports.forms.frozen_tables import AIMS, annex_sheets, first_table, table_of
from lms.reports.forms.names import symbol_of
from lms.reports.models import Report
from lms.reports.rules.freezing import Content
from lms.reports.rules.states import State, said
from lms.reports.rules.typed import over_signature
from lms.units.models import UnitVersion
from lms.web.words import in_words as _


def letter_of(content: Content, report: Report, unit: UnitVersion, *, issuer: str, sample: bool) -> Letter:
    """The document that a content makes, with number, day and signature as far as there are any."""
    number = report.number or f"         /{symbol_of(unit)}"
    return Letter(
        author=issuer,
        made_on=report.issued_on or report.last_on,
        above=content["above"],
        issuer=content["issuer"],
        number=_("Số: %(number)s", number=number),
        place_and_day=_day(content["place"], report.issued_on),
        kind=_("BÁO CÁO"),
        about=_about(content),
        to=[one["name"] for one in content["to"]],
        blocks=blocks_of(content),
        copies=[_("- Như trên;"), _("- Lưu: VT.")],
        signature=signature_of(report),
        signer=report.signer or "",
        annex=_annex(content, report),
        sheets=annex_sheets(content),
        foot=_("Mã SHA-256 của nội dung đã chốt: %(digest)s", digest=report.digest) if report.digest else "",
        mark=_("DỰ THẢO") if report.state is State.DRAFT else "",
        sample=_("DỮ LIỆU MẪU") if sample else "",
        to_label=_("Kính gửi:"),
        copies_label=_("Nơi nhận:"),
    )


def blocks_of(content: Content) -> Sequence[Block]:
    """The text: what it stands on, results, hand-counted indicators, difficulties, proposals, good models."""
    texts: Mapping[str, str] = content["texts"]
    results = _results(content)
    return [
        content["stands_on"],
        *content["merged"],
        _opening(content),
        Heading(_("I. KẾT QUẢ THỰC HIỆN")),
        *content["reading"],
        *results,
        Heading(_("II. CÁC CHỈ TIÊU KHÁC (NHẬP TAY)")),
        *_indicators(content, 1 + sum(isinstance(one, Sheet) for one in results)),
        Heading(_("III. KHÓ KHĂN, VƯỚNG MẮC")),
        *_lines(texts["difficulties"]),
        Heading(_("IV. ĐỀ XUẤT, KIẾN NGHỊ")),
        *_lines(texts["proposals"]),
        Heading(_("V. MÔ HÌNH HAY, CÁCH LÀM TỐT")),
        *_lines(texts["good_models"]),
        _closing(content),
    ]


def signature_of(report: Report) -> Sequence[str]:
    """The lines over the signature: TM. for a body, KT., TL. or TUQ. for its head, the signer's own post."""
    if report.signer_title is None:
        return [_("(Quyền hạn, chức vụ của người ký)")]
    lines = [_("TM. %(body)s", body=report.collective.upper())] if report.collective else []
    over = over_signature(report.in_place_of or "")
    return [*lines, *([over] if over else []), report.signer_title.upper()]


def _results(content: Content) -> list[Block]:
    first = first_table(content)
    aims = _("Bảng %(n)s. Chỉ tiêu bằng số người, số nhập tay", n=1 if first is None else 2)
    second = table_of(content, "aims", AIMS, aims)
    told = (
        [_("Số liệu từng đơn vị, mức minh chứng và kiểm tra số liệu ở Phụ lục kèm theo.")] if first is not None else []
    )
    return [*(one for one in (first, second) if one is not None), *told]


def _indicators(content: Content, table: int) -> list[Block]:
    if not content["indicators"]:
        return [_("Không có.")]
    texts, number = Format.TEXT, Format.NUMBER
    heads = ((_("Chỉ tiêu"), texts), (_("Số"), number), (_("Căn cứ"), texts), (_("Người nhập, ngày nhập"), texts))
    columns = [SheetColumn(words, kind) for words, kind in heads]
    rows = [(row["words"], row["value"], row["evidence"], f"{row['by']}, {_shown(row['on'])}")
            for row in content["indicators"]]  # fmt: skip
    note = _("Các số trong bảng này do đơn vị nhập tay, không lấy từ nền tảng và không cộng vào số liệu ở mục I.")
    return [Sheet(_("Bảng %(n)s. Số nhập tay", n=table), columns, rows, [note])]


def _lines(text: str) -> list[Block]:
    return [line for line in text.split("\n") if line.strip()] or [_("Không có.")]


def _opening(content: Content) -> str:
    first, last = _shown(content["first"]), _shown(content["last"])
    words = said("Kết quả %(body)s thực hiện phong trào “Bình dân học vụ số” từ ngày %(first)s đến hết ngày %(last)s:")
    return _(words, body=_body(content), first=first, last=last)


def _closing(content: Content) -> str:
    """The last sentence, with the sign that ends a document."""
    words = said("Trên đây là báo cáo phong trào “Bình dân học vụ số” quý %(quarter)s năm %(year)s của %(body)s./.")
    return _(words, quarter=ROMAN[content["quarter"]], year=content["year"], body=_body(content))


def _body(content: Content) -> str:
    """Who reports; what was frozen before bodies were kept tells the unit."""
    return str(content.get("body") or content["unit"]["name"])


def _about(content: Content) -> Sequence[str]:
    quarter = ROMAN[content["quarter"]]
    first = _("Kết quả thực hiện phong trào “Bình dân học vụ số”")
    words = _("quý %(quarter)s năm %(year)s", quarter=quarter, year=content["year"])
    if content["correction"]:
        return [first, words, _("(Bản đính chính lần %(n)s)", n=whole(content["correction"]))]
    return [first, words]


def _annex(content: Content, report: Report) -> Sequence[str]:
    if report.number and report.issued_on:
        told = _("(Kèm theo Báo cáo số %(number)s ngày %(day)s)", number=report.number, day=_shown(report.issued_on))
    else:
        told = _("(Kèm theo Báo cáo quý %(quarter)s/%(year)s)", quarter=ROMAN[content["quarter"]], year=content["year"])
    return [_("PHỤ LỤC"), _("Số liệu theo đơn vị, mức minh chứng, kiểm tra số liệu"), told]


def _day(place: str, day: date | None) -> str:
    if day is None:
        return _("%(place)s, ngày      tháng      năm %(year)s", place=place, year=clock.today().year)
    return _("%(place)s, ngày %(day)s tháng %(month)s năm %(year)s", place=place, day=_two(day.day),
             month=_two(day.month, below=3), year=day.year)  # fmt: skip


def _two(number: int, below: int = 10) -> str:
    """Days below 10 and months 1 and 2 with a nought before, as NĐ 30/2020 writes them."""
    return f"0{number}" if number < below else str(number)


def _shown(day: date | str) -> str:
    return f"{date.fromisoformat(day) if isinstance(day, str) else day:%d/%m/%Y}"
