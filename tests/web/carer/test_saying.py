"""Saying something from one's own page, and taking it back."""

from html import unescape
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from cyfran.domain.contributions.models import Contribution
from cyfran.domain.contributions.queries import publishable_words
from cyfran.domain.people.queries import my_link
from cyfran.web.carer.my import views
from tests.factories.contributions import make_contribution
from tests.factories.decisions import make_shown_contribution
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.people import make_permission
from tests.factories.projects import make_project, make_stage
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

SAID = {"words": "Nobody asks how I am.", "words_language": "EN", "audience": "TEAM"}


@pytest.fixture
def project(council, gwenllian):
    """Make a project to which Gwenllian was invited."""
    project = make_project(organisation=council, owner=council.named_contact)
    make_invitation(person=gwenllian, opportunity=make_opportunity(stage=make_stage(project=project), state="OPEN"))
    return project


def urls(person, project, language="en"):
    arguments = my_link(person), project.public_id
    return [address(f"carer:my:{name}", *arguments, language=language) for name in ("say", "check")]


def test_words_are_sent_once_they_were_looked_at_again(client, gwenllian, project, noon):
    say, check = urls(gwenllian, project)

    assert client.post(say, SAID).url == check
    assert "Nobody asks how I am." in text_of(client.get(check))
    assert not Contribution.objects.exists()
    response = client.post(check)

    said = Contribution.objects.get()
    assert (said.person, said.stage.project, said.words, said.words_language) == (gwenllian, project, SAID["words"], "EN")
    assert (said.audience, said.given_by, said.given_at, said.entered_by) == ("TEAM", "WEB", noon, None)
    assert "Mari Enghraifft reads what you said and owes you an answer by 18 December 2026." in text_of(client.get(response.url))


def test_what_she_typed_is_kept_until_it_is_sent(client, gwenllian, project):
    say, check = urls(gwenllian, project)
    client.post(say, SAID | {"audience": "NOBODY"})

    form = client.get(urls(gwenllian, project, language="cy")[0]).context["form"]
    assert (form["words"].value(), form["words_language"].value()) == (SAID["words"], "EN")

    client.post(say, SAID)
    client.post(check)
    assert client.get(say).context["form"]["words"].value() is None


def test_the_language_of_the_page_is_chosen_already_and_nobody_else_reads_it(client, gwenllian, project):
    welsh, english = (client.get(urls(gwenllian, project, language)[0]).context["form"] for language in ("cy", "en"))

    assert (welsh["words_language"].value(), english["words_language"].value()) == ("CY", "EN")
    assert english["audience"].value() == "TEAM"


def test_pressing_send_twice_says_it_once(client, gwenllian, project):
    say, check = urls(gwenllian, project)
    client.post(say, SAID)
    client.post(check)
    again = client.post(check)

    assert again.url == address("carer:my:show", my_link(gwenllian))
    assert Contribution.objects.count() == 1


def test_two_presses_at_the_same_moment_say_it_once(client, gwenllian, project):
    say, check = urls(gwenllian, project)
    client.post(say, SAID)
    requests = [RequestFactory().post(check) for _ in range(2)]
    for request in requests:
        request.session = import_module(settings.SESSION_ENGINE).SessionStore(client.session.session_key)
        assert len(request.session.keys()) > 0  # both have read her words before either sends them
        request._messages = FallbackStorage(request)

    responses = [views.check(request, link=my_link(gwenllian), project=project.public_id) for request in requests]

    assert [response.url for response in responses] == [address("carer:my:show", my_link(gwenllian))] * 2
    assert Contribution.objects.count() == 1


def test_the_page_to_check_without_words_leads_away(client, gwenllian, project):
    say, check = urls(gwenllian, project)

    assert client.get(check).url == address("carer:my:show", my_link(gwenllian))
    client.post(say, SAID | {"words": " "})
    assert client.get(check).url == say


def test_words_for_all_say_when_she_does_not_permit_that_yet(client, gwenllian, project):
    say, check = urls(gwenllian, project)
    client.post(say, SAID | {"audience": "PUBLIC"})

    assert "At the moment you do not permit us to show any of your words." in text_of(client.get(check))
    make_permission(person=gwenllian, use="QUOTE")
    assert "At the moment you do not permit" not in text_of(client.get(check))


def test_nothing_can_be_said_in_a_project_that_is_closed_or_not_hers(client, gwenllian, project):
    other = make_stage().project

    assert [client.get(url).status_code for url in urls(gwenllian, other)] == [404, 404]
    assert [client.post(url, SAID).status_code for url in urls(gwenllian, other)] == [404, 404]

    type(project).objects.filter(pk=project.pk).update(closed_on="2026-11-19")
    assert [client.get(url).status_code for url in urls(gwenllian, project)] == [404, 404]


def test_what_is_missing_is_asked_for(client, gwenllian, project):
    page = text_of(client.post(urls(gwenllian, project)[0], {}))

    assert "Write what you would like to say." in page
    assert "<title>Error: " in page


def test_words_are_taken_back_only_after_asking(client):
    shown = make_shown_contribution()
    url = address("carer:my:withdraw", my_link(shown.person), shown.public_id)

    asked = text_of(client.get(url))
    assert "Your words disappear from every public page and report at once." in asked
    assert publishable_words().count() == 1

    response = client.post(url)
    assert publishable_words().count() == 0
    assert "Your words are taken back." in text_of(client.get(response.url))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "It is done: you took these words back before. They are on no public page."),
        ("cy", "Mae wedi'i wneud: rydych eisoes wedi tynnu'r geiriau hyn yn ôl. Nid ydynt ar unrhyw dudalen gyhoeddus."),
    ],
)
def test_taking_words_back_a_second_time_says_that_it_is_done(client, language, sentence):
    shown = make_shown_contribution()
    url = address("carer:my:withdraw", my_link(shown.person), shown.public_id, language=language)
    client.post(url)
    taken_back_at = type(shown).objects.get().withdrawn_at

    sent_again, opened_again = client.post(url), client.get(url)

    mine = address("carer:my:show", my_link(shown.person), language=language)
    assert (sent_again.headers["Location"], opened_again.headers["Location"]) == (mine, mine)
    assert sentence in unescape(text_of(client.get(mine)))
    assert type(shown).objects.get().withdrawn_at == taken_back_at


def test_nobody_takes_back_another_persons_words(client, gwenllian):
    shown = make_shown_contribution()
    url = address("carer:my:withdraw", my_link(gwenllian), shown.public_id)

    assert client.get(url).status_code == client.post(url).status_code == 404
    assert publishable_words().count() == 1


def test_random_posts_never_break_saying(client, gwenllian, project):
    say, check = urls(gwenllian, project)
    expected = {"words": ["Nobody asks."], "words_language": ["CY"], "audience": ["PUBLIC", "TEAM"]}

    assert_random_posts_never_break(client, say, expected)
    client.post(say, SAID)
    assert_random_posts_never_break(client, check, expected)


def test_random_posts_never_break_taking_back(client, gwenllian):
    said = make_contribution(person=gwenllian)

    assert_random_posts_never_break(client, address("carer:my:withdraw", my_link(gwenllian), said.public_id), {"sure": ["yes"]})


def test_saying_costs_few_queries(client, gwenllian, project, django_assert_max_num_queries):
    say, check = urls(gwenllian, project)
    client.post(say, SAID)

    for url in (say, check):
        with django_assert_max_num_queries(15):
            client.get(url)
