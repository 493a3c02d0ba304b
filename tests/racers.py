"""Who races: real processes, with databases and memory of their own, and threads with transactions of their own."""

import multiprocessing
import threading
from multiprocessing.context import ForkServerContext

HOUSE = ["lms.app.factory", "lms.app.tables", "tests.builders"]


def racers() -> ForkServerContext:
    """Where processes are made from: each is forked from a clean one that has imported the house and opened nothing."""
    multiprocessing.set_forkserver_preload(HOUSE)
    return multiprocessing.get_context("forkserver")


def at_once(database, *acts) -> None:
    """Run acts, each in a transaction of its own, all beginning together."""
    gate, wrong = threading.Barrier(len(acts)), []

    def run(act) -> None:
        try:
            gate.wait(10)
            with database.writing() as session:
                act(session)
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert wrong == []
