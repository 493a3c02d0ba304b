"""Things that stand in the tree, found below or over a place without looking at all the others."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar


class Placed(Protocol):
    """Something with a place in the tree (`/1/34/`)."""

    @property
    def path(self) -> str:
        """Its place."""


Thing = TypeVar("Thing")
PlacedThing = TypeVar("PlacedThing", bound=Placed)


class Tree(Generic[Thing]):
    """Things by their places, in the order of the tree: whatever stands below a place stands in one run."""

    __slots__ = ("_paths", "_things")

    def __init__(self, placed: Iterable[tuple[str, Thing]]) -> None:
        """Put them in order."""
        held = sorted(placed, key=lambda one: one[0])
        self._paths = [path for path, _ in held]
        self._things = [thing for _, thing in held]

    def below(self, path: str) -> Sequence[Thing]:
        """What stands strictly below a place, in the order of the tree."""
        # paths are digits and slashes: the text after the last slash is `0`
        return self._things[bisect_right(self._paths, path) : bisect_left(self._paths, f"{path[:-1]}0")]

    def over(self, path: str) -> bool:
        """Whether something stands at a place or over it, where nothing held stands below anything else held."""
        before = bisect_right(self._paths, path)
        return before > 0 and path.startswith(self._paths[before - 1])


def topmost(things: Iterable[PlacedThing]) -> list[PlacedThing]:
    """Of things in the order of the tree those that stand under no other of them."""
    found: list[PlacedThing] = []
    for one in things:
        if not (found and one.path.startswith(found[-1].path)):
            found.append(one)
    return found
