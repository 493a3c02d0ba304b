"""Signing in: one form for everybody, the same words whatever is wrong, and on to where somebody wanted to go."""

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.models import FailureCounter, SignIn
from tests.builders import PASSWORD, PIN, rows, someone

WRONG = "Mã hoặc mã PIN chưa khớp. Xem lại mã trên thẻ, gõ lại cả hai ô."


@pytest.fixture
def learner(database):
    with database.writing() as session:
        person_id = someone(session, name="Đàng Thị Hương").id
    return rows(database, select(SignIn).where(SignIn.person_id == person_id))[0]


def ways(code):
    return {
        "as printed": f"{code[:4]}-{code[4:]}",
        "small letters": code.lower(),
        "blanks": f" {code[:2]} {code[2:4]}  {code[4:]} ",
        "O for nought and I for one": code.replace("0", "O").replace("1", "I"),
        "o and l": code.lower().replace("0", "o").replace("1", "l"),
        "long dash": f"{code[:4]} – {code[4:]}",
        "with a line end": f"{code}\r\n",
        "zero-width": f"\u200b{code[:4]}\u200b-{code[4:]}",
    }


@pytest.mark.parametrize("way", list(ways("0" * 8)))
def test_a_code_is_taken_however_it_is_typed(visit, learner, way):
    page = visit().sign_in(ways(learner.code)[way], PIN)

    assert (page.status, page.location) == (303, "/toi")


@pytest.mark.parametrize("typed", ["phutrach", "PHUTRACH", " Phu Trach ", "phutrach\u200b"])
def test_staff_sign_in_by_name_in_the_same_box(visit, typed):
    assert visit().sign_in(typed, PASSWORD).status == 303


NOT_IN = {
    "wrong PIN": ("DAN", "275914"),
    "nobody's code": ("7K4M-2QP9", PIN),
    "the code of another": ("CANBO", "111111"),
    "another letter": ("DAM", PIN),
    "the secret twice": ("DAN", PIN * 2),
    "arabic digits": ("DAN", "٢٧٥٩١٣"),
    "a blank too many": ("DAN", f"{PIN} "),
    "the hash": ("DAN", "$argon2id$v=19$m=8,t=1,p=1$"),
    "nothing but signs": ("---", PIN),
    "sql": ("' OR ''='", PIN),
    "80 letters": ("x" * 80, PIN),
    "200 letters of secret": ("DAN", "x" * 200),
}


@pytest.mark.parametrize(("code", "secret"), NOT_IN.values(), ids=NOT_IN)
def test_whatever_is_wrong_the_words_and_the_page_are_the_same(visit, code, secret):
    page = visit().sign_in(code, secret)

    assert page.status == 422
    assert WRONG in page.errors
    assert page.field("code")["value"] == code
    assert not page.field("secret").get("value")
    assert "Set-Cookie" not in page.response.headers


def test_a_wrong_pin_and_a_code_nobody_has_differ_in_nothing_but_the_code(visit):
    wrong, nobody = visit().sign_in("DAN", "275914"), visit().sign_in("DAM", "275914")

    assert wrong.response.get_data(as_text=True).replace("DAN", "DAM") == nobody.response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("code", "secret", "field"),
    [
        ("", PIN, "code"),
        ("  ", PIN, "code"),
        ("DAN", "", "secret"),
        ("x" * 81, PIN, "code"),
        ("DAN", "1" * 10_000, "secret"),
    ],
)
def test_an_empty_or_overlong_box_is_said_beside_it_and_costs_no_try(visit, database, code, secret, field):
    page = visit().sign_in(code, secret)

    assert page.status == 422
    assert page.error_on(field)
    assert rows(database, select(FailureCounter)) == []


def test_fields_missing_altogether_are_no_fault_of_ours(visit):
    assert visit().post("/dang-nhap", {}).status == 422
    assert visit().post("/dang-nhap", {"code": "DAN"}).status == 422
    assert visit().post("/dang-nhap", {"code": "DAN", "secret": PIN, "device": "x"}).status == 422


def test_signing_in_is_on_record_without_name_or_code(visit, cast, database):
    visit().signed_in(cast.citizen)

    entries = rows(database, select(AuditEntry))
    assert [(one.act, one.person_id, one.network) for one in entries] == [
        (Act.SIGNED_IN, cast.citizen.id, "203.0.113.0/24")
    ]
    assert entries[0].details == {"own_device": False}


