"""Every table there is: importing the models registers them."""

from lms.assessments import models as _assessments
from lms.audit import models as _audit
from lms.classrooms.models import lessons as _lessons
from lms.classrooms.models import quizzes as _quizzes
from lms.classrooms.models import rosters as _rosters
from lms.classrooms.models import work as _work
from lms.confirmations import models as _confirmations
from lms.coverage.models import numbers as _numbers
from lms.coverage.models import publishing as _publishing
from lms.coverage.models import sums as _sums
from lms.db import Model
from lms.dossiers import models as _dossiers
from lms.learning import models as _learning
from lms.listings import models as _listings
from lms.people import models as _people
from lms.questions import models as _questions
from lms.reports import models as _reports
from lms.sheets import models as _sheets
from lms.tally import models as _tally
from lms.units import models as _units

METADATA = Model.metadata
REGISTERED = (
    _assessments,
    _audit,
    _confirmations,
    _dossiers,
    _learning,
    _lessons,
    _listings,
    _numbers,
    _people,
    _publishing,
    _questions,
    _quizzes,
    _reports,
    _rosters,
    _sheets,
    _sums,
    _tally,
    _units,
    _work,
)
