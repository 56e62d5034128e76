"""Projects and requests, as staff and as everyone read them."""

from datetime import UTC, date, datetime

import pytest

from cyfran.domain.base import clock
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.projects.choices import ProposalState, StageKind, StageState
from cyfran.domain.projects.models import Project, Proposal
from cyfran.domain.projects.queries import (
    PublicProposal,
    RequestCount,
    current_stage,
    in_area,
    projects_open_to,
    proposals_open_to,
    public_proposals,
    published_projects,
    requests_counted,
    still_to_answer,
)
from tests.factories.base import make_administrator, make_user
from tests.factories.organisations import make_area, make_coordinator, make_organisation
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_proposal, make_stage

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
RECEIVED = {"received_at": datetime(2026, 10, 1, 9, 0, tzinfo=UTC), "due_on": date(2026, 10, 29)}


def test_projects_and_requests_are_open_to_the_organisations_own_staff():
    project, proposal = make_project(), make_proposal()
    coordinator_of_project = make_coordinator(project.organisation)

    assert list(projects_open_to(coordinator_of_project, Act.SEE_PROJECTS)) == [project]
    assert list(proposals_open_to(coordinator_of_project, Act.ANSWER)) == []
    assert list(proposals_open_to(make_coordinator(proposal.organisation), Act.ANSWER)) == [proposal]
    assert list(projects_open_to(make_user(), Act.SEE_PROJECTS)) == []
    assert list(proposals_open_to(make_administrator(), Act.ANSWER)) == [proposal]


def test_published_projects_are_the_real_ones_unless_examples_are_asked_for():
    real, example = make_project(published_at=AT), make_project(published_at=AT, is_example=True)
    make_project()

    assert list(published_projects()) == [real]
    assert list(published_projects(example=True)) == [example]


def test_a_project_is_in_the_area_it_names_else_in_that_of_its_organisation():
    council = make_organisation()
    about_the_councils_area = make_project(organisation=council)
    about_another_area = make_project(organisation=council, area=make_area())

    assert list(in_area(Project.objects.all(), council.area)) == [about_the_councils_area]
    assert list(in_area(Project.objects.all(), about_another_area.area)) == [about_another_area]


def test_current_stage_is_the_first_one_still_planned():
    project = make_project()
    make_stage(project=project, kind=StageKind.IDEA, state=StageState.DONE, happened_on=date(2026, 9, 1))
    make_stage(project=project, kind=StageKind.PRIORITIES, state=StageState.SKIPPED)
    design = make_stage(project=project, kind=StageKind.DESIGN)
    make_stage(project=project, kind=StageKind.DECISION)

    assert current_stage(project) == design


def test_current_stage_is_the_last_one_done_when_none_is_planned():
    project = make_project()
    make_stage(project=project, kind=StageKind.IDEA, state=StageState.DONE, happened_on=date(2026, 9, 1))
    design = make_stage(project=project, kind=StageKind.DESIGN, state=StageState.DONE, happened_on=date(2026, 10, 1))
    make_stage(project=project, kind=StageKind.DELIVERY, state=StageState.SKIPPED)

    assert current_stage(project) == design


@pytest.mark.parametrize("item_count", [1, 3])
def test_projects_cost_the_same_for_more_of_them(item_count, django_assert_num_queries):
    organisation = make_organisation()
    for _ in range(item_count):
        project = make_project(organisation=organisation, published_at=AT)
        for kind in reversed(StageKind):
            make_stage(project=project, kind=kind)
    user = make_coordinator(organisation)

    with django_assert_num_queries(4):
        for projects in (projects_open_to(user, Act.SEE_PROJECTS), published_projects()):
            strips = [(p.organisation.name, p.owner.name, [stage.kind for stage in p.stages.all()]) for p in projects]
            assert strips == [(organisation.name, p.owner.name, StageKind.values) for p in projects]


@pytest.mark.parametrize("item_count", [1, 3])
def test_requests_cost_the_same_for_more_of_them(item_count, django_assert_num_queries):
    organisation = make_organisation()
    for _ in range(item_count):
        make_proposal(organisation=organisation, person=make_person(), project=None)
    user = make_coordinator(organisation)

    with django_assert_num_queries(2):
        proposals = proposals_open_to(user, Act.ANSWER)
        assert len([(p.organisation.name, p.owner.name, p.person.name) for p in proposals]) == item_count
        assert len([p.organisation.name for p in public_proposals()]) == item_count


@pytest.mark.parametrize(
    ("today", "days", "overdue"),
    [(date(2026, 10, 1), 0, 0), (date(2026, 10, 29), 28, 0), (date(2026, 10, 30), 29, 1), (date(2026, 11, 21), 51, 23)],
)
def test_silence_is_public_day_by_day(today, days, overdue):
    proposal = make_proposal(**RECEIVED)

    assert public_proposals(today=today) == [
        PublicProposal(
            organisation=proposal.organisation,
            received_on=date(2026, 10, 1),
            due_on=date(2026, 10, 29),
            state=ProposalState.WAITING,
            days=days,
            overdue=overdue,
        )
    ]


def test_an_answer_stops_the_clock_and_a_late_one_stays_late():
    make_proposal(**RECEIVED, state=ProposalState.DECLINED, answered_at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC))

    (answered,) = public_proposals(today=date(2027, 1, 1))

    assert (answered.state, answered.days, answered.overdue) == (ProposalState.DECLINED, 32, 4)


def test_requests_are_the_real_ones_unless_examples_are_asked_for_the_latest_first():
    make_proposal(**RECEIVED)
    make_proposal(received_at=datetime(2026, 10, 5, 23, 30, tzinfo=UTC))
    make_proposal(received_at=datetime(2026, 10, 3, tzinfo=UTC), is_example=True)

    assert [p.received_on.day for p in public_proposals()] == [6, 1]
    assert [p.received_on.day for p in public_proposals(example=True)] == [3]


def test_the_requests_to_one_body_can_be_asked_for():
    proposal = make_proposal(**RECEIVED)
    make_proposal(**RECEIVED)

    assert [p.organisation for p in public_proposals(organisation=proposal.organisation)] == [proposal.organisation]


def test_requests_to_a_body_are_counted_by_how_it_keeps_its_time(django_assert_num_queries):
    council = make_organisation()
    make_proposal(organisation=council, due_on=date(2026, 12, 1))
    make_proposal(organisation=council, due_on=date(2026, 11, 21))
    make_proposal(organisation=council, due_on=date(2026, 11, 20))
    make_proposal(organisation=council, state=ProposalState.DECLINED)
    make_proposal(organisation=council, is_example=True)
    make_proposal()

    with django_assert_num_queries(1):
        counted = requests_counted(council, today=date(2026, 11, 21))

    assert (counted, counted.all) == (RequestCount(waiting=3, overdue=1, answered=1), 4)


def test_how_long_a_request_waits_is_counted_to_today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 10, 11))
    make_proposal(**RECEIVED)

    assert [p.days for p in public_proposals()] == [10]


def test_nobody_is_owed_an_answer_who_was_removed():
    body = make_organisation()
    hers = make_proposal(organisation=body, person=make_person(), **RECEIVED)
    unnamed = make_proposal(organisation=body, **RECEIVED)

    erase(person=hers.person, by=None, at=AT)

    assert list(still_to_answer(Proposal.objects.all())) == [unnamed]
    assert requests_counted(body, today=AT.date()) == RequestCount(waiting=1, overdue=1, answered=0)
    assert len(public_proposals(organisation=body, today=AT.date())) == 1
