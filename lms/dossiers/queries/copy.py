"""Everything held about one person, as they may take it with them: plain values, documented in docs/data-export.md."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lms import clock
from lms.audit.models import AuditEntry
from lms.confirmations.models import ChildConsent, Confirmation
from lms.confirmations.rules.serials import shown
from lms.confirmations.rules.wording import STATE_WORDS, title
from lms.content.rules.library import Library
from lms.dossiers.models import DataRequest
from lms.dossiers.queries.classes import classes
from lms.dossiers.queries.learning import attempts, lessons, observed, practice, results
from lms.dossiers.queries.looks import looks_at
from lms.dossiers.queries.records import merged_into
from lms.dossiers.rules.copies import FORMAT, VERSION
from lms.listings.models import ListingLine
from lms.people.models import (
    ExternalId,
    Invitation,
    Membership,
    NoticeGiven,
    Person,
    Post,
    RememberedDevice,
    SignIn,
    StatedReason,
)
from lms.sheets.models import ImportDraft
from lms.units.queries import places

Part = list[dict[str, Any]]
"""Rows of plain values: texts, numbers, days and moments."""


def copy_of(session: Session, person_id: int, library: Library) -> dict[str, Any]:
    """Everything held about a person, part by part, those of records merged into theirs included.

    Without secrets, without questions and their answers, without names of others. A fixed number of queries.
    """
    ids = [person_id, *merged_into(session, person_id)]
    person = session.scalars(select(Person).where(Person.id == person_id)).one()
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": clock.now(),
        "person": _person(person),
        "sign_ins": _sign_ins(session, ids),
        **_belonging(session, ids),
        **_told(session, ids),
        **_posts(session, ids),
        "lessons": lessons(session, ids, library),
        "practice": practice(session, ids, library),
        "attempts": attempts(session, ids, library),
        "observed": observed(session, ids),
        **classes(session, ids),
        "results": results(session, ids, library),
        "confirmations": _confirmations(session, ids),
        "requests": _requests(session, ids),
        "looks": [{"on": one.on, "who": one.who, "unit": one.unit, "what": one.what}
                  for one in looks_at(session, person_id)],
        "acts": _acts(session, ids),
    }  # fmt: skip


def _person(one: Person) -> dict[str, Any]:
    return {
        "name": one.name,
        "birth_year": one.birth_year,
        "born_on": one.born_on,
        "sex": one.sex,
        "phone": one.phone,
        "known_since": one.created_at,
        "registered_by_somebody_else": one.registered_by_id is not None,
        "stopped_at": one.stopped_at,
        "delete_asked_at": one.delete_asked_at,
    }


def _sign_ins(session: Session, ids: Sequence[int]) -> Part:
    """Codes and kinds; never a secret, nor what is made of one."""
    return [
        {
            "code": one.shown_code,
            "kind": one.secret_kind,
            "has_secret": one.secret_hash is not None,
            "secret_set_at": one.secret_set_at,
            "set_by_somebody_else": one.secret_set_by_id is not None,
            "one_time_codes": one.second_factor is not None,
            "closed_at": one.closed_at,
        }
        for one in session.scalars(select(SignIn).where(SignIn.person_id.in_(ids)).order_by(SignIn.id))
    ]


def _belonging(session: Session, ids: Sequence[int]) -> dict[str, Part]:
    members, listed = _rows(session, Membership, ids), _rows(session, ListingLine, ids)
    said = places(session, {one.unit_id for one in [*members, *listed] if one.unit_id})
    return {
        "memberships": [
            {"audience": one.audience, "place": said.get(one.unit_id or 0), "band": one.band,
             "checked": one.verified, "from": one.from_on, "to": one.to_on}
            for one in members
        ],
        "listings": [
            {"place": said.get(one.unit_id), "group": one.group_name, "mark": one.mark, "added_at": one.added_at,
             "last_used_at": one.last_used_at, "removed_at": one.removed_at}
            for one in listed
        ],
    }  # fmt: skip


def _told(session: Session, ids: Sequence[int]) -> dict[str, Part]:
    """Notices and consents, devices that keep the name, traces of numbers of other systems."""
    consents = ("representative", "document", "given_on", "child_agreed", "at", "withdrawn_at")
    return {
        "notices": [
            {"version": one.version, "at": one.at, "read_out": one.read_out_by_id is not None}
            for one in _rows(session, NoticeGiven, ids)
        ],
        "consents": [_values(one, consents) for one in _rows(session, ChildConsent, ids)],
        "devices": [{"last_used_at": one.last_used_at} for one in _rows(session, RememberedDevice, ids)],
        "external_ids": [{"kind": one.kind} for one in _rows(session, ExternalId, ids)],
    }


def _posts(session: Session, ids: Sequence[int]) -> dict[str, Part]:
    """What somebody does or did for a unit, and what hangs on it."""
    posts, reasons = _rows(session, Post, ids), _rows(session, StatedReason, ids)
    drafts: Sequence[Any] = session.scalars(select(ImportDraft).where(ImportDraft.owner_id.in_(ids))).all()
    said = places(session, {one.unit_id for one in [*posts, *reasons, *drafts]})
    return {
        "posts": [
            {"role": one.role, "place": said.get(one.unit_id), "from": one.from_at, "to": one.to_at} for one in posts
        ],
        "invitations": [_values(one, ("made_at", "expires_at", "used_at")) for one in _rows(session, Invitation, ids)],
        "reasons": [{"place": said.get(one.unit_id), "reason": one.reason, "at": one.at} for one in reasons],
        "imports": [{"place": said.get(one.unit_id), "file": one.file_name, "made_at": one.made_at} for one in drafts],
    }


def _confirmations(session: Session, ids: Sequence[int]) -> Part:
    kept = ("name", "birth_year", "audience", "band", "framework", "rule_code", "rule_version", "evidence", "places",
            "basis", "issued_at", "ended_at", "end_reason")  # fmt: skip
    return [
        {
            "serial": shown(one.serial),
            "title": title(adopted=one.adopted),
            "state": one.state,
            "state_words": STATE_WORDS[one.state],
            **_values(one, kept),
            "skills": [{name: skill.get(name) for name in ("code", "name", "proof", "evidence", "on")}
                       for skill in one.skills],
        }
        for one in _rows(session, Confirmation, ids)
    ]  # fmt: skip


def _requests(session: Session, ids: Sequence[int]) -> Part:
    kept = ("wish", "told", "asked_on", "answer_by", "due_on", "extended_on", "answered_on", "ended_at", "ending")
    return [_values(one, kept) for one in _rows(session, DataRequest, ids)]


def _acts(session: Session, ids: Sequence[int]) -> Part:
    """The record of what was done by the person or to them: what, when, from which part of the network."""
    mine = or_(AuditEntry.subject_person_id.in_(ids), AuditEntry.person_id.in_(ids))
    query = select(AuditEntry).where(mine).order_by(AuditEntry.at)
    return [
        {
            "at": one.at,
            "act": one.act,
            "by_myself": one.person_id in ids,
            "network": one.network if one.person_id in ids else None,
        }
        for one in session.scalars(query)
    ]


def _rows(session: Session, model: Any, ids: Sequence[int]) -> Sequence[Any]:
    rows: Sequence[Any] = session.scalars(select(model).where(model.person_id.in_(ids)).order_by(model.id)).all()
    return rows


def _values(row: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
