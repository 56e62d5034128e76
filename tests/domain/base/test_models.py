import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cyfran.domain.base.models import User
from tests.factories.base import make_audit_event, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["nia@example.org", "NIA@Example.org"])
def test_one_account_for_each_address(address):
    make_user(email="nia@example.org")
    second = User(email=address, name="Nia Arall", password="!")

    with pytest.raises(ValidationError) as caught:
        second.full_clean()

    assert caught.value.messages == ["There is already an account with this e-mail address."]
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([second])


def test_a_user_is_called_by_name_else_by_address():
    assert str(User(name="Nia Enghraifft", email="nia@example.org")) == "Nia Enghraifft"
    assert str(User(email="nia@example.org")) == "nia@example.org"


def test_an_audit_event_says_what_was_done_to_what():
    assert str(make_audit_event(verb="user.created", subject_public_id="abc")) == "user.created base.user abc"


def test_an_audit_event_is_never_changed():
    event = make_audit_event(verb="user.created")
    event.verb = "user.forgotten"

    with pytest.raises(TypeError, match="written once"):
        event.save()

    event.refresh_from_db()
    assert event.verb == "user.created"


def test_an_audit_event_is_never_deleted():
    event = make_audit_event()

    with pytest.raises(TypeError, match="never deleted"):
        event.delete()

    event.refresh_from_db()
