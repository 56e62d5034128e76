"""A carers' organisation passes on what a council asks: its people sign up through its link, and both see counts alone."""

import pytest

from cyfran.domain.correspondence.models import Forward
from cyfran.domain.people.models import Person
from tests.factories.correspondence import make_arrival
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_permission, make_person
from tests.journeys import stories
from tests.journeys.letterbox import newest_link_to
from tests.journeys.registering import register
from tests.journeys.scenes import council_with_coordinator, open_meeting, project_of
from tests.paper import faults_of, words_of

AREA = {"cy": "neath-port-talbot", "en": "blaenau-gwent"}


@pytest.mark.parametrize("language", ["cy", "en"])
def test_what_a_partner_passes_on_brings_people_whom_only_they_themselves_name(language, server, walker, calendar):
    # Given a council, and a carers' organisation of its region whose people are its own
    email, area = f"{language}.forward@example.org", AREA[language]
    council, coordinator = council_with_coordinator(area, name="Non Sampl", email=f"non.{email}", calendar=calendar)
    opportunity = open_meeting(project_of(council, coordinator, calendar=calendar), coordinator, calendar=calendar)
    names = {"name_cy": "Gofalwyr Dychmygol", "name_en": "Invented Carers"}
    partner = make_organisation(kind="CARERS_ORGANISATION", region=council.region, **names)
    worker = make_coordinator(partner, name="Begw Ffug", email=f"begw.{email}")
    theirs = make_person(organisation=partner, name="Tegid Ffug", email=f"tegid.{email}", language=language.upper())
    make_permission(person=theirs)
    staff, colleague, herself = walker(language), walker(language), walker(language)
    staff.has_signed_in(coordinator)
    colleague.has_signed_in(worker)

    # When the council asks the organisation to pass something on
    staff.visit("staff:opportunities:show", opportunity.public_id)
    staff.goes_on_to("staff:forwarding:add", opportunity.public_id)
    staff.write(partner=partner.public_id)
    staff.press("Ask them to pass it on")
    passed_on = Forward.objects.get(partner=partner)

    # and that takes the words, the poster and the picture, and tells its own people
    colleague.visit("staff:forwarding:list")
    colleague.goes_on_to("staff:forwarding:show", passed_on.public_id)
    colleague.goes_on_to("staff:forwarding:kit", passed_on.public_id)
    colleague.sees(stories.MEETING["title_cy"], stories.MEETING["title_en"], passed_on.public_id)
    poster = colleague.downloads("staff:forwarding:file", passed_on.public_id, "poster.pdf")
    picture = colleague.downloads("staff:forwarding:file", passed_on.public_id, f"picture-{language}.png")
    assert (stories.MEETING["title_cy"] in words_of(poster), faults_of(poster), picture[:4]) == (True, [], b"\x89PNG")
    colleague.visit("staff:forwarding:show", passed_on.public_id)
    colleague.goes_on_to("staff:forwarding:tell", passed_on.public_id)
    colleague.press("Tell them now")

    # then one of them comes by its link, reads who asks and who passed it on, registers, and says yes to just that
    herself.open(newest_link_to(theirs.email, f"register/from/{passed_on.public_id}", language))
    herself.sees(partner.name.halves[language], stories.MEETING[f"title_{language}"])
    herself.press("Register: about two minutes")
    register(herself, name="Tegid o Rywle", area=area, email=f"tegid.two.{email}")
    herself.press("Yes, I will take part")
    herself.is_told("You said yes. Thank you.")
    came = Person.objects.get(organisation=council, name="Tegid o Rywle")
    assert (came.arrival.forward, came.arrival.way, came.invitations.get().answer) == (passed_on, "EMAIL", "YES")

    # and both see how many, where they are five or more, and of nobody on the other's list a name
    staff.visit("staff:forwarding:show", passed_on.public_id)
    staff.is_told("Fewer than five, so not shown")
    for _number in range(4):
        make_arrival(person=make_person(organisation=council), forward=passed_on, way="POSTER")
    for reader in (staff, colleague):
        reader.visit("staff:forwarding:show", passed_on.public_id)
        reader.sees(f"{reader.in_words('Registered by what was passed on')} 5")
        reader.does_not_see(theirs.name, came.name)
    staff.visit("staff:people:show", theirs.public_id, status=404)
    colleague.visit("staff:people:show", came.public_id, status=404)
