"""Tasks that may be seen done: which of them hold for a person, and which have been ticked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.assessments.models import ObservedTask
from lms.content.rules.library import Library
from lms.people.queries.accounts import open_memberships
from lms.skills.rules import Audience, CompletionRule, Evidence, Task, band_named


@dataclass(frozen=True, slots=True)
class TaskShown:
    """A task that may be ticked: whether it has been in this sitting, and whether in another."""

    task: Task
    here: bool
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class RuleTasks:
    """The observed tasks of a rule that holds for a person."""

    rule: CompletionRule
    tasks: tuple[TaskShown, ...]


def rules_of(session: Session, person_id: int, library: Library) -> Mapping[Audience, CompletionRule]:
    """The rules with observed tasks that hold for a person today. One query."""
    found = {
        one.audience: library.rule_for(one.audience, band_named(one.audience, one.band))
        for one in open_memberships(session, person_id)
    }
    return {audience: rule for audience, rule in found.items() if rule is not None and rule.tasks}


def tasks_of(session: Session, person_id: int, sitting_id: int, library: Library) -> Sequence[RuleTasks]:
    """What may be ticked for a person, by rule, and what has been. Two queries."""
    query = select(ObservedTask.audience, ObservedTask.task, ObservedTask.sitting_id)
    seen = set(session.execute(query.where(ObservedTask.person_id == person_id)))
    elsewhere = {(audience, key) for audience, key, where in seen if where != sitting_id}
    return [
        RuleTasks(
            rule,
            tuple(
                TaskShown(task, (audience, task.key, sitting_id) in seen, (audience, task.key) in elsewhere)
                for task in rule.tasks
            ),
        )
        for audience, rule in rules_of(session, person_id, library).items()
    ]


def seen_tasks(session: Session, person_id: int, audience: Audience) -> Mapping[str, Evidence]:
    """Each task seen done by a person in any sitting, by key, with its best evidence. One query."""
    mine = ObservedTask.person_id == person_id, ObservedTask.audience == audience
    query = select(ObservedTask.task, func.max(ObservedTask.evidence)).where(*mine).group_by(ObservedTask.task)
    return {task: Evidence(level) for task, level in session.execute(query)}
