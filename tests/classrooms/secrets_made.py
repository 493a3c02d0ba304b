"""The steps of making secrets for a class, and what the slips then say."""

import re

from sqlalchemy import delete, select

from lms.people.adapters.hashing import Hasher
from lms.people.models import SignIn
from tests.builders import PEPPER, rows

HASHER = Hasher(PEPPER, passes=1, memory_kib=8)


def account(database, who) -> SignIn:
    """Somebody's sign-in as it stands."""
    return rows(database, select(SignIn).where(SignIn.person_id == who.id))[0]


def without_code(database, *people) -> None:
    """Have people no learner code, as a roster brings them."""
    with database.writing() as session:
        session.execute(delete(SignIn).where(SignIn.person_id.in_([one.id for one in people])))


def asking(visitor, schools, *people, **more) -> tuple[str, dict[str, object]]:
    """Where the form that makes secrets is sent, and what it says when these are chosen."""
    address = f"/lop/{schools.code}/the/ma"
    page = visitor.get(address)
    assert page.status == 200, page.text
    told = {"wish": "as_they_are", "agreed": "y", **more}
    return address, {**page.hidden(), "people": [one.id for one in people], **told}


def printed(visitor, schools, *people, **more):
    """Choose people and press."""
    address, form = asking(visitor, schools, *people, **more)
    return visitor.post(address, form)


def slips(page) -> dict[str, str]:
    """Name on each slip → its six digits, or the words of its four pictures."""
    found = {}
    for one in page.soup.select("article.slip"):
        digits = one.select_one(".pin b")
        words = [re.sub(r"^\d\. ", "", item.text.strip()) for item in one.select("ol li")]
        found[one.select_one(".who").text] = digits.text.replace(" ", "") if digits else " ".join(words)
    return found
