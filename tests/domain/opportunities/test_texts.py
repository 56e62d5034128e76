"""Answers that come by text find the invitation they mean."""

from datetime import UTC, datetime, timedelta

import pytest

from cyfran.domain.correspondence.choices import Meaning
from cyfran.domain.opportunities.actions.texts import claim_text
from cyfran.domain.opportunities.choices import Answer, OpportunityState
from cyfran.domain.opportunities.tasks import claim_texts
from tests.factories.correspondence import make_message, make_received
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


def asked(person, **given):
    starts_at = given.pop("starts_at", AT + timedelta(days=20))
    return make_invitation(person=person, opportunity=make_opportunity(starts_at=starts_at), **given)


def text_from(person, **given):
    return make_received(person=person, received_at=AT, **given)


@pytest.mark.parametrize(
    ("meaning", "answer", "words"),
    [
        (Meaning.YES, "YES", ""),
        (Meaning.NO, "NOT_THIS_TIME", ""),
        (Meaning.NOT_THIS_MONTH, "NOT_THIS_MONTH", ""),
        (Meaning.ANOTHER_WAY, "ANOTHER_WAY", "Ring me"),
    ],
)
def test_the_only_invitation_that_waits_is_the_one_that_is_meant(meaning, answer, words):
    ann = make_person()
    waits, received = asked(ann), text_from(ann, meaning=meaning, words="Ring me")
    asked(ann, answer=Answer.YES, answered_at=AT)
    asked(ann, starts_at=AT - timedelta(days=1))

    assert claim_text(received=received, at=AT) == waits

    waits.refresh_from_db()
    assert (waits.answer, waits.answer_words, waits.answered_by_channel) == (answer, words, "TEXT")
    assert (received.state, received.settled_at) == ("DONE", AT)


@pytest.mark.parametrize("unsent", [{"state": "QUEUED", "reason": "RHYTHM"}, {"state": "FAILED", "failure": "HELD_BACK"}])
def test_nobody_can_mean_what_has_not_gone_to_her_yet(unsent):
    ann = make_person()
    known, unknown = asked(ann), asked(ann)
    about = {"about_kind": "opportunities.invitation", "about_public_id": unknown.public_id}
    make_message(person=ann, purpose="INVITATION", **about, **unsent)

    meant = [claim_text(received=text_from(ann), at=AT) for _again in range(2)]

    unknown.refresh_from_db()
    assert (meant, unknown.answer) == ([known, known], "")


def test_an_answer_may_change_by_text_until_the_end():
    ann = make_person()
    said_yes = asked(ann, answer=Answer.YES, answered_at=AT)

    claim_text(received=text_from(ann, meaning=Meaning.NO), at=AT)

    said_yes.refresh_from_db()
    assert said_yes.answer == "NOT_THIS_TIME"


def test_nobody_answers_to_what_was_called_off():
    ann = make_person()
    called_off, waits = asked(ann), asked(ann)
    called_off.opportunity.state = OpportunityState.CALLED_OFF
    called_off.opportunity.published_at, called_off.opportunity.notice_days = AT, 20
    called_off.opportunity.save()

    assert claim_text(received=text_from(ann), at=AT) == waits


@pytest.mark.parametrize("waiting", [0, 2])
def test_where_none_or_several_could_be_meant_staff_read_it(waiting):
    ann = make_person()
    invitations, received = [asked(ann) for _number in range(waiting)], text_from(ann)

    assert claim_text(received=received, at=AT) is None

    assert (received.state, received.settled_at) == ("FOR_STAFF", None)
    for invitation in invitations:
        invitation.refresh_from_db()
        assert invitation.answer == ""


def test_an_answer_that_is_refused_waits_for_staff(monkeypatch):
    ann = make_person()
    received = text_from(ann)
    asked(ann)

    claim_text(received=received, at=AT + timedelta(days=30))

    assert received.state == "FOR_STAFF"


def test_the_worker_claims_what_came_the_earliest_first(monkeypatch):
    monkeypatch.setattr("cyfran.domain.base.clock.now", lambda: AT)
    ann = make_person()
    waits = asked(ann)
    text_from(ann, meaning=Meaning.YES)
    make_received(person=ann, meaning=Meaning.NO, received_at=AT - timedelta(hours=1))

    claim_texts.call()

    waits.refresh_from_db()
    assert waits.answer == "YES"
