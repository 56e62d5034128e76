"""Django's own commands, for developers: `manage.py migrate`, `manage.py shell`."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cyfran.config.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except OperationalError as error:
        reason = " ".join(str(error).split())
        sys.exit(f"The database cannot be used ({reason}). See that DATABASE_URL or CYFRAN_DATA names one that is there.")
