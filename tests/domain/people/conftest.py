"""Somebody who is here twice."""

import pytest

from cyfran.domain.people.models import Person
from tests.factories.organisations import make_organisation
from tests.factories.people import make_person


@pytest.fixture
def twice() -> list[Person]:
    """Make one person with two records in one body, reached at two addresses."""
    organisation = make_organisation()
    return [make_person(organisation=organisation, name="Olwen Sampl", email=f"o{number}@example.org") for number in (1, 2)]
