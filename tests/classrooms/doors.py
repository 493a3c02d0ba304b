"""Who gets in where at a class that is there: one row for each route and method under `/lop/`."""

WHO = ("teacher", "colleague", "head", "stranger", "facilitator", "commune", "admin")
"""Of the class; of another class there; the school's head; of another school; a village's; the commune's manager."""

KEPT = (200, 403, 200, 404, 404, 200, 403)
KEPT_SENT = (303, 403, 303, 404, 404, 303, 403)
KEPT_422 = (422, 403, 422, 404, 404, 422, 403)
TAUGHT = (200, 403, 403, 404, 404, 403, 403)
TAUGHT_422 = (422, 403, 403, 404, 404, 403, 403)
MADE = (200, 200, 200, 404, 404, 200, 403)
MADE_422 = (422, 422, 422, 404, 404, 422, 403)
LED = (404, 404, 200, 404, 404, 200, 403)
LED_GONE = (404, 404, 404, 404, 404, 404, 403)
"""A school as a whole is beyond who teaches one class there."""
MINE = (302, 302, 200, 302, 403, 200, 403)
"""Whoever keeps one class is led to it."""

DOORS = (
    # method, address with {code} the class, {school} its school, {pupil} somebody who sits there
    ("GET", "/lop/", MINE),
    ("GET", "/lop/truong/{school}", MADE),
    ("GET", "/lop/truong/{school}/len-lop", LED),
    ("POST", "/lop/truong/{school}/len-lop", (404, 404, 422, 404, 404, 422, 403)),
    ("GET", "/lop/truong/{school}/len-lop/x", LED_GONE),
    ("POST", "/lop/truong/{school}/len-lop/x", LED_GONE),
    ("GET", "/lop/truong/{school}/len-lop/x/1", LED_GONE),
    ("POST", "/lop/truong/{school}/len-lop/x/1", LED_GONE),
    ("POST", "/lop/truong/{school}/len-lop/bo/1", (404,) * 7),
    ("GET", "/lop/truong/{school}/moi", MADE),
    ("POST", "/lop/truong/{school}/moi", MADE_422),
    ("GET", "/lop/{code}", KEPT),
    ("GET", "/lop/{code}/sua", KEPT),
    ("POST", "/lop/{code}/sua", KEPT_422),
    ("POST", "/lop/{code}/cat", KEPT_SENT),
    ("POST", "/lop/{code}/mo-lai", KEPT_SENT),
)
