"""Coming in by the sign-in of one's own organisation, which a small server on this machine stands for."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils.translation import override

from cyfran.config.env import env_door, env_with
from tests.factories.base import make_user
from tests.factories.organisations import make_coordinator, make_organisation

pytestmark = pytest.mark.django_db


class SignIn:
    """What the sign-in of an organisation says of somebody."""

    def __init__(self) -> None:
        self.claims: dict = {"sub": "1", "email": "mari@example.org", "email_verified": True}
        self.asked: list[str] = []
        signs_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._answer(signs_in.configuration if "well-known" in self.path else signs_in.claims)

            def do_POST(self):
                signs_in.asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self._answer(signs_in.tokens)

            def _answer(self, what):
                body = json.dumps(what).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def configuration(self) -> dict:
        ends = ("authorization", "token", "userinfo")
        return {"issuer": self.address, "jwks_uri": f"{self.address}/keys"} | {
            f"{end}_endpoint": f"{self.address}/{end}" for end in ends
        }

    @property
    def tokens(self) -> dict:
        told = {**self.claims, "iss": self.address, "aud": "cyfran", "exp": time.time() + 60, "iat": time.time()}
        key = "a key that only this sign-in has, and nobody looks at"
        return {"access_token": "x", "token_type": "Bearer", "id_token": jwt.encode(told, key, algorithm="HS256")}


@pytest.fixture
def sign_in(settings):
    sign_in = SignIn()
    app = {
        **settings.OIDC_APP,
        "name": "Abermorfa",
        "client_id": "cyfran",
        "secret": "s",
        "settings": {"server_url": sign_in.address},
    }
    settings.OIDC_SERVER, settings.OIDC_NAME, settings.OIDC_APP = sign_in.address, "Abermorfa", app
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    yield sign_in
    sign_in.server.shutdown()
    sign_in.server.server_close()


@pytest.fixture
def mari():
    return make_coordinator(make_organisation(), email="mari@example.org", name="Mari Enghraifft")


def address(name: str) -> str:
    with override("en"):
        return reverse(name)


def come_in(client, **said):
    """Press the button, and come back from the sign-in of the organisation."""
    led_to = client.post(address("account_organisation"), said)
    asked = parse_qs(urlsplit(led_to.url).query)
    return client.get(urlsplit(asked["redirect_uri"][0]).path, {"code": "c", "state": asked["state"][0]}, follow=True)


def test_whoever_is_appointed_comes_in_by_her_verified_address_and_sets_up_a_second_step(client, sign_in, mari):
    page = come_in(client)

    assert page.context["user"] == mari
    assert page.redirect_chain[-1][0] == address("account_second_step")
    assert "code_verifier=" in sign_in.asked[0]
    assert not mari.socialaccount_set.exists()


def test_a_second_step_taken_there_counts_here(client, sign_in, mari):
    sign_in.claims["amr"] = ["pwd", "mfa"]

    page = come_in(client, next=address("staff:people:list"))

    assert page.redirect_chain[-1][0] == address("staff:people:list")
    assert page.status_code == 200


@pytest.mark.parametrize("claims", [{"email": "stranger@example.org"}, {"email_verified": False}, {"email": None}])
def test_nobody_else_comes_in(client, sign_in, mari, claims):
    sign_in.claims |= claims

    page = come_in(client)

    assert "Nobody here has this address" in page.content.decode()
    assert page.context["user"].is_anonymous


def test_a_closed_account_stays_closed(client, sign_in):
    make_user(email="mari@example.org", is_active=False)

    page = come_in(client)

    assert page.context["user"].is_anonymous


@pytest.mark.parametrize("answer", [{"error": "access_denied", "state": "x"}, {"code": "c", "state": "forged"}, {}])
def test_what_was_not_finished_there_has_its_page(client, sign_in, mari, answer):
    page = client.get("/organisation/organisation/", answer, follow=True)

    assert "The sign-in was not finished" in page.content.decode()
    assert page.context["user"].is_anonymous


def test_the_button_is_there_only_where_there_is_such_a_sign_in(client, settings):
    with_none = client.get(address("account_request_login_code")).content.decode()
    settings.OIDC_NAME = "Abermorfa"
    with_one = client.get(address("account_request_login_code")).content.decode()

    assert ["Sign in with Abermorfa" in page for page in (with_none, with_one)] == [False, True]


def test_the_button_leads_back_where_there_is_no_such_sign_in(client):
    assert client.post(address("account_organisation")).url == address("account_request_login_code")


@pytest.mark.parametrize("value", ["login.example.org", "http://login.example.org", "https://login.example.org/?a=b", "ftp://x"])
def test_an_address_where_secrets_would_be_heard_is_refused(monkeypatch, value):
    monkeypatch.setenv("CYFRAN_OIDC_SERVER", value)

    with pytest.raises(ImproperlyConfigured, match="CYFRAN_OIDC_SERVER must be an address such as"):
        env_door("CYFRAN_OIDC_SERVER")


def test_half_a_sign_in_is_refused(monkeypatch):
    monkeypatch.setenv("CYFRAN_OIDC_SERVER", "https://login.example.org/v2.0/")

    assert env_door("CYFRAN_OIDC_SERVER") == "https://login.example.org/v2.0"
    with pytest.raises(ImproperlyConfigured, match="CYFRAN_OIDC_CLIENT must be set, since CYFRAN_OIDC_SERVER is"):
        env_with("CYFRAN_OIDC_CLIENT", "CYFRAN_OIDC_SERVER")
