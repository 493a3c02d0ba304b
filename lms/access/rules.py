"""The whole policy on one screen: `GRANTS` says what each role may do at the unit where it is held, and below it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address, ip_network


class Role(StrEnum):
    """A post's role. Source: design §2."""

    FACILITATOR = "facilitator"
    TEACHER = "teacher"
    DRAFTER = "drafter"
    MANAGER = "manager"
    VIEWER = "viewer"
    ADMIN = "admin"


class Permission(StrEnum):
    """What can be permitted, as `thing:act`; alphabetical."""

    CLASS_KEEP = "class:keep"
    """Keep a class: its pupils, their cards and consents, who is let in, its results; from near only."""
    CLASS_MAKE = "class:make"
    """See which classes a school has and make one; from a post at the school, above it, or at one of its classes."""
    CLASS_TEACH = "class:teach"
    """Hold lessons with a class, set it work and see how each pupil gets on; from near only."""
    CLASS_YEAR = "class:year"
    """Take a whole school on to the next school year, and undo it."""
    CONFIRMATION_READ = "confirmation:read"
    """Open the paper of somebody who belongs there, with their full name; from a post at the commune or below."""
    CONFIRMATION_REVOKE = "confirmation:revoke"
    """See what was said against the confirmation of somebody who belongs there, settle it, or take it back."""
    COVERAGE_READ = "coverage:read"
    """Read a unit's figures: numbers of people, never a name."""
    LISTING_KEEP = "listing:keep"
    """Read and keep the list of whom a unit counts: names, years of birth, how far each has come."""
    NUMBER_KEEP = "number:keep"
    """Enter how many people a unit has to reach, and what share of them by when, each with its document."""
    PERSON_CARE = "person:care"
    """Set a new PIN, unlock, move, correct the name of somebody who belongs there."""
    PERSON_MERGE = "person:merge"
    """Say that two records are one person, undo it, and work through what people ask about their data."""
    PERSON_REGISTER = "person:register"
    """Register people there for them."""
    PERSON_SEE = "person:see"
    """Find people who belong there: name, year of birth, village, how far they have come; never a score."""
    POST_GIVE = "post:give"
    """See who holds which post there, give posts and take them back: those that `MAY_GIVE` lets one's own role give."""
    REPORT_DRAFT = "report:draft"
    """Write a unit's reports and lay them before the signer; only from a post at the very unit."""
    REPORT_SIGN = "report:sign"
    """Issue a unit's reports or give them back, receive or return those sent there; from a post at the very unit."""
    RULE_ADOPT = "rule:adopt"
    """Enter the unit's document that makes a completion rule bind there and below, and withdraw it."""
    SITTING_OPEN = "sitting:open"
    """Open a sitting at the unit of one's post, and see who is at those opened there or below."""
    TOTALS_PUBLISH = "totals:publish"
    """Let everybody see a unit's totals, and stop it."""
    UNIT_CHANGE = "unit:change"
    """Add units below it, and enter dated changes of those: new names, mergers, splits, moves."""
    UNIT_SEE = "unit:see"
    """Read a unit's page: its name, dates, and what stands directly below it."""


_FACE_TO_FACE = frozenset(
    {
        Permission.CONFIRMATION_READ,
        Permission.COVERAGE_READ,
        Permission.PERSON_CARE,
        Permission.PERSON_SEE,
        Permission.SITTING_OPEN,
        Permission.UNIT_SEE,
    }
)

GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.FACILITATOR: _FACE_TO_FACE | {Permission.LISTING_KEEP, Permission.PERSON_REGISTER},
    Role.TEACHER: _FACE_TO_FACE | {Permission.CLASS_KEEP, Permission.CLASS_MAKE, Permission.CLASS_TEACH},
    Role.DRAFTER: frozenset(
        {Permission.COVERAGE_READ, Permission.NUMBER_KEEP, Permission.REPORT_DRAFT, Permission.UNIT_SEE}
    ),
    Role.MANAGER: _FACE_TO_FACE
    | {
        Permission.CLASS_KEEP,
        Permission.CLASS_MAKE,
        Permission.CLASS_YEAR,
        Permission.CONFIRMATION_REVOKE,
        Permission.LISTING_KEEP,
        Permission.NUMBER_KEEP,
        Permission.PERSON_MERGE,
        Permission.PERSON_REGISTER,
        Permission.POST_GIVE,
        Permission.REPORT_SIGN,
        Permission.RULE_ADOPT,
        Permission.TOTALS_PUBLISH,
        Permission.UNIT_CHANGE,
    },
    Role.VIEWER: frozenset({Permission.COVERAGE_READ, Permission.UNIT_SEE}),
    Role.ADMIN: frozenset(
        {Permission.COVERAGE_READ, Permission.POST_GIVE, Permission.UNIT_CHANGE, Permission.UNIT_SEE}
    ),
}

