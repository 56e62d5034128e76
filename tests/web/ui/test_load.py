"""What a page says of somebody's load."""

from datetime import date

import pytest

from cyfran.domain.involvement.choices import EntryKind
from cyfran.web.ui.load import LoadOnPage
from tests.factories.involvement import make_ledger_entry, make_limit
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


def test_the_rows_of_the_bodies_add_up_to_what_was_asked():
    person = make_person()
    for minutes, kind in ((90, EntryKind.ASKED), (30, EntryKind.ASKED), (500, EntryKind.GIVEN)):
        make_ledger_entry(person=person, minutes=minutes, kind=kind)

    load = LoadOnPage.of(person, today=TODAY)

    assert (load.asked, load.given, load.share) == (120, 500, 17)
    assert [(row.label, row.value) for row in load.by_organisation] == [(person.organisation.name, "2 hours")]


@pytest.mark.parametrize(
    ("said", "full", "share"),
    [({"hours": 2}, False, 83), ({"hours": 1}, True, 100), ({"hours": 1, "lifted": "ONCE"}, False, 100)],
)
def test_a_bar_ends_at_its_whole(said, full, share):
    limit = make_limit(**said)
    make_ledger_entry(person=limit.person, minutes=100)

    load = LoadOnPage.of(limit.person, today=TODAY)

    assert (load.is_full, load.share) == (full, share)
