"""Taking away a second step that somebody of the organisation has lost."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.organisations.choices import Role
from tests.factories.base import make_administrator, make_user
from tests.factories.organisations import make_coordinator, make_membership, make_organisation
from tests.proving import prove
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LOST = {"why": "LOST", "sure": "RUNG"}
NOT_HERS = "You cannot do this for yourself, nor for somebody who also has a role where you give none."


@pytest.fixture
def rhian(client, council):
    """Sign in an administrator of the council."""
    rhian = make_membership(user=make_user(name="Rhian Dychmygol"), organisation=council, role=Role.ADMINISTRATOR).user
    client.force_login(rhian)
    return rhian


@pytest.fixture
def alun(council):
    """Return a coordinator of the council who has an app and is signed in."""
    alun = make_coordinator(council, name="Alun Sampl", email="alun@example.org")
    TOTP.activate(alun, generate_totp_secret())
    Client().force_login(alun)
    return alun


def page_for(user, place) -> str:
    return address("staff:roles:reset_step", getattr(place, "public_id", place), user.public_id)


def test_a_lost_second_step_is_taken_away_and_both_are_told(client, rhian, alun, council):
    asked = text_of(client.get(page_for(alun, council)))

    answer = client.post(page_for(alun, council), LOST)

    assert "signed out everywhere" in asked
    assert answer.headers["Location"] == address("staff:roles:list")
    assert not Authenticator.objects.filter(user=alun).exists()
    event = AuditEvent.objects.get(verb="user.second_step_reset")
    assert (event.subject_public_id, event.actor_public_id) == (alun.public_id, rhian.public_id)
    assert event.facts == LOST
    assert [email.to for email in mail.outbox] == [[alun.email], [rhian.email]]
    assert {email.subject for email in mail.outbox} == {"Cyfran: Cafodd ail gam ei ddileu / A second step was taken away"}
    said = "Rhian Dychmygol, an administrator, has taken away the second step with which Alun Sampl signs in to Cyfran."
    assert all(said in email.body and "I rang them at a number that I knew before" in email.body for email in mail.outbox)


def test_whoever_holds_the_lost_telephone_is_signed_out_everywhere(client, rhian, alun, council):
    keys = [session.pk for session in Session.objects.exclude(pk=client.session.session_key)]
    UserSession.objects.bulk_create([UserSession(user=alun, session_key=key, ip="192.0.2.1", user_agent="-") for key in keys])

    client.post(page_for(alun, council), LOST)

    assert [session.pk for session in Session.objects.all()] == [client.session.session_key]
    assert not UserSession.objects.filter(user=alun).exists()


@pytest.mark.usefixtures("rhian")
@pytest.mark.parametrize("left_out", LOST)
def test_nothing_is_taken_away_without_a_reason_and_a_word_how_it_is_certain_who_asks(client, alun, council, left_out):
    answer = client.post(page_for(alun, council), {name: value for name, value in LOST.items() if name != left_out})

    assert answer.status_code == 200
    assert Authenticator.objects.filter(user=alun).exists()


def test_nobody_does_it_for_herself(client, rhian, council):
    TOTP.activate(rhian, generate_totp_secret())

    answer = client.post(page_for(rhian, council), LOST)

    assert NOT_HERS in text_of(answer)
    assert Authenticator.objects.filter(user=rhian).exists()


@pytest.mark.usefixtures("rhian")
def test_nobody_does_it_for_somebody_with_more_to_open_than_she_gives(client, alun, council):
    make_membership(user=alun, organisation=make_organisation())
    nia = make_administrator()
    make_membership(user=nia, organisation=council)

    answers = [client.post(page_for(user, council), LOST) for user in (alun, nia)]

    assert [NOT_HERS in text_of(answer) for answer in answers] == [True, True]
    assert Authenticator.objects.filter(user=alun).exists()


def test_whoever_looks_after_the_installation_does_it_for_everybody_else(client, alun, council):
    make_membership(user=alun, organisation=make_organisation())
    nia, other = make_administrator(), make_administrator()
    TOTP.activate(other, generate_totp_secret())
    client.force_login(nia)

    client.post(page_for(alun, council), LOST)
    client.post(page_for(other, "installation"), LOST)

    assert not Authenticator.objects.exists()


@pytest.mark.usefixtures("rhian")
def test_of_somebody_elsewhere_there_is_no_such_page(client):
    held = make_membership()

    answer = client.post(page_for(held.user, held.organisation), LOST)

    assert answer.status_code == 404


def test_her_own_second_step_is_asked_for_again_first(client, rhian, alun, council):
    TOTP.activate(rhian, generate_totp_secret())
    prove(client, rhian, seconds_ago=601)

    answer = client.post(page_for(alun, council), LOST)

    assert answer.headers["Location"].startswith(address("mfa_reauthenticate"))
    assert Authenticator.objects.filter(user=alun).exists()
