"""Messages for tests."""

from datetime import UTC, date, datetime
from itertools import count

from cyfran.domain.correspondence.choices import Meaning, Purpose, ReceivedState, State, Why
from cyfran.domain.correspondence.models import Arrival, Forward, Message, NotSent, Received, Visit
from cyfran.domain.organisations.choices import OrganisationKind
from tests.factories.base import make_user
from tests.factories.opportunities import make_opportunity
from tests.factories.organisations import make_organisation
from tests.factories.people import make_person

_numbers = count(1)


def make_message(**given) -> Message:
    """Make a message that waits to be sent in the way its person has chosen."""
    if "person" not in given:
        given["person"] = make_person()
    person = given["person"]
    words = {"subject_cy": "Pwnc", "subject_en": "Subject", "body_cy": "Geiriau.", "body_en": "Words."}
    fields = {
        "organisation": person.organisation,
        "purpose": Purpose.MY_PAGE,
        "about_kind": "people.person",
        "about_public_id": person.public_id,
        "channel": person.channel,
        "language": person.language,
        "state": State.QUEUED,
        "queued_at": datetime(2026, 10, 1, 9, 0, tzinfo=UTC),
    }
    return Message.objects.create(**{**words, **fields, **given})


def make_not_sent(**given) -> NotSent:
    """Make a note that somebody was not asked, because she rests."""
    if "person" not in given:
        given["person"] = make_person()
    person = given["person"]
    fields = {
        "organisation": person.organisation,
        "purpose": Purpose.INVITATION,
        "about_kind": "people.person",
        "about_public_id": person.public_id,
        "reason": Why.RESTING,
        "decided_at": datetime(2026, 10, 1, 9, 0, tzinfo=UTC),
    }
    return NotSent.objects.create(**{**fields, **given})


def make_received(**given) -> Received:
    """Make a text in which somebody says yes, and which nobody has seen to yet."""
    if "person" not in given:
        given["person"] = make_person()
    fields = {
        "number_there": f"text{next(_numbers)}",
        "sent_from": "07700 900001",
        "words": "Yes",
        "meaning": Meaning.YES,
        "state": ReceivedState.NEW,
        "received_at": datetime(2026, 10, 1, 9, 0, tzinfo=UTC),
    }
    return Received.objects.create(**{**fields, **given})


def make_forward(**given) -> Forward:
    """Have an opportunity passed on by a carers' organisation of its region."""
    about = given.pop("about", None) or make_opportunity()
    if "partner" not in given:
        given["partner"] = make_organisation(kind=OrganisationKind.CARERS_ORGANISATION, region=about.organisation.region)
    fields = {
        "organisation": about.organisation,
        "about_kind": about._meta.label_lower,
        "about_public_id": about.public_id,
        "forwarded_at": datetime(2026, 11, 10, 9, 0, tzinfo=UTC),
    }
    return Forward.objects.create(**{**fields, **given})


def make_arrival(**given) -> Arrival:
    """Say that somebody came by a website."""
    if "person" not in given:
        given["person"] = make_person()
    return Arrival.objects.create(**{"way": "WEBSITE", "arrived_at": datetime(2026, 11, 12, 9, 0, tzinfo=UTC), **given})


def make_visit(**given) -> Visit:
    """Make a visit after which nothing is left to be done."""
    for name, make in (("organisation", make_organisation), ("owner", make_user)):
        given[name] = given.get(name) or make()
    return Visit.objects.create(**{"place": "A made-up café", "went_on": date(2026, 11, 19), "went": "Mari", **given})
