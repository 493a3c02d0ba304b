"""When something goes wrong: a kind page in Vietnamese, the same as data for programs, nothing of the inside."""

import pytest
from sqlalchemy import text
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, ServiceUnavailable, TooManyRequests

from lms.errors import Forbidden, NotFound, Refused
from lms.web.database import KEY, db
from lms.web.errors import WORDS


class _Unheard(HTTPException):
    """A refusal that nobody has written words for."""

    code = 418
    description = "I'm a teapot"


PAGES = (
    # what a view raises, status, heading
    (_Unheard(), 418, "Chưa làm được việc vừa gửi"),
    (Forbidden(), 403, "Trang này dành cho người khác"),
    (NotFound(), 404, "Không có trang này"),
    (RequestEntityTooLarge(), 413, "Nội dung gửi lên lớn quá"),
    (Refused("Chưa %(what)s được.", what="lưu"), 422, "Có chỗ cần sửa"),
    (TooManyRequests(), 429, "Thử nhiều lần quá"),
    (ZeroDivisionError("Lò Thị Mai"), 500, "Máy chủ gặp lỗi"),
    (ServiceUnavailable(), 503, "Máy chủ đang bận"),
)


PARTS = "multipart/form-data; boundary=x"


@pytest.fixture
def raised(act, visit):
    """The page that answers when a view raises something."""

    def answer(error: Exception, **options: object):
        act(lambda: _raise(error))
        return visit().get("/thu", **options)

    return answer


@pytest.mark.parametrize(("error", "status", "heading"), PAGES)
def test_an_error_is_answered_with_a_page_of_ours(raised, error, status, heading):
    page = raised(error)

    assert (page.status, page.h1) == (status, heading)
    assert page.links()
    assert page.response.headers["Cache-Control"] == "private, no-store"
    for inside in ("Traceback", "Error", "werkzeug", "Lò Thị Mai", "teapot"):
        assert inside not in page.response.text


@pytest.mark.parametrize(("error", "status", "heading"), PAGES)
def test_programs_are_answered_with_data(raised, error, status, heading):
    page = raised(error, headers={"Accept": "application/json"})

    assert (page.status, page.response.mimetype) == (status, "application/json")
    assert page.json["error"] == status
    assert page.json["message"]
    assert "Lò Thị Mai" not in page.response.text


@pytest.mark.parametrize(
    "accept", [None, "*/*", "text/html", "text/html;q=0.9, application/json;q=0.8", "image/png", "nonsense"]
)
def test_whoever_does_not_ask_for_data_gets_a_page(visit, accept):
    page = visit().get("/khong-co", headers={"Accept": accept} if accept else {})

    assert (page.status, page.h1) == (404, "Không có trang này")


def test_what_a_rule_says_is_shown(raised):
    assert "Chưa lưu được." in raised(Refused("Chưa %(what)s được.", what="lưu")).text


def test_values_in_a_rules_sentence_are_shown_as_text(raised):
    page = raised(Refused("Đã có %(name)s.", name="<script>alert(1)</script>"))

    assert "Đã có <script>alert(1)</script>." in page.text
    assert page.soup.find("script", src=False) is None


@pytest.mark.parametrize(
    ("address", "send", "status"),
    [
        ("/khong-co", False, 404),
        ("/hoc/khong-co/", False, 404),
        ("/hoc/", True, 405),
        ("/toi/bai-vua-hoc", False, 405),
        ("/%00", False, 404),
        ("/hoc/%E0%A4%A/x", False, 404),
        ("/hoc/" + "x" * 5_000 + "/", False, 404),
    ],
)
def test_addresses_that_lead_nowhere(visit, address, send, status):
    page = visit().post(address) if send else visit().get(address)

    assert page.status == status
    assert page.h1 == str(WORDS[status][0])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"code=" + b"x" * 6_500_000, "application/x-www-form-urlencoded"),
        (b'--x\r\nContent-Disposition: form-data; name="code"\r\n\r\n' + b"x" * 600_000 + b"\r\n--x--\r\n", PARTS),
        (b'--x\r\nContent-Disposition: form-data; name="code"\r\n\r\nx\r\n' * 600 + b"--x--\r\n", PARTS),
    ],
    ids=["large", "large part", "many parts"],
)
def test_too_much_at_once_is_refused_before_anything_is_done_with_it(visit, body, kind):
    answer = visit().client.post("/dang-nhap", data=body, content_type=kind)

    assert answer.status_code == 413
    assert "Nội dung gửi lên lớn quá" in answer.text


def test_waiting_is_said_in_the_header_too(raised):
    assert raised(TooManyRequests(retry_after=90)).response.headers["Retry-After"] == "90"
    assert raised(ServiceUnavailable(retry_after=30)).response.headers["Retry-After"] == "30"


def test_a_database_that_does_not_answer_is_a_busy_server(act, visit, app, monkeypatch, away):
    def view():
        db().execute(text("SELECT 1"))
        return {}

    act(view)
    monkeypatch.setitem(app.extensions, KEY, away)
    page = visit().get("/thu")

    assert (page.status, page.h1) == (503, "Máy chủ đang bận")
    assert page.response.headers["Retry-After"] == "30"


def test_lessons_are_read_as_usual_while_the_database_is_away(visit, cast, app, monkeypatch, away):
    reader = visit(cast.citizen)
    monkeypatch.setitem(app.extensions, KEY, away)

    for address in ("/hoc/", "/hoc/dich-vu-cong/nop-ho-so", "/khan-cap", "/tim?q=nop", "/static/style.css"):
        assert reader.get(address).status == 200, address
    assert reader.get("/toi").status == 503
    assert visit().get("/").status == 200


def test_whoever_is_refused_stays_signed_in(visit, cast):
    somebody = visit(cast.citizen)
    somebody.get("/don-vi/77001/")

    assert somebody.get("/toi").status == 200


def _raise(error: Exception):
    raise error
