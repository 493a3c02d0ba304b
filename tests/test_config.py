"""Settings: what is malformed or missing stops the start and says which one; a trial start needs nothing."""

import stat
from datetime import UTC, datetime

import pytest

from lms.config import read
from lms.errors import Misconfigured

WHOLE = {
    "LMS_ENV": "production",
    "LMS_SECRET_KEY": "k" * 40,
    "LMS_PEPPER": "p" * 40,
    "LMS_ISSUER": "UBND xã Thử",
    "LMS_CONTACT": "chị Lan",
    "LMS_PUBLIC_URL": "https://hoc.example/",
}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("LMS_ENV", "prod", "LMS_ENV"),
        ("LMS_ENV", "Production", "LMS_ENV"),
        ("LMS_TRUSTED_PROXIES", "one", "LMS_TRUSTED_PROXIES"),
        ("LMS_TRUSTED_PROXIES", "-1", "LMS_TRUSTED_PROXIES"),
        ("LMS_TRUSTED_PROXIES", "1.5", "LMS_TRUSTED_PROXIES"),
        ("LMS_TRUSTED_PROXIES", "²", "LMS_TRUSTED_PROXIES"),
        ("LMS_NOW", "tomorrow", "LMS_NOW"),
        ("LMS_NOW", "2026-11-20T09:00:00", "múi giờ"),
        ("LMS_NOW", "2026-11-20", "múi giờ"),
        ("LMS_LOG_LEVEL", "LOUD", "LMS_LOG_LEVEL"),
    ],
)
def test_a_malformed_setting_stops_the_start(tmp_path, name, value, said):
    with pytest.raises(Misconfigured, match=said):
        read({"LMS_DATA_DIR": str(tmp_path), name: value})


@pytest.mark.parametrize("missing", [name for name in WHOLE if name != "LMS_ENV"])
@pytest.mark.parametrize("value", [None, ""])
def test_in_production_nothing_needed_may_be_missing(tmp_path, missing, value):
    environ = {**WHOLE, "LMS_DATA_DIR": str(tmp_path), missing: value}

    with pytest.raises(Misconfigured, match=missing):
        read({name: text for name, text in environ.items() if text is not None})


@pytest.mark.parametrize("name", ["LMS_SECRET_KEY", "LMS_PEPPER"])
def test_in_production_secrets_are_long(tmp_path, name):
    with pytest.raises(Misconfigured, match=f"{name}.*32"):
        read({**WHOLE, "LMS_DATA_DIR": str(tmp_path), name: "k" * 31})


def test_in_production_the_clock_is_not_moved(tmp_path):
    with pytest.raises(Misconfigured, match="LMS_NOW"):
        read({**WHOLE, "LMS_DATA_DIR": str(tmp_path), "LMS_NOW": "2026-11-20T09:00:00+07:00"})


def test_a_whole_production_setting_is_taken(tmp_path):
    (tmp_path / "demo").touch()
    settings = read({**WHOLE, "LMS_DATA_DIR": str(tmp_path)})

    assert (settings.production, settings.demo, settings.issuer) == (True, False, "UBND xã Thử")
    assert settings.public_url == "https://hoc.example"
    assert not (tmp_path / "development").exists()


def test_a_trial_start_needs_nothing_and_keeps_its_secrets(tmp_path):
    """Else everybody would be signed out, and no PIN fit, after each restart."""
    first, second = (read({"LMS_DATA_DIR": str(tmp_path)}) for _ in range(2))

    assert (first.secret_key, first.pepper) == (second.secret_key, second.pepper)
    assert first.secret_key != first.pepper
    assert min(len(first.secret_key), len(first.pepper)) >= 32
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "development").iterdir()} == {0o600}


def test_reading_settings_makes_no_folder_where_there_is_no_data(tmp_path):
    read({"LMS_DATA_DIR": str(tmp_path / "none")})

    assert not (tmp_path / "none").exists()


def test_a_moment_is_read_with_its_zone(tmp_path):
    settings = read({"LMS_DATA_DIR": str(tmp_path), "LMS_NOW": "2026-11-20T09:00:00+07:00"})

    assert settings.now == datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("environ", "address"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": "8080"}, "http://127.0.0.1:8080"),
        ({"PORT": "8080", "LMS_PUBLIC_URL": "https://hoc.example/"}, "https://hoc.example"),
    ],
)
def test_what_is_printed_in_codes_leads_to_where_the_trial_answers(tmp_path, environ, address):
    assert read({"LMS_DATA_DIR": str(tmp_path), **environ}).public_url == address
