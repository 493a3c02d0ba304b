"""The screens of a unit: what it is, and the rule that binds there."""

from flask import Blueprint

bp = Blueprint("offices", __name__)

from lms.offices.views import (  # noqa: E402, F401 - they hang their screens on `bp`
    adopting,
    cards,
    consents,
    doubts,
    duplicates,
    giving_posts,
    listing,
    listing_import,
    listing_line,
    listing_new,
    names,
    number_import,
    numbers,
    people,
    person,
    person_moving,
    person_secret,
    post_find,
    posts,
    publishing,
    registering_for,
    registering_many,
    request_work,
    requests,
    targets,
    unit_adding,
    unit_changes,
    unit_find,
    unit_import,
    units,
)
