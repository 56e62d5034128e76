"""The page of one project: stages and their plan, the level with its conditions, and everything that belongs to it."""

from datetime import UTC, date, datetime

import pytest

from cyfran.domain.decisions.choices import Outcome
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.people.choices import Use
from cyfran.web.staff.projects.presenters.project import SaidInProject
from tests.domain.evaluation.scenes import a_project_carried_through
from tests.factories.contributions import make_contribution, make_theme
from tests.factories.decisions import make_decision, make_response
from tests.factories.evaluation import make_evaluation
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_proposal, make_staged_project
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def project(council, mari):
    return make_staged_project(organisation=council, owner=mari)


def on_page(client, project):
    return client.get(address("staff:projects:show", project.public_id)).context["project"]


# --- The whole page ---------------------------------------------------------------------------------------------------


def test_the_page_lists_what_belongs_to_the_project(client, project, council):
    stage = project.stages.get(kind="DESIGN")
    opportunity = make_opportunity(stage=stage, state=OpportunityState.OPEN, title_en="First evening")
    make_invitation(opportunity=opportunity, answer="YES", answered_at=datetime(2026, 11, 5, tzinfo=UTC))
    make_invitation(opportunity=opportunity)
    make_attendance(meeting=make_meeting(stage=stage, title_en="The first evening"))
    make_decision(stage=stage, question_en="One worker each?", outcome=Outcome.FOR)
    make_proposal(organisation=council, project=project, state="ACCEPTED")
    make_opportunity(title_en="Of another project")

    page = client.get(address("staff:projects:show", project.public_id))

    shown = page.context["project"]
    assert [(one.title, one.asked, one.said_yes) for one in shown.opportunities] == [("First evening", 2, 1)]
    assert [(one.title, one.carers) for one in shown.meetings] == [("The first evening", 1)]
    assert [one.question for one in shown.decisions] == ["One worker each?"]
    assert address("staff:proposals:show", project.proposal.public_id) in text_of(page)


def test_the_page_counts_what_was_said_and_what_of_it_waits(client, project):
    stage, theme = project.stages.get(kind="DESIGN"), make_theme(project=project)
    first, second, third = (make_contribution(stage=stage) for _ in range(3))
    first.themes.add(theme, make_theme(project=project))
    make_response(contribution=first)
    second.audience = "PUBLIC"
    second.save()
    make_permission(person=second.person, use=Use.QUOTE)
    make_contribution()

    said = on_page(client, project).said

    assert said == SaidInProject(total=3, unanswered=2, unchecked=1, unsorted=2, themes=list(project.themes.all()))
    assert [one.said for one in said.themes] == [1, 1]
    assert third.themes.count() == 0


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_for_more_of_everything(client, project, item_count, django_assert_num_queries):
    stage = project.stages.get(kind="DESIGN")
    for _number in range(item_count):
        opportunity = make_opportunity(stage=stage, state=OpportunityState.OPEN)
        make_invitation(opportunity=opportunity)
        make_attendance(meeting=make_meeting(stage=stage))
        make_contribution(stage=stage).themes.add(make_theme(project=project))
        make_decision(stage=stage)
        make_evaluation(project=project)

    with django_assert_num_queries(17):
        client.get(address("staff:projects:show", project.public_id))


# --- The level --------------------------------------------------------------------------------------------------------


def test_the_page_says_which_conditions_are_met_and_what_would_raise_the_level(client, council, mari):
    project = a_project_carried_through(organisation=council, owner=mari)
    project.evaluations.all().delete()

    level = on_page(client, project).level

    assert level.name == "Co-design"
    assert [(step.state_name, step.words) for step in level.next_steps] == [("Not yet", "Carers must evaluate how it went.")]
    assert [name for name, _conditions in level.conditions] == [
        "Informing",
        "Consultation",
        "Engagement",
        "Co-design",
        "Co-production",
    ]
    assert {condition.state_name for _name, conditions in level.conditions[:4] for condition in conditions} == {"Met"}


def test_a_condition_that_the_plan_will_meet_says_so(client, project):
    project.stages.filter(kind="PRIORITIES").update(will_ask=True)

    level = on_page(client, project).level

    assert [step.state_name for step in level.next_steps] == ["In the plan"]


# --- The stages -------------------------------------------------------------------------------------------------------

PLAN = {
    "carer_right": "AGREE_JOINTLY",
    "options_open": "on",
    "will_ask": "on",
    "will_assist": "on",
    "planned_carers": "8",
    "planned_members": "2",
}
NOON_DAY = {"on_day": "20", "on_month": "11", "on_year": "2026"}


def test_a_stage_shows_its_plan(client, project):
    client.post(address("staff:projects:plan", project.public_id, "design"), PLAN)

    stage = on_page(client, project).stages[2]

    assert {row.label: row.value for row in stage.rows} == {
        "Carers' right": "Agree jointly",
        "Options still open": "Yes",
        "Carers will be asked": "Yes",
        "Assistance will be offered": "Yes",
        "Carers planned": "8, of them as members: 2",
    }


