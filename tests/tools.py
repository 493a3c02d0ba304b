"""What some tests need from the machine: skipped where it is missing; `.ci/run` installs it before its second run."""

import shutil

import pytest

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler-utils")
needs_reader = pytest.mark.skipif(not (shutil.which("zbarimg") and shutil.which("pdftoppm")), reason="needs zbar-tools")
