"""Settings whose effect is easily lost."""

import logging
import re

import pytest
from django.conf import settings
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command

from cyfran.config.settings import CACHES


def test_the_worker_tells_of_nothing_but_what_goes_wrong():
    handlers = settings.LOGGING["handlers"]

    assert [handlers[name]["level"] for name in settings.LOGGING["root"]["handlers"]] == ["WARNING"]
    assert {"django_tasks", "django_tasks_db"} & set(settings.LOGGING["loggers"]) == set()
    assert logging.getLogger("django_tasks").propagate


@pytest.mark.django_db
def test_no_count_is_thrown_away_while_it_holds():
    call_command("createcachetable", "cache")
    counts = DatabaseCache("cache", CACHES["default"])

    counts.set_many({str(number): 1 for number in range(350)})

    assert len(counts.get_many([str(number) for number in range(350)])) == 350


def test_every_setting_is_documented_and_nothing_else_is():
    root = settings.PROJECT
    asked_for = set(re.findall(r'env_\w+\("(\w+)"', (root / "src/cyfran/config/settings.py").read_text()))
    asked_for |= set(re.findall(r'"(CYFRAN_NOTIFY_\w+)"', (root / "src/cyfran/config/notify.py").read_text()))
    documented = re.findall(r"^\| `(\w+)` \|", (root / "docs/operations/settings.md").read_text(), re.MULTILINE)

    assert sorted(documented) == sorted(asked_for | {"CYFRAN_CHROMIUM"})
