"""The house with its rules and confirmations, as the tests of confirmations know it."""

from tests.confirmations.conftest import house  # noqa: F401 - a fixture
