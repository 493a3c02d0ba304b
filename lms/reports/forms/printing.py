"""What is typed into a report must come out on paper: told beside the field, before it is kept."""

from collections.abc import Iterable

from lms.documents.adapters.faces import undrawn
from lms.errors import Refused
from lms.reports.rules.typed import clean_text
from lms.web.forms import Form

SHOWN = 10


def check_drawn(form: Form, names: Iterable[str]) -> None:
    """Put a sentence beside each of some fields with letters that cannot be printed; others may stand there already."""
    for name in names:
        try:
            letters = undrawn(clean_text(form.text(name), name))
        except Refused:
            continue  # too long: told elsewhere
        if letters:
            shown = " ".join(letters[:SHOWN])
            form.show(Refused("Không in được: %(letters)s. Bỏ đi hoặc viết bằng chữ.", field=name, letters=shown))
