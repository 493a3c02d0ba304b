"""Threads take turns at short requests, and go past one that takes long."""

import threading
import time

import pytest

from lms.web.turns import Turns

LONG = 5.0  # longer than the test: whoever waited for it would fail


class Watched:
    """An app that says how many were in it at once, and stays in `/long` until it is let go."""

    def __init__(self) -> None:
        self.inside = self.most = 0
        self.entered, self.let_go = threading.Event(), threading.Event()

    def __call__(self, environ, _start):
        self.inside += 1
        self.most = max(self.most, self.inside)
        if environ["PATH_INFO"] == "/long":
            self.entered.set()
            self.let_go.wait(LONG)
        elif environ["PATH_INFO"] == "/broken":
            self.inside -= 1
            raise ValueError
        else:
            time.sleep(0.002)  # another thread may come in meanwhile, if it is let
        self.inside -= 1
        return [environ["PATH_INFO"].encode()]


def asked(app, path):
    return b"".join(app({"PATH_INFO": path}, None))


def in_threads(*acts):
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    return threads


def test_short_requests_follow_one_another():
    watched, told = Watched(), []
    app = Turns(watched, patience=LONG)

    for thread in in_threads(*[lambda: told.extend(asked(app, "/") for _ in range(5))] * 4):
        thread.join(LONG)

    assert told == [b"/"] * 20
    assert watched.most == 1


def test_who_is_at_something_long_is_gone_past_and_waited_for_once():
    watched = Watched()
    app = Turns(watched, patience=0.2)
    (long,) = in_threads(lambda: asked(app, "/long"))
    assert watched.entered.wait(LONG)

    began = time.perf_counter()
    assert [asked(app, "/") for _ in range(10)] == [b"/"] * 10
    took = time.perf_counter() - began

    assert long.is_alive()
    assert 0.2 <= took < 1  # ten waits would be two seconds
    watched.let_go.set()
    long.join(LONG)
    assert asked(app, "/") == b"/"  # its end has freed nobody else's turn
    assert watched.inside == 0


def test_a_request_that_breaks_gives_its_turn_back():
    app = Turns(Watched(), patience=LONG)

    for _ in range(2):
        with pytest.raises(ValueError):
            asked(app, "/broken")

    assert asked(app, "/") == b"/"
