"""What suits somebody, as she told staff."""

import pytest

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.involvement.models import Preference
from tests.factories.involvement import make_preference
from tests.factories.people import make_person
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def olwen(council):
    return make_person(organisation=council, name="Olwen Dychmygol")


def page_of(person):
    return address("staff:people:preference", person.public_id)


def said():
    return list(Preference.objects.values_list("person", "topics", "evenings", "channel", "entered_by"))


def test_her_word_is_written_down_with_the_way_it_came(client, mari, olwen):
    after = text_of(client.post(page_of(olwen), {"topics": ["DEMENTIA"], "times": ["evenings"], "channel": "PHONE"}, follow=True))

    assert said() == [(olwen.pk, ["DEMENTIA"], True, "PHONE", mari.pk)]
    assert "What they said is written down. Whoever asks them goes by it from now on." in after
    assert "Weekday evenings" in after


def test_nothing_is_written_down_without_the_way_it_came(client, mari, olwen):
    page = text_of(client.post(page_of(olwen), {"topics": ["DEMENTIA"]}))

    assert "Choose an answer for “How did they tell you?”." in page
    assert said() == []


def test_her_page_says_that_nothing_was_said(client, mari, olwen):
    page = text_of(client.get(address("staff:people:show", olwen.public_id)))

    assert [words for words in ("Anything", "Any time") if words not in page] == []
    assert f'href="{page_of(olwen)}"' in page


def test_nothing_is_asked_of_a_child(client, mari, council):
    child = make_person(organisation=council, age_band="FROM_13_TO_15")

    page = text_of(client.get(address("staff:people:show", child.public_id)))

    assert page_of(child) not in page
    assert "Any time" not in page
    assert client.get(page_of(child)).status_code == 404


def test_a_stranger_finds_no_such_person(client, mari):
    stranger = make_preference().person

    assert client.get(page_of(stranger)).status_code == 404


def test_each_look_at_it_is_on_record(client, mari, olwen):
    client.get(page_of(olwen))

    assert AuditEvent.objects.filter(verb="person.looked_at", subject_public_id=olwen.public_id).count() == 1
