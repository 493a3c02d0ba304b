"""`/don-vi/<code>/chuc-vu/tim`: whom to give a post to, by the code they show or by name."""

from flask import request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.offices.forms.posts import FindForm
from lms.offices.queries.posts import by_code, names_path
from lms.offices.views import bp
from lms.offices.views.names import TOO_WIDE, names_shown
from lms.people.models import Membership, Person
from lms.people.queries.finding import Wanted, name_words, people_in, places_under
from lms.people.rules.registration import is_child
from lms.units.forms import look
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import actor
from lms.web.pages import page

MOST_FOUND = 12

Places = dict[int, list[tuple[Membership, UnitVersion]]]


@bp.get("/don-vi/<code>/chuc-vu/tim")
@needs(Permission.POST_GIVE, on=unit_by_code)
def post_find(found: UnitVersion) -> ResponseReturnValue:
    """Find somebody by the code they show or, where names may be read, by name."""
    form = FindForm(q=request.args.get("q", "")[:80])
    typed = form.text("q").strip()
    exact = by_code(db(), actor(), typed) if typed else None
    by_name: list[Person] = []
    where: Places = {}
    names = actor().may(Permission.PERSON_SEE, found.path)
    if exact is not None:
        look(Act.PERSON_READ, found, subject_person_id=exact.person.id)
    elif typed and names and not (elsewhere := names_shown(found)):
        wanted = Wanted(words=name_words(typed))
        here = names_path(actor(), found)
        by_name = [one for one in people_in(db(), here, wanted, page=1, size=MOST_FOUND)[0] if _grown_up(one)]
        where = places_under(db(), [one.id for one in by_name], here)
        look(Act.PEOPLE_READ, found, found=len(by_name))
    elif typed and names and elsewhere and found.kind not in TOO_WIDE:
        return elsewhere
    return page("offices/post_find.html", form=form, unit=found, typed=typed, exact=exact, by_name=by_name,
                where=where, names=names and found.kind not in TOO_WIDE)  # fmt: skip


def _grown_up(person: Person) -> bool:
    """Whether somebody is old enough for a post."""
    return not is_child(person.birth_year, clock.today())
