"""Lighthouse's scores on a slow phone. Budget: performance ≥ 98, accessibility 100, best practices 100.

Needs Debian's chromium, and npm, which puts Lighthouse into a folder outside the tree.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

from bench.serving import served

PAGES = ("/hoc/dich-vu-cong/nop-ho-so", "/dang-nhap", "/", "/luyen/dich-vu-cong/nop-ho-so", "/dang-ky")
PACKAGE = "lighthouse@12.8.2"  # the last that runs on Node 20
KEPT = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lms-lighthouse"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
)


def measured(address: str) -> dict[str, object]:
    """Lighthouse's report on one page, as a mobile phone on a slow network."""
    command = [
        str(KEPT / "node_modules/.bin/lighthouse"),
        address,
        "--quiet",
        "--output=json",
        f"--chrome-flags={FLAGS}",
    ]
    environ = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    told = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if told.returncode:
        raise SystemExit(told.stderr)
    return dict(json.loads(told.stdout))


def main() -> None:
    """Print a line per page: the scores, then when the largest thing was seen, and how long the page was busy."""
    install = ["npm", "install", "--prefix", str(KEPT), "--silent", "--no-package-lock", "--ignore-scripts", PACKAGE]
    subprocess.run(install, check=True)
    print(f"{'trang':<34}{'nhanh':>7}{'tiếp cận':>10}{'cách làm':>10}   LCP, TBT")
    with served() as server:
        base = server.address
        for page in PAGES:
            told = measured(base + page)
            scores = [
                round(told["categories"][one]["score"] * 100)
                for one in ("performance", "accessibility", "best-practices")
            ]
            times = [told["audits"][one]["displayValue"] for one in ("largest-contentful-paint", "total-blocking-time")]
            print(f"{page:<34}{scores[0]:>7}{scores[1]:>10}{scores[2]:>10}   {', '.join(times)}")


if __name__ == "__main__":
    main()
