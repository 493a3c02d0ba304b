"""The WSGI entry: `granian --interface wsgi wsgi:app` and the like."""

import gc

from lms import config
from lms.app.factory import create_app
from lms.content.adapters.running import SHELF
from lms.web import logs

settings = config.read()
logs.set_up(settings.log_level)
app = create_app(settings)
app.extensions[SHELF].library()  # read before the first visitor comes
gc.collect()
gc.freeze()  # what is there by now stays: looking through it for rubbish again and again would cost every request
