"""Projects: the list, beginning and changing one, claiming a level, publishing and closing."""

from datetime import date

import pytest

from cyfran.domain.organisations.choices import Role
from cyfran.domain.projects.choices import StageState
from cyfran.domain.projects.models import Project
from tests.domain.evaluation.scenes import a_project_carried_through
from tests.factories.evaluation import make_evaluation
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_proposal, make_stage, make_staged_project
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

SCOPE = {
    "title_cy": "Asesiad sy'n helpu",
    "title_en": "An assessment that helps",
    "question_cy": "Sut dylai asesiad weithio?",
    "question_en": "How should an assessment work?",
    "open_cy": "Y ffurflen.",
    "open_en": "The form.",
    "fixed_cy": "Y gyfraith.",
    "fixed_en": "The law.",
}
BEGUN = {**SCOPE, "started_on_day": "2", "started_on_month": "11", "started_on_year": "2026", "claimed_level": "CO_DESIGN"}
AUGUST = {"started_on_day": "20", "started_on_month": "8", "started_on_year": "2026"}


# --- The list ---------------------------------------------------------------------------------------------------------


def test_the_list_shows_own_open_projects_with_stages_and_level(client, mari, council):
    project = a_project_carried_through(organisation=council, owner=mari, title_en="Short breaks")
    make_staged_project(organisation=council, closed_on=date(2026, 11, 1))
    make_staged_project()

    page = client.get(address("staff:projects:list"))

    assert [one.public_id for one in page.context["projects"]] == [project.public_id]
    assert '<strong class="cy-tag cy-tag--co_production">Co-production</strong>' in text_of(page)
    assert 'aria-label="Stages of “Short breaks”"' in text_of(page)


@pytest.mark.parametrize(
    ("query", "titles"),
    [("", ["Open"]), ("?state=closed", ["Closed"]), ("?state=all", ["Open", "Closed"]), ("?state=all&text=CAU", ["Closed"])],
)
def test_the_list_is_narrowed(client, mari, council, query, titles):
    make_staged_project(organisation=council, title_en="Closed", title_cy="Wedi cau", closed_on=date(2026, 11, 1))
    make_staged_project(organisation=council, title_en="Open", title_cy="Ar agor", started_on=date(2026, 9, 2))

    page = client.get(address("staff:projects:list") + query)

    assert [one.title for one in page.context["projects"]] == titles


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_for_more_projects(client, mari, council, item_count, django_assert_num_queries):
    for _number in range(item_count):
        project = make_staged_project(organisation=council)
        make_attendance(meeting=make_meeting(stage=project.stages.first()))

    with django_assert_num_queries(11):
        client.get(address("staff:projects:list"))


# --- Beginning --------------------------------------------------------------------------------------------------------


def test_a_project_begins_and_leads_to_its_stages(client, mari, council):
    page = client.post(address("staff:projects:add"), {**BEGUN, "area": council.area.slug}, follow=True)

    project = Project.objects.get()
    assert page.redirect_chain == [(address("staff:projects:show", project.public_id), 302)]
    assert "Next, plan what carers may do in each stage." in text_of(page)
    assert {name: getattr(project, name) for name in SCOPE} == SCOPE
    assert (project.organisation, project.owner, project.area) == (council, mari, council.area)
    assert (project.started_on, project.claimed_level, project.is_example) == (date(2026, 11, 2), "CO_DESIGN", False)
    assert project.stages.count() == 6


def test_each_level_to_aim_for_says_what_it_means_and_what_it_commits_to(client, mari, council):
    page = text_of(client.get(address("staff:projects:add")))

    assert "Carers were asked before the decision, and what they said is on record. To show it: Carers must be asked" in page
    assert '<input type="radio" name="claimed_level" value="CO_PRODUCTION"' in page
    assert 'value="NONE_RECORDED"' not in page


def test_a_project_begins_from_a_request_and_its_idea_has_happened(client, mari, council):
    proposal = make_proposal(organisation=council, state="ACCEPTED", words="Nobody explains it.", is_example=True)
    door = address("staff:projects:add") + f"?proposal={proposal.public_id}"

    form = text_of(client.get(door))
    client.post(door, BEGUN)

    project = Project.objects.get()
    assert "Nobody explains it." in form
    assert (project.proposal, project.is_example) == (proposal, True)
    assert project.stages.get(kind="IDEA").happened_on == date(2026, 10, 1)


def test_a_project_cannot_begin_from_a_request_that_waits(client, mari, council):
    proposal = make_proposal(organisation=council)

    page = text_of(client.post(address("staff:projects:add") + f"?proposal={proposal.public_id}", BEGUN))

    assert "Say yes to the request before a project begins from it." in page
    assert not Project.objects.exists()


def test_the_request_of_another_body_is_not_found(client, mari):
    proposal = make_proposal(state="ACCEPTED")

    assert client.get(address("staff:projects:add") + f"?proposal={proposal.public_id}").status_code == 404


def test_a_project_in_one_language_only_is_refused_and_keeps_what_was_typed(client, mari, council):
    page = text_of(client.post(address("staff:projects:add"), {**BEGUN, "title_cy": "", "started_on_month": "13"}))

    assert '<a href="#id_title_cy">Fill in “Title in Welsh”.</a>' in page
    assert '<a href="#id_started_on_0">When did it start? Give a day that exists' in page
    assert "An assessment that helps" in page
    assert not Project.objects.exists()


