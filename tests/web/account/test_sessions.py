"""Where somebody is signed in: listed, and ended."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from django.utils.translation import override

from cyfran.web.account.sessions.presenters import SessionOnPage
from tests.factories.base import make_user

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/604.1"


@pytest.fixture
def mari(client):
    mari = make_user()
    client.force_login(mari)
    UserSession.objects.create(user=mari, session_key=client.session.session_key, ip="127.0.0.1", user_agent=FIREFOX)
    return mari


def signed_in_elsewhere(user, user_agent=IPHONE) -> UserSession:
    store = SessionStore()
    store.update({"_auth_user_id": str(user.pk), "_auth_user_backend": "allauth.account.auth_backends.AuthenticationBackend"})
    store["_auth_user_hash"] = user.get_session_auth_hash()
    store.create()
    return UserSession.objects.create(user=user, session_key=store.session_key, ip="192.0.2.7", user_agent=user_agent)


def sessions_of(user) -> list[str]:
    return [session.ip for session in UserSession.objects.filter(user=user).order_by("pk")]


def address() -> str:
    with override("en"):
        return reverse("account_sessions")


def test_the_page_says_where_she_is_signed_in_and_which_is_this(client, mari):
    signed_in_elsewhere(mari)

    page = client.get(address())

    assert [(session.where, session.ip, session.is_this) for session in page.context["sessions"]] == [
        ("Firefox on Windows", "127.0.0.1", True),
        ("Safari on iPhone", "192.0.2.7", False),
    ]


def test_one_session_is_ended_and_the_others_go_on(client, mari):
    ended, kept = signed_in_elsewhere(mari), signed_in_elsewhere(mari)

    page = client.post(address(), {"session": ended.pk}, follow=True)

    assert "It is ended" in page.content.decode()
    assert (ended.exists(), kept.exists()) == (False, True)
    assert sessions_of(mari) == ["127.0.0.1", "192.0.2.7"]


def test_all_others_are_ended_and_this_one_goes_on(client, mari):
    signed_in_elsewhere(mari)
    signed_in_elsewhere(mari)

    client.post(address(), {"session": "others"})

    assert sessions_of(mari) == ["127.0.0.1"]
    assert client.get(address()).status_code == 200


def test_nobody_ends_the_session_of_somebody_else(client, mari):
    other = signed_in_elsewhere(make_user())

    client.post(address(), {"session": other.pk})

    assert other.exists()


def test_a_session_that_is_over_is_not_listed(client, mari):
    SessionStore().delete(signed_in_elsewhere(mari).session_key)

    page = client.get(address())

    assert [session.is_this for session in page.context["sessions"]] == [True]


@pytest.mark.parametrize(
    ("named", "where"),
    [
        ("", "A program that does not say what it is"),
        ("curl/8.0", "A program that does not say what it is"),
        ("X11; Linux", "Linux"),
    ],
)
def test_what_does_not_name_itself_is_called_so(client, mari, named, where):
    session = signed_in_elsewhere(mari, user_agent=named)

    page = client.get(address())

    (elsewhere,) = (one for one in page.context["sessions"] if one.pk == session.pk)
    assert elsewhere == SessionOnPage(session.pk, where, "192.0.2.7", session.created_at, is_this=False)
