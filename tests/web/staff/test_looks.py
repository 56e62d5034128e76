"""Every page that shows what a named person said, or what is on record of her, writes down who looked."""

import pytest

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.opportunities.choices import OpportunityState
from tests.factories.contributions import make_contribution, make_theme
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_project, make_proposal, make_stage
from tests.web.reading import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

DOORS = [
    ("staff:contributions:list", "project"),
    ("staff:contributions:show", "contribution"),
    ("staff:contributions:check", "contribution"),
    ("staff:contributions:sort", "contribution"),
    ("staff:contributions:withdraw", "contribution"),
    ("staff:responses:add", "contribution"),
    ("staff:responses:theme", "theme"),
    ("staff:meetings:show", "meeting"),
    ("staff:meetings:attendance", "meeting"),
    ("staff:opportunities:show", "opportunity"),
    ("staff:opportunities:invite", "other"),
    ("staff:opportunities:reply", "invitation"),
    ("staff:evaluation:show", "project"),
    ("staff:proposals:show", "proposal"),
]


@pytest.fixture
def olwen(council):
    olwen = make_person(organisation=council, name="Olwen Dychmygol")
    make_permission(person=olwen, use="CONTACT")
    return olwen


@pytest.fixture
def things(council, mari, olwen):
    """Let Olwen have a part in one of everything."""
    project = make_project(organisation=council, owner=mari)
    stage = make_stage(project=project)
    contribution = make_contribution(stage=stage, person=olwen)
    contribution.themes.add(theme := make_theme(project=project))
    meeting = make_meeting(stage=stage)
    make_attendance(meeting=meeting, person=olwen)
    opportunity = make_opportunity(stage=stage, state=OpportunityState.OPEN)
    return {
        "project": project,
        "contribution": contribution,
        "theme": theme,
        "meeting": meeting,
        "opportunity": opportunity,
        "invitation": make_invitation(opportunity=opportunity, person=olwen),
        "other": make_opportunity(stage=stage, state=OpportunityState.OPEN),
        "proposal": make_proposal(organisation=council, owner=mari, person=olwen),
    }


def looks() -> list[tuple[str, str]]:
    events = AuditEvent.objects.filter(verb="person.looked_at")
    return list(events.values_list("actor_public_id", "subject_public_id"))


@pytest.mark.parametrize(("door", "thing"), DOORS, ids=str)
def test_a_look_is_written_down_once(client, mari, olwen, things, door, thing):
    client.get(address(door, things[thing].public_id))

    assert looks() == [(mari.public_id, olwen.public_id)]


@pytest.mark.parametrize("door", ["staff:proposals:list", "staff:contributions:add"])
def test_a_look_at_a_list_is_written_down_where_words_or_numbers_stand_in_it(client, mari, olwen, things, door):
    client.get(address(door))
    client.post(address(door), {"find": "1", "text": "Olwen"})

    assert set(looks()) == {(mari.public_id, olwen.public_id)}


@pytest.mark.parametrize("door", ["staff:people:list", "staff:today:show", "staff:projects:list", "staff:messages:list"])
def test_a_bare_name_is_no_look(client, mari, things, door):
    client.get(address(door))

    assert looks() == []


def test_nobody_is_looked_at_through_a_request_to_another_body(client, mari, council):
    proposal = make_proposal(organisation=council, person=make_person())

    client.get(address("staff:proposals:show", proposal.public_id))

    assert looks() == []
