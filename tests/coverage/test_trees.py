"""What stands below or over a place."""

from dataclasses import dataclass

import pytest

from lms.coverage.rules.trees import Tree, topmost

PATHS = ("/1/", "/1/2/", "/1/2/3/", "/1/20/", "/1/4/5/", "/9/", "/10/")


@dataclass(frozen=True)
class Place:
    """A place."""

    path: str


TREE = Tree((path, Place(path)) for path in PATHS)


@pytest.mark.parametrize("path", [*PATHS, "/1/4/", "/7/"])
def test_what_stands_below_a_place_is_what_begins_with_its_path(path):
    found = [one.path for one in TREE.below(path)]

    assert found == sorted(one for one in PATHS if one.startswith(path) and one != path)


def test_only_the_topmost_below_a_place_are_added_up():
    assert [one.path for one in topmost(TREE.below("/1/"))] == ["/1/2/", "/1/20/", "/1/4/5/"]
    assert topmost(TREE.below("/9/")) == []


@pytest.mark.parametrize(
    ("path", "over"), [("/1/2/", True), ("/1/2/3/", True), ("/1/20/", False), ("/1/", False), ("/1/4/5/6/", True)]
)
def test_something_stands_over_a_place_when_its_path_begins_alike(path, over):
    assert Tree((one, one) for one in ("/1/2/", "/1/4/5/")).over(path) is over
