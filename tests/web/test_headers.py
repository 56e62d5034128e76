"""What every answer carries, what no answer lets out, and what is refused before any page is asked."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as all_settings

from tests.factories.groups import make_group
from tests.factories.organisations import make_coordinator, make_organisation
from tests.web.reading import address

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/", "/en/", "/cy/register/", "/en/my-link/", "/en/account/sign-in/", "/en/staff/", "/en/nowhere/", "/en/groups/groups.csv",
    "/api/v1/groups", "/api/v1/nothing", "/api/v1/openapi.json", "/healthz",
]  # fmt: skip


@pytest.mark.parametrize("place", ADDRESSES)
def test_every_answer_says_what_it_is_and_lets_nothing_in_and_nobody_around(client, place):
    make_group()

    answer = client.get(place)

    headers = answer.headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    kind = headers.get("Content-Type", "")
    assert answer.status_code in (302, 404) or kind
    assert not kind.startswith("text/") or kind.endswith("charset=utf-8")
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == ("'none'", "'self'", "'self'")
    assert (policy["frame-ancestors"], policy["base-uri"], policy["form-action"]) == ("'none'", "'none'", "'self'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers
    assert not {"Server", "X-Powered-By"} & set(headers)


def test_answers_to_programs_are_files_that_no_browser_shows(client):
    answers = [
        client.get("/api/v1/areas"),
        client.get("/api/v1/areas", {"limit": "x"}),
        client.post("/api/v1/areas"),
        client.get("/api/x"),
    ]

    told = {answer.headers["Content-Disposition"] for answer in answers}

    assert told == {'attachment; filename="cyfran.json"'}
    assert [answer.status_code for answer in answers] == [200, 422, 405, 404]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_no_page_takes_what_is_neither_a_question_nor_a_form(client, method):
    answer = client.generic(method, "/en/")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST")


def test_the_cookies_are_session_and_language_and_no_script_reads_them(client):
    client.get("/en/register/")
    client.force_login(make_coordinator(make_organisation()))
    client.get(address("staff:today:show"))

    assert set(client.cookies) == {all_settings.SESSION_COOKIE_NAME, all_settings.LANGUAGE_COOKIE_NAME}
    assert {(cookie["httponly"], cookie["samesite"], cookie["path"]) for cookie in client.cookies.values()} == {
        (True, "Lax", "/")
    }


def test_under_a_public_address_with_https_cookies_stay_on_this_machine_and_no_browser_comes_without():
    names = "SESSION_COOKIE_NAME SESSION_COOKIE_SECURE LANGUAGE_COOKIE_SECURE SECURE_HSTS_SECONDS SECURE_HSTS_INCLUDE_SUBDOMAINS"
    script = f"from tests import settings; print([getattr(settings, name) for name in {names.split()}])"
    env = os.environ | {"CYFRAN_PUBLIC_ADDRESS": "https://cyfran.example.org"}

    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env, cwd=all_settings.PROJECT
    )

    assert told.stdout == "['__Host-sessionid', True, True, 31536000, True]\n"


@pytest.mark.parametrize(
    "place", ["/static/", "/static/ui/", "/.git/config", "/static/../manage.py", "/cyfran.env", "/en/.DS_Store"]
)
def test_no_folder_and_no_file_of_ours_can_be_looked_into(client, place):
    assert client.get(place).status_code == 404


def test_a_post_larger_than_any_form_is_refused(client):
    client.raise_request_exception = False

    answer = client.post("/en/ask/", {"words": "x" * 3_000_000})

    assert answer.status_code == 400


def test_another_name_of_the_machine_is_not_answered(client):
    client.raise_request_exception = False

    assert client.get("/en/", headers={"host": "elsewhere.example.com"}).status_code == 400


def test_pages_fetch_and_run_nothing_from_elsewhere_and_nothing_inline(client):
    pages = [client.get(place).content.decode() for place in ("/", "/en/", "/cy/register/", "/en/areas/", "/en/account/sign-in/")]

    sources = {source for page in pages for source in re.findall(r'<(?:script|link|img)[^>]*?(?:src|href)="([^"]+)"', page)}

    assert [source for source in sources if not source.startswith("/")] == []
    assert [
        found for page in pages for found in re.findall(r"<style|<script(?![^>]*src=)|\son\w+=|\sstyle=|javascript:", page)
    ] == []


def test_nothing_of_a_person_stands_in_an_address_that_leads_on(client):
    """What is typed is sent in the body; the address that follows names nobody."""
    led_to = [
        client.post("/en/my-link/", {"contact": "gwenllian@example.org"}).headers["Location"],
        client.post("/en/my-code/", {"contact": "01970 000000"}).headers["Location"],
        client.post("/en/register/", {"age_band": "OVER_16", "relations": ["PARENT"], "hours": "NOT_SURE"}).headers["Location"],
        client.post("/en/account/sign-in/", {"email": "mari@example.org"}).headers["Location"],
    ]
    led_to.append(client.post("/en/register/you/", {"name": "Gwenllian", "area": "x", "channel": "EMAIL"}).request["PATH_INFO"])

    assert [place for place in led_to if re.search("gwenllian|mari|example|01970|parent", place, re.IGNORECASE)] == []


def test_the_forms_that_stand_in_an_address_only_narrow_a_list_or_choose_an_organisation():
    templates = Path(all_settings.PACKAGE / "web").rglob("*.html")

    by_address = {path.name for path in templates if re.search(r'<form(?![^>]*method="post")|ui/form/choose', path.read_text())}

    assert by_address == {
        "choose.html",
        "contact.html",
        "equality.html",
        "filter.html",
        "freeze.html",
        "leads.html",
        "sought.html",
        "which.html",
    }
