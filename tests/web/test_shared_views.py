"""A shared view cannot differ from visitor to visitor, even when its author forgets that."""

from flask import session

from lms.web.identity import actor

SHARED = "/thu-chung"


def test_a_shared_view_sees_nobody_though_somebody_is_signed_in(visit, cast, act):
    act(lambda: {"who": actor().person_id, "kept": sorted(session)}, "shared")
    somebody = visit(cast.citizen)
    answer = somebody.get(SHARED).response

    assert answer.get_json() == {"who": None, "kept": []}
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert somebody.get("/toi/ten").status == 200


def test_a_public_view_sees_who_is_signed_in(visit, cast, act):
    act(lambda: {"who": actor().person_id})

    assert visit(cast.citizen).get("/thu").json == {"who": cast.citizen.id}
    assert visit().get("/thu").json == {"who": None}


def test_a_shared_view_that_writes_the_session_breaks_and_sets_nothing(visit, act):
    def view():
        session["x"] = 1
        return {}

    act(view, "shared")
    answer = visit().get(SHARED).response

    assert answer.status_code == 500
    assert "Set-Cookie" not in answer.headers


def test_nothing_under_a_shared_segment_is_known_by_its_cookie(visit, cast):
    """A page that is not there, for one, says the same to everybody."""
    for address in ("/hoc/khong-co/", "/hoc/khong/co", "/static/khong-co", "/tim/khong-co"):
        signed_in, out = visit(cast.citizen).get(address).response, visit().get(address).response
        assert (signed_in.status_code, signed_in.data) == (404, out.data), address
        assert "Cookie" not in signed_in.headers.get("Vary", "")
