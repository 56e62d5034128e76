"""Settings whose effect is easily lost."""

import logging
import re

from django.conf import settings


def test_the_worker_tells_of_nothing_but_what_goes_wrong():
    handlers = settings.LOGGING["handlers"]

    assert [handlers[name]["level"] for name in settings.LOGGING["root"]["handlers"]] == ["WARNING"]
    assert {"django_tasks", "django_tasks_db"} & set(settings.LOGGING["loggers"]) == set()
    assert logging.getLogger("django_tasks").propagate


def test_every_setting_is_documented_and_nothing_else_is():
    root = settings.PROJECT
    asked_for = set(re.findall(r'env_\w+\("(\w+)"', (root / "src/cyfran/config/settings.py").read_text()))
    documented = re.findall(r"^\| `(\w+)` \|", (root / "docs/operations/settings.md").read_text(), re.MULTILINE)

    assert sorted(documented) == sorted(asked_for | {"CYFRAN_CHROMIUM"})
