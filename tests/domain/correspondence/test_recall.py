"""Taking back what was written and has not gone yet, also where several things were to go in one message."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.correspondence.actions.recall import drop_unsent, take_back
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


def test_what_still_waits_goes_no_more_once_it_was_answered():
    invitation = make_invitation()
    about = {"person": invitation.person, "about_kind": "opportunities.invitation", "about_public_id": invitation.public_id}
    for channel, state in [("EMAIL", "QUEUED"), ("LETTER", "TO_DO"), ("PHONE", "TO_DO"), ("EMAIL", "SENT")]:
        make_message(**about, channel=channel, state=state)

    drop_unsent(about=invitation, by=invitation.person, at=AT)

    assert list(Message.objects.order_by("id").values_list("state", flat=True)) == ["NOT_NEEDED", "NOT_NEEDED", "TO_DO", "SENT"]


@pytest.mark.parametrize(("channel", "state"), [("LETTER", "TO_DO"), ("TEXT", "TO_DO"), ("EMAIL", "QUEUED")])
def test_of_what_was_to_go_in_one_message_only_the_rest_goes_once_one_was_answered(channel, state):
    answered, other = two_in_one(channel, state)

    drop_unsent(about=answered, by=answered.person, at=AT)

    rest = Message.objects.get(about_public_id=other.public_id)
    assert states() == ["NOT_NEEDED", "NOT_NEEDED", "QUEUED"]
    assert (rest.reason, rest.waits_until, rest.together) == ("RHYTHM", MONDAY, None)


@pytest.mark.parametrize(("channel", "state"), [("PHONE", "TO_DO"), ("LETTER", "DONE"), ("EMAIL", "SENT"), ("EMAIL", "SENDING")])
def test_what_went_in_one_message_or_is_being_said_stays_as_it_is(channel, state):
    answered, _other = two_in_one(channel, state)

    drop_unsent(about=answered, by=answered.person, at=AT)

    assert states() == [state, "TOGETHER", "TOGETHER"]


@pytest.mark.parametrize("channel", ["LETTER", "PHONE"])
def test_what_is_moved_is_taken_out_of_the_message_in_which_it_was_to_go(channel):
    moved, _other = two_in_one(channel, "TO_DO")

    taken = take_back(purpose=Purpose.INVITATION, about=[moved], by=None, at=AT)

    assert (taken, states()) == ({moved.public_id}, ["NOT_NEEDED", "NOT_NEEDED", "QUEUED"])
