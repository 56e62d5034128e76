"""Doors for machines that look after Cyfran."""

import re
import shutil
from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cyfran import __version__
from tests.factories.base import make_audit_event, make_worker
from tests.factories.correspondence import make_message

pytestmark = pytest.mark.django_db
FORWARDED = {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}


def answer(client, address, **headers) -> tuple[int, str]:
    response = client.get(address, **headers)
    return response.status_code, response.content.decode()


@pytest.fixture(autouse=True)
def _room(settings, tmp_path):
    settings.DATA = tmp_path


def test_it_says_that_it_is_alive_and_ready(client):
    assert [answer(client, address) for address in ("/healthz", "/readyz")] == [(200, "alive\n"), (200, "ready\n")]
    assert "no-store" in client.get("/readyz").headers["Cache-Control"]


def test_without_a_database_it_is_alive_and_not_ready(client, monkeypatch):
    def refuse():
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", refuse)

    assert [answer(client, address) for address in ("/healthz", "/readyz")] == [(200, "alive\n"), (503, "not ready: database\n")]


def test_with_an_older_database_it_is_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'base'")

    assert answer(client, "/readyz") == (503, "not ready: database\n")


def test_on_a_full_disk_it_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: namedtuple("Room", "free")(1_000_000))

    assert answer(client, "/readyz") == (503, "not ready: disk\n")


def test_the_figures_are_told_in_the_words_of_prometheus(client, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr("cyfran.domain.base.clock.now", lambda: now)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: namedtuple("Room", "free")(1_000_000))
    event = make_audit_event()
    make_message()
    make_worker(seen_at=now - timedelta(seconds=4))
    called = {"args_kwargs": {"args": [], "kwargs": {}}, "task_path": "a.task", "backend_name": "default", "run_after": now}
    DBTaskResult.objects.create(**called)
    DBTaskResult.objects.update(enqueued_at=now - timedelta(seconds=90))

    status, figures = answer(client, "/metrics")

    assert status == 200
    assert [line for line in figures.splitlines() if not line.startswith("#")] == [
        f'cyfran_info{{version="{__version__}"}} 1',
        'cyfran_tasks{state="ready"} 1',
        "cyfran_task_waiting_seconds 90.0",
        'cyfran_messages{state="queued"} 1',
        "cyfran_worker_seen_seconds 4.0",
        f"cyfran_events {event.pk}",
        "cyfran_disk_free_bytes 1000000",
    ]
    described = re.findall(r"^# (?:HELP|TYPE) (\w+) ", figures, re.MULTILINE)
    assert sorted(set(described)) == sorted(re.findall(r"^(cyfran_\w+)", figures, re.MULTILINE))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "192.0.2.7"}, 404),
        ({"REMOTE_ADDR": ""}, 404),
        (FORWARDED, 404),
        ({"HTTP_FORWARDED": "for=192.0.2.7"}, 404),
        (FORWARDED | {"HTTP_AUTHORIZATION": "Bearer hush"}, 200),
        (FORWARDED | {"HTTP_AUTHORIZATION": "Bearer guess"}, 404),
    ],
)
def test_the_figures_are_for_this_machine_and_for_who_has_the_token(headers, status, client, settings):
    settings.METRICS_TOKEN = "hush"

    assert client.get("/metrics", **headers).status_code == status


def test_without_a_token_no_word_opens_the_figures(client, settings):
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", **FORWARDED, HTTP_AUTHORIZATION="Bearer ").status_code == 404
