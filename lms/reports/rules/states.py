"""How a report goes from draft to received: which step from which state, by whom."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lms.access.rules import GRANTS, Actor, Permission
from lms.errors import Forbidden, Refused


class State(StrEnum):
    """Where a report is. From `submitted` on figures and texts change no more, from `issued` on it never goes back."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ISSUED = "issued"
    SENT = "sent"
    RECEIVED = "received"
    RETURNED = "returned"


class Step(StrEnum):
    """What can be done with a report at its own unit."""

    EDIT = "edit"
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    ISSUE = "issue"
    ATTACH = "attach"
    """Add the signed paper, or put another in its place."""
    SEND = "send"
    NOTE = "note"
    """Write down that a recipient who does not use the platform received or returned it."""
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class Way:
    """From which states a step may be taken, and which permissions, held at the unit itself, allow it (any one)."""

    states: frozenset[State]
    permissions: frozenset[Permission]


_OUT = frozenset({State.SENT, State.RECEIVED, State.RETURNED})
_DRAFT, _SIGN = frozenset({Permission.REPORT_DRAFT}), frozenset({Permission.REPORT_SIGN})

WAYS: Mapping[Step, Way] = {
    Step.EDIT: Way(frozenset({State.DRAFT}), _DRAFT),
    Step.SUBMIT: Way(frozenset({State.DRAFT}), _DRAFT),
    Step.SEND_BACK: Way(frozenset({State.SUBMITTED}), _SIGN),
    Step.ISSUE: Way(frozenset({State.SUBMITTED}), _SIGN),
    Step.ATTACH: Way(frozenset({State.ISSUED}), _DRAFT | _SIGN),
    Step.SEND: Way(frozenset({State.ISSUED}), _DRAFT | _SIGN),
    Step.NOTE: Way(_OUT, _DRAFT | _SIGN),
    Step.CORRECT: Way(_OUT | {State.ISSUED}, _DRAFT),
}


def said(sentence: str) -> str:
    """The sentence itself: `make messages` gathers it here, and the page that shows it translates it."""
    return sentence


STATE_WORDS: Mapping[State, str] = {
    State.DRAFT: said("Nháp"),
    State.SUBMITTED: said("Đã trình ký"),
    State.ISSUED: said("Đã ban hành"),
    State.SENT: said("Đã gửi"),
    State.RECEIVED: said("Đã nhận"),
    State.RETURNED: said("Bị trả lại"),
}
STATE_TAGS: Mapping[State, str] = {
    State.DRAFT: "none",
    State.SUBMITTED: "doing",
    State.ISSUED: "doing",
    State.SENT: "doing",
    State.RECEIVED: "ok",
    State.RETURNED: "bad",
}
"""How a state is marked where it stands in a list."""


def held_at(actor: Actor, path: str) -> frozenset[Permission]:
    """What somebody may do by posts held at the very unit with that path: a report is its own people's business."""
    return frozenset().union(*(GRANTS[post.role] for post in actor.posts if post.path == path))


def may(step: Step, state: State, held: Collection[Permission]) -> bool:
    """Whether somebody with such permissions at the unit may take a step from a state."""
    return state in WAYS[step].states and bool(WAYS[step].permissions.intersection(held))


def check_step(step: Step, state: State, held: Collection[Permission]) -> None:
    """Raises Forbidden for somebody else's step, Refused when the report stands elsewhere by now."""
    if not WAYS[step].permissions.intersection(held):
        raise Forbidden
    if state in WAYS[step].states:
        return
    if state is State.DRAFT:
        raise Refused("Báo cáo đang là bản nháp. Trình ký trước đã.")
    if state is State.SUBMITTED:
        raise Refused("Báo cáo đang chờ ký nên không sửa được. Người ký trả lại bản nháp thì mới sửa.")
    raise Refused("Báo cáo đã ban hành nên không đổi được nữa. Có sai thì lập bản đính chính.")


def may_see(actor: Actor, state: State, path: str) -> bool:
    """Whether a report of the unit with that path may be read: drafts by those who draft and sign there, an issued one
    by whoever has a post there that reads figures, one that was sent by everybody above as well.
    """
    held = held_at(actor, path)
    if held & (_DRAFT | _SIGN):
        return True
    if state in (State.DRAFT, State.SUBMITTED):
        return False
    return Permission.COVERAGE_READ in held or (state in _OUT and actor.may(Permission.COVERAGE_READ, path))


def check_signer(person_id: int | None, hands: Collection[int | None]) -> None:
    """Raises Refused for a signer who wrote in the report or submitted it: those are two people (four eyes)."""
    if person_id is None or person_id in hands:
        raise Refused(
            "Người đã soạn, nhập số hoặc trình báo cáo thì không ban hành được báo cáo ấy. Người ký phải là người khác."
        )


def check_signed(file_name: str | None) -> None:
    """Raises Refused for a report whose signed paper is not there: what nobody signed is not sent."""
    if file_name is None:
        raise Refused("Chưa có bản đã ký. Tải bản đã ký lên rồi gửi.")


def state_of(outcomes: Collection[tuple[bool, bool]]) -> State:
    """The state of a sent report by its recipients, each as (received, returned): one return is a return."""
    if any(returned for _, returned in outcomes):
        return State.RETURNED
    return State.RECEIVED if all(received for received, _ in outcomes) else State.SENT
