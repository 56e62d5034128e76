"""A visit is offered in two minutes, filled to its last place, moved and called off: everybody knows why, in Welsh."""

from datetime import timedelta

from cyfran.domain.base.choices import Channel
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.opportunities.queries import invitation_link
from cyfran.domain.people.choices import Use
from tests.factories.people import make_caring_role, make_permission, make_person
from tests.journeys.scenes import council_with_coordinator, project_of

TITLE = {"title_cy": "Gweld canolfan ddydd", "title_en": "Seeing a day centre"}
PLACE = {"place_cy": "Canolfan Ffug, Llanffug", "place_en": "Canolfan Ffug, Llanffug"}
WHY = {"reason_cy": "Mae'r ganolfan ar gau.", "reason_en": "The centre is closed."}
NAMES = ("Nansi Ffug", "Tegid Sampl")


def test_a_visit_is_offered_in_two_minutes_filled_moved_and_called_off(server, walker, calendar):
    # Given a council with an open project, and two people who look after somebody
    council, coordinator = council_with_coordinator(
        "denbighshire", name="Lleucu Sampl", email="lleucu.sampl@example.org", calendar=calendar
    )
    project = project_of(council, coordinator, calendar=calendar)
    people = [make_person(organisation=council, name=name, channel=Channel.PHONE, telephone="01632 960311") for name in NAMES]
    for person in people:
        make_permission(person=person, use=Use.CONTACT)
        make_caring_role(person=person)
    staff, first, second, reader = walker("cy"), walker("cy"), walker("cy"), walker("cy")
    staff.has_signed_in(coordinator)

    # When its coordinator says what, when and where
    staff.visit("staff:projects:show", project.public_id)
    staff.goes_on_to("staff:opportunities:small", project.public_id)
    staff.write(kind="VISIT", work="DELIVERY", topic="DEMENTIA", stage="priorities", **TITLE, **PLACE)
    staff.write(starts_at=calendar.in_days(20, 11))
    staff.press("Save, and read it through")
    opportunity = project.stages.get(kind="PRIORITIES").opportunities.get()

    # and counts the places, says what carers want to know, and publishes it
    staff.goes_on_to("staff:opportunities:change", opportunity.public_id)
    staff.write(places=1)
    staff.press("Save")
    staff.goes_on_to("staff:opportunities:publish", opportunity.public_id)
    staff.is_told("Before this can be published, carers need to know:")
    staff.goes_on_to("staff:opportunities:beforehand", opportunity.public_id)
    staff.write(may_bring="LOOKED_AFTER", spoken="EITHER", formats=["in_easy_read"])
    staff.write(why_not_more_cy="Ymweld yn unig.", why_not_more_en="It is only a visit.")
    staff.press("Save")
    staff.press("Publish, and choose whom to ask")
    staff.goes_on_to("staff:opportunities:invite", opportunity.public_id)
    staff.write(people=[person.public_id for person in people])
    staff.press("Ask those ticked")

    # then everybody reads of it, and the second to say yes waits
    reader.visit("public:open:list")
    reader.sees(TITLE["title_cy"], PLACE["place_cy"])
    links = [invitation_link(Invitation.objects.get(person=person)) for person in people]
    for visitor, link in zip((first, second), links, strict=True):
        visitor.visit("carer:invitation:show", link)
        visitor.sees("Ymweld yn unig.")
        visitor.press("Yes, I will take part")
    second.is_told("Your place on the waiting list: %(n)s", n=1)

    # and when the first cannot come, she reads how else she is heard, and the second has her place
    first.open(f"{first.address}?change=yes")
    first.press("Not this time")
    first.is_told("You can be heard without coming")
    second.visit("carer:invitation:show", links[1])
    second.is_told("What happens next")
    assert not Invitation.objects.filter(waits_since__isnull=False, opportunity=opportunity).exists()

    # and when it is moved, and then called off too late, she reads why, and what is owed to her
    staff.visit("staff:changes:move", opportunity.public_id)
    staff.write(starts_at=calendar.in_days(20, 11) + timedelta(days=1), cause="STAFF", **WHY)
    staff.press("Read what follows from it")
    staff.press("Move it, and tell them")
    second.visit("carer:invitation:show", links[1])
    second.sees(WHY["reason_cy"])
    calendar.days_pass(10)
    staff.has_signed_in(coordinator)
    staff.visit("staff:opportunities:show", opportunity.public_id)
    staff.goes_on_to("staff:changes:call_off", opportunity.public_id)
    staff.write(cause="PLACE", **WHY)
    staff.press("Call it off, and tell them")
    second.visit("carer:invitation:show", links[1])
    second.sees("Canslwyd hyn", "gofal amnewid", "tâl am amser")
    reader.visit("public:open:notice")
    reader.sees(TITLE["title_cy"], WHY["reason_cy"])