def test_a_coordinator_of_two_bodies_says_which_leads(client, mari, council):
    other = make_organisation()
    mari.memberships.create(organisation=other, role=Role.COORDINATOR, joined_on=date(2026, 1, 5))

    client.post(address("staff:projects:add"), {**BEGUN, "organisation": other.public_id})
    client.post(address("staff:projects:add"), {**BEGUN, "organisation": make_organisation().public_id})

    assert [project.organisation for project in Project.objects.all()] == [other]


# --- Changing, claiming, publishing, closing --------------------------------------------------------------------------


def test_what_a_project_is_about_and_who_leads_it_changes(client, mari, council):
    project, teammate = make_staged_project(organisation=council, owner=mari, area=council.area), make_coordinator(council)
    door = address("staff:projects:change", project.public_id)

    form = text_of(client.get(door))
    client.post(door, {**SCOPE, **AUGUST, "owner": teammate.public_id, "area": ""})

    project.refresh_from_db()
    assert f'<option value="{council.area.slug}" selected>' in form
    assert f'<option value="{mari.public_id}" selected>' in form
    assert (project.title_en, project.owner, project.area) == ("An assessment that helps", teammate, None)
    assert project.started_on == date(2026, 8, 20)


def test_the_day_a_project_started_is_not_asked_once_a_stage_is_done(client, mari, council):
    project = make_project(organisation=council, owner=mari)
    make_stage(project=project, state=StageState.DONE, happened_on=date(2026, 9, 20))
    door = address("staff:projects:change", project.public_id)

    form = text_of(client.get(door))
    client.post(door, {**SCOPE, **AUGUST, "owner": mari.public_id})

    project.refresh_from_db()
    assert "When did it start?" not in form
    assert (project.title_en, project.started_on) == ("An assessment that helps", date(2026, 9, 1))


def test_somebody_of_another_body_cannot_lead_it(client, mari, council):
    project, stranger = make_staged_project(organisation=council, owner=mari), make_coordinator(make_organisation())

    client.post(address("staff:projects:change", project.public_id), {**SCOPE, "owner": stranger.public_id})

    project.refresh_from_db()
    assert project.owner == mari


def test_a_claim_stands_beside_the_level_on_record(client, mari, council):
    project = make_staged_project(organisation=council)

    page = client.post(address("staff:projects:claim", project.public_id), {"level": "CO_PRODUCTION"}, follow=True)

    views = page.context["project"].level.ladder.views
    assert [(str(view.name), str(view.level_name)) for view in views] == [
        ("What the record shows", "None recorded"),
        ("What the organiser says", "Co-production"),
        ("What participants felt", "Shown once the project is closed"),
    ]


def test_publishing_asks_first_and_then_lets_everyone_read(client, mari, council, noon):
    project = make_staged_project(organisation=council)
    door = address("staff:projects:publish", project.public_id)

    question = text_of(client.get(door))
    assert Project.objects.get().published_at is None
    client.post(door)

    assert "It cannot be taken back." in question
    assert Project.objects.get().published_at == noon


def test_closing_is_refused_while_no_carer_has_evaluated(client, mari, council):
    project = make_staged_project(organisation=council)
    today = {"on_day": "20", "on_month": "11", "on_year": "2026"}

    page = text_of(client.post(address("staff:projects:close", project.public_id), today))

    assert "Evaluation by carers is a step before a project can be closed." in page
    assert Project.objects.get().closed_on is None


def test_closing_ends_the_evaluation_and_takes_the_actions_away(client, mari, council):
    project = make_staged_project(organisation=council)
    make_evaluation(project=project, person=make_person(organisation=council))
    today = {"on_day": "20", "on_month": "11", "on_year": "2026"}

    page = text_of(client.post(address("staff:projects:close", project.public_id), today, follow=True))

    assert Project.objects.get().closed_on == date(2026, 11, 20)
    assert project.stages.get(kind="EVALUATION").state == "DONE"
    assert "The project is closed." in page
    for name in ("change", "close"):
        assert address(f"staff:projects:{name}", project.public_id) not in page
    assert address("staff:opportunities:small", project.public_id) not in page


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("add", {**{name: [value] for name, value in BEGUN.items()}, "area": [], "organisation": []}),
        ("change", {**{name: [value] for name, value in (SCOPE | AUGUST).items()}, "area": [], "owner": []}),
        ("claim", {"level": ["CO_DESIGN", ""]}),
        ("close", {"on_day": ["20"], "on_month": ["11"], "on_year": ["2026"]}),
        ("publish", {"anything": []}),
    ],
)
def test_random_posts_never_break_a_project(client, mari, council, name, fields):
    project = make_project(organisation=council)
    door = address("staff:projects:add") if name == "add" else address(f"staff:projects:{name}", project.public_id)

    assert_random_posts_never_break(client, door, fields)


def test_the_rooms_of_a_project_stand_under_projects_and_have_the_styles_of_staff(client, mari):
    page = text_of(client.get(address("staff:meetings:list")))

    assert f'href="{address("staff:projects:list")}" aria-current="true"' in page
    assert "staff/workbench.css" in page
