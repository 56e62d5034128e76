"""Somebody loses whom she looked after: it goes quiet, she is asked once whether she stays, and what is open comes back."""

from cyfran.domain.base.choices import Channel
from cyfran.domain.opportunities.actions.offers import invite
from cyfran.domain.people.choices import Use
from cyfran.domain.people.queries import my_link
from tests.factories.people import make_caring_role, make_permission, make_person
from tests.journeys import stories
from tests.journeys.scenes import council_with_coordinator, open_meeting, project_of

NAME = "Olwen Dychmygol"
ABOUT_CARING = ("My mum or dad", "Whom you look after", "How long you have looked after somebody", "Is it still so?")


def test_after_a_loss_nothing_waits_for_her_until_she_says_that_she_stays(server, walker, calendar):
    # Given somebody who looks after her mother, and a letter with an invitation to her that waits to be posted
    council, coordinator = council_with_coordinator(
        "monmouthshire", name="Mererid Sampl", email="mererid.sampl@example.org", calendar=calendar
    )
    opportunity = open_meeting(project_of(council, coordinator, calendar=calendar), coordinator, calendar=calendar)
    carer = make_person(organisation=council, name=NAME, channel=Channel.LETTER, address="1 Heol Ffug\nLlanffug")
    make_permission(person=carer, use=Use.CONTACT)
    role = make_caring_role(person=carer, called="Mam")
    invite(opportunity=opportunity, people=[carer], by=coordinator, at=calendar.now())
    herself, staff = walker("cy"), walker("en")
    staff.has_signed_in(coordinator)
    staff.visit("staff:messages:list")
    staff.sees(NAME)
    herself.visit("carer:my:show", my_link(carer))
    herself.sees(stories.MEETING["title_cy"], "Mam")

    # When she writes down that her mother has died
    herself.goes_on_to("carer:my:caring", my_link(carer))
    herself.goes_on_to("carer:my:caring_role", my_link(carer), role.public_id)
    herself.write(state="DIED")
    herself.press("Save")

    # then her page is sorry, asks nothing about caring, and holds no invitation
    herself.is_told(
        "We are very sorry for your loss. There is nothing you need do, and we will not invite you to anything unless you say so."
    )
    herself.does_not_see("Mam", stories.MEETING["title_cy"], *(herself.in_words(words) for words in ABOUT_CARING))

    # and nobody posts her the letter
    staff.visit("staff:messages:list")
    staff.does_not_see(NAME)
    staff.visit("staff:opportunities:show", opportunity.public_id)
    staff.is_told("Please do not ring or write to them about this now.")

    # and she is asked once whether she stays: an answer for later is an answer
    herself.goes_on_to("carer:my:stay", my_link(carer))
    herself.write(answer="NOT_NOW")
    herself.press("Save")
    herself.does_not_see(stories.MEETING["title_cy"], herself.in_words("Say whether you would like to stay"))

    # and when she says of herself that she would like to stay, what is open is there again
    herself.goes_on_to("carer:my:caring", my_link(carer))
    herself.goes_on_to("carer:my:stay", my_link(carer))
    herself.write(answer="YES")
    herself.press("Save")
    herself.sees(stories.MEETING["title_cy"])
    herself.does_not_see("Mam", *(herself.in_words(words) for words in ABOUT_CARING))
    staff.visit("staff:messages:list")
    staff.sees(NAME)
