"""Rule files (`rules/*.yaml`) read into completion rules."""

from dataclasses import dataclass

from lms.skills.adapters.grades import read_grades
from lms.skills.rules import (
    AUDIENCE_CODES,
    BANDS,
    GROUP_CODES,
    PROOF_CODES,
    Audience,
    CompletionRule,
    Evidence,
    Proof,
    SkillDemand,
    Task,
)
from lms.sources.adapters.fields import Fields
from lms.sources.rules import Mistakes, Node, Spot


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule as read, and where it and each of its skills stand."""

    rule: CompletionRule
    spot: Spot
    skills: tuple[Spot, ...]


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
        tasks=tuple(_task(each) for each in fields.each("viec_quan_sat", required=False)),
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


def _task(fields: Fields) -> Task:
    task = Task(fields.text("viec"), fields.texts("ky_nang"))
    fields.done()
    return task


def _adds_up(rule: CompletionRule, fields: Fields) -> None:
    total = sum(demand.questions for demand in rule.skills)
    if total != rule.questions:
        told = f"so_cau là {rule.questions} nhưng cộng các kỹ năng được {total}: sửa cho bằng nhau."
        fields.mistakes.add(fields.spot_of("so_cau"), told)
    codes = [demand.code for demand in rule.skills]
    shown = {code for task in rule.tasks for code in task.skills}
    for code in sorted(shown - set(codes)):
        fields.mistakes.add(
            fields.spot_of("viec_quan_sat"), f"việc quan sát nêu kỹ năng “{code}” không có trong quy tắc."
        )
    if rule.tasks and (left := sorted(set(codes) - shown)):
        told = f"chưa có việc quan sát nào cho kỹ năng {', '.join(left)}: các việc phải thay trọn được bài đánh giá."
        fields.mistakes.add(fields.spot_of("viec_quan_sat"), told)
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        fields.mistakes.add(fields.spot_of("ky_nang"), f"kỹ năng “{code}” lặp lại trong quy tắc: giữ một.")


def _no_rule_twice(rules: tuple[RuleDraft, ...], fields: Fields) -> None:
    seen = [(draft.rule.audience, draft.rule.grades) for draft in rules]
    if len(set(seen)) < len(seen):
        told = "có hai quy tắc cho cùng một nhóm và lớp: giữ một."
        fields.mistakes.add(fields.spot_of("quy_tac"), told)
