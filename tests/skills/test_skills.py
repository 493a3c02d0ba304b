import pytest

from lms.skills.adapters.completion import read_rules
from lms.skills.adapters.frameworks import read_framework
from lms.skills.rules import ADULTS, Audience, Evidence, Grades, Proof, band_of
from lms.sources.adapters.yaml_tree import compose
from lms.sources.rules import Mistakes

FRAMEWORK = """\
ma: khung
ten: Khung
phien_ban: 2026.1
ap_dung_tu: 2026-11-20
van_ban:
  - ma: tt-02
    ten: Thông tư
    so_hieu: 02/2025
    ngay: 2025-01-24
    co_quan: Bộ
    doc_qua: bản chép lại
    tin_cay: gian-tiep
    da_doi_chieu: khong
    nguoi_doi_chieu:
    nhap_ngay: 2026-11-20
cac_mien:
  - ma: 4
    ten: An toàn
    van_ban: tt-02
    ky_nang:
      - ma: 4.1
        ten: Bảo vệ thiết bị
        noi_don_gian: Giữ máy.
      - ma: 4.10
        ten: Khác
        noi_don_gian: Khác.
"""

RULES = """\
ma: hoan-thanh
phien_ban: 2026.1
ap_dung_tu: 2026-11-20
can_cu: lua-chon-san-pham
khung: khung
chung:
  diem_dat_phan_tram: 70
  san_moi_mien_phan_tram: 50
  san_tinh_khi_mien_co_it_nhat: 2
  cho_lam_lai_phut: 60
  so_lan_lam: khong-gioi-han
  lay_ket_qua: cao-nhat
  lan_nghi_mot_ngay: 4
  cau_trung_toi_da_phan_tram: 50
  chung_minh: [bai-danh-gia, quan-sat, cong-nhan]
  gioi_han_thoi_gian: khong
  ly_do: Vì thế.
quy_tac:
  - doi_tuong: tieu-hoc
    lop: 3-5
    ten: Tiểu học
    so_cau: 3
    minh_chung_tinh_vao_bao_cao: 1
    tinh_cho: [tieu-hoc, nguoi-lon]
    ky_nang:
      - ma: 4.1
        so_cau: 2
        ly_do: Vì a.
      - ma: 4.10
        so_cau: 1
        ly_do: Vì b.
        chung_minh: [cau-hoi-cuoi-bai, thuc-hanh]
"""


def read(reader, text):
    mistakes = Mistakes()
    return reader(compose(text, "a.yaml", mistakes), mistakes), [str(mistake) for mistake in mistakes]


def test_a_framework_says_where_it_comes_from_and_that_nobody_has_checked_it():
    framework, mistakes = read(read_framework, FRAMEWORK)

    assert not mistakes
    assert not framework.checked
    assert framework.documents[0].checked_by == ""
    assert [(skill.code, skill.area) for skill in framework.skills] == [("4.1", "4"), ("4.10", "4")]


def test_a_rule_holds_its_own_proofs_or_the_common_ones():
    (draft,), mistakes = read(read_rules, RULES)

    rule = draft.rule
    assert not mistakes
    assert (rule.audience, rule.grades, rule.questions) == (Audience.PRIMARY, Grades(3, 5), 3)
    assert rule.demand("4.1").proofs == (Proof.PAPER, Proof.OBSERVED, Proof.RECOGNISED)
    assert rule.demand("4.10").proofs == (Proof.CLOSING_QUESTIONS, Proof.SIMULATION)
    assert rule.demand("9.9") is None
    assert (rule.pass_mark, rule.area_floor, rule.counted_evidence) == (0.7, 0.5, Evidence.SUPERVISED)
    assert rule.counts_for == ("primary", ADULTS)
    assert rule.paper


def test_a_rule_without_questions_sets_no_paper():
    text = RULES.replace("so_cau: 3", "so_cau: 0").replace("so_cau: 2", "so_cau: 0").replace("so_cau: 1", "so_cau: 0")

    (draft,), mistakes = read(read_rules, text.replace("lop: 3-5", "lop: 1-2"))

    assert not mistakes
    assert not draft.rule.paper


def test_the_digest_of_a_rule_changes_with_anything_in_it():
    digests = {read(read_rules, text)[0][0].rule.digest for text in (RULES, RULES, RULES.replace("70", "71"))}

    assert len(digests) == 2


WRONG = {
    "checked by nobody": (
        read_framework,
        FRAMEWORK,
        ("da_doi_chieu: khong", "da_doi_chieu: co"),
        "13:19",
        "ai đối chiếu",
    ),
    "an area of no text": (
        read_framework,
        FRAMEWORK,
        ("van_ban: tt-02\n", "van_ban: tt-03\n"),
        "19:14",
        "không có văn bản",
    ),
    "a skill of another area": (read_framework, FRAMEWORK, ("ma: 4.1\n", "ma: 5.1\n"), "21:13", "không thuộc miền 4"),
    "a skill twice": (read_framework, FRAMEWORK, ("ma: 4.10", "ma: 4.1"), "24:13", "lặp lại"),
    "an unknown proof": (read_rules, RULES, ("quan-sat", "nhin-thay"), "15:30", "bai-danh-gia"),
    "a share over 100": (
        read_rules,
        RULES,
        ("diem_dat_phan_tram: 70", "diem_dat_phan_tram: 170"),
        "7:23",
        "từ 1 đến 100",
    ),
    "grades that are no band": (read_rules, RULES, ("lop: 3-5", "lop: 4-5"), "20:10", "1-2 hoặc 3-5"),
    "no grades for a school": (read_rules, RULES, ("    lop: 3-5\n", ""), "19:5", "chưa có “lop”"),
    "questions that do not add up": (read_rules, RULES, ("so_cau: 2", "so_cau: 3"), "22:13", "cộng các kỹ năng được 4"),
    "a skill asked twice": (read_rules, RULES, ("ma: 4.10", "ma: 4.1"), "26:7", "lặp lại trong quy tắc"),
    "a simulation nobody can do": (
        read_rules,
        RULES,
        ("    ky_nang:", "    viec_thuc_hanh: x\n    ky_nang:"),
        "25:5",
        "viec_thuc_hanh",
    ),
    "a limit of tries": (read_rules, RULES, ("khong-gioi-han", "ba"), "11:15", "khong-gioi-han"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_broken_file_is_told_at_its_place(case):
    reader, text, (old, new), place, phrase = WRONG[case]
    assert old in text

    _found, mistakes = read(reader, text.replace(old, new))

    assert any(line.startswith(f"a.yaml:{place}: ") and phrase in line for line in mistakes), mistakes


@pytest.mark.parametrize(
    ("audience", "grade", "band"),
    [
        (Audience.PRIMARY, 1, Grades(1, 2)),
        (Audience.PRIMARY, 3, Grades(3, 5)),
        (Audience.SECONDARY, 9, Grades(6, 9)),
        (Audience.PRIMARY, 6, None),
        (Audience.PRIMARY, None, None),
        (Audience.CITIZEN, None, None),
        (Audience.CITIZEN, 5, None),
    ],
)
def test_a_grade_falls_in_its_band(audience, grade, band):
    assert band_of(audience, grade) == band


def test_grades_meet_when_they_share_one():
    assert Grades(1, 3).meets(Grades(3, 5))
    assert not Grades(1, 2).meets(Grades(3, 5))
