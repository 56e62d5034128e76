"""Several workers, one of which is lost."""

import json
import sys
from collections import Counter

import pytest

from tests.cli.installing import CYFRAN, done, kill, running, wait_for
from tests.cli.reliability.work import HALF_WAY, OPEN

TASKS = 200
ENQUEUE = f"""
import django; django.setup()
from tests.cli.reliability.work import work
for number in range({TASKS}): work.enqueue(number)
"""
COUNT = """
import django, json; django.setup()
from cyfran.domain.base.models import AuditEvent
print(json.dumps(list(AuditEvent.objects.filter(subject_kind="work").values_list("verb", "subject_public_id"))))
"""
pytestmark = pytest.mark.django_db


def counted(env) -> dict[str, Counter]:
    events = json.loads(done(sys.executable, "-c", COUNT, env=env))
    return {verb: Counter(number for each, number in events if each == verb) for verb in ("begun", "done")}


def test_of_200_tasks_each_is_done_once_though_one_of_two_workers_is_lost(installation, tmp_path):
    env = installation | {"CYFRAN_WORKER_SILENCE_SECONDS": "3"}
    done(sys.executable, "-c", ENQUEUE, env=env)

    with running(*CYFRAN, "worker", env=env) as lost, running(*CYFRAN, "worker", env=env):
        wait_for(lambda: counted(env)["begun"].total() == HALF_WAY + 2)  # each of the two has one in hand
        kill(lost)
        (tmp_path / OPEN).touch()
        wait_for(lambda: counted(env)["done"].total() == TASKS)
    counts = counted(env)

    assert counts["done"] == Counter({str(number): 1 for number in range(TASKS)})
    assert sorted(counts["begun"].values()) == [1] * (TASKS - 1) + [2]
