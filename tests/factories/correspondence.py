"""Messages for tests."""

from datetime import UTC, datetime

from cyfran.domain.correspondence.choices import Purpose, State, Why
from cyfran.domain.correspondence.models import Message, NotSent
from tests.factories.people import make_person


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
