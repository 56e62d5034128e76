"""The door through which the web server calls Cyfran."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cyfran.config.settings")
application = get_wsgi_application()
