"""`/moi`: an invitation opens an account once, for whom it was made, for seven days; guessing waits."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from lms import clock
from lms.access.rules import Role
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.models import Invitation, NoticeGiven, SignIn
from lms.people.rules import codes
from lms.people.rules.secrets import SecretKind
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage
from tests.builders import rows
from tests.staff import LONG, appointed, code_on, give, give_new, posts_of, take

WRONG = "Mã mời chưa đúng, đã dùng hoặc đã quá hạn"


@pytest.fixture
def invited(visit, cast, database):
    """A code, and the manager who made it for somebody new."""
    visitor = visit(cast.manager)
    return code_on(visitor.follow(give_new(visitor, "77001", Role.DRAFTER))), visitor


def accept(visitor, code, name="lo.moi", secret=LONG):
    return visitor.post(f"/moi/{code}", {"name": name, "pin": secret})


def renewed(visitor, at, post, once="y" * 24):
    return code_on(visitor.follow(visitor.post(f"/don-vi/{at}/chuc-vu/{post.id}/ma-moi", {"once": once})))


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", " "), lambda code: f" {code}. "])
def test_a_code_leads_to_a_name_and_a_password_and_in(visit, invited, database, typed):
    code, _ = invited
    visitor = visit()

    page = visitor.post("/moi", {"code": typed(code)})
    assert (page.status, page.h1) == (200, "Chào Lò Văn Mới")
    assert "Bốn điều nên biết trước" in page.text
    done = accept(visitor, str(page.soup.main.form["action"]).removeprefix("/moi/"))

    assert (done.status, done.location) == (303, "/toi")
    assert "Người soạn báo cáo" in visitor.get("/toi").text
    (made,) = rows(database, select(SignIn).where(SignIn.code == codes.folded("lo.moi")))
    assert (made.secret_kind, made.secret_set_by_id) == (SecretKind.PASSWORD, None)
    acts = rows(database, select(AuditEntry.act).where(AuditEntry.person_id == made.person_id))
    assert {Act.INVITATION_USED, Act.SIGNED_IN} <= set(acts)
    standing = rows(database, select(PersonStanding.stage).where(PersonStanding.person_id == made.person_id))
    assert standing == [Stage.REGISTERED]
    assert rows(database, select(NoticeGiven.read_out_by_id).where(NoticeGiven.person_id == made.person_id)) == [None]
    assert visit().sign_in("LO.MOI", LONG).status == 303


def test_the_address_on_paper_fills_the_code_in_and_looks_nothing_up(visit, invited, database):
    code, _ = invited
    for written in (code, "ZZZZ-ZZZZ-ZZZZ"):
        page = visit().get(f"/moi/{written}")
        assert page.status == 200
        assert page.field("code")["value"] == written
        assert "Lò Văn Mới" not in page.text


def test_a_code_opens_once(visit, invited, database):
    code, _ = invited
    assert accept(visit(), code).status == 303

    for sent in (visit().post("/moi", {"code": code}), accept(visit(), code, name="ke.khac")):
        assert sent.status == 422
        assert WRONG in sent.errors
    assert rows(database, select(SignIn.id).where(SignIn.code == codes.folded("ke.khac"))) == []


def test_wrong_used_old_replaced_and_taken_back_are_told_in_the_same_words(visit, cast, database, invited):
    code, manager = invited
    person = rows(database, select(Invitation.person_id))[0]
    post = posts_of(database, person)[0]
    newer = renewed(manager, "77001", post)
    said = {visit().post("/moi", {"code": typed}).errors for typed in (code, "0000-0000-0000", "lan")}
    take(manager, "77001", post)
    said.add(visit().post("/moi", {"code": newer}).errors)
    give_new(manager, "77001", Role.VIEWER, name="Lò Thị Sau")
    old = code_on(manager.follow(give_new(manager, "77001", Role.VIEWER, name="Lò Thị Cũ")))
    with database.writing() as session:
        session.execute(update(Invitation).values(expires_at=clock.now()))
    said.add(visit().post("/moi", {"code": old}).errors)

    assert len(said) == 1
    assert WRONG in said.pop()


def test_seven_days_and_no_longer(visit, invited, database):
    code, _ = invited
    made = rows(database, select(Invitation.made_at))[0]

    clock.set_now(made + timedelta(days=7, seconds=-5))
    assert visit().post("/moi", {"code": code}).status == 200
    clock.set_now(made + timedelta(days=7, seconds=1))
    assert visit().post("/moi", {"code": code}).status == 422


def test_the_code_is_on_the_makers_screen_for_half_an_hour(visit, cast, database):
    visitor = visit(cast.manager)
    made = give_new(visitor, "77001", Role.DRAFTER)

    assert code_on(visitor.follow(made))
    clock.set_now(clock.now() + timedelta(minutes=31))
    page = visitor.follow(made)
    assert "Mã mời chỉ hiện trong 30 phút" in page.text


def test_guessing_has_to_wait_and_the_right_code_too(visit, invited):
    code, _ = invited
    guesser = visit()
    for number in range(20):
        assert WRONG in guesser.post("/moi", {"code": f"GUESS{number:07}"}).errors

    for address in ("/moi", f"/moi/{code}"):
        assert "Đợi 15 phút" in guesser.post(address, {"code": code, "name": "lo.moi", "pin": LONG}).errors
    elsewhere = visit()
    elsewhere.from_address = "198.51.100.9"
    assert elsewhere.post("/moi", {"code": code}).status == 200
    clock.set_now(clock.now() + timedelta(minutes=16))
    assert guesser.post("/moi", {"code": code}).status == 200


def test_right_codes_are_not_counted(visit, invited):
    code, _ = invited
    visitor = visit()

    assert {visitor.post("/moi", {"code": code}).status for _ in range(30)} == {200}


@pytest.mark.parametrize(
    ("name", "secret", "field"),
    [("lan", LONG, "name"), ("tên có dấu", LONG, "name"), ("PHUTRACH", LONG, "name"), ("phu.trach", LONG, "name"),
     ("lo.moi", "ngan", "pin"), ("lo.moi", "matkhau123", "pin"), ("lo.moi", "lovanmoi1990", "pin"),
     ("lo.moi", "", "pin")],
)  # fmt: skip
def test_mistakes_stand_beside_their_field_and_the_code_stays_good(visit, invited, name, secret, field):
    code, _ = invited
    visitor = visit()

    page = accept(visitor, code, name, secret)

    assert page.status == 422
    assert page.error_on(field)
    assert accept(visitor, code).status == 303


def test_a_name_shaped_like_a_learner_code_is_refused(visit, invited):
    assert "mã người học" in accept(visit(), invited[0], name=codes.new_code()).errors


def test_a_forgotten_password_is_set_anew_and_every_session_ends(visit, cast, database):
    other = appointed(database, cast, Role.VIEWER, "77001", sign_in="quen")
    signed_in, manager = visit(other), visit(cast.manager)
    code = renewed(manager, "77001", posts_of(database, other.id)[0])
    assert visit().sign_in("quen", other.secret).status == 303  # until the code is used

    page = visit().post("/moi", {"code": code})
    assert "Vẫn đăng nhập bằng quen" in page.text
    assert page.field("name") is None
    assert accept(visit(), code, name="").status == 303

    assert signed_in.get("/toi").status == 303
    assert visit().sign_in("quen", other.secret).status == 422
    assert visit().sign_in("quen", LONG).status == 303


def test_a_card_without_a_secret_becomes_an_account_with_a_password(visit, cast, database):
    who = appointed(database, cast, Role.FACILITATOR, "77001-1", kind=SecretKind.PIN)
    with database.writing() as session:
        session.execute(update(SignIn).where(SignIn.person_id == who.id).values(secret_hash=None))
    code = renewed(visit(cast.manager), "77001-1", posts_of(database, who.id)[0])

    assert accept(visit(), code, name="").status == 303
    assert visit().sign_in(who.code, LONG).status == 303


def test_somebody_signed_in_on_the_machine_gives_way_to_whoever_was_invited(visit, invited):
    code, manager = invited

    assert accept(manager, code).status == 303
    assert manager.get("/toi").h1 == "Chào Lò Văn Mới"


def test_a_post_given_to_a_known_card_makes_an_invitation(visit, cast, database):
    with database.writing() as session:
        session.execute(update(SignIn).where(SignIn.person_id == cast.official.id).values(secret_hash=None))
    visitor = visit(cast.manager)

    assert code_on(visitor.follow(give(visitor, "77001", Role.VIEWER, cast.official.code)))
