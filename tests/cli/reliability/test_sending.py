"""A send to a thousand people, interrupted twice: each gets exactly one message, and none is lost."""

import json
import sys
from collections import Counter
from email import message_from_bytes, policy

import pytest

from cyfran.domain.people.actions.erasing import END_OF_EMAIL
from tests.cli.installing import CYFRAN, done, kill, running, wait_for
from tests.cli.reliability.inviting import ASKED, PEOPLE

PREPARE = "import django; django.setup(); from tests.cli.reliability.inviting import prepare; prepare()"
INVITE = "import django; django.setup(); from tests.cli.reliability.inviting import invite_all; invite_all()"
STATES = "import django, json; django.setup(); from tests.cli.reliability.inviting import states; print(json.dumps(states()))"
# As every start of the server does.
TAKE_UP = """
import django; django.setup()
from django.utils import timezone
from cyfran.domain.correspondence.actions.delivery import take_up_messages
take_up_messages(at=timezone.now())
"""
# A thousand messages take a while where much else goes on.
PATIENCE = 900
pytestmark = pytest.mark.django_db


def how_far(env) -> dict[str, int]:
    return json.loads(done(sys.executable, "-c", STATES, env=env))


def written(outbox) -> int:
    """Count the e-mails in the files: what two workers write in one second may stand in one."""
    return sum(file.read_bytes().count(END_OF_EMAIL) for file in outbox.glob("*.log"))


def sent_to(outbox) -> Counter:
    written = [part for file in outbox.glob("*.log") for part in file.read_bytes().split(END_OF_EMAIL) if part.strip()]
    return Counter(str(message_from_bytes(part, policy=policy.default)["To"]) for part in written)


def test_a_send_of_1000_that_is_killed_twice_is_resumed_and_each_person_gets_one_message(installation, tmp_path):
    env = installation | {"CYFRAN_WORKER_SILENCE_SECONDS": "4", "CYFRAN_QUIET_FROM": "0", "CYFRAN_QUIET_UNTIL": "0"}
    outbox = tmp_path / "outbox"
    done(sys.executable, "-c", PREPARE, env=env)

    with running(sys.executable, "-c", INVITE, env=env) as asking:
        wait_for(
            lambda: (tmp_path / ASKED).exists() and int((tmp_path / ASKED).read_text() or 0) >= PEOPLE // 4, seconds=PATIENCE
        )
        kill(asking)
    asked_before = sum(how_far(env).values())
    with running(*CYFRAN, "worker", env=env) as sending:
        done(sys.executable, "-c", INVITE, env=env)
        wait_for(lambda: written(outbox) >= PEOPLE // 2, seconds=PATIENCE)
        kill(sending)
    sent_before = written(outbox)
    done(sys.executable, "-c", TAKE_UP, env=env)
    with running(*CYFRAN, "worker", env=env):
        wait_for(lambda: written(outbox) >= PEOPLE, seconds=PATIENCE)
        wait_for(lambda: how_far(env) == {"SENT": PEOPLE}, seconds=PATIENCE)

    assert PEOPLE // 4 <= asked_before < PEOPLE
    assert PEOPLE // 2 <= sent_before < PEOPLE
    assert sent_to(outbox) == Counter({f"p{number}@example.org": 1 for number in range(PEOPLE)})
