"""How a pupil whose name was tapped shows who they are: by their own four pictures, or the digits of their PIN."""

from flask import Response, request

from lms.classrooms.forms.lessons import ProofForm
from lms.classrooms.queries.classes import ClassAt
from lms.classrooms.views.arriving import is_kid
from lms.errors import Refused
from lms.people.actions.signing_in import Attempt, check_secret, count_try, forgive
from lms.people.adapters.running import hasher, this_device
from lms.people.models import Person, SignIn
from lms.people.rules.pictures import CHOSEN, PICTURES, as_secret, read_pictures
from lms.people.rules.secrets import SecretKind
from lms.web.database import aside
from lms.web.identity import origin
from lms.web.pages import page


def proof_page(here: ClassAt, person: Person, form: ProofForm, *, beside: bool, status: int | None = None) -> Response:
    """The pictures or the digits that a pupil signs in by; words, for whoever has neither yet."""
    own = person.sign_in
    chosen = read_pictures(form.text("pictures"))
    return page(
        "classrooms/partner_proof.html" if beside else "classrooms/tap.html",
        status=status,
        form=form,
        here=here,
        person=person,
        way=_way(own),
        beside=beside,
        chosen=chosen,
        all=PICTURES,
        most=CHOSEN,
        kid=is_kid(here),
    )


def proved(here: ClassAt, person: Person, lesson: int, form: ProofForm, *, beside: bool) -> SignIn | Response:
    """The pupil's account once all four pictures, or the digits, are right; until then the page to answer."""
    own, way = person.sign_in, _way(person.sign_in)
    if own is None or way not in (SecretKind.PICTURES, SecretKind.PIN):
        return proof_page(here, person, form, beside=beside, status=422)
    tapped = way == SecretKind.PICTURES
    secret = form.text("secret")
    if tapped:
        chosen = read_pictures(f"{form.text('pictures')} {request.form.get('picture', '')}")
        form.pictures.data, secret = " ".join(chosen), as_secret(chosen)
        if len(chosen) < CHOSEN:
            return proof_page(here, person, form, beside=beside)
    try:
        if not secret:
            raise Refused("Gõ mã PIN của em.", field="secret")
        return _checked(own, secret, lesson, tapped=tapped)
    except Refused as refusal:
        form.pictures.data = ""
        form.show(refusal)
        return proof_page(here, person, form, beside=beside)


def _checked(own: SignIn, secret: str, lesson: int, *, tapped: bool) -> SignIn:
    """The account that the secret opens, counted as at any sign-in. Raises Refused."""
    attempt = Attempt(own.code, secret, origin().network, this_device(), by_pictures=tapped, lesson=lesson)
    keys = hasher()
    with aside() as session:
        charged = count_try(session, attempt, keys)
    try:
        found = check_secret(charged, secret, keys, tapped=tapped)
    except Refused:
        raise _kinder(charged.sign_in, tapped=tapped) from None
    with aside() as session:
        forgive(session, charged)
    return found


def _kinder(own: SignIn | None, *, tapped: bool) -> Refused:
    if own is not None and own.closed_at is not None:
        return Refused("Sai nhiều lần nên hình của em đang khóa. Gọi thầy cô mở giúp nhé.")
    if tapped:
        return Refused("Hình chưa đúng. Em chạm lại từ hình đầu. Quên hình thì gọi thầy cô.")
    return Refused("Mã PIN chưa đúng. Em gõ lại. Quên mã thì gọi thầy cô.", field="secret")


def _way(own: SignIn | None) -> str:
    """How somebody signs in: `pictures`, `pin`, `password`; `none` without a secret, `closed` after wrong pictures."""
    if own is None or own.secret_hash is None:
        return "none"
    return "closed" if own.closed_at is not None else own.secret_kind
