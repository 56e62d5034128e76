"""Settings whose effect is easily lost."""

import logging

from django.conf import settings


def test_the_worker_tells_of_nothing_but_what_goes_wrong():
    handlers = settings.LOGGING["handlers"]

    assert [handlers[name]["level"] for name in settings.LOGGING["root"]["handlers"]] == ["WARNING"]
    assert {"django_tasks", "django_tasks_db"} & set(settings.LOGGING["loggers"]) == set()
    assert logging.getLogger("django_tasks").propagate
