"""One transaction per request: committed after a non-GET answered below 400, else rolled back; GETs cannot write."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, current_app, g, has_request_context, request
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from lms.db import Database
from lms.web.rules import SAFE_METHODS

KEY = "lms.database"


def install(app: Flask, database: Database) -> None:
    """Give the app its database and end each request's transaction."""
    app.extensions[KEY] = database
    app.after_request(_finish)
    app.teardown_request(_close)


def database() -> Database:
    """The database of the running app."""
    found: Database = current_app.extensions[KEY]
    return found


def db() -> Session:
    """The request's session, begun at its first use: a GET's is read-only in the database itself."""
    if "lms_session" not in g:
        _close_single()  # it would wait with us, holding on to what it saw
        g.lms_session = database().session(write=request.method not in SAFE_METHODS)
    session: Session = g.lms_session
    return session


def single() -> Connection:
    """The request's connection for single statements, each kept by itself once it returns; a GET's cannot write.

    For who asks, before the request's transaction begins; for an answer, which is one statement and nothing beside it.
    """
    if "lms_single" not in g:
        g.lms_single = database().single(write=request.method not in SAFE_METHODS)
    connection: Connection = g.lms_single
    return connection


@contextmanager
def reading() -> Iterator[Session]:
    """A short read beside the request's transaction: for what must be known before a writing one begins."""
    with database().session(write=False) as session:
        yield session


@contextmanager
def aside() -> Iterator[Session]:
    """A short transaction of its own, kept even when the request is refused.

    Its only users are sign-in attempts and limits, the record of looks at personal data, and the record of refusals
    (a house test counts them). Raises RuntimeError when the request's own writing transaction has begun: on SQLite
    the two would wait for each other.
    """
    session = g.get("lms_session") if has_request_context() else None
    if session is not None and request.method not in SAFE_METHODS and session.in_transaction():
        raise RuntimeError("aside() belongs before the request's own transaction")
    with database().writing() as own:
        yield own


def forget_changes() -> None:
    """Roll the request's transaction back."""
    if (session := g.get("lms_session")) is not None:
        session.rollback()


def _finish(response: Response) -> Response:
    session = g.get("lms_session")
    if session is None:
        return response
    if request.method not in SAFE_METHODS and response.status_code < 400:
        try:
            session.commit()
        except BaseException:
            session.rollback()
            raise
    else:
        session.rollback()
    return response


def _close_single() -> None:
    connection = g.pop("lms_single", None)
    if connection is not None:
        connection.close()


def _close(_error: BaseException | None) -> None:
    _close_single()
    session = g.pop("lms_session", None)
    if session is not None:
        session.close()
