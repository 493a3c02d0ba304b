"""Setting work for a class: what, from when until when, for whom; the list of what has been set."""

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.classrooms.actions.work import MOST_AT_ONCE
from lms.classrooms.models.work import Assignment, AssignmentPupil
from lms.classrooms.rules.kinds import WorkKind
from tests.builders import rows
from tests.classrooms.steps import COURSE, LESSON, OTHER, in_days, learnt, today, work_set


def typed(number: int) -> str:
    return in_days(number).strftime("%d/%m/%Y")


def give(visitor, schools, kind: str = "bai-hoc", **told):
    """Send the form that sets work."""
    address = f"/lop/{schools.code}/bai-giao/moi?loai={kind}"
    page = visitor.get(address)
    sent = {**page.hidden(), "target": LESSON, "opens": typed(0), "due": typed(7), "who": "ca-lop", **told}
    return visitor.post(address, sent)


def given(database) -> list[Assignment]:
    return rows(database, select(Assignment).order_by(Assignment.id))


def test_a_teacher_sets_a_lesson_and_sees_it_on_the_list(visit, schools, database):
    visitor = visit(schools.teacher)

    page = visitor.follow(give(visitor, schools))

    (work,) = given(database)
    assert (work.kind, work.target, work.for_all) == (WorkKind.LESSON, LESSON, True)
    assert (work.opens_on, work.due_on) == (today(), in_days(7))
    assert "Đã giao bài" in page.text
    assert "0/3" in page.text
    assert [one.details["kind"] for one in rows(database, select(AuditEntry)) if one.act is Act.WORK_SET] == ["lesson"]


@pytest.mark.parametrize(("kind", "target"), [("khoa-hoc", COURSE), ("danh-gia", "secondary"), ("khac", LESSON)])
def test_each_kind_of_work_can_be_set(visit, schools, database, kind, target):
    assert give(visit(schools.teacher), schools, kind, target=target).status == 303
    assert given(database)[0].target == target


def test_what_is_meant_for_the_class_stands_first(visit, schools):
    page = visit(schools.teacher).get(f"/lop/{schools.code}/bai-giao/moi")

    options = [one.get_text() for one in page.field("target").find_all("option")]
    others = [place for place, label in enumerate(options) if label.endswith("(nhóm khác)")]
    assert options[0] == "Chọn bài"
    assert others[0] > 5
    assert others == list(range(others[0], len(options)))
    assert "Học và chơi trên mạng: " in options[1] or "AI và em: " in options[1] or "Công dân số" in options[1]


def test_the_form_begins_today_and_takes_a_lesson_from_the_address(visit, schools):
    page = visit(schools.teacher).get(f"/lop/{schools.code}/bai-giao/moi?loai=bai-hoc&bai={OTHER}")

    assert page.field("opens")["value"] == today().strftime("%d/%m/%Y")
    assert page.field("target").find("option", selected=True)["value"] == OTHER


def test_sending_the_form_twice_sets_it_once(visit, schools, database):
    visitor = visit(schools.teacher)
    once = visitor.get(f"/lop/{schools.code}/bai-giao/moi").hidden()

    first, second = (give(visitor, schools, **once) for _ in range(2))

    assert first.location == second.location
    assert len(given(database)) == 1


def test_somebody_elses_key_does_not_hide_ones_own_work(visit, schools, database):
    with database.writing() as session:
        session.add(Assignment(classroom_id=schools.other.room.id, kind=WorkKind.LESSON, target=OTHER, for_all=True,
                               opens_on=today(), made_by_id=schools.colleague.id, made_at=schools.room.room.made_at,
                               once_key=f"{schools.colleague.id}:k"))  # fmt: skip

    assert give(visit(schools.teacher), schools, once="k").status == 303
    assert len(given(database)) == 2


