"""Framework files (`frameworks/*.yaml`) read into what they mean."""

import re

from lms.skills.adapters.grades import read_grades
from lms.skills.rules import CONFIDENCE_CODES, Area, Confidence, Document, Framework, Level, Skill
from lms.sources.adapters.fields import NO_DAY, Fields
from lms.sources.rules import Mistakes, Node


def read_framework(node: Node, mistakes: Mistakes) -> Framework:
    """The framework that a file holds."""
    fields = Fields(node, mistakes)
    documents = tuple(_document(each) for each in fields.each("van_ban"))
    known = {document.code: document for document in documents}
    framework = Framework(
        code=fields.code("ma"),
        name=fields.text("ten"),
        version=fields.text("phien_ban"),
        applies_from=fields.day("ap_dung_tu"),
        note=fields.text("ghi_chu", required=False),
        documents=documents,
        areas=tuple(_area(each, known) for each in fields.each("cac_mien")),
        levels=_levels(fields),
    )
    fields.done()
    _no_skill_twice(fields)
    return framework


def _document(fields: Fields) -> Document:
    in_force = fields.day("hieu_luc_tu", required=False)
    document = Document(
        code=fields.code("ma"),
        name=fields.text("ten"),
        number=fields.text("so_hieu"),
        issued_on=fields.day("ngay"),
        issuer=fields.text("co_quan"),
        in_force_on=None if in_force == NO_DAY else in_force,
        read_through=fields.text("doc_qua"),
        confidence=fields.choice("tin_cay", CONFIDENCE_CODES) or Confidence.INDIRECT,
        checked=fields.yes("da_doi_chieu"),
        checked_by=fields.text("nguoi_doi_chieu", required=False),
        entered_on=fields.day("nhap_ngay"),
    )
    if document.checked and not document.checked_by:
        told = "đã đối chiếu thì phải ghi ai đối chiếu: thêm tên ở “nguoi_doi_chieu”."
        fields.mistakes.add(fields.spot_of("da_doi_chieu"), told)
    fields.done()
    return document


def _area(fields: Fields, documents: dict[str, Document]) -> Area:
    document = fields.text("van_ban")
    if document and document not in documents:
        told = f"không có văn bản “{document}” trong tệp này: thêm vào “van_ban” ở đầu tệp."
        fields.mistakes.add(fields.spot_of("van_ban"), told)
    code = fields.text("ma")
    area = Area(code, fields.text("ten"), document, tuple(_skill(each, code) for each in fields.each("ky_nang")))
    fields.done()
    return area


def _skill(fields: Fields, area: str) -> Skill:
    code = fields.text("ma")
    if code and not re.fullmatch(rf"{re.escape(area)}\.\d+", code):
        told = f"mã kỹ năng “{code}” không thuộc miền {area}: viết {area}.1, {area}.2, …"
        fields.mistakes.add(fields.spot_of("ma"), told)
    skill = Skill(
        code=code,
        name=fields.text("ten"),
        plain=fields.text("noi_don_gian"),
        description=fields.text("mo_ta", required=False),
        area=area,
    )
    fields.done()
    return skill


def _levels(fields: Fields) -> tuple[Level, ...]:
    inner = fields.fields("muc_theo_lop", required=False)
    if inner is None:
        return ()
    inner.text("van_ban")
    inner.choice("tin_cay", CONFIDENCE_CODES)
    inner.yes("da_doi_chieu")
    levels = []
    for each in inner.each("muc"):
        grades = read_grades(each, required=True)
        code = each.text("ma")
        each.done()
        if grades:
            levels.append(Level(grades, code))
    inner.done()
    return tuple(levels)


def _no_skill_twice(fields: Fields) -> None:
    seen: set[str] = set()
    for area in fields.each("cac_mien"):
        for skill in area.each("ky_nang", required=False):
            code = skill.text("ma")
            if code in seen:
                fields.mistakes.add(skill.spot_of("ma"), f"mã kỹ năng “{code}” lặp lại: mỗi mã dùng một lần.")
            seen.add(code)
