"""An invitation read in every form before it is sent, its poster and its slips."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.correspondence.models import Message
from tests.factories.base import make_user
from tests.factories.opportunities import make_opportunity
from tests.factories.organisations import make_coordinator, make_membership, make_organisation
from tests.factories.projects import make_project, make_stage
from tests.paper import faults_of, words_of
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def opportunity(council):
    stage = make_stage(project=make_project(organisation=council, published_at=datetime(2026, 9, 1, tzinfo=UTC)))
    return make_opportunity(stage=stage, state="OPEN", place_cy="Y neuadd", place_en="The hall")


def sheet(client, opportunity, name):
    return client.get(address("staff:opportunities:sheet", opportunity.public_id, name))


def test_every_form_stands_on_one_page_in_both_languages(client, mari, opportunity):
    page = text_of(client.get(address("staff:opportunities:forms", opportunity.public_id)))

    assert page.count("Will you take part? First meeting") == 3
    assert page.count("A wnewch chi gymryd rhan? Cyfarfod cyntaf") == 3
    for words in ("Text back YES or NO", "IE neu NA", "I am ringing from", "it goes as", "Beth sy&#x27;n bwysig i chi?"):
        assert words in page


def test_reading_it_writes_to_nobody(client, mari, opportunity):
    client.get(address("staff:opportunities:forms", opportunity.public_id))
    sheet(client, opportunity, "letter")

    assert (Message.objects.count(), opportunity.invitations.count()) == (0, 0)


def test_the_links_of_a_sample_open_nothing(client, mari, opportunity):
    page = client.get(address("staff:opportunities:forms", opportunity.public_id))

    link = next(line for line in page.context["every_form"][0].parts[1].body.splitlines() if "/en/invitation/" in line)
    assert client.get(link.removeprefix("http://127.0.0.1:8000")).status_code == 404


def test_half_of_a_text_that_is_missing_is_named(client, mari, opportunity):
    opportunity.place_cy = ""
    opportunity.save()

    page = text_of(client.get(address("staff:opportunities:forms", opportunity.public_id)))

    assert 'This is still missing: </p> <ul class="govuk-list govuk-list--bullet"> <li>Place in Welsh</li> </ul>' in page


def test_a_whole_invitation_misses_nothing(client, mari, opportunity):
    assert "still missing" not in text_of(client.get(address("staff:opportunities:forms", opportunity.public_id)))


@pytest.mark.parametrize("name", ["letter", "poster", "slips"])
def test_each_sheet_can_be_read_aloud_and_says_it_in_both_languages(client, mari, opportunity, name):
    answer = sheet(client, opportunity, name)

    words = words_of(answer.content)
    assert (answer.headers["Content-Type"], faults_of(answer.content)) == ("application/pdf", [])
    for said in ("Cyfarfod cyntaf", "First meeting", "Ble: Y neuadd", "Where: The hall", "Tuesday 12 January 2027, 18:00"):
        assert said in words


def test_a_poster_leads_to_the_door_of_what_it_is_about_and_names_whom_to_ring(client, mari, council, opportunity):
    council.named_contact = make_membership(
        user=make_user(name="Bob Invented", telephone="01970 000 009"), organisation=council
    ).user
    council.save()

    words = words_of(sheet(client, opportunity, "poster").content)

    assert f"/en/register/for/{opportunity.public_id}/poster/" in words.replace(" ", "")
    assert "Or ring Bob Invented on 01970 000 009." in words
    assert "Neu ffoniwch Bob Invented ar 01970 000 009." in words


def test_until_the_project_is_published_a_poster_leads_to_registering(client, mari, opportunity):
    opportunity.stage.project.published_at = None
    opportunity.stage.project.save()

    assert "/cy/register/" in words_of(sheet(client, opportunity, "poster").content)


def test_four_slips_stand_on_a_sheet(client, mari, opportunity):
    assert words_of(sheet(client, opportunity, "slips").content).count("First meeting") == 4


def test_what_is_called_off_has_no_words_that_ask_people(client, mari, opportunity):
    type(opportunity).objects.filter(pk=opportunity.pk).update(state="CALLED_OFF")

    shown = client.get(address("staff:opportunities:forms", opportunity.public_id), follow=True)

    itself = address("staff:opportunities:show", opportunity.public_id)
    assert shown.redirect_chain == [(itself, 302)] == [(sheet(client, opportunity, "poster").url, 302)]
    assert "This was called off, so nobody is asked to it any more." in text_of(shown)
    assert address("staff:opportunities:forms", opportunity.public_id) not in text_of(shown)


def test_there_is_no_other_sheet(client, mari, opportunity):
    assert sheet(client, opportunity, "flag").status_code == 404


def test_no_form_is_shown_to_a_stranger(client, opportunity):
    client.force_login(make_coordinator(make_organisation()))

    shown = [client.get(address("staff:opportunities:forms", opportunity.public_id)), sheet(client, opportunity, "poster")]

    assert [answer.status_code for answer in shown] == [404, 404]
