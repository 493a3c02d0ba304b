"""Audiences and their bands, frameworks with provenance, and completion rules (design §2, §4, §5): data, no law."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from functools import lru_cache


class Audience(StrEnum):
    """Who a lesson, a question or a rule is for (nhóm người học)."""

    CITIZEN = "citizen"
    OFFICIAL = "official"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    UPPER = "upper"
    STUDENT = "student"
    ENTERPRISE = "enterprise"


AUDIENCE_CODES: Mapping[str, Audience] = {
    "nguoi-dan": Audience.CITIZEN,
    "can-bo": Audience.OFFICIAL,
    "tieu-hoc": Audience.PRIMARY,
    "thcs": Audience.SECONDARY,
    "thpt": Audience.UPPER,
    "sinh-vien": Audience.STUDENT,
    "doanh-nghiep": Audience.ENTERPRISE,
}
"""How files name audiences (content guide §8)."""

ADULTS = "adults"
"""The counted group of those who live there and are 18 by 31/12, whatever else they belong to (design §4)."""

GROUP_CODES: Mapping[str, str] = {"nguoi-lon": ADULTS} | {code: str(one) for code, one in AUDIENCE_CODES.items()}
"""How files name the counted groups that a confirmation counts for."""


class Confidence(StrEnum):
    """How sure a source is (content guide §4)."""

    CERTAIN = "certain"
    PARTIAL = "partial"
    INDIRECT = "indirect"
    ADVICE = "advice"


CONFIDENCE_CODES: Mapping[str, Confidence] = {
    "chac": Confidence.CERTAIN,
    "mot-phan": Confidence.PARTIAL,
    "gian-tiep": Confidence.INDIRECT,
    "loi-khuyen": Confidence.ADVICE,
}


@dataclass(frozen=True, slots=True, order=True)
class Grades:
    """School grades from `first` to `last`, both included."""

    first: int
    last: int

    def __contains__(self, grade: int) -> bool:
        """Whether a grade is among them."""
        return self.first <= grade <= self.last

    def meets(self, other: "Grades") -> bool:
        """Whether the two have a grade in common."""
        return self.first <= other.last and other.first <= self.last


BANDS: Mapping[Audience, tuple[Grades, ...]] = {
    Audience.PRIMARY: (Grades(1, 2), Grades(3, 5)),
    Audience.SECONDARY: (Grades(6, 9),),
    Audience.UPPER: (Grades(10, 12),),
}
"""The bands of the audiences that have grades; the others have one band, None."""


def band_of(audience: Audience, grade: int | None) -> Grades | None:
    """The band a grade falls in, or None where the audience has none or the grade is not one of its own."""
    return next((band for band in BANDS.get(audience, ()) if grade is not None and grade in band), None)


def band_named(audience: Audience, text: str | None) -> Grades | None:
    """The band that a membership names (`3-5`); the only one of an audience that has but one; else None."""
    bands = BANDS.get(audience, ())
    if len(bands) == 1:
        return bands[0]
    return next((band for band in bands if f"{band.first}-{band.last}" == text), None)


@dataclass(frozen=True, slots=True)
class Document:
    """An official text that a framework is taken from, how it was read, and whether a person has compared it.

    `checked` is False until someone has held the original beside the file; such a text is never quoted as certain.
    """

    code: str
    name: str
    number: str
    issued_on: date
    issuer: str
    in_force_on: date | None
    read_through: str
    confidence: Confidence
    checked: bool
    checked_by: str
    entered_on: date


@dataclass(frozen=True, slots=True)
class Skill:
    """One thing to be able to do: its code (`4.2`), its official name, and what it means in plain words."""

    code: str
    name: str
    plain: str
    description: str
    area: str


@dataclass(frozen=True, slots=True)
class Area:
    """A group of skills (`4` An toàn) and the code of the text it is taken from."""

    code: str
    name: str
    document: str
    skills: tuple[Skill, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """The level that a text names for some grades (`CB2` for grades 4–5)."""

    grades: Grades
    code: str


@dataclass(frozen=True, slots=True)
class Framework:
    """A structure of areas and skills, versioned, with the texts it stands on."""

    code: str
    name: str
    version: str
    applies_from: date
    note: str
    documents: tuple[Document, ...]
    areas: tuple[Area, ...]
    levels: tuple[Level, ...] = ()

    @property
    def skills(self) -> tuple[Skill, ...]:
        """Every skill, in the framework's order."""
        return tuple(skill for area in self.areas for skill in area.skills)

    @property
    def checked(self) -> bool:
        """Whether every text has been compared with its original."""
        return all(document.checked for document in self.documents)


class Proof(StrEnum):
    """What may prove a skill (design §5)."""

    CLOSING_QUESTIONS = "closing_questions"
    PAPER = "paper"
    SIMULATION = "simulation"
    OBSERVED = "observed"
    RECOGNISED = "recognised"


PROOF_CODES: Mapping[str, Proof] = {
    "cau-hoi-cuoi-bai": Proof.CLOSING_QUESTIONS,
    "bai-danh-gia": Proof.PAPER,
    "thuc-hanh": Proof.SIMULATION,
    "quan-sat": Proof.OBSERVED,
    "cong-nhan": Proof.RECOGNISED,
}


class Evidence(IntEnum):
    """How it is known who did it (design §2, mức minh chứng), from least to most."""

    SELF = 0
    SUPERVISED = 1
    IDENTIFIED = 2
    SAMPLED = 3


@dataclass(frozen=True, slots=True)
class SkillDemand:
    """A skill that a rule asks for: how many questions a paper draws for it, why, and any one of which proofs."""

    code: str
    questions: int
    reason: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be seen doing: its words, and the skills it shows."""

    text: str
    skills: tuple[str, ...]

    @property
    def key(self) -> str:
        """A short hash of its words and skills: a new wording is a new task."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class CompletionRule:
    """When an audience (and band of grades) is complete; a choice of this product unless `basis` names a text.

    Shares are 0–1. `tasks`, when there are any, are a complete alternative to the paper: a skill is proved when every
    task that shows it has been seen done by someone with a post. `paper` is False where no paper is set: grades 1–2
    are observed.
    """

    code: str
    version: str
    applies_from: date
    basis: str
    framework: str
    audience: Audience
    grades: Grades | None
    name: str
    questions: int
    skills: tuple[SkillDemand, ...]
    tasks: tuple[Task, ...]
    pass_mark: float
    area_floor: float
    floor_from_questions: int
    retry_pause_minutes: int
    day_pause_from_attempt: int
    shared_items_share: float
    counted_evidence: Evidence
    counts_for: tuple[str, ...]
    reason: str

    @property
    def paper(self) -> bool:
        """Whether a paper can be taken under this rule."""
        return self.questions > 0

    @property
    def digest(self) -> str:
        """A short hash of the whole rule: results record under which one they were made."""
        return _digest(self)

    def demand(self, skill: str) -> SkillDemand | None:
        """What the rule asks of a skill, or None when it does not ask for it."""
        return next((one for one in self.skills if one.code == skill), None)


@lru_cache(100)
def _digest(rule: CompletionRule) -> str:
    """Asked for with every paper, of a few rules."""
    return hashlib.sha256(repr(rule).encode()).hexdigest()[:12]
