"""Confirmations as PDF: milliseconds and bytes of one, seconds of a class of forty. Budget: < 150 ms, ≤ 60 KB, < 3 s.

The demo's confirmations, in the server's own way but in this process: no network, nobody else.
"""

import tempfile
import time
from itertools import cycle, islice

from sqlalchemy import select

from bench.taking import KEYS
from lms import config
from lms.app import demo
from lms.app.migrating import upgrade
from lms.confirmations.forms.paper import Issuer, print_card, print_page, print_pages
from lms.confirmations.models import Confirmation
from lms.db import Database

CLASS = 40


def main() -> None:
    """Print a line for the page, for the card, and for a class."""
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
        settings = config.read({**KEYS, "LMS_DATA_DIR": folder})
        database = Database(settings.database_url)
        upgrade(database)
        demo.load(database, settings)
        with database.session(write=False) as session:
            held = session.scalars(select(Confirmation)).all()
        database.close()
    issuer = Issuer(settings.issuer, settings.contact, settings.public_url, demo=True)
    some = list(islice(cycle(held), CLASS))
    for name, print_it in (("A4", print_page), ("thẻ", print_card)):
        print_it(some[0], issuer, hidden=False)  # the first reads the fonts
        took, sizes = [], []
        for one in some:
            began = time.perf_counter()
            sizes.append(len(print_it(one, issuer, hidden=False)))
            took.append(time.perf_counter() - began)
        ordered = sorted(took)
        half, most = ordered[CLASS // 2] * 1000, ordered[int(CLASS * 0.95)] * 1000
        print(f"{name}: nửa số tờ trong {half:.0f} ms, 95 % trong {most:.0f} ms; nhiều nhất {max(sizes) / 1000:.0f} KB")
        print(f"  {CLASS} tờ: {sum(took):.1f} giây")
    began = time.perf_counter()
    body = print_pages([(one, False) for one in some], issuer, words="Xác nhận, lớp 7B", on=some[0].issued_at.date())
    print(f"cả lớp {CLASS} tờ trong một tệp: {time.perf_counter() - began:.1f} giây, {len(body) / 1000:.0f} KB")


if __name__ == "__main__":
    main()
