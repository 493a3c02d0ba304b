"""Page weights, cold, without pictures. Budget: ≤ 25 KB transferred, ≤ 4 requests, script ≤ 8 KB."""

import gzip
import re
import urllib.request

from bench.serving import served

PAGES = ("/", "/hoc/", "/hoc/dich-vu-cong/nop-ho-so", "/hoc/tieu-hoc-giup-nha/giup-ong-ba-mot-viec", "/khan-cap",
         "/luyen/dich-vu-cong/nop-ho-so", "/dang-nhap", "/dang-ky")  # fmt: skip
ASSET = re.compile(rb'<(?:link|script)[^>]+(?:href|src)="(/static/[^"]+)"')


def transferred(address: str) -> tuple[int, bytes]:
    """Bytes of the answer as sent (headers, packed body), and the body unpacked."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        body = answer.read()
        packed = answer.headers.get("Content-Encoding") == "gzip"
        size = len(body) + len(str(answer.headers)) + 20
    return size, gzip.decompress(body) if packed else body


def main() -> None:
    """Print a line per page."""
    print(f"{'trang':<50}{'yêu cầu':>8}{'tổng KB':>9}{'script KB':>10}")
    with served() as server:
        base = server.address
        for page in PAGES:
            size, body = transferred(base + page)
            assets = sorted(set(ASSET.findall(body)))
            sizes = {name.decode(): transferred(base + name.decode())[0] for name in assets}
            scripts = sum(one for name, one in sizes.items() if name.endswith(".js"))
            print(f"{page:<50}{1 + len(sizes):>8}{(size + sum(sizes.values())) / 1000:>9.1f}{scripts / 1000:>10.1f}")


if __name__ == "__main__":
    main()