INSIDE = ("/toi/ten", "/hoc/vneid/", "/luyen/dich-vu-cong/nop-ho-so?luot=4711-0&cau=2", "/tim?q=chuyển tiền", "/")
OUTSIDE = ("//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "evil.example",
           "javascript:alert(1)", "/\t/evil.example", "/\n/evil.example", "///evil.example", "http:/evil.example",
           " //evil.example", "/x" * 400, "/\u202eevil", "", "data:text/html,x")  # fmt: skip


@pytest.mark.parametrize("target", INSIDE)
def test_signing_in_leads_on_to_where_somebody_wanted_to_go(visit, cast, target):
    visitor = visit()
    shown = visitor.get("/dang-nhap", query_string={"tiep": target})
    assert shown.hidden()["tiep"] == target

    page = visitor.sign_in(cast.citizen.code, PIN, **shown.hidden())

    assert page.status == 303
    assert visitor.get(page.location).status == 200


@pytest.mark.parametrize("target", OUTSIDE)
def test_signing_in_never_leads_out_of_this_site(visit, cast, target):
    shown = visit().get("/dang-nhap", query_string={"tiep": target})
    assert "tiep" not in shown.hidden()

    page = visit().sign_in(cast.citizen.code, PIN, tiep=target)

    assert page.location == "/toi"
    assert visit(cast.citizen).get("/dang-nhap", query_string={"tiep": target}).location == "/toi"


def test_a_stranger_is_asked_to_sign_in_and_comes_back_to_the_page_asked_for(visit, cast):
    visitor = visit()
    asked = visitor.get("/toi/ten")
    assert (asked.status, asked.location) == (303, "/dang-nhap?tiep=/toi/ten")

    shown = visitor.follow(asked)

    assert visitor.sign_in(cast.citizen.code, PIN, **shown.hidden()).location == "/toi/ten"


def test_a_program_is_told_401(visit):
    page = visit().get("/toi", headers={"Accept": "application/json"})

    assert page.status == 401


def test_the_code_of_a_card_stands_in_the_box_already(visit):
    page = visit().get("/dang-nhap?ma=7K4M-2QP9")

    assert page.field("code")["value"] == "7K4M-2QP9"


@pytest.mark.parametrize("code", ['"><script>', "x" * 10_000, "\x00", "😀", "%"])
def test_an_odd_code_in_the_address_does_no_harm(visit, code):
    assert visit().get("/dang-nhap", query_string={"ma": code}).status == 200


def test_looking_at_the_form_writes_nothing_and_sets_nothing(visit, database):
    page = visit().get("/dang-nhap?tiep=/toi&ma=DAN&ten=1")

    assert "Set-Cookie" not in page.response.headers
    assert page.response.headers["Cache-Control"] == "private, no-store"
    assert rows(database, select(AuditEntry)) == []


def test_the_page_says_whom_to_ask_and_what_is_never_asked_for(visit):
    page = visit().get("/dang-nhap")

    assert "chị Lan" in page.text
    assert "không bao giờ hỏi số căn cước" in page.text
    assert page.soup.select_one("input[name=device][checked]")["value"] == "chung"


def test_a_form_sent_from_elsewhere_is_refused(visit, cast):
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
                    {"Sec-Fetch-Site": "", "Origin": "https://evil.example"}, {"Sec-Fetch-Site": "", "Origin": "null"},
                    {"Sec-Fetch-Site": "", "Referer": "https://evil.example/dang-nhap"}):  # fmt: skip
        page = visit().post("/dang-nhap", {"code": "DAN", "secret": PIN, "device": "chung"}, headers=headers)
        assert page.status == 403, headers


def test_an_old_browser_that_only_says_where_it_came_from_gets_in(visit, cast):
    for headers in ({"Sec-Fetch-Site": "", "Origin": "http://localhost"},
                    {"Sec-Fetch-Site": "", "Referer": "http://localhost/dang-nhap"}):  # fmt: skip
        page = visit().post("/dang-nhap", {"code": "DAN", "secret": PIN, "device": "chung"}, headers=headers)
        assert page.status == 303, headers
