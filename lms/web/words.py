"""Words that were gathered where they stand (`said`, `Refused`), in the reader's language."""

from flask_babel import gettext


def in_words(message: str, **values: object) -> str:
    """A sentence from a table of words, with its named values; only words gathered elsewhere may be given."""
    return str(gettext(message, **values))
