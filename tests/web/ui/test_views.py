import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError

pytestmark = pytest.mark.django_db


def test_the_door_offers_both_languages_alike(client):
    response = client.get("/")

    page = response.content.decode()
    assert 'href="/cy/" hreflang="cy">Cymraeg</a>' in " ".join(page.split())
    assert 'href="/en/" hreflang="en">English</a>' in " ".join(page.split())
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_door_leads_whoever_chose_before_to_their_front_page(client, language):
    client.get(f"/{language}/nowhere/")

    response = client.get("/")

    assert (response.status_code, response["Location"]) == (302, f"/{language}/")


def test_the_door_lets_people_choose_again(client):
    client.cookies["language"] = "cy"

    response = client.get("/?choose")

    assert response.status_code == 200


def test_a_cookie_that_makes_no_sense_is_as_none(client):
    client.cookies["language"] = "//elsewhere.example"

    assert client.get("/").status_code == 200


def test_the_door_takes_no_posts(client):
    assert client.post("/").status_code == 405


def test_only_the_language_is_remembered_and_no_script_may_read_it(client):
    client.get("/cy/nowhere/")

    assert list(client.cookies) == ["language"]
    assert client.cookies["language"]["httponly"]
    assert client.cookies["language"]["samesite"] == "Lax"


def test_a_page_that_is_not_there_says_so_in_its_language(client):
    response = client.get("/en/nowhere/")

    assert response.status_code == 404
    assert "This page is not here" in response.content.decode()


@pytest.mark.parametrize("path", ["/en/", "/cy/staff/", "/en/nowhere/"])
def test_a_plain_page_in_both_languages_is_shown_where_not_even_the_session_can_be_read(client, monkeypatch, path):
    def gone(_session):
        raise OperationalError

    monkeypatch.setattr(SessionStore, "load", gone)
    client.raise_request_exception = False
    client.cookies["sessionid"] = "a" * 32

    response = client.get(path)

    page = response.content.decode()
    assert response.status_code == 500
    assert "Mae rhywbeth wedi mynd o’i le</h1>" in page
    assert "Something has gone wrong</h2>" in page
    assert "sessionid" not in response.cookies
