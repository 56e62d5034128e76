"""Taking back what was written and has not gone yet, also where several things were to go in one message."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.actions.recall import take_back
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.models import Message
from tests.factories.correspondence import make_message
from tests.factories.opportunities import make_invitation
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

WRITTEN = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
AT = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def two_in_one(channel, state):
    """Return two invitations that are to go, or went, in one message, and the words of Message about the second."""
    person = make_person(channel=channel, telephone="01970 000001", address="1 Heol Ddychmygol")
    invitations = [make_invitation(person=person) for _number in range(2)]
    together = make_message(person=person, purpose=Purpose.DIGEST, state=state, queued_at=MONDAY)
    for invitation in invitations:
        about = {"about_kind": "opportunities.invitation", "about_public_id": invitation.public_id}
        waited = {"state": "TOGETHER", "together": together, "queued_at": WRITTEN}
        make_message(person=person, purpose=Purpose.INVITATION, **about, **waited)
    return invitations


def states():
    return list(Message.objects.order_by("id").values_list("state", flat=True))


@pytest.mark.parametrize("but_calls", [False, True])
def test_only_what_has_not_gone_is_taken_back_and_calls_stay_where_they_are_being_made(but_calls):
    invitation = make_invitation()
    about = {"about_kind": "opportunities.invitation", "about_public_id": invitation.public_id, "purpose": "INVITATION"}
    for channel, state in [("EMAIL", "QUEUED"), ("LETTER", "TO_DO"), ("PHONE", "TO_DO"), ("EMAIL", "SENT"), ("EMAIL", "SENDING")]:
        make_message(person=invitation.person, **about, channel=channel, state=state)
    make_message(person=invitation.person, **about | {"purpose": "EVALUATION"})
    make_message(person=invitation.person, **about | {"about_public_id": "another"})

    taken = take_back(purpose="INVITATION", about=[invitation], by=invitation.person, at=AT, but_calls=but_calls)

    rang = "TO_DO" if but_calls else "NOT_NEEDED"
    kept = ["SENT", "SENDING", "QUEUED", "QUEUED"]
    assert states() == ["NOT_NEEDED", "NOT_NEEDED", rang, *kept]
    assert len(taken) == AuditEvent.objects.filter(verb="message.not_needed").count() == (2 if but_calls else 3)


@pytest.mark.parametrize(("channel", "state"), [("LETTER", "TO_DO"), ("TEXT", "TO_DO"), ("EMAIL", "QUEUED"), ("PHONE", "TO_DO")])
def test_of_what_was_to_go_in_one_message_only_the_rest_goes_once_one_is_taken_back(channel, state):
    answered, other = two_in_one(channel, state)

    (taken,) = take_back(purpose=Purpose.INVITATION, about=[answered], by=answered.person, at=AT)

    rest = Message.objects.get(about_public_id=other.public_id)
    assert states() == ["NOT_NEEDED", "NOT_NEEDED", "QUEUED"]
    assert [(one.reason, one.waits_until) for one in (taken, rest)] == [("RHYTHM", AT)] * 2
    assert (rest.together, rest.settled_at) == (None, None)


@pytest.mark.parametrize(("channel", "state"), [("PHONE", "TO_DO"), ("LETTER", "DONE"), ("EMAIL", "SENT"), ("EMAIL", "SENDING")])
def test_what_went_in_one_message_or_is_being_said_stays_as_it_is(channel, state):
    answered, _other = two_in_one(channel, state)

    take_back(purpose=Purpose.INVITATION, about=[answered], by=answered.person, at=AT, but_calls=True)

    assert states() == [state, "TOGETHER", "TOGETHER"]
