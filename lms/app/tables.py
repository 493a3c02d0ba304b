"""Every table there is: importing the models registers them."""

from lms.audit import models as _audit
from lms.db import Model
from lms.learning import models as _learning
from lms.people import models as _people
from lms.tally import models as _tally
from lms.units import models as _units

METADATA = Model.metadata
REGISTERED = (_audit, _learning, _people, _tally, _units)
