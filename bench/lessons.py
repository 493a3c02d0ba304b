"""Lesson requests per second beside a static file from the same server. Budget: ≥ 1,500 on 2 cores, ≥ half."""

import re
import statistics
import urllib.request

from bench.serving import served, wrk

LESSON = "/hoc/dich-vu-cong/nop-ho-so"
ROUNDS = 3


def main() -> None:
    """Print the medians and their ratio."""
    with served() as server:
        base = server.address
        with urllib.request.urlopen(base + LESSON) as answer:
            style = re.search(r'href="(/static/style\.[^"]+)"', answer.read().decode())
        static = style[1] if style else "/static/style.css"
        pairs = [(wrk(base + LESSON), wrk(base + static)) for _ in range(ROUNDS)]
    lesson, file = (statistics.median(one) for one in zip(*pairs, strict=True))
    print(f"bài học {lesson:.0f}/s, tệp tĩnh {file:.0f}/s, tỷ lệ {lesson / file:.2f}")


if __name__ == "__main__":
    main()
