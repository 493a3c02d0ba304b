"""Who gets in where at a class that is there: one row for each route and method under `/lop/`."""

WHO = ("teacher", "colleague", "head", "stranger", "facilitator", "commune", "admin")
"""Of the class; of another class there; the school's head; of another school; a village's; the commune's manager."""

KEPT = (200, 403, 200, 404, 404, 200, 403)
KEPT_SENT = (303, 403, 303, 404, 404, 303, 403)
KEPT_422 = (422, 403, 422, 404, 404, 422, 403)
KEPT_GONE = (404, 403, 404, 404, 404, 404, 403)
TAUGHT = (200, 403, 403, 404, 404, 403, 403)
TAUGHT_422 = (422, 403, 403, 404, 404, 403, 403)
TAUGHT_SENT = (303, 403, 403, 404, 404, 403, 403)
SHARED = (200, 200, 403, 404, 404, 403, 403)
SHARED_422 = (422, 422, 403, 404, 404, 403, 403)
SHARED_GONE = (404, 404, 403, 404, 404, 403, 403)
"""Colleagues of one school share: whoever teaches a class there."""

NOWHERE = (404,) * 7

MADE = (200, 200, 200, 404, 404, 200, 403)
MADE_422 = (422, 422, 422, 404, 404, 422, 403)
MADE_GONE = (404, 404, 404, 404, 404, 404, 403)
LED = (404, 404, 200, 404, 404, 200, 403)
LED_GONE = (404, 404, 404, 404, 404, 404, 403)
"""A school as a whole is beyond who teaches one class there."""
MINE = (302, 302, 200, 302, 403, 200, 403)
"""Whoever keeps one class is led to it."""
NO_WORK = (404,) * 7
"""Nothing has been set here; doors to work that has been are in `test_work.py`."""

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
    ("POST", "/lop/truong/{school}/bo-len-lop/1", (404,) * 7),
    ("GET", "/lop/truong/{school}/nhap", MADE),
    ("POST", "/lop/truong/{school}/nhap", MADE_422),
    ("GET", "/lop/truong/{school}/nhap/x", MADE_GONE),
    ("POST", "/lop/truong/{school}/nhap/x", MADE_GONE),
    ("GET", "/lop/truong/{school}/nhap/x/chua-nhan.xlsx", MADE_GONE),
    ("GET", "/lop/truong/{school}/moi", MADE),
    ("POST", "/lop/truong/{school}/moi", MADE_422),
    ("GET", "/lop/truong/{school}/bai-tap", MADE),
    ("GET", "/lop/truong/{school}/bai-tap/nhap", SHARED),
    ("POST", "/lop/truong/{school}/bai-tap/nhap", SHARED_422),
    ("GET", "/lop/truong/{school}/bai-tap/nhap/x", SHARED_GONE),
    ("POST", "/lop/truong/{school}/bai-tap/nhap/x", SHARED_GONE),
    ("GET", "/lop/truong/{school}/bai-tap/x", NOWHERE),
    ("GET", "/lop/truong/{school}/bai-tap/x.gift", NOWHERE),
    ("POST", "/lop/truong/{school}/bai-tap/x/cat", NOWHERE),
    ("POST", "/lop/truong/{school}/bai-tap/x/lay-lai", NOWHERE),
    ("GET", "/lop/{code}", KEPT),
    ("GET", "/lop/{code}/bai-giao", TAUGHT),
    ("GET", "/lop/{code}/bai-giao/moi", TAUGHT),
    ("POST", "/lop/{code}/bai-giao/moi", TAUGHT_422),
    ("GET", "/lop/{code}/bai-giao/1", NO_WORK),
    ("GET", "/lop/{code}/bai-giao/1/sua", NO_WORK),
    ("POST", "/lop/{code}/bai-giao/1/sua", NO_WORK),
    ("POST", "/lop/{code}/bai-giao/1/cho-em", NO_WORK),
    ("POST", "/lop/{code}/bai-giao/1/gia-han", NO_WORK),
    ("POST", "/lop/{code}/bai-giao/1/rut", NO_WORK),
    ("GET", "/lop/{code}/em/{pupil}", TAUGHT),
    ("GET", "/lop/{code}/tien-do", TAUGHT),
    ("GET", "/lop/{code}/tien-do/bai", TAUGHT),
    ("GET", "/lop/{code}/tien-do/cau-nham", TAUGHT),
    ("GET", "/lop/{code}/gio-hoc", TAUGHT),
    ("POST", "/lop/{code}/gio-hoc", TAUGHT_SENT),
    ("GET", "/lop/{code}/gio-hoc/chieu", TAUGHT),
    ("POST", "/lop/{code}/gio-hoc/keo-dai", TAUGHT_SENT),
    ("POST", "/lop/{code}/gio-hoc/ket-thuc", TAUGHT_SENT),
    ("POST", "/lop/{code}/gio-hoc/mo-khoa/{pupil}", TAUGHT_SENT),
    ("GET", "/lop/{code}/ket-qua", KEPT),
    ("POST", "/lop/{code}/ket-qua", KEPT_422),
    ("GET", "/lop/{code}/ket-qua.pdf", KEPT),
    ("GET", "/lop/{code}/ket-qua.xlsx", KEPT),
    ("GET", "/lop/{code}/xac-nhan.pdf", KEPT_422),
    ("GET", "/lop/{code}/nhap", KEPT),
    ("POST", "/lop/{code}/nhap", KEPT_422),
    ("POST", "/lop/{code}/nhan-em", KEPT_422),
    ("GET", "/lop/{code}/nhap/x", KEPT_GONE),
    ("POST", "/lop/{code}/nhap/x", KEPT_GONE),
    ("GET", "/lop/{code}/nhap/x/chua-nhan.xlsx", KEPT_GONE),
    ("GET", "/lop/{code}/roi-lop", KEPT),
    ("GET", "/lop/{code}/roi-lop/{pupil}", KEPT),
    ("POST", "/lop/{code}/roi-lop/{pupil}", KEPT_422),
    ("GET", "/lop/{code}/xin-vao", KEPT),
    ("POST", "/lop/{code}/xin-vao", KEPT_SENT),
    ("GET", "/lop/{code}/the", KEPT),
    ("POST", "/lop/{code}/the", KEPT_SENT),
    ("GET", "/lop/{code}/the/in", KEPT),
    ("GET", "/lop/{code}/the/ma", KEPT),
    ("POST", "/lop/{code}/the/ma", KEPT_422),
    ("POST", "/lop/{code}/the/mo-khoa", KEPT_SENT),
    ("GET", "/lop/{code}/the/{pupil}", KEPT),
    ("GET", "/lop/{code}/the/{pupil}/dat-ma", KEPT),
    ("POST", "/lop/{code}/the/{pupil}/dat-ma", KEPT_422),
    ("POST", "/lop/{code}/the/{pupil}/mo-khoa", KEPT_SENT),
    ("GET", "/lop/{code}/dong-y", KEPT),
    ("GET", "/lop/{code}/dong-y/phieu", KEPT),
    ("GET", "/lop/{code}/dong-y/{pupil}", KEPT),
    ("POST", "/lop/{code}/dong-y/{pupil}", KEPT_422),
    ("GET", "/lop/{code}/buoi", KEPT),
    ("POST", "/lop/{code}/buoi", KEPT_SENT),
    ("GET", "/lop/{code}/sua", KEPT),
    ("POST", "/lop/{code}/sua", KEPT_422),
    ("POST", "/lop/{code}/cat", KEPT_SENT),
    ("POST", "/lop/{code}/mo-lai", KEPT_SENT),
)
