"""Welsh as the pages say it: its six plural forms, its dates, and that our catalogue comes before Django's."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import gettext, ngettext, override

from cyfran.web.ui.templatetags.ui import day, duration, moment

NUMBERS = (0, 1, 2, 3, 6, 7)


def counted(singular, plural, name):
    with override("cy"):
        return [ngettext(singular, plural, number) % {name: number} for number in NUMBERS]


@pytest.mark.parametrize(
    ("singular", "plural", "name", "expected"),
    [
        (
            "%(count)s request",
            "%(count)s requests",
            "count",
            ["0 cais", "1 cais", "2 gais", "3 chais", "6 chais", "7 cais"],
        ),
        (
            "%(n)s meeting",
            "%(n)s meetings",
            "n",
            ["0 cyfarfod", "1 cyfarfod", "2 gyfarfod", "3 chyfarfod", "6 chyfarfod", "7 cyfarfod"],
        ),
        (
            "%(count)s person",
            "%(count)s people",
            "count",
            ["0 o bobl", "1 person", "2 o bobl", "3 o bobl", "6 o bobl", "7 o bobl"],
        ),
    ],
)
def test_each_number_has_its_form(singular, plural, name, expected):
    assert counted(singular, plural, name) == expected


def test_minutes_take_the_form_of_their_number():
    with override("cy"):
        assert [duration(minutes) for minutes in (*NUMBERS, 60, 122)] == [
            "0 munud",
            "1 funud",
            "2 funud",
            "3 munud",
            "6 munud",
            "7 munud",
            "1 awr",
            "2 awr 2 funud",
        ]


def test_the_months_are_spelt_as_in_the_dictionary():
    with override("cy"):
        months = [day(date(2026, month, 1)).split()[1] for month in range(1, 13)]

    assert " ".join(months) == "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr"


def test_a_moment_names_the_day_in_welsh_and_may_stand_inside_a_sentence():
    with override("cy"):
        assert moment(datetime(2026, 3, 3, 14, 30, tzinfo=UTC)) == "dydd Mawrth 3 Mawrth 2026, 14:30"


def test_our_welsh_comes_before_that_of_django():
    with override("cy"):
        assert gettext("Enter a whole number.") == "Rhowch rif cyfan."
