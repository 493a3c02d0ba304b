"""The WSGI entry: `granian --interface wsgi wsgi:app` and the like."""

import gc
import sys

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
gc.set_threshold(20_000, 50, 100)  # a request leaves little rubbish behind: looking for it less often costs nothing
sys.setswitchinterval(0.02)  # two threads that take turns at Python's lock every 5 ms mostly hinder one another
