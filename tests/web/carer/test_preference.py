"""What suits her: said on her own page, and only as far as she likes."""

import pytest

from cyfran.domain.involvement.models import Preference
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.queries import my_link
from tests.factories.involvement import make_preference
from tests.factories.people import make_caring_role, make_person
from tests.proving import come_with_code
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def page_of(person, language="en"):
    return address("carer:my:preference", my_link(person), language=language)


def said():
    return list(Preference.objects.values_list("topics", "mornings", "afternoons", "evenings", "weekends", "channel"))


def test_she_says_what_she_would_like_to_be_asked_about_and_when(client, gwenllian):
    after = client.post(page_of(gwenllian), {"topics": ["DEMENTIA", "MONEY"], "times": ["evenings", "weekends"]}, follow=True)

    assert said() == [(["DEMENTIA", "MONEY"], False, False, True, True, "")]
    assert "What you said is saved. Whoever asks you goes by it from now on." in text_of(after)


def test_she_may_leave_all_of_it_open_again(client, gwenllian):
    make_preference(person=gwenllian)

    client.post(page_of(gwenllian), {})

    assert said() == [([], False, False, False, False, "")]


def test_what_she_said_stands_in_the_form_and_is_hers_to_change(client, gwenllian):
    make_preference(person=gwenllian)

    form = client.get(page_of(gwenllian)).context["form"]

    assert (form["topics"].value(), form["times"].value()) == (["DEMENTIA"], ["evenings"])


def test_her_own_page_leads_there(client, gwenllian):
    assert f'href="{page_of(gwenllian)}"' in text_of(client.get(address("carer:my:show", my_link(gwenllian))))


def test_no_child_and_nobody_who_grieves_is_asked_what_would_suit_her(client, gwenllian, council):
    child = make_person(organisation=council, age_band="FROM_13_TO_15")
    make_caring_role(person=gwenllian, state="DIED")

    answers = [client.get(page_of(person)).status_code for person in (child, gwenllian)]

    assert answers == [404, 404]
    for person in (child, gwenllian):
        assert page_of(person) not in text_of(client.get(address("carer:my:show", my_link(person))))


def test_what_is_not_offered_changes_nothing(client, gwenllian):
    page = text_of(client.post(page_of(gwenllian), {"topics": ["SHOES"]}))

    assert "Choose from the answers that are offered." in page
    assert said() == []


def test_it_is_in_her_copy(client, gwenllian):
    make_preference(person=gwenllian)

    page = text_of(client.get(address("carer:my:copy", come_with_code(client, gwenllian))))

    assert "What you would like to be asked about" in page
    assert "Dementia" in page
    assert "Weekday evenings" in page


def test_nothing_of_it_stays_when_she_is_removed(gwenllian, noon):
    make_preference(person=gwenllian)

    erase(person=gwenllian, by=gwenllian, at=noon)

    assert said() == []


def test_it_is_in_welsh_too(client, gwenllian):
    assert "Beth sy'n eich siwtio chi?" in text_of(client.get(page_of(gwenllian, language="cy")))


def test_a_link_that_is_not_hers_opens_nothing(client):
    assert client.get(address("carer:my:preference", "no-link")).status_code == 404


def test_random_posts_never_break_it(client, gwenllian):
    assert_random_posts_never_break(client, page_of(gwenllian), {"topics": ["", "DEMENTIA"], "times": ["", "evenings"]})