def test_a_stage_that_is_done_shows_what_is_on_record(client, project):
    stage = project.stages.get(kind="DESIGN")
    make_attendance(meeting=make_meeting(stage=stage), standing="CARER_MEMBER")
    make_contribution(stage=stage)

    client.post(address("staff:projects:finish", project.public_id, "design"), NOON_DAY)

    shown = on_page(client, project).stages[2]
    assert (shown.may_be_planned, shown.may_be_left_out, shown.may_be_finished) == (False, False, True)
    assert {row.label: row.value for row in shown.rows} == {
        "Carers' right": "Not stated",
        "Options still open": "No",
        "Carers were asked": "No",
        "Assistance was offered": "No",
        "Carers on record": "2, of them as members: 1",
        "Things said": 1,
    }


def test_the_day_of_a_stage_is_corrected_from_the_one_on_record(client, project):
    door = address("staff:projects:finish", project.public_id, "design")
    client.post(door, {**NOON_DAY, "on_day": "3"})

    page = client.get(door)

    assert page.context["form"].initial["on"].day == 3
    assert "Correct the day: Design" in text_of(page)


def test_a_stage_marked_as_done_by_mistake_is_taken_up_again(client, project):
    client.post(address("staff:projects:plan", project.public_id, "design"), PLAN)
    client.post(address("staff:projects:finish", project.public_id, "design"), NOON_DAY)
    button = address("staff:projects:reopen", project.public_id, "design")

    page = text_of(client.post(button, follow=True))
    again = text_of(client.post(button, {"pressed": "again"}, follow=True))

    stage = project.stages.get(kind="DESIGN")
    assert (stage.state, stage.happened_on, stage.planned_carers) == ("PLANNED", None, 8)
    assert "This stage is not done any more: Design." in page
    assert "This stage is not marked as done." in again


def test_a_right_that_is_frozen_is_shown_as_fixed_and_cannot_be_posted(client, project):
    project.stages.filter(kind="DESIGN").update(carer_right="ADVISE", frozen_right="ADVISE")
    door = address("staff:projects:plan", project.public_id, "design")

    form = text_of(client.get(door))
    client.post(door, {**PLAN, "carer_right": "VETO"})

    stage = project.stages.get(kind="DESIGN")
    assert "is fixed since voting opened: Advise." in form
    assert 'name="carer_right"' not in form
    assert (stage.carer_right, stage.planned_carers) == ("ADVISE", 8)
    assert on_page(client, project).stages[2].rows[0].value == "Advise (fixed since voting opened)"


def test_more_members_than_carers_are_refused_in_words(client, project):
    door = address("staff:projects:plan", project.public_id, "design")

    page = text_of(client.post(door, {**PLAN, "planned_members": "9"}))

    assert "There cannot be more members than carers who take part." in page
    assert project.stages.get(kind="DESIGN").planned_carers == 0


def test_a_stage_cannot_be_done_tomorrow(client, project):
    door = address("staff:projects:finish", project.public_id, "design")

    page = text_of(client.post(door, {**NOON_DAY, "on_day": "21"}))

    assert "This day is still to come." in page
    assert project.stages.get(kind="DESIGN").state == "PLANNED"


def test_a_stage_left_out_can_be_planned_again(client, project):
    door = address("staff:projects:leave_out", project.public_id, "delivery")

    client.post(door)
    left_out = on_page(client, project).stages[4]
    client.post(address("staff:projects:plan", project.public_id, "delivery"), PLAN)

    assert (left_out.state, left_out.rows, left_out.may_be_planned, left_out.may_be_finished) == ("SKIPPED", [], True, False)
    assert on_page(client, project).stages[4].state == "PLANNED"


def test_the_idea_cannot_be_left_out(client, project):
    page = text_of(client.post(address("staff:projects:leave_out", project.public_id, "idea")))

    assert "this stage cannot be left out" in page
    assert not on_page(client, project).stages[0].may_be_left_out


def test_a_stage_of_no_such_kind_is_not_found(client, project):
    assert client.get(address("staff:projects:plan", project.public_id, "party")).status_code == 404


def test_the_strip_shows_where_carers_were(client, project):
    idea = project.stages.get(kind="IDEA")
    idea.state, idea.happened_on = "DONE", date(2026, 9, 18)
    idea.save()
    make_contribution(stage=idea, person=make_person())

    strip = on_page(client, project).strip

    assert [(one.state, one.carers) for one in strip] == [("DONE", True), *[("PLANNED", False)] * 5]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("plan", {name: [value] for name, value in PLAN.items()}),
        ("finish", {name: [value] for name, value in NOON_DAY.items()}),
        ("leave_out", {"anything": []}),
    ],
)
def test_random_posts_never_break_a_stage(client, project, name, fields):
    assert_random_posts_never_break(client, address(f"staff:projects:{name}", project.public_id, "design"), fields)
