"""What is logged: JSON lines in which nothing of any person stands."""

import json
import logging

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from cyfran.config.logs import JsonLines, logging_of
from cyfran.domain.base.models import User
from cyfran.domain.people.queries import my_link
from tests.factories.base import make_user
from tests.factories.people import make_person
from tests.web.reading import address

WRITING, LOGGERS = ("", "cyfran.requests"), ("", "django", "django.request", "cyfran.requests")


@pytest.fixture
def lines(monkeypatch, caplog):
    """Catch what every logger of ours writes, whatever is its level."""
    written: list[str] = []

    class Catch(logging.Handler):
        def emit(self, record):
            written.append(self.format(record))

    catch = Catch()
    catch.setFormatter(JsonLines())
    for name in WRITING:
        monkeypatch.setattr(logging.getLogger(name), "handlers", [catch])
    for name in LOGGERS:
        caplog.set_level(logging.DEBUG, logger=name or None)
    return written


@pytest.mark.django_db
def test_a_walk_through_pages_leaves_nothing_of_anybody_in_the_log(client, lines):
    person = make_person(name="Gwenllian Enghraifft", email="gwenllian@example.org", telephone="029 2018 0999")
    link = my_link(person)
    client.raise_request_exception = False
    client.get(address("carer:my:show", link))
    client.get(address("carer:my:show", f"{link}x"))
    client.get("/en/nowhere/gwenllian@example.org/")
    client.post(address("carer:my:again"), {"contact": "gwenllian@example.org"})
    client.get("/en/", headers={"host": "elsewhere.example.com"})
    client.get(address("public:groups:list"), {"q": "Gwenllian"})

    found = [json.loads(line) for line in lines]

    told = [(line["method"], line["route"], line["status"]) for line in found if line["logger"] == "cyfran.requests"]
    assert told[0] == ("GET", "en/my/<str:link>/", 200)
    assert len(told) == 6
    secrets = (link, link.partition(".")[2], person.public_id, "Gwenllian", "gwenllian", "2018 0999", "20180999")
    assert [secret for secret in secrets if secret in "\n".join(lines)] == []


@pytest.mark.django_db
def test_an_error_is_told_by_kind_and_place_and_not_by_what_was_typed(client, lines, monkeypatch):
    make_user(email="ann@example.org")

    def fail(_request):
        with transaction.atomic():
            User(email="ann@example.org", name="Ann").save()

    monkeypatch.setattr("cyfran.web.public.front.views.render", lambda *_args, **_options: fail(None))
    client.raise_request_exception = False

    client.get(address("public:front:show"))

    [told] = [line for line in map(json.loads, lines) if line["level"] == "error"]
    assert (told["route"], told["status"], told["error"][0]) == ("en/", 500, f"{IntegrityError.__module__}.IntegrityError")
    assert any("test_logs.py" in place and place.endswith(" fail") for place in told["where"])
    assert "ann@example.org" not in "\n".join(lines)


def test_a_line_says_when_from_where_and_what_and_the_facts_beside():
    record = logging.makeLogRecord(
        {"name": "cyfran.worker", "levelname": "WARNING", "msg": "Lost: %s.", "args": (3,), "created": 0}
    )
    record.facts, record.process = {"tasks": 3}, 7

    assert json.loads(JsonLines().format(record)) == {
        "at": "1970-01-01T00:00:00.000+00:00",
        "level": "warning",
        "logger": "cyfran.worker",
        "process": 7,
        "message": "Lost: 3.",
        "tasks": 3,
    }


@pytest.mark.parametrize(
    ("message", "written"),
    [
        ("Not Found: %s", "Not Found: %s"),
        ("Mail to ann@example.org failed", "Mail to … failed"),
        ("Error handling request /en/my/abc-1.XYZ/", "Error handling request …"),
        ("Rang 02920180999", "Rang …"),
    ],
)
def test_what_others_have_filled_in_themselves_is_left_out_where_it_looks_like_somebody(message, written):
    record = logging.makeLogRecord({"name": "other", "msg": message, "args": ("/en/my/abc-1.XYZ/",)})

    assert json.loads(JsonLines().format(record))["message"] == written


def test_requests_are_logged_where_that_is_wished():
    assert [logging_of(requests=wish)["loggers"]["cyfran.requests"]["handlers"] for wish in (True, False)] == [
        ["lines"],
        ["nowhere"],
    ]
    assert logging_of(requests=False) == settings.LOGGING
