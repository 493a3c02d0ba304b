"""Every table there is: importing the models registers them."""

from lms.assessments import models as _assessments
from lms.audit import models as _audit
from lms.confirmations import models as _confirmations
from lms.db import Model
from lms.learning import models as _learning
from lms.people import models as _people
from lms.questions import models as _questions
from lms.tally import models as _tally
from lms.units import models as _units

METADATA = Model.metadata
REGISTERED = (_assessments, _audit, _confirmations, _learning, _people, _questions, _tally, _units)
