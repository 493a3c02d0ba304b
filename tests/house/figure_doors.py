"""Rows of the doors table for figures: numbers, targets, coverage, public totals."""

ALL_404 = (404,) * 7
# a facilitator or manager of the place gets in, an administrator is told that it is not theirs to see
KEPT_404 = (303, 404, 404, 404, 404, 404, 403)

FIGURE_DOORS = (
    # method, route, an address there,            nobody, citizen, pupil, facilitator, manager, stranger, admin
    ("GET", "/don-vi/<code>/chi-tieu", "/don-vi/77001/chi-tieu", (303, 404, 404, 404, 200, 404, 200)),
    ("POST", "/don-vi/<code>/chi-tieu", "/don-vi/77001/chi-tieu", (303, 404, 404, 404, 422, 404, 403)),
    (
        "POST",
        "/don-vi/<code>/chi-tieu/so-nhap-tay",
        "/don-vi/77001/chi-tieu/so-nhap-tay",
        (303, 404, 404, 404, 422, 404, 403),
    ),
    (
        "POST",
        "/don-vi/<code>/chi-tieu/so-nhap-tay/rut",
        "/don-vi/77001/chi-tieu/so-nhap-tay/rut",
        (303, 404, 404, 404, 404, 404, 403),
    ),
    ("POST", "/don-vi/<code>/chi-tieu/thoi", "/don-vi/77001/chi-tieu/thoi", (303, 404, 404, 404, 404, 404, 403)),
    ("GET", "/don-vi/<code>/so-nguoi", "/don-vi/77001/so-nguoi", (303, 404, 404, 404, 200, 404, 200)),
    ("POST", "/don-vi/<code>/so-nguoi", "/don-vi/77001/so-nguoi", (303, 404, 404, 404, 422, 404, 403)),
    ("POST", "/don-vi/<code>/so-nguoi/dung", "/don-vi/77001/so-nguoi/dung", (303, 404, 404, 404, 404, 404, 403)),
    ("POST", "/don-vi/<code>/so-nguoi/rut", "/don-vi/77001/so-nguoi/rut", (303, 404, 404, 404, 404, 404, 403)),
    ("POST", "/don-vi/<code>/so-nguoi/tong", "/don-vi/77001/so-nguoi/tong", (303, 404, 404, 404, 303, 404, 403)),
    ("GET", "/don-vi/<code>/so-nguoi/mau.xlsx", "/don-vi/77001/so-nguoi/mau.xlsx", (303, 404, 404, 404, 200, 404, 403)),
    ("GET", "/don-vi/<code>/so-nguoi/nhap", "/don-vi/77001/so-nguoi/nhap", (303, 404, 404, 404, 200, 404, 403)),
    ("POST", "/don-vi/<code>/so-nguoi/nhap", "/don-vi/77001/so-nguoi/nhap", (303, 404, 404, 404, 422, 404, 403)),
    ("GET", "/don-vi/<code>/so-nguoi/nhap/<uid>", "/don-vi/77001/so-nguoi/nhap/x", (303, 404, 404, 404, 404, 404, 403)),
    ("POST", "/don-vi/<code>/so-nguoi/nhap/<uid>", "/don-vi/77001/so-nguoi/nhap/x", KEPT_404),
    (
        "GET",
        "/don-vi/<code>/so-nguoi/nhap/<uid>/chua-nhan.xlsx",
        "/don-vi/77001/so-nguoi/nhap/x/chua-nhan.xlsx",
        KEPT_404,
    ),
    ("GET", "/pho-cap/", "/pho-cap/", (303, 403, 403, 302, 302, 302, 302)),
    ("GET", "/pho-cap/<code>", "/pho-cap/77001", (303, 404, 404, 404, 200, 404, 200)),
    ("GET", "/pho-cap/<code>", "/pho-cap/77001-1", (303, 404, 404, 200, 200, 404, 200)),
    ("GET", "/pho-cap/<code>.csv", "/pho-cap/77001.csv", (303, 404, 404, 404, 200, 404, 200)),
    ("GET", "/pho-cap/<code>.docx", "/pho-cap/77001.docx", (303, 404, 404, 404, 200, 404, 200)),
    ("GET", "/pho-cap/<code>.json", "/pho-cap/77001.json", (303, 404, 404, 404, 200, 404, 200)),
    ("GET", "/pho-cap/<code>.pdf", "/pho-cap/77001.pdf", (303, 404, 404, 404, 200, 404, 200)),
    ("GET", "/pho-cap/<code>.xlsx", "/pho-cap/77001.xlsx", (303, 404, 404, 404, 200, 404, 200)),
    ("GET", "/so-lieu/<code>", "/so-lieu/77001", ALL_404),
)
