"""Shared pages: the same bytes and headers for everybody, no cookie read or set."""

import pytest

ADDRESSES = ("/hoc/", "/hoc/vneid/", "/hoc/dich-vu-cong/nop-ho-so", "/khan-cap", "/gioi-thieu", "/tim?q=nop")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_shared_page_is_the_same_signed_in_and_out(visit, cast, address):
    out = visit().get(address).response
    signed_in = visit(cast.citizen).get(address).response

    assert out.data == signed_in.data
    assert _kept(out.headers) == _kept(signed_in.headers)
    assert "Set-Cookie" not in out.headers
    assert "Cookie" not in (out.headers.get("Vary") or "")
    assert out.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def _kept(headers):
    """Every header but the moment of the answer."""
    return sorted((name, value) for name, value in headers if name != "Date")


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_has_a_shared_page_already_gets_304(visit, address):
    first = visit().get(address).response

    again = visit().get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status == 304
