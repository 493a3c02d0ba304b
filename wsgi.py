"""The WSGI entry: `granian --interface wsgi wsgi:app` and the like."""

from lms import config
from lms.app.factory import create_app
from lms.web import logs

settings = config.read()
logs.set_up(settings.log_level)
app = create_app(settings)