NEAR_ONLY = frozenset({Permission.CLASS_KEEP, Permission.CLASS_TEACH})
"""What is nothing but names: a post above the commune, school or office grants it nowhere (design §4, Post)."""

MAY_GIVE: Mapping[Role, frozenset[Role]] = {
    Role.MANAGER: frozenset({Role.FACILITATOR, Role.TEACHER, Role.DRAFTER, Role.MANAGER, Role.VIEWER}),
    Role.ADMIN: frozenset({Role.MANAGER, Role.VIEWER, Role.ADMIN}),
}
"""Which roles a role may give, at the unit where it is held and below: nobody grants above what they hold (design §4).

An administrator appoints the first managers, and knows no names.
"""


PROVINCE_SLASHES = 3
"""In the path of a province (`/1/34/`), which stands directly under the country."""


@dataclass(frozen=True, slots=True)
class Held:
    """A role held at a unit; `path` is the unit's place in the tree today and reaches everything under it."""

    role: Role
    unit_id: int
    path: str

    def reaches(self, path: str) -> bool:
        """Whether a unit with that path is this unit or stands below it."""
        return path.startswith(self.path)

    def grants(self, permission: Permission) -> bool:
        """Whether the role held grants the permission, from where it is held."""
        return permission in GRANTS[self.role] and (self.near or permission not in NEAR_ONLY)

    @property
    def near(self) -> bool:
        """Whether it is held at a commune, school or office, or below: names reach no further up (design §4, Post)."""
        return self.path.count("/") > PROVINCE_SLASHES


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks: a person's id and posts, free of the database. Nobody signed in: `person_id` is None.

    `stopped`: they wish that nothing more be recorded of them.
    """

    person_id: int | None = None
    posts: tuple[Held, ...] = field(default=())
    stopped: bool = False

    @property
    def is_staff(self) -> bool:
        """Whether the person holds any post."""
        return bool(self.posts)

    def may(self, permission: Permission, path: str) -> bool:
        """Whether some post of the person grants the permission at a unit with that path."""
        return any(post.grants(permission) and post.reaches(path) for post in self.posts)

    def may_within(self, permission: Permission, path: str) -> bool:
        """Whether some post grants the permission at a unit with that path, or anywhere below it."""
        return self.may(permission, path) or any(
            post.grants(permission) and post.path.startswith(path) for post in self.posts
        )

    def may_know(self, permission: Permission, path: str) -> bool:
        """Whether some post near enough for names grants the permission at a unit with that path."""
        return Actor(self.person_id, tuple(post for post in self.posts if post.near)).may(permission, path)

    def within_reach(self, path: str, house: str | None = None) -> bool:
        """Whether any post reaches the unit at all: outside their reach it does not exist for them (404, not 403).

        `house` is the path of the school whose class it is: whoever holds a post in there knows that the class exists.
        """
        return any(post.reaches(path) or (house is not None and post.path.startswith(house)) for post in self.posts)


NOBODY = Actor()


def path_range(path: str) -> tuple[str, str]:
    """The half-open range of texts that begin with `path`: `path <= p < end`, so that an index is used.

    Paths are digits and slashes (`/1/7/`); the text after the last slash is the next character, `0`.
    """
    return path, f"{path[:-1]}0"


def home_path(path: str) -> str:
    """The place in the tree of the commune, school or office that a unit stands in; a province's is its own.

    As far as that, names are known to those who work there (design §4, Post).
    """
    return "/".join(path.split("/")[: PROVINCE_SLASHES + 1]) + "/" if path.count("/") > PROVINCE_SLASHES else path


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an act came from: who did it (None: nobody signed in) and the network, cut short."""

    person_id: int | None
    network: str | None


def network_of(address: str | None) -> str | None:
    """The network prefix of an address: /24 for IPv4, /48 for IPv6; None when it is no address.

    One household or one school is told from another, one person is not.
    """
    try:
        found = ip_address(address or "")
    except ValueError:
        return None
    mapped = getattr(found, "ipv4_mapped", None)
    found = mapped or found
    return str(ip_network(f"{found}/{24 if found.version == 4 else 48}", strict=False))
