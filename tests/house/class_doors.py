"""Rows of the doors table for classes: at addresses where no class is; those of one that is there are in
`tests/classrooms/doors.py`.
"""

GONE = (303, *[404] * 6)  # of nobody, or of somebody else

CLASS_DOORS = (
    # method, route, an address there,            nobody, citizen, pupil, facilitator, manager, stranger, admin
    ("GET", "/lop/", "/lop/", (303, 403, 403, 403, 200, 403, 403)),
    ("GET", "/lop/<code>", "/lop/77001-2-1", GONE),
    ("POST", "/lop/<code>/cat", "/lop/77001-2-1/cat", GONE),
    ("POST", "/lop/<code>/mo-lai", "/lop/77001-2-1/mo-lai", GONE),
    ("GET", "/lop/<code>/sua", "/lop/77001-2-1/sua", GONE),
    ("POST", "/lop/<code>/sua", "/lop/77001-2-1/sua", GONE),
    ("GET", "/lop/truong/<code>", "/lop/truong/77001-2", (303, 404, 404, 404, 200, 404, 403)),
    ("GET", "/lop/truong/<code>/len-lop", "/lop/truong/77001-2/len-lop", (303, 404, 404, 404, 200, 404, 403)),
    ("POST", "/lop/truong/<code>/len-lop", "/lop/truong/77001-2/len-lop", (303, 404, 404, 404, 422, 404, 403)),
    ("GET", "/lop/truong/<code>/len-lop/<uid>", "/lop/truong/77001-2/len-lop/x", (303, 404, 404, 404, 404, 404, 403)),
    ("POST", "/lop/truong/<code>/len-lop/<uid>", "/lop/truong/77001-2/len-lop/x", (303, 404, 404, 404, 404, 404, 403)),
    (
        "GET",
        "/lop/truong/<code>/len-lop/<uid>/<int:room>",
        "/lop/truong/77001-2/len-lop/x/1",
        (303, 404, 404, 404, 404, 404, 403),
    ),
    (
        "POST",
        "/lop/truong/<code>/len-lop/<uid>/<int:room>",
        "/lop/truong/77001-2/len-lop/x/1",
        (303, 404, 404, 404, 404, 404, 403),
    ),
    ("POST", "/lop/truong/<code>/len-lop/bo/<int:move>", "/lop/truong/77001-2/len-lop/bo/1", GONE),
    ("GET", "/lop/truong/<code>/moi", "/lop/truong/77001-2/moi", (303, 404, 404, 404, 200, 404, 403)),
    ("POST", "/lop/truong/<code>/moi", "/lop/truong/77001-2/moi", (303, 404, 404, 404, 422, 404, 403)),
)
