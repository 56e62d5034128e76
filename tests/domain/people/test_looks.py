"""Who of staff saw what is on record of people, or how they are reached."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.actions.looks import record_looks, record_reveals
from cyfran.domain.people.choices import WhyShown
from tests.factories.organisations import make_coordinator
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ROLES = [("COORDINATOR", "abc")]


@pytest.mark.parametrize(
    ("record", "why", "verb"),
    [(record_looks, Act.KEEP_WORDS, "person.looked_at"), (record_reveals, WhyShown.DRAW, "person.contact_revealed")],
)
def test_it_is_written_down_who_saw_whose_record_and_what_for_once_for_each(record, why, verb):
    olwen, dai = make_person(), make_person()
    user = make_coordinator(olwen.organisation)

    record(people=[olwen, dai, olwen], why=why, by=user, roles=ROLES, at=AT)

    facts = {"why": why, "roles": [["COORDINATOR", "abc"]]}
    looks = AuditEvent.objects.order_by("id").values_list("verb", "actor_public_id", "subject_public_id", "facts")
    assert list(looks) == [(verb, user.public_id, person.public_id, facts) for person in (olwen, dai)]
