"""The WSGI entry: `granian --interface wsgi wsgi:app` and the like."""

import gc
import sys

from lms import config
from lms.app.factory import create_app
from lms.content.adapters.running import SHELF
from lms.engines import has_one_writer
from lms.web import logs
from lms.web.turns import Turns

settings = config.read()
logs.set_up(settings.log_level)
app = create_app(settings)
if has_one_writer(settings.database_url):
    app.wsgi_app = Turns(app.wsgi_app)  # type: ignore[method-assign]
app.extensions[SHELF].library()  # read before the first visitor comes
gc.collect()
gc.freeze()  # what is there by now stays: looking through it for rubbish again and again would cost every request
gc.set_threshold(20_000, 50, 100)  # a request leaves little rubbish behind: looking for it less often costs nothing
sys.setswitchinterval(0.02)  # two threads that compute at once hinder one another: they need not change every 5 ms
