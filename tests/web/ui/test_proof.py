"""Before much can be done or undone, the second step is asked for again."""

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.translation import override

from cyfran.config.urls import urlpatterns as ours
from cyfran.web.ui.proof import asks_again
from tests.factories.base import make_user
from tests.proving import prove

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.ui.test_proof")]


@asks_again
def change(request):
    return HttpResponse(f"{request.method} {request.POST.get('what', '')}")


urlpatterns = [path("change/", change), *ours]


@pytest.fixture
def secret():
    return generate_totp_secret()


@pytest.fixture
def mari(client, secret):
    mari = make_user()
    TOTP.activate(mari, secret)
    client.force_login(mari)
    return mari


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, max(yield_hotp_counters_from_time())))


def address(name: str) -> str:
    with override("en"):
        return reverse(name)


def test_nothing_is_asked_again_within_ten_minutes(client, mari):
    prove(client, mari, seconds_ago=590)

    assert client.post("/change/", {"what": "all"}).content == b"POST all"


def test_what_was_sent_is_done_once_it_is_proved_again(client, mari, secret):
    prove(client, mari, seconds_ago=610)

    led_to = client.post("/change/", {"what": "all"})
    done = client.post(led_to.url, {"code": code_of(secret)})
    again = client.post("/change/", {"what": "more"})

    assert led_to.url == f"{address('mfa_reauthenticate')}?next=%2Fchange%2F"
    assert done.content == b"POST all"
    assert again.content == b"POST more"


def test_a_wrong_code_does_nothing(client, mari):
    prove(client, mari, seconds_ago=610)
    led_to = client.post("/change/", {"what": "all"})

    page = client.post(led_to.url, {"code": "nothing"})

    assert "This did not work." in page.content.decode()
    assert client.get("/change/").status_code == 302


def test_whoever_has_no_second_step_here_is_led_to_set_one_up(client):
    user = make_user()
    client.force_login(user)
    prove(client, user, seconds_ago=610)

    assert client.get("/change/").url == address("account_second_step")
