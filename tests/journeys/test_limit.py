"""Somebody who has been asked for enough is not asked again, until she herself says that once more is all right."""

from cyfran.domain.base import clock
from cyfran.domain.involvement.choices import Lift
from cyfran.domain.involvement.queries import limit_of
from cyfran.domain.people.choices import Use
from cyfran.domain.people.queries import my_link
from tests.factories.involvement import make_ledger_entry
from tests.factories.people import make_permission, make_person
from tests.journeys.scenes import council_with_coordinator, open_meeting, project_of

NAME = "Blodwen Dychmygol"


def test_a_carer_at_her_limit_is_not_asked_and_choosing_to_lifts_it_herself(server, walker, calendar):
    # Given a meeting, and somebody of whom other organisations asked twelve hours this year
    council, coordinator = council_with_coordinator(
        "flintshire", name="Lowri Sampl", email="lowri.sampl@example.org", calendar=calendar
    )
    opportunity = open_meeting(project_of(council, coordinator, calendar=calendar), coordinator, calendar=calendar)
    carer = make_person(organisation=council, name=NAME)
    make_permission(person=carer, use=Use.CONTACT)
    make_ledger_entry(person=carer, minutes=720, on=clock.today())

    # When the coordinator chooses whom to ask, she is named, and has no box
    staff = walker("en")
    staff.has_signed_in(coordinator)
    staff.visit("staff:opportunities:invite", opportunity.public_id)
    staff.sees("Not to be asked to this", NAME, "Only they can lift it.")
    staff.does_not_see("Ask those ticked")

    # and when she herself says that once more is all right
    herself = walker("cy")
    herself.visit("carer:my:show", my_link(carer))
    herself.goes_on_to("carer:my:load", my_link(carer))
    herself.write(lifted="ONCE")
    herself.press("Cadw")

    # then she is asked, and her limit holds again
    staff.visit("staff:opportunities:invite", opportunity.public_id)
    staff.write(people=[carer.public_id])
    staff.press("Ask those ticked")
    staff.sees("1 person is asked, by e-mail.")
    assert limit_of(carer).lifted == Lift.NOT
