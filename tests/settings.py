"""The settings of the tests: ours, with a key that is no secret and everything in memory."""

import os

os.environ.setdefault("CYFRAN_SECRET_KEY", "a key for the tests, which is no secret at all")
os.environ.setdefault("CYFRAN_FIELD_KEYS", "test:" + "Y3lmcmFu" * 5 + "Y3k=")

from cyfran.config.settings import *  # noqa: F403 -- the point is to change only what follows

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
INSTALLED_APPS = [*INSTALLED_APPS, "allauth.socialaccount.providers.openid_connect"]  # noqa: F405
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
QUIET_FROM = QUIET_UNTIL = 0  # tests run at night too
LEAST_SECONDS = 0  # tests fill in forms at once
WHITENOISE_AUTOREFRESH = True
