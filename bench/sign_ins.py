"""Sign-ins per second: eight people at once, each with the whole form, from one address."""

import os
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from bench.serving import served

PEOPLE = 8
EACH = 25


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Do not follow: the redirect is the answer."""


def sign_in(base: str) -> bool:
    """Whether one sign-in was let in."""
    form = urllib.parse.urlencode({"code": "DEMO-DAN", "secret": "275913", "device": "chung"}).encode()
    request = urllib.request.Request(f"{base}/dang-nhap", form, {"Origin": base})
    try:
        urllib.request.build_opener(_Stay).open(request)
    except urllib.error.HTTPError as answer:
        return answer.code == 303
    return False


def main() -> None:
    """Print sign-ins per second; `LMS_DATABASE_URL` chooses the database."""
    with served(os.environ.get("LMS_DATABASE_URL")) as server, ThreadPoolExecutor(PEOPLE) as people:
        began = time.perf_counter()
        let_in = sum(people.map(lambda _: sign_in(server.address), range(PEOPLE * EACH)))
        seconds = time.perf_counter() - began
    print(f"đăng nhập {let_in / seconds:.0f}/s, {let_in} trên {PEOPLE * EACH} lượt được vào")


if __name__ == "__main__":
    main()
