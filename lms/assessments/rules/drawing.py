"""Drawing a paper by the rule's blueprint (ma trận đề). Pure: the same seed and the same pool give the same paper.

Source: design §5, Completion rule; content guide §6.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from lms.errors import Refused
from lms.questions.rules import Difficulty, Question
from lms.skills.rules import CompletionRule

MIX: Mapping[Difficulty, int] = {Difficulty.EASY: 4, Difficulty.MEDIUM: 5, Difficulty.HARD: 1}
"""Of ten questions so many are easy, medium, hard: what a paper aims at over all its skills."""

RECENT_PAPERS = 2
"""With how many of the person's last papers a new one shares at most `shared_items_share` of its items."""

Pool = Mapping[str, Sequence[Question]]


def pool_of(rule: CompletionRule, items: Iterable[Question]) -> Pool:
    """The assessment items a rule may draw from, by skill: for its audience, and for grades that its band has."""
    wanted = {demand.code: list[Question]() for demand in rule.skills}
    for item in items:
        fits = item.grades is None or rule.grades is None or item.grades.meets(rule.grades)
        if item.skill in wanted and rule.audience in item.audiences and fits:
            wanted[item.skill].append(item)
    return wanted


def draw(rule: CompletionRule, pool: Pool, ages: Mapping[str, int], seed: int) -> tuple[Question, ...]:
    """The questions of a new paper, in their order. `ages`: code of a question asked before → papers ago, 1 the last.

    At most one of a family; fewer than the rule asks for where a skill has fewer families. Raises Refused when no
    paper is set under the rule, or a skill of it has no question at all.
    """
    if not rule.paper:
        raise Refused("Nhóm này không làm bài đánh giá trên máy: thầy cô xem em làm rồi ghi nhận.")
    if any(demand.questions and not pool.get(demand.code) for demand in rule.skills):
        raise Refused("Bài đánh giá này chưa đủ câu hỏi để ra đề. Mời học các bài trước, ít hôm nữa mở lại trang này.")
    drawing = _Drawing(rule, pool, ages, seed)
    drawing.fill()
    drawing.even_out()
    return spread(drawing.picks, seed)


def aims(total: int) -> Mapping[Difficulty, int]:
    """How many easy, medium and hard questions a paper of so many aims at: 4:5:1, the remainder to the nearest."""
    parts = sum(MIX.values())
    found = {difficulty: total * weight // parts for difficulty, weight in MIX.items()}
    rest = sorted(MIX, key=lambda one: -(total * MIX[one] % parts))
    for difficulty in rest[: total - sum(found.values())]:
        found[difficulty] += 1
    return found


def spread(picks: Sequence[Question], seed: int) -> tuple[Question, ...]:
    """The questions mixed, so that no two of one skill follow each other while another skill has any left."""
    left: dict[str, list[Question]] = {}
    for question in sorted(picks, key=lambda one: mixed(seed, one.code)):
        left.setdefault(question.skill, []).append(question)
    order: list[Question] = []
    while left:
        before = order[-1].skill if order else ""
        skills = [skill for skill in left if skill != before] or list(left)
        skill = max(skills, key=lambda one: (len(left[one]), mixed(seed, f"{one}:{len(order)}")))
        order.append(left[skill].pop())
        if not left[skill]:
            del left[skill]
    return tuple(order)


class _Drawing:
    """A paper being drawn."""

    def __init__(self, rule: CompletionRule, pool: Pool, ages: Mapping[str, int], seed: int) -> None:
        self.rule, self.pool, self.ages = rule, pool, ages
        self.luck = {item.code: mixed(seed, item.code) for items in pool.values() for item in items}
        total = sum(demand.questions for demand in rule.skills)
        self.most_shared = int(total * rule.shared_items_share + 1e-9)
        self.wanting = Counter(aims(total))  # below zero: too many already
        self.picks: list[Question] = []
        self.families: set[str] = set()

    def fill(self) -> None:
        """Take what each skill asks for: what was not asked lately, then the difficulty most wanted, then by luck."""
        for demand in sorted(self.rule.skills, key=lambda one: len(self.pool[one.code]) - one.questions):
            for _ in range(demand.questions):
                free = [item for item in self.pool[demand.code] if item.family not in self.families]
                if not free:
                    break
                self._take(min(free, key=self._worth))

    def even_out(self) -> None:
        """Change questions of a difficulty there are too many of for one that is wanting, within the same skill.

        A question asked lately may come in by this, as long as no more are shared than the rule lets.
        """
        for old in list(self.picks):
            if self.wanting[old.difficulty] >= 0:
                continue
            if better := self._instead_of(old):
                self._put_back(old)
                self._take(min(better, key=self._worth))

    def _worth(self, item: Question) -> tuple[int, int, int, bytes]:
        """What to sort by, the best first."""
        age = self.ages.get(item.code, 0)
        lately = RECENT_PAPERS + 1 - age if 1 <= age <= RECENT_PAPERS else 0
        return lately, -self.wanting[item.difficulty], -age if age else -1_000_000, self.luck[item.code]

    def _lately(self, item: Question) -> bool:
        return 1 <= self.ages.get(item.code, 0) <= RECENT_PAPERS

    def _instead_of(self, old: Question) -> list[Question]:
        taken = self.families - {old.family}
        room = self._lately(old) or sum(map(self._lately, self.picks)) < self.most_shared
        return [
            item
            for item in self.pool[old.skill]
            if self.wanting[item.difficulty] > 0 and item.family not in taken and (room or not self._lately(item))
        ]

    def _take(self, item: Question) -> None:
        self.picks.append(item)
        self.families.add(item.family)
        self.wanting[item.difficulty] -= 1

    def _put_back(self, item: Question) -> None:
        self.picks.remove(item)
        self.families.remove(item.family)
        self.wanting[item.difficulty] += 1


def mixed(seed: int, code: str) -> bytes:
    """Where a thing falls in the order of a seed."""
    return hashlib.sha256(f"{seed}:{code}".encode()).digest()
