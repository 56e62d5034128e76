"""Whoever wishes to be asked now and then is asked all together."""

from datetime import UTC, datetime

import pytest
from django.core import mail

from cyfran.domain.correspondence.actions.delivery import take_up_messages
from cyfran.domain.correspondence.actions.rounds import ask_together
from cyfran.domain.correspondence.choices import Purpose, Why
from cyfran.domain.correspondence.models import Message
from cyfran.domain.involvement.choices import Rhythm
from cyfran.domain.people.choices import Use
from tests.factories.correspondence import make_message
from tests.factories.involvement import make_limit
from tests.factories.opportunities import make_invitation
from tests.factories.people import make_permission, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

WRITTEN = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


@pytest.fixture
def ann():
    person = make_person(name="Ann Pretend", email="ann@example.org", language="EN")
    make_permission(person=person, use=Use.CONTACT)
    make_limit(person=person, hours=9, rhythm=Rhythm.WEEKLY)
    return person


def invited(person, subject):
    words = {"subject_en": subject, "body_en": f"About {subject}.", "subject_cy": f"{subject} cy", "body_cy": f"Am {subject}."}
    about = {"about_kind": "opportunities.invitation", "about_public_id": make_invitation(person=person).public_id}
    waits = {"purpose": Purpose.INVITATION, "reason": Why.RHYTHM, "queued_at": WRITTEN, "waits_until": MONDAY}
    return make_message(person=person, **words, **about, **waits)


def states():
    return list(Message.objects.order_by("id").values_list("purpose", "state"))


def test_several_invitations_go_in_one_message_on_her_day(ann, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr("cyfran.domain.base.clock.now", lambda: MONDAY)
    first, second = invited(ann, "A walk"), invited(ann, "A talk")

    with django_capture_on_commit_callbacks(execute=True):
        take_up_messages(at=MONDAY)

    (sent,) = mail.outbox
    together = Message.objects.get(purpose=Purpose.DIGEST)
    assert sent.subject == "2 things you are asked"
    assert [sent.body.count(words) for words in ("About A walk.", "About A talk.", "- A walk")] == [1, 1, 1]
    assert states() == [("INVITATION", "TOGETHER"), ("INVITATION", "TOGETHER"), ("DIGEST", "SENT")]
    assert list(together.parts.order_by("id")) == [first, second]
    assert list(ann.invitations.values_list("reached_at", flat=True)) == [together.settled_at] * 2


def test_what_waited_alone_goes_as_it_is(ann, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr("cyfran.domain.base.clock.now", lambda: MONDAY)
    invited(ann, "A walk")

    with django_capture_on_commit_callbacks(execute=True):
        take_up_messages(at=MONDAY)

    assert ([sent.subject for sent in mail.outbox], states()) == (["A walk"], [("INVITATION", "SENT")])


def test_before_her_day_nothing_goes(ann, django_capture_on_commit_callbacks):
    invited(ann, "A walk")
    invited(ann, "A talk")

    with django_capture_on_commit_callbacks(execute=True):
        take_up_messages(at=WRITTEN)

    assert (mail.outbox, states()) == ([], [("INVITATION", "QUEUED")] * 2)


def test_whoever_has_said_since_that_once_a_month_is_enough_is_asked_then(ann, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr("cyfran.domain.base.clock.now", lambda: MONDAY)
    invited(ann, "A walk")
    invited(ann, "A talk")
    ann.limit.rhythm = Rhythm.MONTHLY
    ann.limit.save()

    with django_capture_on_commit_callbacks(execute=True):
        together = ask_together(person=ann, at=MONDAY)

    waits = set(Message.objects.values_list("state", "reason", "waits_until"))
    assert (together, mail.outbox, waits) == (None, [], {("QUEUED", "RHYTHM", datetime(2026, 12, 1, 9, 0, tzinfo=UTC))})


def test_whoever_has_said_since_that_she_wishes_not_to_be_asked_is_sent_nothing(ann, django_capture_on_commit_callbacks):
    invited(ann, "A walk")
    invited(ann, "A talk")
    ann.limit.rhythm = Rhythm.OFF
    ann.limit.save()

    with django_capture_on_commit_callbacks(execute=True):
        together = ask_together(person=ann, at=MONDAY)

    kept = Message.objects.values_list("state", "failure", "reason")
    assert (together, mail.outbox, set(kept)) == (None, [], {("FAILED", "HELD_BACK", "OFF")})
