"""Signing in by pictures: four taps on one grid of twelve; each tap is a sending of its own where no script runs."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.errors import Refused
from lms.people.forms import OWN, PicturesForm
from lms.people.models import RememberedDevice
from lms.people.rules.pictures import CHOSEN, PICTURES, as_secret, read_pictures
from lms.people.views import bp
from lms.people.views.signing import START, after, checked, let_in, names_here
from lms.web.guard import begins_session, public
from lms.web.identity import actor
from lms.web.pages import page
from lms.web.rules import safe_next


@bp.get("/dang-nhap/hinh")
@public
def pictures() -> ResponseReturnValue:
    """The grid, for a code that was typed or scanned, or a name that this device keeps."""
    if actor().person_id is not None:
        return redirect(safe_next(request.args.get("tiep")) or START)
    code, person = request.args.get("ma", "")[:80].strip(), request.args.get("ten", "")[:20]
    form = PicturesForm(code=code, person=person, device=request.args.get("may", "")[:10])
    if not code and _picked(form) is None:
        return redirect(url_for(".sign_in"))
    return _grid(form, ())


@bp.post("/dang-nhap/hinh")
@public
@begins_session
def pictures_sent() -> ResponseReturnValue:
    """One picture more, or all four: then code and pictures are checked."""
    form = PicturesForm.sent()
    picked = _picked(form)
    code = picked.person.sign_in.code if picked and picked.person.sign_in else form.text("code")[:80].strip()
    if not code:
        return redirect(url_for(".sign_in"), 303)
    chosen = read_pictures(f"{form.text('pictures')} {request.form.get('picture', '')}")
    if len(chosen) < CHOSEN:
        return _grid(form, chosen)
    try:
        found = checked(code, as_secret(chosen), tapped=True)
    except Refused as refusal:
        form.show(refusal)
        return _grid(form, ())
    return let_in(found, own_device=picked is not None or form.text("device") == OWN)


def _picked(form: PicturesForm) -> RememberedDevice | None:
    wanted = form.text("person")
    return next((row for row in names_here() if str(row.id) == wanted), None) if wanted else None


def _grid(form: PicturesForm, chosen: tuple[str, ...]) -> Response:
    form.pictures.data = " ".join(chosen)
    return page(
        "people/pictures.html", form=form, picked=_picked(form), chosen=chosen, all=PICTURES, most=CHOSEN, after=after()
    )
