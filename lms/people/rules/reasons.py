"""Why somebody above the commune looks at names there. Source: design §4, Post."""

from datetime import timedelta

from lms.errors import Refused

FEWEST_LETTERS, MOST_LETTERS = 10, 300
NAMES_SHOWN_FOR = timedelta(hours=1)
"""How long names are shown after a reason was stated."""
REASONS_SHOWN_FOR = timedelta(days=90)
"""How long those who were looked at see it on their own page."""


def clean_reason(typed: str) -> str:
    """The reason on one line. Raises Refused, beside field `reason`, for one that says nothing, or too long."""
    reason = " ".join(typed.split())
    if sum(letter.isalpha() for letter in reason) < FEWEST_LETTERS:
        raise Refused(
            "Viết rõ hơn, từ %(least)s chữ cái. Ví dụ: gọi lại cho người báo quên mã.",
            field="reason",
            least=FEWEST_LETTERS,
        )
    if len(reason) > MOST_LETTERS:
        raise Refused("Viết gọn lại, tối đa %(most)s ký tự.", field="reason", most=MOST_LETTERS)
    return reason
