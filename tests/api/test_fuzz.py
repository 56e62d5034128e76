"""Questions that a program makes up from the description of the API, right ones and wrong ones: each is answered as described."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as pace
from schemathesis import GenerationMode

from cyfran.config.wsgi import application
from cyfran.domain.base import clock
from tests.cli.example.loading import NOW, load_all

pytestmark = pytest.mark.django_db

QUESTIONS = 40  # to each door, of each kind


@pytest.fixture(autouse=True)
def connection_stays():
    """Let the end of a request leave the connection open, in whose transaction the records stand."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def operations(tmp_path, monkeypatch, settings):
    """Load the worked example, and return the doors of the API as its description tells them."""
    settings.DATA = tmp_path
    monkeypatch.setattr(clock, "now", lambda: NOW)
    load_all(tmp_path)
    description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    return [operation.ok() for operation in description.get_all_operations()]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_question_is_answered_as_the_description_says(operations, mode):
    asked: dict[str, int] = dict.fromkeys((operation.path for operation in operations), 0)

    for operation in operations:

        @pace(
            max_examples=QUESTIONS,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case):
            case.call_and_validate(headers={"Accept-Encoding": "identity"})
            asked[case.path] += 1

        ask()

    assert len(asked) == 5
    assert min(asked.values()) > 1
