"""The short check (kiểm tra lại ngắn): what it draws, when it may be made, what it is worth.

Source: design §5, Evidence. Presence cannot be added later: a result rises only by three tasks or
questions drawn on the spot in an opened sitting.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from lms.assessments.rules.drawing import Pool, mixed
from lms.assessments.rules.kinds import CheckBy, Presence
from lms.assessments.rules.papers import Score, Snapshot, score
from lms.errors import Refused
from lms.questions.rules import Question
from lms.skills.rules import CompletionRule, Evidence, Task

DRAWN = 3
"""So many questions or tasks, each of another skill as long as there are skills left."""

PAUSE = timedelta(hours=1)
"""From a check that was not passed to the next: a product decision, as long as the shipped pause between papers. It is
time to look something up, and nobody draws again and again until three easy ones come."""


def draw_questions(pool: Pool, lately: Collection[str], seed: int) -> tuple[Question, ...]:
    """Three questions of different families: other skills first, then what was not asked lately (codes), then by luck.

    Raises Refused when the pool has no three.
    """
    items = [one for some in pool.values() for one in some]
    picks: list[Question] = []
    while len(picks) < DRAWN:
        free = [one for one in items if one.family not in {pick.family for pick in picks}]
        if not free:
            raise Refused("Chưa đủ câu hỏi để kiểm tra lại. Chọn cách làm 3 việc, hoặc để buổi khác.")
        picks.append(_best(free, Counter(pick.skill for pick in picks), lately, seed))
    return tuple(picks)


def _best(free: Sequence[Question], used: Counter[str], lately: Collection[str], seed: int) -> Question:
    return min(
        free, key=lambda one: (used[one.skill], one.code in lately, mixed(seed, one.skill), mixed(seed, one.code))
    )


def draw_tasks(tasks: Sequence[Task], seed: int) -> tuple[Task, ...]:
    """Three of a rule's tasks: those that show other skills first, then by luck. Raises Refused for fewer."""
    if len(tasks) < DRAWN:
        raise Refused("Chưa đủ việc để kiểm tra lại. Chọn cách trả lời 3 câu hỏi.")
    left, picks = list(tasks), list[Task]()
    while len(picks) < DRAWN:
        shown = {skill for pick in picks for skill in pick.skills}
        picks.append(_other(left, shown, seed))
        left.remove(picks[-1])
    return tuple(picks)


def _other(left: Sequence[Task], shown: Collection[str], seed: int) -> Task:
    return min(left, key=lambda one: (sum(skill in shown for skill in one.skills), mixed(seed, one.key)))


def ways(rule: CompletionRule, pool: Pool) -> tuple[CheckBy, ...]:
    """By what a check under a rule can be made; nothing where it has too few tasks and questions."""
    asked = rule.paper and len({one.family for some in pool.values() for one in some}) >= DRAWN
    found = (CheckBy.QUESTIONS, asked), (CheckBy.TASKS, len(rule.tasks) >= DRAWN)
    return tuple(way for way, can in found if can)


def raises_to(lent: Evidence) -> Evidence:
    """What a passed check raises proofs to, by what the sitting lends: with a way of knowing the person, sampled.

    Without one it only says that somebody was present; where the sitting lends nothing, nothing is raised.
    """
    return lent if lent < Evidence.IDENTIFIED else Evidence.SAMPLED


def worth(snapshot: Snapshot, marks: Sequence[tuple[str, bool]]) -> Score:
    """What a check (skill, right) is worth: the rule's own pass mark over all of it, and no floors in areas.

    With 70 % all three have to be right.
    """
    found = score(snapshot, marks)
    return replace(found, low=(), passed=bool(marks) and found.whole.reaches(snapshot.rule.pass_mark))


def task_marks(tasks: Sequence[Task], done: Sequence[bool]) -> list[tuple[str, bool]]:
    """Each task under the first skill it shows: enough to say which lessons to look at again."""
    return [(task.skills[0], right) for task, right in zip(tasks, done, strict=True)]


def next_check(failed_at: datetime | None, at: datetime) -> datetime | None:
    """From when another check may be made after the last one that was not passed (None: there was none); None: now.

    One that lies ahead of `at` (a clock put right) holds nobody up.
    """
    if failed_at is None or failed_at > at or at >= failed_at + PAUSE:
        return None
    return failed_at + PAUSE


def hindrance(state: Presence, lent: Evidence, held: Evidence) -> Refused | None:
    """Why no check can raise what is `held` now, by what the sitting would lend; None: it can."""
    if state is not Presence.PRESENT:
        return Refused("Điểm danh “Có mặt” trước, rồi mới kiểm tra lại.")
    if lent is Evidence.SELF:
        return Refused("Số bí mật của người này do người mở buổi đặt. Chọn người chứng kiến thứ hai trước.")
    if raises_to(lent) <= held:
        return Refused("Ghi ở trên đã biết người này bằng cách nào, rồi mới kiểm tra lại được.")
    return None
