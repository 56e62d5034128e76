"""Who may open the pages of a project: whoever works for its body, and nobody else."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.opportunities.choices import OpportunityState
from tests.factories.base import make_administrator, make_user
from tests.factories.contributions import make_contribution, make_theme
from tests.factories.decisions import make_decision
from tests.factories.meetings import make_meeting
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_person
from tests.factories.projects import make_staged_project
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LISTS = [
    "staff:projects:list",
    "staff:projects:add",
    "staff:opportunities:list",
    "staff:meetings:list",
    "staff:contributions:add",
]
PAGES = {
    "project": [
        "staff:projects:show",
        "staff:projects:change",
        "staff:projects:claim",
        "staff:projects:publish",
        "staff:projects:close",
        "staff:opportunities:add",
        "staff:opportunities:small",
        "staff:contact:drop_off_in",
        "staff:meetings:add",
        "staff:contributions:list",
        "staff:contributions:themes",
        "staff:decisions:add",
        "staff:evaluation:show",
        "staff:evaluation:add",
    ],
    "opportunity": [
        "staff:opportunities:show",
        "staff:changes:move",
        "staff:changes:call_off",
        "staff:opportunities:past",
        "staff:opportunities:invite",
        "staff:choosing:show",
        "staff:choosing:reach",
        "staff:opportunities:close",
    ],
    "draft": ["staff:opportunities:publish", "staff:opportunities:change", "staff:opportunities:beforehand"],
    "invitation": ["staff:opportunities:reply"],
    "meeting": ["staff:meetings:show", "staff:meetings:change", "staff:meetings:attendance"],
    "contribution": [
        "staff:contributions:show",
        "staff:contributions:check",
        "staff:contributions:sort",
        "staff:contributions:withdraw",
        "staff:responses:add",
    ],
    "theme": ["staff:responses:theme"],
    "decision": ["staff:decisions:show", "staff:decisions:decide"],
}
PAGES_OF_A_STAGE = ["staff:projects:plan", "staff:projects:finish", "staff:projects:leave_out"]


def all_pages(council, owner, language="en") -> list[str]:
    """Make a project of the council with one of everything, and return the address of every page of it."""
    project = make_staged_project(organisation=council, owner=owner)
    stage = project.stages.get(kind="DESIGN")
    opportunity = make_opportunity(stage=stage, state=OpportunityState.OPEN)
    person = make_person(organisation=council)
    things = {
        "project": project,
        "opportunity": opportunity,
        "draft": make_opportunity(stage=stage),
        "invitation": make_invitation(opportunity=opportunity, person=person),
        "meeting": make_meeting(stage=stage),
        "contribution": make_contribution(stage=stage, person=person),
        "theme": make_theme(project=project),
        "decision": make_decision(stage=stage),
    }
    pages = [address(name, things[thing].public_id, language=language) for thing, names in PAGES.items() for name in names]
    return pages + [address(name, project.public_id, "design", language=language) for name in PAGES_OF_A_STAGE]


@pytest.mark.parametrize("who", ["owner", "teammate", "administrator"])
def test_every_page_opens_for_those_who_work_there(client, council, mari, who):
    pages = all_pages(council, owner=mari)
    client.force_login({"owner": mari, "teammate": make_coordinator(council), "administrator": make_administrator()}[who])

    answers = {page: client.get(page).status_code for page in [*pages, *map(address, LISTS)]}

    assert answers == dict.fromkeys(answers, 200)


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_opens_for_a_stranger(client, council, mari, method):
    pages = all_pages(council, owner=mari)
    client.force_login(make_coordinator(make_organisation()))

    answers = {page: getattr(client, method)(page).status_code for page in pages}

    assert answers == dict.fromkeys(pages, 404)


def test_somebody_who_works_nowhere_cannot_begin_a_project(client):
    client.force_login(make_user())

    assert client.get(address("staff:projects:add")).status_code == 404
    assert client.get(address("staff:projects:list")).status_code == 404
    assert "You have no role in Cyfran now" in text_of(client.get(address("staff:today:show")))


def test_every_page_exists_in_welsh(client, council, mari):
    pages = [*all_pages(council, owner=mari, language="cy"), *(address(name, language="cy") for name in LISTS)]

    answers = {page: '<html lang="cy"' in text_of(client.get(page)) for page in pages}

    assert answers == dict.fromkeys(pages, True)


@pytest.mark.parametrize("name", ["person", "project", "meeting"])
@pytest.mark.parametrize("public_id", ["nothing22", "%00", "1'"])
def test_a_query_that_names_nothing_of_ours_is_not_found(client, mari, name, public_id):
    assert client.get(address("staff:contributions:add") + f"?{name}={public_id}").status_code == 404


def test_a_page_of_an_example_says_so(client, council, mari):
    project = make_staged_project(organisation=council, is_example=True)
    contribution = make_contribution(stage=project.stages.first(), given_at=datetime(2026, 11, 10, tzinfo=UTC))

    for page in (address("staff:projects:show", project.public_id), address("staff:responses:add", contribution.public_id)):
        assert "This is an invented example." in text_of(client.get(page))
