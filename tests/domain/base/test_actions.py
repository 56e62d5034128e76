from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.actions import create_user, record_event, record_events
from cyfran.domain.base.choices import ActorKind
from cyfran.domain.base.models import AuditEvent, User
from tests.factories.base import make_user

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def test_record_event_writes_who_did_what_to_what():
    actor, subject = make_user(), make_user()

    event = record_event("user.renamed", subject=subject, by=actor, at=AT, field="name")

    assert AuditEvent.objects.values().get() == {
        "id": event.pk,
        "verb": "user.renamed",
        "actor_kind": "USER",
        "actor_public_id": actor.public_id,
        "subject_kind": "base.user",
        "subject_public_id": subject.public_id,
        "facts": {"field": "name"},
        "at": AT,
    }


def test_record_event_names_cyfran_itself_where_nobody_acts():
    event = record_event("user.created", subject=make_user(), by=None, at=AT)

    assert (event.actor_kind, event.actor_public_id) == (ActorKind.SYSTEM, "")


def test_record_event_falls_back_on_the_key_of_a_record_without_a_public_id():
    subject = record_event("user.created", subject=make_user(), by=None, at=AT)

    event = record_event("event.read", subject=subject, by=None, at=AT)

    assert event.subject_public_id == subject.pk


def test_record_events_writes_the_same_of_several_things():
    ann, nia, by = make_user(), make_user(), make_user()

    record_events("user.thanked", subjects=[ann, nia], by=by, at=AT)

    events = AuditEvent.objects.order_by("id").values_list("verb", "actor_public_id", "subject_public_id", "facts", "at")
    assert list(events) == [("user.thanked", by.public_id, one.public_id, {}, AT) for one in (ann, nia)]


def test_create_user_makes_an_account_without_a_password():
    user = create_user(email=" Nia@Example.org ", name="Nia Enghraifft", by=None, at=AT, is_administrator=True)

    user.refresh_from_db()
    assert (user.email, user.name, user.is_administrator, user.joined_at) == ("nia@example.org", "Nia Enghraifft", True, AT)
    assert not user.has_usable_password()
    assert list(AuditEvent.objects.values_list("verb", "subject_public_id", "facts")) == [("user.created", user.public_id, {})]


@pytest.mark.parametrize(
    ("email", "name", "expected"),
    [
        ("NIA@example.org", "Nia Arall", {"email": ["There is already an account with this e-mail address."]}),
        ("nia", "Nia Arall", {"email": ["Enter a valid email address."]}),
        ("arall@example.org", "", {"name": ["This field cannot be blank."]}),
    ],
    ids=["address taken", "no address", "no name"],
)
def test_create_user_refuses_what_cannot_be_an_account(email, name, expected):
    make_user(email="nia@example.org")

    with pytest.raises(ValidationError) as caught:
        create_user(email=email, name=name, by=None, at=AT)

    assert caught.value.message_dict == expected
    assert User.objects.count() == 1
    assert not AuditEvent.objects.exists()