def test_work_for_chosen_pupils_is_asked_of_them_alone(visit, schools, database):
    visitor = visit(schools.teacher)
    one = schools.pupils[1]

    page = visitor.follow(give(visitor, schools, who="mot-so", pupils=[str(one.id)]))

    assert [part.person_id for part in rows(database, select(AssignmentPupil))] == [one.id]
    assert "1 em" in page.text
    assert "0/1" in page.text


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        ({"target": ""}, "target", "Chọn bài để giao"),
        ({"target": "khong-co"}, "target", "Chọn một ý"),
        ({"opens": ""}, "opens", "Gõ ngày bắt đầu"),
        ({"opens": "31/2/2027"}, "opens", "Không có ngày này"),
        ({"opens": "<b>"}, "opens", "Không có ngày này"),
        ({"due": "31/2"}, "due", "Không có ngày này"),
        ({"due": "1/1/1990"}, "due", "xa quá"),
        ({"opens": typed(5), "due": typed(4)}, "due", "từ ngày bắt đầu"),
        ({"opens": typed(-9), "due": typed(-2)}, "due", "đã qua"),
        ({"who": "mot-so"}, "pupils", "ít nhất một em"),
        ({"who": "ai-do"}, "who", "Chọn một ý"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(visit, schools, database, told, field, words):
    page = give(visit(schools.teacher), schools, **told)

    assert page.status == 422
    assert words in page.error_on(field)
    assert given(database) == []


@pytest.mark.parametrize("who", ["stranger", "teacher", "colleague"])
def test_whoever_does_not_sit_in_the_class_cannot_be_chosen(visit, schools, database, who):
    page = give(visit(schools.teacher), schools, who="mot-so", pupils=[str(getattr(schools, who).id)])

    assert page.status == 422
    assert given(database) == []


@pytest.mark.parametrize("number", ["x", "-1", "9" * 40])
def test_a_pupil_who_is_no_number_is_refused(visit, schools, number):
    assert give(visit(schools.teacher), schools, who="mot-so", pupils=[number]).status == 422


def test_a_lesson_of_another_kind_of_address_cannot_be_set(visit, schools):
    assert give(visit(schools.teacher), schools, "danh-gia", target="citizen").status == 422


def test_the_same_for_the_whole_class_twice_is_told(visit, schools):
    visitor = visit(schools.teacher)
    give(visitor, schools)

    again = give(visitor, schools)

    assert again.status == 422
    assert "đang giao cho cả lớp rồi" in again.error_on("target")
    assert give(visitor, schools, who="mot-so", pupils=[str(schools.pupils[0].id)]).status == 303


def test_what_is_past_can_be_set_again(visit, schools, database):
    work_set(database, schools, LESSON, opens=-30, due=-20)

    assert give(visit(schools.teacher), schools).status == 303


def test_too_much_at_once_is_told(visit, schools, database):
    for number in range(MOST_AT_ONCE):
        work_set(database, schools, f"bai-{number}")

    page = give(visit(schools.teacher), schools)

    assert page.status == 422
    assert "Rút bớt" in page.errors


def test_nothing_is_set_in_an_archived_class(visit, schools, database):
    visitor = visit(schools.teacher)
    work = work_set(database, schools, OTHER)
    form = visitor.get(f"/lop/{schools.code}/bai-giao/moi").hidden()
    visitor.post(f"/lop/{schools.code}/cat")

    assert visitor.get(f"/lop/{schools.code}/bai-giao").status == 200
    assert visitor.get(f"/lop/{schools.code}/bai-giao/moi").status == 422
    late = visitor.post(f"/lop/{schools.code}/bai-giao/moi?loai=bai-hoc",
                        {**form, "target": LESSON, "opens": typed(0), "due": "", "who": "ca-lop"})  # fmt: skip
    assert late.status == 422
    assert "đã cất" in late.text
    assert "đã cất" in visitor.post(f"/lop/{schools.code}/bai-giao/{work}/sua", {"opens": typed(1), "due": ""}).text
    assert len(given(database)) == 1


def test_a_grade_without_a_paper_says_so(visit, schools, database):
    with database.writing() as session:
        session.merge(schools.room.room).grade = 2

    page = visit(schools.teacher).get(f"/lop/{schools.code}/bai-giao/moi?loai=danh-gia")

    assert "thầy cô xem các em làm rồi ghi nhận" in page.text
    assert page.field("target") is None


def test_a_school_without_quizzes_is_led_to_where_they_are_brought(visit, schools):
    page = visit(schools.teacher).get(f"/lop/{schools.code}/bai-giao/moi?loai=bai-tap")

    assert f"/lop/truong/{schools.school}/bai-tap" in page.links().values()


def test_the_list_tells_what_is_open_to_come_and_past(visit, schools, database):
    work_set(database, schools, LESSON, due=3)
    work_set(database, schools, OTHER, opens=2)
    work_set(database, schools, COURSE, kind=WorkKind.COURSE, opens=-9, due=-1)
    learnt(database, schools.pupils[0], LESSON)

    page = visit(schools.teacher).get(f"/lop/{schools.code}/bai-giao")

    assert [one.get_text() for one in page.soup.main.find_all("h2")] == ["Đang làm", "Sắp tới", "Đã hết hạn"]
    assert "1/3" in page.text
    assert "thứ" in page.text or "chủ nhật" in page.text


def test_what_is_gone_from_the_library_is_told_plainly(visit, schools, database):
    work_set(database, schools, "bai-da-bo")

    page = visit(schools.teacher).get(f"/lop/{schools.code}/bai-giao")

    assert "Bài “bai-da-bo”" in page.text
    assert "Không còn trong thư viện" in page.text
