"""`/don-vi/`: the way to the page of any unit that one's posts reach."""

import pytest


@pytest.mark.parametrize(
    ("who", "typed", "found"),
    [
        ("admin", "an phu", ["/don-vi/77001/", "/don-vi/78001/", "/don-vi/77001-2/"]),
        ("admin", "xã An Phú", ["/don-vi/77001/", "/don-vi/78001/", "/don-vi/77001-2/"]),
        ("admin", "78001", ["/don-vi/78001/"]),
        ("manager", "an phu", ["/don-vi/77001/", "/don-vi/77001-2/"]),
        ("manager", "binh minh", []),
        ("manager", "77002", []),
        ("facilitator", "thon dinh", ["/don-vi/77001-1/"]),
        ("admin", "%", []),
        ("admin", "_", []),
        ("admin", "không có nơi này", []),
    ],
)
def test_units_within_reach_are_found_by_name_and_code(visit, cast, who, typed, found):
    page = visit(getattr(cast, who)).get("/don-vi/", query_string={"q": typed})
    own = {"admin": "/don-vi/vn/", "manager": "/don-vi/77001/", "facilitator": "/don-vi/77001-1/"}[who]

    section = page.soup.find(id="thay").parent
    assert [link["href"] for link in section.find_all("a")] == found
    assert own in page.links().values()


def test_people_without_a_post_have_nothing_to_look_for(visit, cast):
    assert visit(cast.citizen).get("/don-vi/").status == 403
    assert visit().get("/don-vi/").location == "/dang-nhap?tiep=/don-vi/"
