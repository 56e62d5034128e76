"""A coordinator is shown whom to ask, reads why, takes somebody out with a reason and asks all others in one press."""

from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.people.choices import Use
from cyfran.domain.people.queries import my_link
from tests.factories.people import make_permission, make_person
from tests.journeys.scenes import council_with_coordinator, open_meeting, project_of


def test_a_carer_says_what_suits_her_and_is_asked_for_it(server, walker, calendar):
    # Given a meeting of an evening, and two people who permit being asked
    council, coordinator = council_with_coordinator(
        "swansea", name="Mabli Sampl", email="mabli.sampl@example.org", calendar=calendar
    )
    opportunity = open_meeting(project_of(council, coordinator, calendar=calendar), coordinator, calendar=calendar)
    carer, other = (make_person(organisation=council, name=name) for name in ("Bronwen Dychmygol", "Ifan Ffug"))
    for person in (carer, other):
        make_permission(person=person, use=Use.CONTACT)

    # When one of them says on her own page, in Welsh, when she is free
    herself = walker("cy")
    herself.visit("carer:my:show", my_link(carer))
    herself.goes_on_to("carer:my:preference", my_link(carer))
    herself.write(times=["mornings", "afternoons", "evenings", "weekends"])
    herself.press("Cadw")
    herself.sees("Mae'r hyn a ddywedoch wedi'i gadw.")

    # and the coordinator asks, in Welsh, who should be asked
    staff = walker("cy")
    staff.has_signed_in(coordinator)
    staff.visit("staff:opportunities:show", opportunity.public_id)
    staff.goes_on_to("staff:choosing:show", opportunity.public_id)
    staff.sees("Bronwen Dychmygol", "dywedon nhw pryd maent yn rhydd", "Ifan Ffug")

    # and sees whom that reaches, comes back, and takes one of them out with a reason
    staff.goes_on_to("staff:choosing:reach", opportunity.public_id)
    staff.sees("Gofynnid i 2 o bobl")
    staff.visit("staff:choosing:show", opportunity.public_id)
    staff.write(**{f"out_{other.public_id}": "TOLD_US"})
    staff.press("Gofyn iddynt i gyd")

    # then the other is asked, and the page says why he is not
    staff.sees("Ifan Ffug", "Dywedon nhw wrthym nad yw'n eu siwtio")
    assert list(Invitation.objects.filter(opportunity=opportunity).values_list("person__name", flat=True)) == [
        "Bronwen Dychmygol"
    ]
