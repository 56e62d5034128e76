"""How often the same thing may be asked for."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError

from cyfran.domain.base import clock
from cyfran.web.ui.limits import MOST_ABOUT_ONE, MOST_FROM_AN_ADDRESS, is_seldom, refuse_too_many

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """Set the clock, to noon at first."""

    def set_to(now):
        monkeypatch.setattr(clock, "now", lambda: now)

    set_to(NOON)
    return set_to


@pytest.fixture
def request_from(rf):
    return lambda address="192.0.2.1", **headers: rf.post("/", REMOTE_ADDR=address, headers=headers)


NUMBER = ("01632 960001", "01632960001", " 01632-960-001", "+44 1632 960001", "(01632) 960.001", "+44 (0)1632 960001")
ADDRESS = ("ann@example.org", " Ann@Example.org ")


@pytest.mark.parametrize("spellings", [NUMBER, ADDRESS])
def test_one_person_may_be_asked_about_a_few_times_in_an_hour_however_spelt(at, request_from, spellings):
    every = spellings * (MOST_ABOUT_ONE + 1)

    tries = [is_seldom(request_from(), "link", about=spelt) for spelt in every[: MOST_ABOUT_ONE + 1]]

    assert tries == [True] * MOST_ABOUT_ONE + [False]
    assert is_seldom(request_from(), "link", about="01632 960002")
    at(NOON + timedelta(hours=1))
    assert is_seldom(request_from(), "link", about=spellings[0])


def test_a_library_may_send_for_many_people_but_not_without_end(at, request_from):
    tries = [is_seldom(request_from(), "link", about=f"{number}@example.org") for number in range(MOST_FROM_AN_ADDRESS + 1)]

    assert tries == [True] * MOST_FROM_AN_ADDRESS + [False]
    assert is_seldom(request_from("192.0.2.2"), "link", about="another@example.org")
    assert is_seldom(request_from(), "something else", about="another@example.org")


def test_what_cannot_be_dropped_in_silence_is_refused_in_words(at, request_from):
    for _number in range(MOST_FROM_AN_ADDRESS):
        refuse_too_many(request_from(), "register")

    with pytest.raises(ValidationError) as refused:
        refuse_too_many(request_from(), "register")

    assert refused.value.code == "too_often"


def test_behind_a_proxy_it_is_the_proxy_that_says_who_asks(at, request_from, settings):
    settings.BEHIND_PROXY = True

    for number in range(MOST_FROM_AN_ADDRESS):
        refuse_too_many(request_from("127.0.0.1", **{"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.7"}), "register")

    refuse_too_many(request_from("127.0.0.1", **{"X-Forwarded-For": "203.0.113.8"}), "register")
    with pytest.raises(ValidationError):
        refuse_too_many(request_from("127.0.0.1", **{"X-Forwarded-For": "203.0.113.7"}), "register")


def test_what_is_counted_tells_nobody_who_asked(at, request_from, monkeypatch):
    names = []
    monkeypatch.setattr(cache, "set", lambda key, *_rest: names.append(key))

    is_seldom(request_from(), "link", about="gwenllian@example.org")

    assert len(names) == 2
    assert not any("gwenllian" in name or "192.0.2.1" in name for name in names)
