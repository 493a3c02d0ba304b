"""Who gets in where: the whole of it, one row for each route and method."""

WHO = ("nobody", "citizen", "pupil", "facilitator", "manager", "stranger", "admin")

ALL_200 = (200,) * 7
ALL_404 = (404,) * 7
HERE = (303, *[200] * 6)  # nobody is asked to sign in
SENT_HERE = (303, *[422] * 6)  # an empty form is answered with what is missing
GONE_ON = (303, *[303] * 6)

DOORS = (
    # method, route, an address there,            nobody, citizen, pupil, facilitator, manager, stranger, admin
    ("GET", "/", "/", ALL_200),
    ("GET", "/dang-ky", "/dang-ky", (200, *[302] * 6)),
    ("POST", "/dang-ky", "/dang-ky", (422,) * 7),
    ("GET", "/dang-ky/noi", "/dang-ky/noi?q=an", ALL_200),
    ("POST", "/dang-ky/xong", "/dang-ky/xong", (422,) * 7),
    ("GET", "/dang-nhap", "/dang-nhap", (200, *[302] * 6)),
    ("POST", "/dang-nhap", "/dang-nhap", (422,) * 7),
    ("POST", "/dang-nhap/quen", "/dang-nhap/quen", GONE_ON),
    ("POST", "/dang-nhap/ten", "/dang-nhap/ten", GONE_ON),
    ("GET", "/dang-xuat", "/dang-xuat", ALL_200),
    ("POST", "/dang-xuat", "/dang-xuat", GONE_ON),
    ("GET", "/don-vi/<code>/", "/don-vi/vn/", (303, 404, 404, 404, 404, 404, 200)),
    ("GET", "/don-vi/<code>/", "/don-vi/77/", (303, 404, 404, 404, 404, 404, 200)),
    ("GET", "/don-vi/<code>/", "/don-vi/77001/", (303, 404, 404, 404, 200, 404, 200)),
    ("GET", "/don-vi/<code>/", "/don-vi/77001-1/", (303, 404, 404, 200, 200, 404, 200)),
    ("GET", "/don-vi/<code>/", "/don-vi/77001-2/", (303, 404, 404, 404, 200, 404, 200)),
    ("GET", "/don-vi/<code>/", "/don-vi/77002/", (303, 404, 404, 404, 404, 200, 200)),
    ("GET", "/don-vi/<code>/", "/don-vi/00000/", (303, *[404] * 6)),
    ("GET", "/gioi-thieu", "/gioi-thieu", ALL_200),
    ("GET", "/healthz", "/healthz", ALL_200),
    ("GET", "/hoc/", "/hoc/", ALL_200),
    ("GET", "/hoc/<code>/", "/hoc/vneid/", ALL_200),
    ("GET", "/hoc/<code>/", "/hoc/khong-co/", ALL_404),
    ("GET", "/hoc/<course_code>/<code>", "/hoc/dich-vu-cong/nop-ho-so", ALL_200),
    ("GET", "/hoc/<course_code>/<code>", "/hoc/dich-vu-cong/khong-co", ALL_404),
    ("GET", "/hoc/hinh/<name>", "{picture}", ALL_200),
    ("GET", "/hoc/hinh/<name>", "/hoc/hinh/khong-co.svg", ALL_404),
    ("GET", "/khan-cap", "/khan-cap", ALL_200),
    ("GET", "/luyen/<course>/<code>", "/luyen/dich-vu-cong/nop-ho-so", ALL_200),
    ("GET", "/luyen/<course>/<code>", "/luyen/dich-vu-cong/khong-co", ALL_404),
    ("POST", "/luyen/<course>/<code>", "/luyen/dich-vu-cong/nop-ho-so", GONE_ON),
    ("POST", "/luyen/<course>/<code>", "/luyen/dich-vu-cong/khong-co", ALL_404),
    ("GET", "/readyz", "/readyz", ALL_200),
    ("GET", "/static/<path:name>", "/static/style.css", ALL_200),
    ("GET", "/static/<path:name>", "/static/../config.py", ALL_404),
    ("GET", "/tim", "/tim?q=nop", ALL_200),
    ("GET", "/toi", "/toi", HERE),
    ("POST", "/toi/bai-vua-hoc", "/toi/bai-vua-hoc", GONE_ON),
    ("GET", "/toi/ma-pin", "/toi/ma-pin", HERE),
    ("POST", "/toi/ma-pin", "/toi/ma-pin", SENT_HERE),
    ("GET", "/toi/moi-may", "/toi/moi-may", HERE),
    ("POST", "/toi/moi-may", "/toi/moi-may", GONE_ON),
    ("GET", "/toi/ten", "/toi/ten", HERE),
    ("POST", "/toi/ten", "/toi/ten", SENT_HERE),
    ("GET", "/toi/the", "/toi/the", HERE),
    ("GET", "/ui", "/ui", ALL_200),
)
