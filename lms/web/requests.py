"""Requests as people can type them: without control characters, which databases and pages do not take."""

import re
from typing import IO, Any

from flask import Flask, Request, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.sansio.http import parse_cookie
from werkzeug.utils import cached_property

from lms.errors import NotFound

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # tab and line ends are typed and stay

Texts = MultiDict[str, str]


def install(app: Flask) -> None:
    """Have every request read so; an address that nobody can type is not there."""
    app.request_class = PlainRequest

    @app.before_request
    def _check_address() -> None:
        if _CONTROLS.search(request.path):
            raise NotFound


class PlainFormParser(FormDataParser):
    """Reads forms as werkzeug does; what nobody can type is left out of their texts."""

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> tuple[IO[bytes], Texts, MultiDict[str, Any]]:
        """The stream, the texts, the files."""
        stream, form, files = super().parse(stream, mimetype, content_length, options)
        return stream, self.cls(_plain(form)) if _is_untypable(form) else form, files


class PlainRequest(Request):
    """A request whose address and form hold no control characters."""

    form_data_parser_class = PlainFormParser

    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        """What the browser kept for us; werkzeug would look for it among all headers, with every request."""
        return parse_cookie(self.environ.get("HTTP_COOKIE"), ImmutableMultiDict)  # type: ignore[return-value]

    @cached_property
    def args(self) -> Texts:
        """What stands behind the `?` of the address."""
        return ImmutableMultiDict(_plain(super().args))


def by_script() -> bool:
    """Whether the request asks for JSON rather than a page: our scripts and other programs do."""
    if request.headers.get("Accept") == "application/json":  # so ours say it, with every answer
        return True
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _is_untypable(sent: Texts) -> bool:
    return any(_CONTROLS.search(text) for _, text in sent.items(multi=True))


def _plain(sent: Texts) -> list[tuple[str, str]]:
    return [(name, _CONTROLS.sub("", text)) for name, text in sent.items(multi=True)]
