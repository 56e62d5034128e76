"""What people are told has arrived is there, whatever happens to the server, the disk or the database."""

import json
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from django.db import connection

from tests.cli import installing
from tests.cli.installing import CYFRAN, command, done, kill, status_of, wait_for
from tests.cli.reliability.visiting import Carer, Visitor, serving

WORDS, CARERS = 500, 4
PLAIN = "Something has gone wrong"
SAID = """
import django, json; django.setup()
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.base.models import AuditEvent
events = AuditEvent.objects.filter(subject_kind="contributions.contribution").values_list("subject_public_id", flat=True)
said = Contribution.objects.order_by("pk")[1:]  # the first is the scene's own
print(json.dumps([[each.words, each.public_id in set(events)] for each in said]))
"""
pytestmark = pytest.mark.django_db


def scene(env, carers: int = CARERS) -> dict:
    return json.loads(done(sys.executable, "-m", "tests.cli.scene", str(carers), env=env))


def said(env) -> Counter:
    """Count what is on record by its words; each has its event beside it."""
    found = json.loads(done(sys.executable, "-c", SAID, env=env))
    assert all(has_event for _words, has_event in found)
    return Counter(words for words, _ in found)


def telling(pool: ThreadPoolExecutor, port: int, made: dict, number: int, acknowledged: list[str]) -> list:
    """Let people say so many things between them; what is acknowledged is written down."""

    def tell(carer: int) -> None:
        one = Carer(port, made["links"][carer], made["project"])
        for each in range(carer, number, CARERS):
            one.tell(f"Word {each}")
            acknowledged.append(f"Word {each}")

    return [pool.submit(tell, carer) for carer in range(CARERS)]


def test_of_500_words_none_is_lost_or_there_twice_though_the_server_is_cut_off(installation):
    made, acknowledged = scene(installation), []

    with ThreadPoolExecutor(CARERS) as pool, ExitStack() as stack:
        server, port = stack.enter_context(serving(installation))
        told = telling(pool, port, made, WORDS, acknowledged)
        wait_for(lambda: len(acknowledged) > WORDS / 2)
        kill(server)
        before = len(acknowledged)
        stack.enter_context(serving(installation, port))
        for each in told:
            each.result()

    assert WORDS / 2 < before < WORDS == len(acknowledged)
    assert said(installation) == Counter(acknowledged) == Counter(f"Word {each}" for each in range(WORDS))


def test_a_backup_taken_while_people_write_is_restored_whole(installation, tmp_path):
    made, acknowledged, copy = scene(installation), [], str(tmp_path / "copy")

    with ThreadPoolExecutor(CARERS) as pool, serving(installation) as (_server, port):
        told = telling(pool, port, made, 80, acknowledged)
        wait_for(lambda: len(acknowledged) > 20)
        before = set(acknowledged)
        done(*CYFRAN, "backup", copy, env=installation)
        for each in told:
            each.result()
    restored = command(*CYFRAN, "restore", copy, env=installation)

    assert (restored.returncode, restored.stderr) == (0, "")
    there = said(installation)
    assert before <= set(there) <= set(acknowledged)
    assert set(there.values()) == {1}


def test_on_a_full_disk_a_plain_page_is_shown_and_nothing_that_was_acknowledged_is_lost(installation, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("The disk of PostgreSQL is its own: to us, a full one is a database that refuses.")
    made, acknowledged, words = scene(installation, 1), [], "A long word. " * 360
    most = (tmp_path / "cyfran.sqlite3").stat().st_size + 400_000

    with serving(installation, most_bytes=most) as (_server, port):
        carer = Carer(port, made["links"][0], made["project"])
        for number in range(500):
            status, page = carer.send(carer.say, words=f"{number} {words}", words_language="EN", audience="TEAM")
            status, page = carer.send(f"{carer.say}check/") if status == 302 else (status, page)
            if status != 302:
                break
            acknowledged.append(f"{number} {words}".strip())
        still_read, _page = carer.open(carer.page)
    with serving(installation) as (_server, port):
        carer = Carer(port, made["links"][0], made["project"])
        carer.tell("There is room again.")

    assert (status, PLAIN in page, still_read) == (500, True, 200)
    assert len(acknowledged) > 5
    there = said(installation)
    assert Counter([*acknowledged, "There is room again."]) <= there
    # The last may have arrived, and only the thanks for it found no room.
    assert there <= Counter([*acknowledged, f"{number} {words}".strip(), "There is room again."])


def test_while_the_database_is_cut_off_a_plain_page_is_shown_and_nothing_is_lost(installation):
    if connection.vendor != "postgresql":
        pytest.skip("The embedded database is a file beside us: nobody cuts it off.")
    made = scene(installation, 1)

    with serving(installation) as (server, port):
        carer = Carer(port, made["links"][0], made["project"])
        carer.tell("Before.")
        cut(installation["DATABASE_URL"], off=True)
        sent, page = carer.send(carer.say, words="Meanwhile.", words_language="EN", audience="TEAM")
        ready = status_of(f"http://127.0.0.1:{port}/readyz")
        cut(installation["DATABASE_URL"], off=False)
        carer.tell("After.")

        assert (sent, PLAIN in page, ready, server.poll()) == (500, True, 503, None)
    assert said(installation) == Counter(["Before.", "After."])


def cut(database_url: str, *, off: bool) -> None:
    name = urlsplit(database_url).path.strip("/")
    installing.tell_postgres(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {str(not off).lower()}')
    if off:
        installing.tell_postgres(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608 -- a name of our own


def test_of_two_coordinators_at_the_same_moment_one_answers_and_the_other_reads_it(installation):
    made = scene(installation, 1)
    path = f"/en/staff/responses/{made['contribution']}/"
    answer = {"state": "DONE", "reason_cy": "Mae lifft.", "reason_en": "There is a lift.", "answers_read": "0"}

    with serving(installation) as (_server, port), ThreadPoolExecutor(2) as pool:
        both = [Visitor(port, session) for session in made["sessions"]]
        assert [one.open(path)[0] for one in both] == [200, 200]
        outcomes = list(pool.map(lambda one: one.send(path, **answer), both))

    assert sorted(status for status, _ in outcomes) == [200, 302]
    [page] = [words for status, words in outcomes if status == 200]
    assert "Somebody has answered this meanwhile." in page
    assert "There is a lift." in page
