"""Short ways through a report: begun, filled in, submitted, issued, sent."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from sqlalchemy import select

from lms import clock
from lms.coverage.rules.periods import quarter_of
from lms.reports.models import Report
from lms.reports.rules.periods import period_of
from tests.builders import rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from lms.db import Database
    from tests.page import Page, Visitor

_TODAY = clock.today()
PERIOD = period_of([], _TODAY.year, quarter_of(_TODAY), _TODAY)
"""The quarter in which the cast is registered: that of the day the tests run."""
QUARTER = f"{PERIOD.year}-{PERIOD.quarter}"
PDF = b"%PDF-1.7 a made-up scan"
ISSUED = {
    "number": "12/BC-UBND",
    "collective": "Ủy ban nhân dân",
    "capacity": "KT.",
    "in_place_of": "Chủ tịch",
    "title": "Phó Chủ tịch",
    "signer": "Trần Thị Sáu",
}


def begin(visitor: Visitor, at: str = "77001", quarter: str = QUARTER) -> str:
    """Begin a report; returns its address."""
    page = visitor.post(f"/bao-cao/{at}/", {"quarter": quarter})
    assert page.status == 303, page.text
    return page.location or ""


def write(visitor: Visitor, here: str, **texts: str) -> Page:
    """Save the texts of a draft."""
    page = visitor.get(f"{here}/soan")
    assert page.status == 200, page.text
    told = {name: page.field(name).get_text().strip() for name in ("difficulties", "proposals", "good_models")}
    return visitor.post(f"{here}/soan", {"seen": seen(page, "texts"), **told, **texts})


def count(visitor: Visitor, here: str, **values: str) -> Page:
    """Save numbers counted by hand, over those that are there."""
    page = visitor.get(f"{here}/soan")
    inputs = page.soup.select('form[action$="so-nhap-tay"] input[type=text]')
    told = {str(one["name"]): str(one.get("value", "")) for one in inputs}
    return visitor.post(f"{here}/so-nhap-tay", {**told, "seen": seen(page, "numbers"), **values})


def seen(page: Page, form: str) -> str:
    """What one of the two forms of a draft carries."""
    action = {"texts": "/soan", "numbers": "/so-nhap-tay"}[form]
    return str(page.soup.select_one(f'form[action$="{action}"] input[name=seen]')["value"])


def submit(visitor: Visitor, here: str) -> Page:
    """Press the button that lays the draft before the signer."""
    return visitor.post(f"{here}/trinh", visitor.get(here).hidden())


def issue(visitor: Visitor, here: str, file: bytes | None = PDF, **other: str) -> Page:
    """Send the form that issues a report, as a browser does, with its file."""
    asked = visitor.get(f"{here}/ban-hanh")
    digest = asked.hidden().get("digest", "")
    attached = {"file": (io.BytesIO(file), "bao cao.pdf")} if file is not None else {}
    told = {"digest": digest, "signed_on": f"{clock.today():%d/%m/%Y}", **ISSUED, **attached, **other}
    page = visitor.post(f"{here}/ban-hanh", told, content_type="multipart/form-data")
    page.response.request.environ["wsgi.input"].close()  # a large one lies in a file of the client's
    return page


def sign(visitor: Visitor, here: str, file: bytes | None = PDF) -> Page:
    """Send the form that adds the signed paper."""
    told = {"file": (io.BytesIO(file), "bao cao.pdf")} if file is not None else {}
    page = visitor.post(f"{here}/ban-ky", {**visitor.get(here).hidden(), **told}, content_type="multipart/form-data")
    page.response.request.environ["wsgi.input"].close()
    return page


def sent(who: Callable[[str], Visitor], number: str = "12/BC-UBND") -> str:
    """A report of the commune from draft to sent; returns its address."""
    drafter, manager = who("drafter"), who("manager")
    here = begin(drafter)
    assert submit(drafter, here).status == 303
    assert issue(manager, here, number=number).status == 303
    assert manager.post(f"{here}/gui").status == 303
    return here


def report_in(database: Database, here: str) -> Report:
    """The row behind an address."""
    (found,) = rows(database, select(Report).where(Report.id == int(here.rpartition("/")[2])))
    return found
