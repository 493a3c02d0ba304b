"""Two engines look at every screen in every state: light and dark, small and wide, with letters twice as big."""

import pytest

from tests.browser import engines
from tests.browser.screens import SCREENS, Screen
from tests.browser.screens_assessed import ASSESSED
from tests.browser.screens_classes import CLASSES
from tests.browser.screens_reported import REPORTED

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("installed")]

every_screen = pytest.mark.parametrize("screen", [*SCREENS, *ASSESSED, *REPORTED, *CLASSES], ids=lambda one: one.name)


@pytest.fixture
def show(phone, server, session_of):
    """`show(screen)` is a phone with that screen open."""

    def shown(screen: Screen, **options):
        state = session_of(*screen.who) if screen.who else None
        one = phone(storage_state=state, **options)
        screen.go(one, server.library)
        assert one.h1.startswith(screen.h1)
        return one

    return shown


@every_screen
def test_axe_finds_nothing_light_and_dark_small_and_wide(show, screen):
    page = show(screen).page
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")

    found = []
    for width, scheme in ((360, "light"), (360, "dark"), (1280, "dark"), (1280, "light")):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 740})
        found += [f"{width} {scheme}: {one}" for one in engines.axe(page)]

    assert not found, "\n".join(found)


@every_screen
def test_a_second_engine_finds_nothing_and_letters_twice_as_big_fit(show, screen):
    page = show(screen, bypass_csp=True, flags=("--blink-settings=defaultFontSize=32",)).page

    found = engines.second_engine(page) if screen.name != "/ui" else []  # the gallery says everything twice
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        found += [f"{width}: {one}" for one in engines.sticking_out(page)]

    assert not found, "\n".join(found)


def test_nothing_sticks_out_of_any_page_on_a_screen_of_320(phone, server):
    narrow = phone(width=320)
    library = server.library
    addresses = [one.address for one in (*library.courses, *library.book.lessons)]

    found = [
        f"{address}: {one}"
        for address in ("/", "/hoc/", "/khan-cap", "/gioi-thieu", "/tim?q=tien", "/dang-ky", "/dang-nhap", *addresses)
        for one in engines.sticking_out(narrow.open(address).page)
    ]

    assert not found, "\n".join(found)
