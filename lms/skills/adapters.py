"""Framework files (`frameworks/*.yaml`) and rule files (`rules/*.yaml`) read into what they mean."""

import re
from dataclasses import dataclass

from lms.skills.rules import (
    AUDIENCE_CODES,
    BANDS,
    CONFIDENCE_CODES,
    GROUP_CODES,
    PROOF_CODES,
    Area,
    Audience,
    CompletionRule,
    Confidence,
    Document,
    Evidence,
    Framework,
    Grades,
    Level,
    Proof,
    Skill,
    SkillDemand,
)
from lms.sources.adapters.fields import NO_DAY, Fields
from lms.sources.rules import Mistakes, Node, Spot

PRODUCT_CHOICE = "lua-chon-san-pham"
_GRADES = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?\Z")


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule as read, and where it and each of its skills stand."""

    rule: CompletionRule
    spot: Spot
    skills: tuple[Spot, ...]


def read_grades(fields: Fields, key: str = "lop", *, required: bool = False) -> Grades | None:
    """Grades written `4-5` or `4`; None when absent or wrong."""
    text = fields.text(key, required=required)
    if not text:
        return None
    match = _GRADES.match(text)
    grades = Grades(int(match[1]), int(match[2] or match[1])) if match else None
    if grades is None or not 1 <= grades.first <= grades.last <= 12:
        fields.mistakes.add(fields.spot_of(key), f"“{text}” không phải lớp: viết 4 hoặc 4-5, từ 1 đến 12.")
        return None
    return grades


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


def read_rules(node: Node, mistakes: Mistakes) -> tuple[RuleDraft, ...]:
    """The completion rules that a file holds, one per audience and band."""
    fields = Fields(node, mistakes)
    common = fields.fields("chung")
    shared = {
        "code": fields.code("ma"),
        "version": fields.text("phien_ban"),
        "applies_from": fields.day("ap_dung_tu"),
        "basis": fields.text("can_cu"),
        "framework": fields.code("khung"),
    }
    proofs: tuple[Proof, ...] = ()
    if common is not None:
        proofs = common.choices("chung_minh", PROOF_CODES)
        shared |= _common(common)
    rules = tuple(_rule(each, shared, proofs) for each in fields.each("quy_tac") if common is not None)
    fields.done()
    _no_rule_twice(rules, fields)
    return rules


def _common(fields: Fields) -> dict[str, object]:
    found: dict[str, object] = {
        "pass_mark": fields.whole("diem_dat_phan_tram", 1, 100) / 100,
        "area_floor": fields.whole("san_moi_mien_phan_tram", 0, 100) / 100,
        "floor_from_questions": fields.whole("san_tinh_khi_mien_co_it_nhat", 1, 50),
        "retry_pause_minutes": fields.whole("cho_lam_lai_phut", 0, 100_000),
        "day_pause_from_attempt": fields.whole("lan_nghi_mot_ngay", 2, 1000),
        "shared_items_share": fields.whole("cau_trung_toi_da_phan_tram", 0, 100) / 100,
        "reason": fields.text("ly_do"),
    }
    # Only one answer is built so far: no limit of tries or time, the best result counts (design §5).
    fields.choice("so_lan_lam", {"khong-gioi-han": True})
    fields.choice("lay_ket_qua", {"cao-nhat": True})
    fields.choice("gioi_han_thoi_gian", {"khong": True})
    fields.done()
    return found


def _rule(fields: Fields, shared: dict[str, object], proofs: tuple[Proof, ...]) -> RuleDraft:
    audience = fields.choice("doi_tuong", AUDIENCE_CODES) or Audience.CITIZEN
    grades = read_grades(fields, required=audience in BANDS)
    bands = BANDS.get(audience, ())
    if grades is not None and grades not in bands:
        told = "lớp không khớp với nhóm: viết " + (" hoặc ".join(f"{b.first}-{b.last}" for b in bands) or "bỏ dòng này")
        fields.mistakes.add(fields.spot_of("lop"), f"{told}.")
    rule = CompletionRule(
        audience=audience,
        grades=grades,
        name=fields.text("ten"),
        questions=fields.whole("so_cau", 0, 40),
        counted_evidence=Evidence(fields.whole("minh_chung_tinh_vao_bao_cao", 0, 3)),
        counts_for=fields.choices("tinh_cho", GROUP_CODES),
        skills=tuple(_demand(each, proofs) for each in fields.each("ky_nang")),
        tasks=fields.texts("viec_quan_sat", required=False),
        **shared,  # type: ignore[arg-type]
    )
    fields.text("khong_bat_buoc", required=False)
    fields.done()
    _adds_up(rule, fields)
    return RuleDraft(rule, fields.spot, tuple(item.spot for item in fields.items("ky_nang", required=False)))


def _demand(fields: Fields, proofs: tuple[Proof, ...]) -> SkillDemand:
    own = fields.choices("chung_minh", PROOF_CODES, required=False)
    demand = SkillDemand(fields.text("ma"), fields.whole("so_cau", 0, 20), fields.text("ly_do"), own or proofs)
    fields.done()
    return demand


def _adds_up(rule: CompletionRule, fields: Fields) -> None:
    total = sum(demand.questions for demand in rule.skills)
    if total != rule.questions:
        told = f"so_cau là {rule.questions} nhưng cộng các kỹ năng được {total}: sửa cho bằng nhau."
        fields.mistakes.add(fields.spot_of("so_cau"), told)
    codes = [demand.code for demand in rule.skills]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        fields.mistakes.add(fields.spot_of("ky_nang"), f"kỹ năng “{code}” lặp lại trong quy tắc: giữ một.")


def _no_rule_twice(rules: tuple[RuleDraft, ...], fields: Fields) -> None:
    seen = [(draft.rule.audience, draft.rule.grades) for draft in rules]
    if len(set(seen)) < len(seen):
        told = "có hai quy tắc cho cùng một nhóm và lớp: giữ một."
        fields.mistakes.add(fields.spot_of("quy_tac"), told)
