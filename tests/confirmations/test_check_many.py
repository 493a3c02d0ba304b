"""`/xac-nhan/`: one serial or two hundred, typed, pasted, or a column of a spreadsheet."""

import pytest

from lms.confirmations.rules.serials import MOST_AT_ONCE, new_serial, read_list, shown
from lms.errors import Refused
from lms.skills.rules import Audience
from tests.databases import listen


@pytest.fixture(scope="module")
def two() -> tuple[str, str]:
    """Two serials as printed."""
    return shown(new_serial()), shown(new_serial())


@pytest.mark.parametrize("between", [", ", ",", " ", "\n", "\r\n", "\t", ";", " | ", "\n\n\n", ",,", "\u00a0"])
def test_serials_are_told_apart_however_they_are_separated(two, between):
    found = read_list(between.join(two))

    assert [one.text for one in found.asked] == list(two)
    assert found.skipped == 0


@pytest.mark.parametrize(
    "write", [str.lower, lambda t: t.replace("-", " "), lambda t: t.replace("-", ""), lambda t: f'"{t}"']
)
def test_serials_in_a_list_are_read_however_they_are_written(two, write):
    assert [one.text for one in read_list("\n".join(write(one) for one in two)).asked] == list(two)


def test_a_column_with_its_heading_numbers_and_names_beside_is_read(two):
    sheet = (
        f"STT\tHọ và tên\tSố xác nhận\tNgày\n1\tLò Thị Mai\t{two[0]}\t18/11/2026\n2\tH’Hen Niê\t{two[1]}\t20/11/2026\n"
    )
    found = read_list(sheet)

    assert [one.text for one in found.asked] == list(two)
    assert found.skipped > 0


def test_the_same_number_twice_is_asked_once(two):
    assert len(read_list(f"{two[0]}\n{two[0].lower()}\n{two[0].replace('-', '')}").asked) == 1


@pytest.mark.parametrize(
    ("written", "likely"),
    [
        ("ABCD-EFGH-JKMN-!", True),  # mistyped and without a digit: known by its dashes
        ("abcd-efgh-jkmn-p", True),
        ("ABCDEFGHJKMNP", False),  # a word of thirteen letters, for all we know
        ("So-phieu-xac-nhan", False),
        ("Số-phiếu-đã-nhận", False),
    ],
)
def test_a_mistyped_number_without_a_digit_is_known_by_its_dashes(written, likely):
    good = shown(new_serial())
    found = read_list(f"{good}\n{written}")

    assert [one.text for one in found.asked] == [good, written][: 1 + likely]
    assert found.skipped == (not likely)


def test_a_mistyped_number_is_shown_as_it_was_typed(two):
    first, second = read_list(f"{two[0][:-1]}\n{two[1]}").asked

    assert (first.serial, first.text) == (None, two[0][:-1])
    assert second.serial is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        ",,,\n\t;",
        "Số xác nhận",
        "1\n2\n3",
        "🙂" * 50,
        "\u200b" * 100,
        "٣" * 9,
        "=cmd|' /C calc'!A0",
        "' OR 1=1 --",
    ],
)
def test_a_list_without_a_number_is_refused(text):
    with pytest.raises(Refused, match="13 chữ và số"):
        read_list(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n".join(f"{number:013}" for number in range(MOST_AT_ONCE + 1)), "Mỗi lần tra tối đa 200 số"),
        ("a" * 20_001, "dài quá"),
    ],
)
def test_a_list_that_is_too_long_is_refused(text, said):
    with pytest.raises(Refused, match=said):
        read_list(text)


def test_one_number_leads_to_its_page(visit, house):
    one = house.confirm()
    answer = visit().post("/xac-nhan/", {"serials": shown(one.serial).lower()})

    assert (answer.status, answer.location) == (303, f"/xac-nhan/{shown(one.serial)}")


@pytest.mark.parametrize("text", ["", "abc", "x" * 25_000])
def test_what_cannot_be_read_is_asked_again(visit, text):
    page = visit().post("/xac-nhan/", {"serials": text})

    assert page.status == 422
    assert page.error_on("serials")


def test_many_are_answered_with_a_table_and_one_query(visit, house, database):
    valid, hidden = house.confirm(), house.confirm("pupil", Audience.SECONDARY)
    unknown = [shown(new_serial()) for _ in range(MOST_AT_ONCE - 3)]
    asked = [shown(valid.serial), shown(hidden.serial), *unknown, shown(valid.serial)[:-1] + "!"]
    sent: list[str] = []
    listen(database, lambda *seen: sent.append(seen[2]))

    page = visit().post("/xac-nhan/", {"serials": "\n".join(asked)})

    assert len([statement for statement in sent if statement.startswith(("SELECT", "INSERT", "UPDATE"))]) == 1
    assert (page.status, page.h1) == (200, "Kết quả kiểm tra 200 số")
    lines = {row.th.get_text(): row.td.get_text(" ", strip=True) for row in page.soup.select("tbody tr")}
    assert len(lines) == 200
    assert lines[shown(valid.serial)] == "Còn hiệu lực"
    assert lines[shown(hidden.serial)] == lines[unknown[0]] == "Không có số này"
    assert lines[shown(valid.serial)[:-1] + "!"] == "Gõ nhầm chỗ nào đó"
    assert "Set-Cookie" not in page.response.headers


def test_markup_in_a_list_stays_text(visit):
    page = visit().post("/xac-nhan/", {"serials": "<b>AAAA1BBBCC</b>\n<script>x</script>\nAAAABBBB1CCCD"})

    assert page.status == 200
    assert page.soup.main.find("script") is None
    assert page.soup.main.table.find("b") is None
