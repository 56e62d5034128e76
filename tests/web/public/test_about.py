from html import unescape

import pytest
from django.utils.translation import override

from cyfran.domain.base.registry import Seer, Whose, kinds_kept
from cyfran.domain.organisations.choices import ACTS_OF, Act, Role
from tests.factories.groups import make_group
from tests.web.public.reading import headings_of, links_of, main_of, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["language", "accessibility", "privacy", "privacy/easy", "privacy/full", "data"])
@pytest.mark.parametrize("language", ["cy", "en"])
def test_every_statement_stands_in_both_languages(client, page, language):
    response = client.get(f"/{language}/{page}/")

    assert len(headings_of(response)) > 2
    assert f'<html lang="{language}"' in response.content.decode()


def test_the_language_page_says_that_no_welsh_speaker_has_read_the_texts(client):
    assert "No Welsh speaker has checked the texts yet." in text_of(client.get("/en/language/"))


def test_the_accessibility_statement_names_the_standard_its_limits_and_where_to_complain(client, settings):
    settings.DEFAULT_FROM_EMAIL = "somebody@example.org"

    words = text_of(client.get("/en/accessibility/"))

    assert "level AA of the Web Content Accessibility Guidelines, version 2.2" in words
    assert "No outside body has confirmed this." in words
    assert "This statement was written on 21 November 2026" in words
    assert "Write to somebody@example.org" in words


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("privacy", lambda kind: [kind.what, kind.why]),
        ("privacy/easy", lambda kind: [kind.easy]),
        ("privacy/full", lambda kind: [kind.what, kind.why, kind.basis.label, kind.kept.label]),
    ],
)
def test_the_privacy_notice_says_all_that_the_registry_does_at_each_reading_level(client, page, words, language):
    said = text_of(client.get(f"/{language}/{page}/"))

    with override(language):
        missing = [str(text) for kind in kinds_kept(Whose.PERSON) for text in words(kind) if str(text) not in said]
    assert missing == []


def test_the_notice_says_who_sees_what_as_the_table_of_roles_has_it(client):
    plain, easy, full = (text_of(client.get(f"/en/privacy/{level}")) for level in ("", "easy/", "full/"))

    opened = [kind for kind in kinds_kept(Whose.PERSON) if {Seer.STAFF, Seer.THOSE_ASKING} & set(kind.seen_by)]
    roles = {kind.act: ", ".join(str(role.label) for role in Role if kind.act in ACTS_OF[role]) for kind in opened}
    assert [kind.what for kind in opened if not kind.act] == []
    assert [act for act, named in roles.items() if f"{Act(act).label} {named}" not in plain] == []
    assert [act for act, named in roles.items() if f", as: {named}" not in full] == []
    assert f"Staff with these jobs can open your record: {roles[Act.SEE_PEOPLE]}." in easy


def test_what_can_tell_of_health_names_its_condition_and_equality_that_of_schedule_1(client):
    full = text_of(client.get("/en/privacy/full/"))

    kinds = [kind for kind in kinds_kept(Whose.PERSON) if kind.may_be_sensitive]
    assert full.count("As it can tell of health, origin or belief") == len(kinds)
    assert full.count("paragraph 8 of Schedule 1 to the Data Protection Act 2018") == 1


@pytest.mark.parametrize("page", ["", "easy/", "full/"])
def test_whoever_is_not_satisfied_can_complain_to_the_commissioner(client, page):
    assert "https://ico.org.uk/make-a-complaint/" in links_of(client.get(f"/en/privacy/{page}"))


def test_the_cookies_named_are_the_cookies_set(client):
    named = main_of(client.get("/en/privacy/"))
    client.get("/en/ask/")

    assert set(client.cookies) == {"sessionid", "language"}
    assert all(f"<code>{cookie}</code>" in named for cookie in client.cookies)


def test_reading_alone_sets_no_cookie_but_the_language(client):
    for page in ("", "groups/", "areas/", "levels/", "data/"):
        client.get(f"/en/{page}")

    assert list(client.cookies) == ["language"]


def test_the_data_page_lists_every_door_of_the_api_with_what_it_takes(client):
    group = make_group()

    response = client.get("/en/data/")

    words = text_of(response)
    assert [heading for heading in headings_of(response) if heading.startswith("GET")] == [
        "GET /api/v1/groups",
        "GET /api/v1/groups/{group_id}",
        "GET /api/v1/areas",
        "GET /api/v1/projects",
        "GET /api/v1/draws",
    ]
    assert "limit The most items to give at once. A whole number from 1 to 500. Left out, it is 100." in words
    assert "example Include invented example data as well. true or false. Left out, it is false." in words
    assert f"http://testserver/api/v1/groups/{group.public_id}" in links_of(response)


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_data_page_offers_what_changed_as_a_table(client, language):
    table = f"/{language}/what-changed/what-changed.csv"

    assert table in links_of(client.get(f"/{language}/data/"))
    assert client.get(table).headers["Content-Type"].startswith("text/csv")


def test_every_example_of_the_data_page_answers(client):
    make_group()

    addresses = [address for address in links_of(client.get("/en/data/")) if "/api/" in address]

    assert len(addresses) == 6
    assert [client.get(address).status_code for address in addresses] == [200] * 6


def test_where_no_group_is_on_record_no_example_leads_nowhere(client):
    assert not any("group_id" in address for address in links_of(client.get("/en/data/")))


def test_what_the_api_says_of_itself_is_in_the_language_of_the_page(client):
    description = client.get("/api/v1/openapi.json").json()
    doors = [methods["get"] for methods in description["paths"].values()]
    said = [door[part] for door in doors for part in ("summary", "description")]
    said += [parameter["description"] for door in doors for parameter in door["parameters"]]

    welsh, english = (unescape(text_of(client.get(f"/{language}/data/"))) for language in ("cy", "en"))

    assert [words for words in said if words not in english] == []
    assert [words for words in said if words in welsh] == []


def test_the_licences_of_the_data_are_named(client):
    assert "licensed under the Open Government Licence v3.0" in text_of(client.get("/en/data/"))
