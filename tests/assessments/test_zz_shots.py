import pathlib, re
from sqlalchemy import update
from lms.people.models import SignIn
from lms.skills.rules import Audience
OUT = pathlib.Path("/tmp/s/out")
def save(page, name):
    OUT.mkdir(exist_ok=True)
    html = page.response.get_data(as_text=True)
    css = "".join(p.read_text() for p in sorted(pathlib.Path("/work/main/lms/ui/static/style").glob("*.css")))
    html = re.sub(r'<link rel="stylesheet"[^>]*>', f"<style>{css}</style>", html)
    (OUT / f"{name}.html").write_text(html)
def test_shots(hall, cast, database):
    citizen = hall.opened(place="Nhà văn hóa Thôn Đình").visit(cast.citizen)
    save(hall.opener.get("/buoi/mo"), "new")
    save(citizen.get(hall.at()), "join")
    save(citizen.get("/buoi/ZZZZZZ"), "unknown")
    citizen.post(hall.at())
    save(citizen.get(hall.at()), "joined")
    for name in ("Trần Văn Ân", "Ân Thị An", "Đỗ Bình Nguyên Nghiêm Thị Thuyền"):
        one = hall.made(name, "77001-1", citizen=Audience.CITIZEN)
        hall.joined(one)
    hall.ticks(cast.citizen); hall.knows(cast.citizen)
    hall.ticks(one)
    with database.writing() as session:
        session.execute(update(SignIn).where(SignIn.person_id == one.id).values(secret_set_by_id=cast.facilitator.id))
    hall.begins_paper(citizen)
    hall.joined(cast.pupil); hall.ticks(cast.pupil)
    save(hall.opener.get(hall.at()), "screen")
    hall.sees(cast.citizen, hall.keys("4.1")[0])
    save(hall.opener.get(hall.person(cast.citizen)), "person")
    save(hall.opener.get(hall.person(one)), "person2")
    save(hall.opener.get(hall.person(cast.pupil)), "pupil")
    save(hall.opener.get(hall.person(cast.pupil, "/dong-y")), "consent")
    save(hall.opener.get("/buoi/"), "list")
    save(hall.opener.get("/toi"), "toi")
