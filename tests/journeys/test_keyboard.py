"""Everything can be reached, seen and sent with a keyboard alone: Tab, Space, arrows and Enter."""

import pytest

from cyfran.domain.correspondence.actions.links import register_and_welcome
from cyfran.domain.correspondence.choices import Way
from cyfran.domain.correspondence.models import Arrival
from cyfran.domain.opportunities.actions.offers import invite
from cyfran.domain.opportunities.queries import invitation_link
from cyfran.domain.people.choices import Hours, Relation, Use
from cyfran.domain.people.queries import my_link, permits
from tests.journeys.keyboard import Keyboard
from tests.journeys.scenes import council_with_coordinator, open_meeting, project_of

READERS = [("cy", 320), ("en", 1280)]


@pytest.fixture(scope="package")
def invitation(server, calendar):
    """Ask somebody to a meeting who permits it."""
    council, coordinator = council_with_coordinator("conwy", name="Gwen Sampl", email="gwen.sampl@example.org", calendar=calendar)
    person = register_and_welcome(
        organisation=council,
        area=council.area,
        name="Teleri Dychmygol",
        channel="EMAIL",
        email="teleri.dychmygol@example.org",
        relations=[(Relation.PARENT, Hours.NOT_SURE)],
        uses=[Use.CONTACT],
        came=Arrival(way=Way.STAFF),
        by=coordinator,
        at=calendar.now(),
    )
    opportunity = open_meeting(project_of(council, coordinator, calendar=calendar), coordinator, calendar=calendar)
    return invite(opportunity=opportunity, people=[person], by=coordinator, at=calendar.now())[0]


@pytest.fixture
def keyboard(browser, server):
    """Let somebody sit down at the keyboard: `keyboard("cy", 320)` reads Welsh on a narrow screen."""
    people = []

    def sit_down(language: str, width: int) -> Keyboard:
        people.append(Keyboard(browser, server, language, width=width))
        return people[-1]

    yield sit_down
    for person in people:
        person.leave()


PAGES = {
    "front page": lambda _invitation: ("public:front:show",),
    "start of registering": lambda _invitation: ("carer:register:start",),
    "invitation": lambda invitation: ("carer:invitation:show", invitation_link(invitation)),
    "my page": lambda invitation: ("carer:my:show", my_link(invitation.person)),
    "sign-in for staff": lambda _invitation: ("account_login",),
}


@pytest.mark.every_page
@pytest.mark.parametrize(("language", "width"), READERS)
@pytest.mark.parametrize("page", PAGES)
def test_tab_goes_through_the_whole_page_in_its_order_and_the_focus_can_always_be_seen(
    page, language, width, keyboard, invitation
):
    # Given
    reader = keyboard(language, width)

    # When
    reader.opens(*PAGES[page](invitation))

    # Then
    assert reader.faults_of_walk() == []


@pytest.mark.parametrize(("language", "width"), READERS)
def test_the_first_stop_skips_to_what_the_page_is_about(language, width, keyboard, server):
    # Given
    reader = keyboard(language, width)
    reader.opens("carer:register:start")

    # When
    first = reader.press("Tab")
    reader.press("Enter")
    beyond = reader.press("Tab")

    # Then
    assert (first.place, first.in_sight) == (0, True)
    assert reader.address.endswith("#main-content")
    assert beyond.place > first.place + 1
    assert reader.is_in_main


def test_registering_begins_with_the_space_bar_and_goes_on_with_enter(keyboard, server):
    # Given
    carer = keyboard("cy", 320)
    carer.opens("carer:register:start")

    # When
    carer.goes_to('[name="age_band"]')
    carer.press("ArrowUp")
    carer.goes_to('[name="relations"]')
    carer.press("Space")
    carer.goes_to('[name="hours"]')
    carer.press("ArrowDown")
    carer.sends()

    # Then
    assert carer.address.endswith("/cy/register/you/")


def test_an_invitation_is_answered_with_enter(keyboard, invitation):
    # Given
    carer = keyboard("en", 1280)
    carer.opens("carer:invitation:show", invitation_link(invitation))

    # When
    carer.goes_to('button[value="YES"]')
    carer.sends()

    # Then
    invitation.refresh_from_db()
    assert invitation.answer == "YES"
    assert "You said yes. Thank you." in carer.text


def test_a_permission_is_given_from_her_own_page(keyboard, invitation):
    # Given
    carer = keyboard("cy", 320)
    carer.opens("carer:my:show", my_link(invitation.person))

    # When
    carer.goes_to('a[href$="/permissions/"]')
    carer.sends()
    carer.goes_to('[value="QUOTE"]')
    carer.press("Space")
    carer.sends()

    # Then
    assert permits(invitation.person, Use.QUOTE)


def test_staff_sign_in_by_pressing_enter_in_the_field(keyboard, invitation):
    # Given
    coordinator = keyboard("en", 1280)
    coordinator.opens("account_login")

    # When
    coordinator.goes_to('[name="login"], [name="email"]')
    coordinator.types("gwen.sampl@example.org")
    coordinator.sends()

    # Then
    assert coordinator.address.endswith("/en/account/sign-in/code/")
