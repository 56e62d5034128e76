"""Who shall we ask? The list with its reasons, who is missing, one press for all, and whom that would reach."""

from datetime import date

import pytest

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.models import NotSent
from cyfran.domain.opportunities.bridge.choice import Sought
from cyfran.domain.opportunities.bridge.choosing import choose_people
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.models import Invitation, Opportunity
from cyfran.domain.people.models import Person
from cyfran.web.staff.choosing.forms import AskThemForm
from cyfran.web.staff.choosing.presenters import ChoiceOnPage
from tests.factories.involvement import make_ledger_entry, make_limit, make_preference
from tests.factories.opportunities import make_opportunity
from tests.factories.organisations import make_baseline, make_organisation
from tests.factories.people import make_caring_role, make_permission, make_person
from tests.factories.projects import make_staged_project
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of
from tests.web.staff.conftest import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def opportunity(council, mari):
    project = make_staged_project(organisation=council, owner=mari)
    return make_opportunity(stage=project.stages.get(kind="DESIGN"), state=OpportunityState.OPEN, topic="DEMENTIA")


@pytest.fixture
def willing(council):
    """Make somebody of the council who permits being asked."""

    def make(name, **given):
        person = make_person(organisation=council, name=name, **given)
        make_permission(person=person)
        return person

    return make


def page_of(opportunity, query="", language="en"):
    return address("staff:choosing:show", opportunity.public_id, language=language) + query


def reach_of(opportunity, query=""):
    return address("staff:choosing:reach", opportunity.public_id) + query


# --- The list ---------------------------------------------------------------------------------------------------------


def test_each_stands_on_the_list_with_the_reason_in_plain_words(client, opportunity, willing):
    make_preference(person=willing("Gwenllian Enghraifft"))
    make_ledger_entry(person=willing("Olwen Dychmygol"), on=date(2023, 5, 1))

    people = client.get(page_of(opportunity)).context["page"].people

    assert [(one.name, one.because) for one in people] == [
        (
            "Gwenllian Enghraifft",
            "Nobody has asked them for anything yet; they would like to be asked about “Dementia”; "
            f"they said when they are free: weekday evenings; they live in {opportunity.organisation.area.name}.",
        ),
        (
            "Olwen Dychmygol",
            f"Nobody has asked them for anything since 1 May 2023; they live in {opportunity.organisation.area.name}; "
            "little was asked of them this year.",
        ),
    ]


def test_what_somebody_said_of_herself_is_for_those_alone_who_may_see_people(opportunity, willing):
    make_preference(person=willing("Gwenllian Enghraifft", language="CY"))
    choice = choose_people(opportunity, Person.objects.all(), size=3, sought=[Sought((("LANGUAGE", "CY"),), 1)], at=NOON)
    form = AskThemForm(None, people=[one.person for one in choice.chosen], may_be_asked=None)

    told = [ChoiceOnPage.of(opportunity, choice, form, may_see_people=may_see).people[0].because for may_see in (True, False)]

    assert "Dementia" in told[0]
    assert told[1] == "Nobody has asked them for anything yet."


def test_it_says_in_which_language_each_is_written_to(client, opportunity, willing):
    willing("Gwenllian Enghraifft")

    page = text_of(client.get(page_of(opportunity)))

    assert "in the language and at the time they chose. Whoever chose no language reads both." in page


def test_why_others_are_not_on_it_is_counted(client, opportunity, willing):
    make_limit(person=willing("Rests"), rests_until=date(2027, 2, 1))
    make_preference(person=willing("Money"), topics=["MONEY"])

    page = text_of(client.get(page_of(opportunity)))

    assert "Nobody is left whom this suits and who may be asked now." in page
    assert "They are at a limit of theirs, rest, or wish not to be asked" in page
    assert "They would like to be asked about other topics" in page


def test_who_is_missing_is_said_in_one_sentence(client, opportunity, willing, council):
    make_caring_role(person=willing("Ann Pretend", language="CY"), hours="FROM_50")
    query = f"?size=5&language_1=CY&hours_1=FROM_50&area_1={council.area.slug}&least_1=4"

    page = client.get(page_of(opportunity, query)).context["page"]

    area = council.area.name
    assert page.missing == [
        f"3 more people (Language: Welsh; Hours of caring a week: 50 hours a week or more; Area: {area}). "
        "Everybody who fits is on the list."
    ]
    assert page.people[0].because.endswith("they are among those sought especially.")


def test_parts_of_the_population_may_be_sought(client, opportunity, willing, council):
    make_baseline(area=council.area, measure="HOURS_50_PLUS", people=300)
    make_baseline(area=council.area, measure="HOURS_9_OR_LESS", people=700)

    page = client.get(page_of(opportunity, "?size=10&like=HOURS")).context["page"]

    assert [sentence.partition(")")[0] for sentence in page.missing] == [
        "7 more people (Hours of caring a week: Up to 9 hours a week",
        "3 more people (Hours of caring a week: 50 hours a week or more",
    ]


def test_a_number_that_is_none_is_refused_and_nobody_is_listed(client, opportunity, willing):
    willing("Ann Pretend")

    page = text_of(client.get(page_of(opportunity, "?size=0")))

    assert "Write 1 or a higher number." in page
    assert "Ann Pretend" not in page


def test_each_look_at_those_listed_is_on_record(client, opportunity, willing):
    ann = willing("Ann Pretend")

    client.get(page_of(opportunity))

    assert AuditEvent.objects.get(verb="person.looked_at").subject_public_id == ann.public_id


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_more_people(client, opportunity, willing, count, django_assert_num_queries):
    for number in range(count):
        make_preference(person=willing(f"Person {number}"))

    with django_assert_num_queries(14):
        client.get(page_of(opportunity, "?size=9&language_1=CY&least_1=2&hours_2=FROM_50&least_2=2"))


