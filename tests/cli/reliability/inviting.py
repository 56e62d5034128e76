"""A send for the tests: a thousand people are asked, a few at a time, as often as it takes."""

from datetime import UTC, datetime, timedelta

PEOPLE, AT_A_TIME, ASKED = 1000, 50, "asked"
_SOON = timedelta(days=60)


def prepare() -> None:
    """Write down the people who may be asked, and what they are asked to."""
    from django.utils import timezone

    from cyfran.domain.people.models import Permission, Person
    from tests.factories.opportunities import make_opportunity
    from tests.factories.organisations import make_area

    opportunity = make_opportunity(state="OPEN", starts_at=timezone.now() + _SOON, reply_by=(timezone.now() + _SOON).date())
    who = {"organisation": opportunity.organisation, "area": make_area(), "channel": "EMAIL"}
    people = [
        Person(name=f"Person {n}", email=f"p{n}@example.org", registered_at=datetime(2026, 1, 1, tzinfo=UTC), **who)
        for n in range(PEOPLE)
    ]
    Person.objects.bulk_create(people)
    given = {"use": "CONTACT", "granted_at": datetime(2026, 1, 1, tzinfo=UTC)}
    Permission.objects.bulk_create([Permission(person=person, **given) for person in people])


def invite_all() -> None:
    """Ask everybody, some at a time, and tell how far it is: whoever was asked before is passed over."""
    from django.conf import settings
    from django.utils import timezone

    from cyfran.domain.base.models import User
    from cyfran.domain.opportunities.actions.offers import invite
    from cyfran.domain.opportunities.models import Opportunity
    from cyfran.domain.people.models import Person

    opportunity, people, staff = Opportunity.objects.get(), list(Person.objects.order_by("pk")), User.objects.first()
    for first in range(0, len(people), AT_A_TIME):
        invite(opportunity=opportunity, people=people[first : first + AT_A_TIME], by=staff, at=timezone.now())
        (settings.DATA / ASKED).write_text(str(first))


def states() -> dict[str, int]:
    """Return how many messages are how far."""
    from django.db.models import Count

    from cyfran.domain.correspondence.models import Message

    return dict(Message.objects.order_by().values_list("state").annotate(count=Count("pk")))
