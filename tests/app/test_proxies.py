"""Behind a proxy: what it says of the visitor counts only as far as the settings trust it."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from lms.app.factory import create_app
from lms.audit.models import AuditEntry
from lms.people.adapters.running import HASHER
from lms.web.database import KEY
from tests.page import Visitor

FORGED = {"X-Forwarded-For": "198.51.100.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "bad.example"}


@pytest.fixture
def behind(settings, app, database):
    """A visitor of an app that trusts so many proxies."""

    def made(proxies: int, **more: object) -> Visitor:
        served = create_app(replace(settings, trusted_proxies=proxies, **more))
        served.extensions[KEY].close()
        served.extensions[KEY], served.extensions[HASHER] = database, app.extensions[HASHER]
        return Visitor(served)

    return made


@pytest.mark.parametrize(
    ("proxies", "forwarded", "network"),
    [
        (0, None, "203.0.113.0/24"),
        (0, "198.51.100.9", "203.0.113.0/24"),
        (1, "198.51.100.9", "198.51.100.0/24"),
        (1, "192.0.2.1, 198.51.100.9", "198.51.100.0/24"),  # the visitor forged the first, our proxy added the second
        (2, "192.0.2.1, 198.51.100.9", "192.0.2.0/24"),
        (2, "198.51.100.9", "203.0.113.0/24"),  # fewer than promised: none is believed
        (1, "nonsense", None),
        (1, "2001:db8:aaaa:bbbb::1", "2001:db8:aaaa::/48"),
    ],
)
def test_the_network_on_record_is_the_one_that_can_be_believed(behind, cast, database, proxies, forwarded, network):
    visitor = behind(proxies)
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    page = visitor.post(
        "/dang-nhap", {"code": cast.citizen.code, "secret": cast.citizen.secret, "device": "chung"}, headers=headers
    )

    assert page.status == 303
    with database.session(write=False) as session:
        assert session.scalars(select(AuditEntry.network).order_by(AuditEntry.id.desc())).first() == network


def test_a_forged_host_is_not_believed(behind):
    """A form from a page of that host would else count as our own."""
    headers = {**FORGED, "Origin": "https://bad.example"}
    answer = behind(0).client.post("/dang-nhap", data={}, headers=headers)

    assert answer.status_code == 403


def test_the_host_that_a_trusted_proxy_tells_is_ours(behind):
    headers = {"X-Forwarded-Host": "hoc.example", "X-Forwarded-Proto": "https", "Origin": "https://hoc.example"}
    answer = behind(1).client.post("/dang-nhap", data={}, headers=headers)

    assert answer.status_code == 422


def test_https_is_believed_of_a_trusted_proxy_only(behind):
    told = {proxies: behind(proxies, env="production").get("/", headers=FORGED).response for proxies in (0, 1)}

    assert "Strict-Transport-Security" not in told[0].headers
    assert "Strict-Transport-Security" in told[1].headers


def test_redirects_name_no_host(behind):
    assert behind(0).get("/toi", headers={"Host": "bad.example"}).location.startswith("/dang-nhap")
