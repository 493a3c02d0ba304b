"""SAMPLES: component → (state, template source) for every component in every state.

The gallery shows them, the tests check them. They are written as text: "== component", then for each state "- state"
and its source. A source may call any component, and use what `SAMPLE_CONTEXT` names besides `site` and `asset`, which
every page has.
"""

from collections.abc import Mapping
from types import MappingProxyType

from lms.ui.rules.form_samples import FORM_SAMPLES
from lms.ui.rules.page_samples import PAGE_SAMPLES
from lms.ui.rules.things import ANSWERS, FIELDS, FORM_BAD, FORM_GOOD, FORM_REFUSED, PEOPLE

State = tuple[str, str]


def read_samples(text: str) -> dict[str, tuple[State, ...]]:
    """The states by component, in the order of the text. A state without a source is an empty source."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    states: list[tuple[str, list[str]]] = []
    for line in text.strip().splitlines():
        if line.startswith("== "):
            states = found.setdefault(line[3:], [])
        elif line.startswith("- "):
            states.append((line[2:], []))
        else:
            states[-1][1].append(line)
    return {name: tuple((state, "\n".join(lines)) for state, lines in rows) for name, rows in found.items()}


SAMPLES: Mapping[str, tuple[State, ...]] = MappingProxyType(read_samples(PAGE_SAMPLES) | read_samples(FORM_SAMPLES))

SAMPLE_CONTEXT: Mapping[str, object] = MappingProxyType(
    {
        "fields": FIELDS,
        "form_bad": FORM_BAD,
        "form_refused": FORM_REFUSED,
        "form_good": FORM_GOOD,
        "answers": ANSWERS,
        "people": PEOPLE,
    }
)
