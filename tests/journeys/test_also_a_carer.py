"""A coordinator who is also a carer says so: she counts once, and where she would answer herself, everybody sees it."""

from cyfran.domain.people.choices import Use
from cyfran.domain.people.queries import my_link
from tests.factories.opportunities import make_invitation
from tests.factories.people import make_permission, make_person
from tests.journeys.scenes import council_with_coordinator, open_meeting, project_of

NAME = "Luned Sampl"
CONFLICT = (
    "Works on this project, and has taken part in it as a carer: %(names)s. "
    "Somebody else should answer them, decide and evaluate."
)
WORDS = "I found out from a neighbour that the bus had been cut."


def test_staff_who_is_also_a_carer_declares_it_counts_once_and_does_not_answer_herself_unseen(server, walker, calendar):
    # Given a coordinator who leads a project, and takes part in it as a carer too
    council, coordinator = council_with_coordinator("caerphilly", name=NAME, email="luned.sampl@example.org", calendar=calendar)
    project = project_of(council, coordinator, calendar=calendar)
    carer = make_person(organisation=council, name=NAME)
    make_permission(person=carer, use=Use.CONTACT)
    make_invitation(person=carer, opportunity=open_meeting(project, coordinator, calendar=calendar))
    at_work, at_home = walker("cy"), walker("en")

    # When she says so at work, with the link to her own page
    at_work.has_signed_in(coordinator)
    at_work.visit("staff:today:show")
    at_work.goes_on_to("staff:roles:carer")
    at_work.write(person=f"{server}/en/my/{my_link(carer)}/")
    at_work.press("I am also a carer")
    at_work.is_told("It is written down that you are also a carer.")

    # then she stands once among the people
    at_work.visit("staff:people:list")
    assert at_work.text.count(NAME) == 1

    # and when she has spoken in her own project
    at_home.visit("carer:my:show", my_link(carer))
    at_home.goes_on_to("carer:my:say", my_link(carer), project.public_id)
    at_home.write(words=WORDS, words_language="EN", audience="TEAM")
    at_home.press("Continue")
    at_home.press("Send it")

    # then it is shown on the project, where it is evaluated, and where she would answer
    for page in ("projects", "evaluation"):
        at_work.visit(f"staff:{page}:show", project.public_id)
        at_work.is_told(CONFLICT, names=NAME)
    at_work.visit("staff:responses:add", carer.contributions.get().public_id)
    at_work.sees(WORDS)
    at_work.is_told("You said this yourself, as a carer. Let somebody else answer it.")

    # and she can take it back
    at_work.visit("staff:roles:carer")
    at_work.press("Take this back")
    at_work.is_told("It is taken back.")
