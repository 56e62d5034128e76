"""Messages for tests."""

from datetime import UTC, datetime

from cyfran.domain.correspondence.choices import Purpose, State
from cyfran.domain.correspondence.models import Message
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
