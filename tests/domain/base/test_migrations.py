"""What the migrations do beyond the models."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import connection

TABLE = import_module("cyfran.domain.base.migrations.0002_a_table_for_what_is_counted")

pytestmark = pytest.mark.django_db


def test_migrating_makes_the_table_of_the_cache_and_leaves_one_that_is_there(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_of_a_test"}}

    for _time in range(2):
        TABLE.make_cache_table(None, SimpleNamespace(connection=connection))
        cache.add("counted", 1)

    assert cache.get("counted") == 1
