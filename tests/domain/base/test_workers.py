"""How workers keep order among themselves: what is due is done once, and what a lost worker had in hand is done by another."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cyfran.config.settings import CACHES
from cyfran.domain.base import actions
from cyfran.domain.base.models import Slot, Worker
from cyfran.domain.base.tasks import tidy
from tests.factories.base import make_slot, make_user, make_worker

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TIDY = "cyfran.domain.base.tasks.tidy"


def make_task(*workers: str, status: str = "RUNNING", **times) -> DBTaskResult:
    fields = {"args_kwargs": {"args": [], "kwargs": {}}, "task_path": "a.task", "backend_name": "default", "run_after": NOON}
    return DBTaskResult.objects.create(status=status, worker_ids=list(workers), **fields, **times)


def test_of_two_workers_one_sees_to_a_job_that_is_due(settings):
    settings.SCHEDULE = {TIDY: timedelta(hours=1)}

    asked = [NOON, NOON + timedelta(minutes=59), NOON + timedelta(minutes=60), NOON + timedelta(minutes=61)]
    given = [actions.tick(at=at) for at in asked]

    assert given == [[TIDY], [], [TIDY], []]
    assert list(Slot.objects.order_by("due_at").values_list("due_at", flat=True)) == [NOON, NOON + timedelta(hours=1)]


def test_every_job_of_the_schedule_can_be_done():
    from django.conf import settings

    assert actions.tick(at=timezone.now()) == list(settings.SCHEDULE)


def test_what_a_lost_worker_had_in_hand_is_handed_on_and_what_others_have_is_left_to_them(settings):
    settings.WORKER_SILENCE_SECONDS = 60
    make_worker(name="here", seen_at=NOON - timedelta(seconds=59))
    make_worker(name="silent", seen_at=NOON - timedelta(seconds=61))
    tasks = [make_task("silent", "here"), make_task("here", "silent"), make_task("gone"), make_task("gone", status="SUCCESSFUL")]

    taken_up = actions.take_up_tasks(at=NOON)

    assert taken_up == 2
    assert [DBTaskResult.objects.get(pk=task.pk).status for task in tasks] == ["RUNNING", "READY", "READY", "SUCCESSFUL"]


def test_a_task_that_has_lost_three_workers_is_given_up():
    task = make_task("one", "two", "three")

    actions.take_up_tasks(at=NOON)

    task.refresh_from_db()
    assert (task.status, task.finished_at) == ("FAILED", NOON)


def test_a_worker_comes_is_heard_of_again_and_goes():
    actions.beat(worker="one", at=NOON)
    actions.beat(worker="one", at=NOON + timedelta(seconds=10))
    actions.beat(worker="two", at=NOON)
    actions.leave(worker="two", at=NOON)

    assert list(Worker.objects.values_list("name", "seen_at")) == [("one", NOON + timedelta(seconds=10))]


def test_what_only_machines_needed_is_taken_away_in_time(monkeypatch):
    monkeypatch.setattr("cyfran.domain.base.clock.now", lambda: NOON)
    kept, gone = NOON - timedelta(days=27), NOON - timedelta(days=29)
    for day in (kept, gone):
        make_slot(due_at=day)
        make_task(status="SUCCESSFUL", finished_at=day)
        make_task(status="FAILED", finished_at=day)
    make_task(status="READY")
    make_worker(seen_at=NOON - timedelta(hours=25))
    for hours in (-1, 1):
        session = SessionStore()
        session.save()
        Session.objects.filter(pk=session.session_key).update(expire_date=NOON + timedelta(hours=hours))
        UserSession.objects.create(user=make_user(), session_key=session.session_key, ip="192.0.2.7", user_agent="")

    tidy.enqueue()

    assert list(Slot.objects.values_list("due_at", flat=True)) == [kept]
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY", "SUCCESSFUL"]
    assert (Worker.objects.count(), Session.objects.count()) == (0, 1)
    assert [where.session_key for where in UserSession.objects.all()] == [session.pk for session in Session.objects.all()]


def test_counts_that_hold_no_longer_are_taken_away(settings):
    settings.CACHES = CACHES
    call_command("createcachetable")
    for name, seconds in (("over", -1), ("holds", 3600)):
        cache.set(name, 1, seconds)

    actions.tidy(at=timezone.now())

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        assert cursor.fetchall() == [(":1:holds",)]
