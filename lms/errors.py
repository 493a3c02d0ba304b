"""The four ways to say no: a sentence for the reader, not found, not allowed, and a wrong set-up."""


class Refused(Exception):
    """A request that a rule turns down, with the sentence that the reader sees.

    `message` is Vietnamese and translatable, with named values (`%(n)s`); `field` is the form field it belongs
    beside, or None when it concerns the whole form. It is translated and filled in at the edge, by `web`.
    """

    def __init__(self, message: str, *, field: str | None = None, **values: object) -> None:
        """Keep the untranslated sentence and its values apart."""
        super().__init__(message)
        self.message = message
        self.field = field
        self.values = values

    def __str__(self) -> str:
        """The sentence in its source language, values filled in."""
        return self.message % self.values if self.values else self.message


class NotFound(Exception):
    """What was asked for does not exist, or must look as if it did not (answered 404)."""


class Forbidden(Exception):
    """It exists within the person's reach, but they may not do this with it (answered 403)."""


class Misconfigured(Exception):
    """A setting is missing or wrong; the service must not start."""
