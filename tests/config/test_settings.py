"""Settings whose effect is easily lost."""

import logging

import pytest


@pytest.mark.parametrize("name", ["django_tasks", "django_tasks_db"])
def test_the_worker_tells_of_nothing_but_what_goes_wrong(name):
    assert [handler.level for handler in logging.getLogger(name).handlers] == [logging.WARNING]
