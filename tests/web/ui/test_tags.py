from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.utils.translation import override


def drawn(template, **context):
    return engines["django"].from_string(template).render(context)


@pytest.mark.parametrize(("language", "expected"), [("en", "21 November 2026"), ("cy", "21 Tachwedd 2026")])
def test_a_day_is_written_in_the_language_of_the_page(language, expected):
    with override(language):
        assert drawn("{{ when|day }}", when=date(2026, 11, 21)) == expected


def test_a_moment_is_written_in_the_time_of_wales():
    when = datetime(2026, 6, 20, 23, 30, tzinfo=UTC)

    assert drawn("{{ when|moment }}", when=when) == "Sunday 21 June 2026, 00:30"
    assert drawn("{{ when|day }}", when=when) == "21 June 2026"


def test_no_day_is_written_as_nothing():
    assert drawn("{{ when|day }}{{ when|moment }}", when=None) == ""


@pytest.mark.parametrize(("count", "expected"), [(None, "Fewer than five"), (12, "12"), (310788, "310,788")])
def test_a_count_too_small_to_show_is_said_in_words(count, expected):
    assert drawn("{{ count|people }}", count=count) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (60, "1 hour"),
        (90, "1 hour 30 minutes"),
        (121, "2 hours 1 minute"),
        (None, "0 minutes"),
    ],
)
def test_minutes_are_written_as_hours_and_minutes(minutes, expected):
    assert drawn("{{ minutes|duration }}", minutes=minutes) == expected


@pytest.mark.parametrize(("code", "expected"), [("CY", '<p lang="cy">'), ("EN", "<p>"), ("", "<p>"), ('"', '<p lang="&quot;">')])
def test_words_in_another_language_than_the_page_say_so(code, expected):
    assert drawn("<p{% lang code %}>", code=code) == expected


@pytest.mark.parametrize(("language", "expected"), [("en", "Chwilog Cymer "), ("cy", "Cymer Chwilog ")])
def test_names_stand_in_the_order_of_the_alphabet(language, expected):
    things = [SimpleNamespace(name="Chwilog"), SimpleNamespace(name="Cymer")]

    with override(language):
        found = drawn("{% for thing in things|in_order_of_name %}{{ thing.name }} {% endfor %}", things=things)

    assert found == expected


def test_pages_are_numbered_with_gaps():
    page = Paginator(range(200), 20).page(5)

    assert drawn("{% for number in page|page_numbers %}{{ number }} {% endfor %}", page=page) == "1 … 4 5 6 … 10 "


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1:8000", True), ("[::1]:8000", True), ("localhost:8000", False), ("cyfran.example.org", False), ("", False)],
)
def test_a_host_in_numbers_is_known_from_a_name(host, expected):
    assert drawn("{{ host|is_an_address }}", host=host) == str(expected)
