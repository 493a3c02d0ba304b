"""The paper of a confirmation, for its owner and posts over them."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.confirmations.forms.paper import Issuer, print_card, print_page
from lms.confirmations.queries.checking import by_serial, openness_of
from lms.confirmations.rules.kinds import State
from lms.confirmations.rules.serials import shown
from lms.confirmations.views import bp
from lms.confirmations.views.reaching import check_reach
from lms.documents.adapters.typesetting import Unprintable
from lms.errors import NotFound, Refused
from lms.web.database import db
from lms.web.guard import signed_in
from lms.web.identity import person_id
from lms.web.pages import config

CARD = "the"


@bp.get("/xac-nhan/<serial>.pdf")
@signed_in
def confirmation_paper(serial: str) -> ResponseReturnValue:
    """The paper, with the full name; `?co=the` the size of a card."""
    one = by_serial(db(), serial)
    if one is None:
        raise NotFound
    if one.person_id != person_id():
        check_reach(one, Permission.CONFIRMATION_READ)
    if one.state is not State.VALID:
        raise Refused("Giấy này không còn hiệu lực nên không in nữa. Trang của số này nói rõ vì sao.")
    hidden = openness_of(db(), one, clock.today()).hidden
    print_it = print_card if request.args.get("co") == CARD else print_page
    try:
        body = print_it(one, _issuer(), hidden=hidden)
    except Unprintable as reason:
        raise Refused("Tên có chữ mà máy chưa in được. Báo người phụ trách để được giúp.") from reason
    name = f"{shown(one.serial)}{'-the' if print_it is print_card else ''}.pdf"
    return Response(body, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def _issuer() -> Issuer:
    settings = config()
    return Issuer(settings.issuer, settings.contact, settings.public_url, settings.demo)
