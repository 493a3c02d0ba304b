"""A completion rule must be one that the lessons and assessment items there are can meet."""

import pytest

from tests.content.project import QUESTION_FILE, QUESTIONS, lesson, mistakes, place

RULE_FILE = "rules/hoan-thanh.yaml"
RULE = """\
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
  chung_minh: [bai-danh-gia, quan-sat]
  gioi_han_thoi_gian: khong
  ly_do: Vì thế.
quy_tac:
  - doi_tuong: nguoi-dan
    ten: Người dân
    so_cau: 2
    minh_chung_tinh_vao_bao_cao: 1
    tinh_cho: [nguoi-dan, nguoi-lon]
    ky_nang:
      - ma: 2.3
        so_cau: 2
        ly_do: Vì a.
"""


def test_a_rule_within_the_pools_passes(tmp_path):
    said = [line for line in mistakes(tmp_path, {RULE_FILE: RULE}) if line.startswith(RULE_FILE)]

    assert said == [f"{RULE_FILE}:25:9: lưu ý: kỹ năng 2.3 mới có 6 câu đánh giá, nên có từ 8."]


WRONG = {
    "another framework": (("khung: khung", "khung: khac"), "doi_tuong", "không có khung “khac”"),
    "a skill that is not there": (("ma: 2.3", "ma: 9.9"), "ma: 9.9", "không có kỹ năng “9.9”"),
    "more than there are families": (("so_cau: 2", "so_cau: 3"), "ma: 2.3", "mới có 2 nhóm câu"),
    "a skill no lesson teaches": (("nguoi-dan\n", "can-bo\n"), "ma: 2.3", "chưa có bài nào cho nhóm này"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_rule_that_cannot_be_met_is_told(case, tmp_path):
    (old, new), at, phrase = WRONG[case]
    changes = {RULE_FILE: RULE.replace(old, new)}

    said = mistakes(tmp_path, changes)

    where = place(changes, RULE_FILE, at)
    assert any(line.startswith(where) and phrase in line for line in said), "\n".join(said)


def test_a_grade_of_the_band_without_items_is_a_warning(tmp_path):
    changes = lesson("[nguoi-dan]", "[tieu-hoc]\nlop: 4-5")
    changes[RULE_FILE] = RULE.replace("nguoi-dan\n", "tieu-hoc\n    lop: 3-5\n")

    said = mistakes(tmp_path, changes)

    assert [line for line in said if "lớp " in line] == [
        f"{RULE_FILE}:26:9: lưu ý: lớp 3 mới có 0 nhóm câu kỹ năng 2.3, đề cần 2."
    ]


def test_items_of_another_skill_do_not_count(tmp_path):
    changes = {QUESTION_FILE: QUESTIONS.replace("ky_nang: 2.3", "ky_nang: 4.1"), RULE_FILE: RULE}

    assert any("mới có 0 nhóm câu" in line for line in mistakes(tmp_path, changes))
