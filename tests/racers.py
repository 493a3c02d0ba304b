"""Processes that race: real ones, with databases and memory of their own, but the house is imported only once."""

import multiprocessing
from multiprocessing.context import ForkServerContext

HOUSE = ["lms.app.factory", "lms.app.tables", "tests.builders"]


def racers() -> ForkServerContext:
    """Where processes are made from: each is forked from a clean one that has imported the house and opened nothing."""
    multiprocessing.set_forkserver_preload(HOUSE)
    return multiprocessing.get_context("forkserver")