def test_the_list_is_in_welsh_too(client, opportunity, willing):
    willing("Ann Pretend")

    page = text_of(client.get(page_of(opportunity, language="cy")))

    assert "I bwy y gofynnwn?" in page
    assert "Nid oes neb wedi gofyn dim iddynt eto" in page


def test_what_is_not_open_leads_back(client, opportunity):
    Opportunity.objects.update(state=OpportunityState.CLOSED)

    assert [client.get(door(opportunity)).status_code for door in (page_of, reach_of)] == [302, 302]


def test_a_stranger_finds_nothing(client, mari):
    elsewhere = make_opportunity(state=OpportunityState.OPEN)

    assert [client.get(door(elsewhere)).status_code for door in (page_of, reach_of)] == [404, 404]


# --- Asking them all --------------------------------------------------------------------------------------------------


def test_one_press_asks_all_but_those_taken_out_with_a_reason(client, opportunity, willing):
    asked, left = willing("Ann Pretend"), willing("Olwen Dychmygol")
    said = {"people": [asked.public_id, left.public_id], f"out_{left.public_id}": "TOLD_US"}

    after = text_of(client.post(page_of(opportunity), said, follow=True))

    assert list(Invitation.objects.values_list("person__name", flat=True)) == ["Ann Pretend"]
    assert list(NotSent.objects.values_list("person__name", "reason")) == [("Olwen Dychmygol", "TOLD_US")]
    assert "1 person is asked, by e-mail." in after
    assert "They told us that it does not suit them" in after


def test_the_list_is_asked_as_it_was_read(client, opportunity, willing):
    read = willing("Ann Pretend")
    willing("Registered since")

    client.post(page_of(opportunity, "?size=9"), {"people": [read.public_id]})

    assert list(Invitation.objects.values_list("person__name", flat=True)) == ["Ann Pretend"]


def test_nobody_is_asked_where_one_may_not_be(client, opportunity, willing):
    ann, refuses = willing("Ann Pretend"), willing("Olwen Dychmygol")
    refuses.permissions.all().delete()

    page = text_of(client.post(page_of(opportunity), {"people": [ann.public_id, refuses.public_id]}))

    assert ("Nobody was asked" in page, "Something has changed since the list was made." in page) == (True, True)
    assert not Invitation.objects.exists()


def test_what_cannot_be_sent_says_what_is_missing(client, opportunity, willing):
    Opportunity.objects.update(place_cy="Y neuadd")

    page = text_of(client.post(page_of(opportunity, "?size=3"), {"people": [willing("Ann Pretend").public_id]}))

    assert "It goes in both languages or not at all. This is still missing: place in English." in page
    assert "Something has changed since the list was made." not in page
    assert page_of(opportunity, "?size=3") in page
    assert not Invitation.objects.exists()


def test_people_of_another_organisation_are_not_asked(client, opportunity):
    stranger = make_person(organisation=make_organisation())
    make_permission(person=stranger)

    client.post(page_of(opportunity), {"people": [stranger.public_id]})

    assert not Invitation.objects.exists()


def test_random_posts_never_break_it(client, opportunity, willing):
    person = willing("Ann Pretend").public_id

    assert_random_posts_never_break(
        client, page_of(opportunity), {"people": ["", person, "nobody"], f"out_{person}": ["", "NOT_NOW"]}
    )


# --- Whom it would reach ----------------------------------------------------------------------------------------------


def reached(page, code):
    feature = next(one for one in page.context["page"].features if one.code == code)
    return {str(part.name): (part.asked, part.pool, part.population) for part in feature.parts}


def test_those_asked_stand_beside_all_who_may_be_and_the_population(client, opportunity, willing, council):
    make_baseline(area=council.area, measure="AGE_20_24", people=400)
    make_baseline(area=council.area, measure="AGE_65_69", people=600)
    for number in range(5):
        for age_band in ("FROM_18_TO_24", "FROM_16_TO_24", "FROM_25_TO_44", "FROM_45_TO_64"):
            willing(f"{age_band} {number}", age_band=age_band)
        for name in ("Old", "Very old"):
            make_ledger_entry(person=willing(f"{name} {number}", age_band="FROM_65"))

    page = client.get(reach_of(opportunity, "?size=25"))

    assert reached(page, "AGE") == {
        "16 to 24": (40, 33, 40),
        "25 to 44": (20, 17, None),
        "45 to 64": (20, 17, None),
        "65 or over": (20, 33, 60),
    }
    assert page.context["page"].missing == ["Age – 65 or over: 20% of those asked, 60% of the population"]
    assert "25 people would be asked, of 30 who may be." in text_of(page)


def test_fewer_than_five_are_not_shown(client, opportunity, willing):
    for number in range(4):
        willing(f"Welsh {number}", language="CY")
    for number in range(6):
        willing(f"English {number}", language="EN")

    page = client.get(reach_of(opportunity))

    assert {name: part[:2] for name, part in reached(page, "LANGUAGE").items()} == {
        "Welsh": (None, None),
        "English": (None, None),
    }
    assert "not shown" in text_of(page)


@pytest.mark.parametrize("count", [1, 3])
def test_the_reach_costs_the_same_for_more_people(client, opportunity, willing, count, django_assert_num_queries):
    for number in range(count):
        willing(f"Person {number}")

    with django_assert_num_queries(11):
        client.get(reach_of(opportunity))
