"""The door of what a partner passed on: whoever registers by it is known to have come that way, and is told."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.correspondence.models import Arrival
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.opportunities.queries import invitation_link
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link
from tests.factories.correspondence import make_forward
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.organisations import make_organisation
from tests.factories.projects import make_project, make_stage
from tests.web.carer.test_register import fill_in
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def opportunity(council):
    stage = make_stage(project=make_project(organisation=council, published_at=datetime(2026, 9, 1, tzinfo=UTC)))
    return make_opportunity(stage=stage, state="OPEN")


@pytest.fixture
def forward(council, opportunity):
    names = {"name_en": "Made-up Carers", "name_cy": "Gofalwyr Dychmygol"}
    return make_forward(about=opportunity, partner=make_organisation(kind="PROVIDER", region=council.region, **names))


def door(forward, way="poster", language="en"):
    return address("carer:register:come", forward.public_id, way, language=language)


def test_the_door_says_what_is_asked_and_who_passed_it_on(client, forward):
    page = text_of(client.get(door(forward)))

    for words in ("First meeting", "What matters to you?", "Made-up Carers passed this on.", "Answer by 5 January 2027."):
        assert words in page


def test_the_door_asks_for_no_answer_to_what_one_just_comes_to(client, forward, opportunity):
    opportunity.kind = "DROP_IN"
    opportunity.save()

    page = text_of(client.get(door(forward)))

    assert "You need not sign up: just come." in page
    assert "Answer by" not in page


def test_the_door_says_that_all_places_are_taken(client, forward, opportunity):
    opportunity.places = 1
    opportunity.save()
    make_invitation(opportunity=opportunity, answer="YES", answered_at=datetime(2026, 11, 19, 9, tzinfo=UTC))

    assert "All are taken: whoever says yes now stands on the waiting list." in text_of(client.get(door(forward)))


def test_whoever_registers_by_it_is_known_to_have_come_that_way(client, forward):
    went = client.post(door(forward))
    permit = fill_in(client, upto="reach")
    told = text_of(client.get(permit.url))
    fill_in(client)

    arrival = Arrival.objects.get()
    assert went.url == address("carer:register:start")
    assert (arrival.person, arrival.way, arrival.forward) == (Person.objects.get(), "POSTER", forward)
    assert "“A poster or a slip of paper”, passed on by Made-up Carers." in told


def test_she_reads_beside_who_knows_her_how_she_came(client, forward):
    client.post(door(forward, "social"))
    fill_in(client)

    page = text_of(client.get(address("carer:my:known", my_link(Person.objects.get()))))

    assert "Social media, passed on by Made-up Carers" in page


def test_she_is_asked_at_once_to_what_she_came_for_and_answers_with_one_button(client, forward, opportunity):
    client.post(door(forward))
    fill_in(client)
    done = address("carer:register:done")
    asks = text_of(client.get(done))

    answered = text_of(client.post(done, {"answer": "YES"}, follow=True))
    client.post(done, {"answer": "NOT_THIS_TIME"})

    invitation = Invitation.objects.get()
    assert (invitation.opportunity, invitation.person, invitation.answer) == (opportunity, Person.objects.get(), "YES")
    assert "You can say yes or no to it now" in asks
    assert "You said yes. Thank you." in answered
    assert 'name="answer"' not in answered


def test_whoever_registers_with_the_address_of_somebody_else_is_handed_no_link(client, forward):
    client.post(door(forward))
    fill_in(client)

    done = address("carer:register:done")

    pages = [client.get(done), client.post(done, {"answer": "YES"}, follow=True)]

    links = (my_link(Person.objects.get()), invitation_link(Invitation.objects.get()))
    assert [link in page.content.decode() for page in pages for link in links] == [False] * 4


@pytest.mark.parametrize(
    "change", [{"state": "CLOSED"}, {"starts_at": datetime(2026, 11, 20, 11, tzinfo=UTC)}, {"place_cy": "Y neuadd"}]
)
def test_where_nobody_can_be_asked_any_more_she_is_registered_all_the_same(client, forward, opportunity, change):
    type(opportunity).objects.filter(pk=opportunity.pk).update(**change)
    client.post(door(forward))
    fill_in(client)

    assert (Arrival.objects.get().forward, Invitation.objects.count()) == (forward, 0)


def test_whoever_permits_no_asking_is_asked_nothing(client, forward):
    client.post(door(forward))
    fill_in(client, permit={"uses": []})

    assert (Arrival.objects.count(), Invitation.objects.count()) == (1, 0)


def test_whoever_lives_elsewhere_is_registered_there_and_counts_as_come(client, forward):
    other = make_organisation()
    client.post(door(forward))
    fill_in(client, you={"name": "Gwenllian", "area": other.area.slug, "channel": "EMAIL"})

    assert (Person.objects.get().organisation, Arrival.objects.get().forward) == (other, forward)
    assert not Invitation.objects.exists()


def test_without_the_door_she_came_by_this_website(client, council):
    fill_in(client)

    arrival = Arrival.objects.get()
    assert (arrival.way, arrival.forward) == ("WEBSITE", None)


def test_the_next_to_register_on_the_device_did_not_come_by_the_door(client, forward):
    client.post(door(forward))
    fill_in(client)
    fill_in(client, reach={"email": "somebody.else@example.org", "language": "CY", "format": "STANDARD"})

    assert [arrival.way for arrival in Arrival.objects.order_by("id")] == ["POSTER", "WEBSITE"]


def own_door(opportunity, way="poster"):
    return address("carer:register:come_for", opportunity.public_id, way)


def test_whoever_comes_by_a_poster_of_its_own_body_is_asked_to_just_that(client, opportunity):
    page = text_of(client.get(own_door(opportunity)))
    client.post(own_door(opportunity))
    fill_in(client)
    asks = text_of(client.get(address("carer:register:done")))

    arrival, invitation = Arrival.objects.get(), Invitation.objects.get()
    assert "it is written down how you came: “A poster or a slip of paper”." in page
    assert "passed this on" not in page
    assert (arrival.way, arrival.forward) == ("POSTER", None)
    assert (invitation.opportunity, invitation.person, invitation.invited_by) == (opportunity, arrival.person, None)
    assert "You can say yes or no to it now" in asks


def test_the_next_to_register_on_the_device_is_not_asked_to_what_the_first_came_for(client, opportunity):
    client.post(own_door(opportunity))
    fill_in(client)
    fill_in(client, reach={"email": "somebody.else@example.org", "language": "CY", "format": "STANDARD"})

    done = text_of(client.get(address("carer:register:done")))

    assert (Person.objects.count(), Invitation.objects.count()) == (2, 1)
    assert "You can say yes or no to it now" not in done


@pytest.mark.parametrize("hidden", ["opportunity", "project"])
def test_what_is_not_published_has_no_door_of_its_own(client, opportunity, hidden):
    if hidden == "opportunity":
        type(opportunity).objects.update(state="DRAFT", published_at=None, notice_days=None)
    else:
        type(opportunity.stage.project).objects.update(published_at=None)

    assert client.get(own_door(opportunity)).status_code == 404


def test_who_was_not_invited_finds_the_door_beside_what_is_open(client, opportunity):
    page = text_of(client.get(address("public:projects:show", opportunity.stage.project.public_id)))

    assert own_door(opportunity, "website") in page


@pytest.mark.parametrize("way", ["staff", "nothing", "POSTERS"])
def test_there_is_no_door_for_another_way(client, forward, way):
    assert client.get(door(forward, way)).status_code == 404


def test_what_is_not_there_has_no_door(client, forward, opportunity):
    opportunity.delete()

    assert client.get(door(forward)).status_code == 404


def test_nobody_registers_for_an_example(client, forward, opportunity):
    opportunity.stage.project.is_example = True
    opportunity.stage.project.save()

    page = client.post(door(forward))

    assert page.status_code == 200
    assert "Register: about two minutes" not in text_of(page)
    assert "This is an example, so nobody can register for it." in text_of(page)
