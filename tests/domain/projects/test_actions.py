"""Leading a project through its stages."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.choices import DecisionRight, Level
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.projects.actions import (
    change_project,
    claim_level,
    close_project,
    finish_stage,
    freeze_right,
    plan_stage,
    publish_project,
    reopen_stage,
    skip_stage,
    start_project,
)
from cyfran.domain.projects.choices import ProposalState, StageKind, StageState
from cyfran.domain.projects.models import Project
from tests.factories.base import make_user
from tests.factories.organisations import make_area, make_organisation
from tests.factories.projects import make_project, make_proposal, make_stage

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def events():
    return list(AuditEvent.objects.order_by("id").values_list("verb", "facts"))


def start(**given):
    texts = {f"{name}_{half}": f"{name} {half}" for name in ("title", "question", "open", "fixed") for half in ("cy", "en")}
    fields = {"organisation": given.get("organisation") or make_organisation(), "owner": make_user(), "started_on": TODAY}
    return start_project(**{**texts, **fields, "by": None, "at": AT, **given})


def stages_of(project):
    return list(project.stages.values_list("kind", "position", "state", "happened_on"))


def test_a_project_starts_with_its_six_stages_ahead_of_it():
    area = make_area()

    project = start(area=area, claimed_level=Level.CO_DESIGN)

    assert (project.title, project.area, project.claimed_level, project.published_at) == ("title en", area, "CO_DESIGN", None)
    assert stages_of(project) == [
        ("IDEA", 1, "PLANNED", None),
        ("PRIORITIES", 2, "PLANNED", None),
        ("DESIGN", 3, "PLANNED", None),
        ("DECISION", 4, "PLANNED", None),
        ("DELIVERY", 5, "PLANNED", None),
        ("EVALUATION", 6, "PLANNED", None),
    ]
    assert events() == [("project.started", {"proposal": ""})]


def test_a_project_begun_from_a_request_had_its_idea_the_day_it_arrived():
    # Half past eleven at night in Greenwich is the next day of summer in Wales.
    proposal = make_proposal(state=ProposalState.ACCEPTED, received_at=datetime(2026, 10, 1, 23, 30, tzinfo=UTC))

    project = start(organisation=proposal.organisation, proposal=proposal)

    assert stages_of(project)[:2] == [("IDEA", 1, "DONE", date(2026, 10, 2)), ("PRIORITIES", 2, "PLANNED", None)]
    proposal.refresh_from_db()
    assert (proposal.project, project.proposal) == (project, proposal)
    assert events() == [("project.started", {"proposal": proposal.public_id})]


@pytest.mark.parametrize("state", [ProposalState.WAITING, ProposalState.DECLINED])
def test_a_project_does_not_begin_from_a_request_without_a_yes(state):
    proposal = make_proposal(state=state)

    with pytest.raises(ValidationError) as refused:
        start(organisation=proposal.organisation, proposal=proposal)

    assert (refused.value.code, Project.objects.count()) == ("proposal_not_accepted", 0)


def test_a_request_begins_one_project():
    proposal = make_proposal(state=ProposalState.ACCEPTED, project=make_project())

    with pytest.raises(ValidationError) as refused:
        start(organisation=proposal.organisation, proposal=proposal)

    assert refused.value.code == "project_already_begun"


def test_a_project_begins_with_the_organisation_that_was_asked():
    with pytest.raises(ValidationError) as refused:
        start(proposal=make_proposal(state=ProposalState.ACCEPTED))

    assert refused.value.code == "another_organisation"


def test_a_project_says_what_is_open_and_what_is_not_in_both_languages():
    with pytest.raises(ValidationError) as refused:
        start(fixed_cy="")

    assert (list(refused.value.message_dict), Project.objects.count()) == (["fixed_cy"], 0)


@pytest.mark.parametrize(("published_at", "published"), [(None, False), (AT, True)])
def test_a_change_is_on_record_by_the_names_of_what_changed_without_the_words(published_at, published):
    project = make_project(published_at=published_at)
    new = {"open_cy": "Popeth.", "open_en": "Everything.", "title_en": project.title_en}

    change_project(project=project, by=make_user(), at=AT, **new)

    project.refresh_from_db()
    assert (project.open_cy, project.open_en) == ("Popeth.", "Everything.")
    assert events() == [("project.changed", {"changed": ["open_cy", "open_en"], "published": published})]


def test_a_change_that_a_form_has_already_written_on_the_instance_is_seen():
    project = make_project()
    project.title_en = "Respite"

    change_project(project=project, by=None, at=AT, title_en="Respite")

    assert events() == [("project.changed", {"changed": ["title_en"], "published": False})]


def test_a_change_of_nothing_is_nothing():
    project = make_project()

    change_project(project=project, by=None, at=AT, title_en=project.title_en)

    assert events() == []


def test_a_change_reaches_only_what_the_project_is_about():
    with pytest.raises(TypeError, match="Cannot be changed here: published_at"):
        change_project(project=make_project(), by=None, at=AT, published_at=AT)


def test_the_level_claimed_is_on_record():
    project = claim_level(project=make_project(), level=Level.CO_PRODUCTION, by=make_user(), at=AT)

    project.refresh_from_db()
    assert (project.claimed_level, events()) == ("CO_PRODUCTION", [("project.level_claimed", {"level": "CO_PRODUCTION"})])


def test_a_level_that_does_not_exist_cannot_be_claimed():
    with pytest.raises(ValidationError):
        claim_level(project=make_project(), level="PERFECT", by=make_user(), at=AT)


def test_a_project_is_published_once():
    project = make_project()

    publish_project(project=project, by=make_user(), at=AT)
    publish_project(project=project, by=make_user(), at=datetime(2026, 12, 1, tzinfo=UTC))

    project.refresh_from_db()
    assert (project.published_at, events()) == (AT, [("project.published", {})])


def test_a_closed_project_can_be_neither_changed_nor_closed_again():
    project = make_project()
    stage = make_stage(project=project)
    close_project(project=project, on=TODAY, by=make_user(), at=AT)

    refusals = [
        lambda: close_project(project=project, on=TODAY, by=make_user(), at=AT),
        lambda: change_project(project=project, by=None, at=AT, title_en="Other"),
        lambda: plan_stage(stage=stage, by=None, at=AT, will_ask=True),
        lambda: finish_stage(stage=stage, on=TODAY, by=None, at=AT),
        lambda: reopen_stage(stage=stage, by=None, at=AT),
        lambda: skip_stage(stage=stage, by=None, at=AT),
    ]

    for refused_act in refusals:
        with pytest.raises(ValidationError) as refused:
            refused_act()
        assert refused.value.code == "project_closed"
    project.refresh_from_db()
    assert (project.closed_on, events()) == (TODAY, [("project.closed", {})])


@pytest.mark.parametrize(("on", "code"), [(date(2026, 11, 22), "day_to_come"), (date(2026, 8, 1), None)])
def test_a_project_closes_on_a_day_that_has_come_and_not_before_it_started(on, code):
    project = make_project(started_on=date(2026, 9, 1))

    with pytest.raises(ValidationError) as refused:
        close_project(project=project, on=on, by=make_user(), at=AT)

    assert getattr(refused.value, "code", None) == code
    project.refresh_from_db()
    assert project.closed_on is None


def test_the_plan_of_a_stage_is_written_before_it_is_done():
    stage = make_stage(kind=StageKind.DECISION)
    plan = {"carer_right": DecisionRight.AGREE_JOINTLY, "will_ask": True, "planned_carers": 5, "planned_members": 2}

    plan_stage(stage=stage, by=make_user(), at=AT, **plan, options_open=False)

    stage.refresh_from_db()
    assert {name: getattr(stage, name) for name in plan} == plan
    changed = ["carer_right", "planned_carers", "planned_members", "will_ask"]
    assert events() == [("stage.planned", {"stage": "DECISION", "changed": changed})]


def test_the_plan_of_a_stage_cannot_be_written_afterwards():
    stage = make_stage(state=StageState.DONE, happened_on=TODAY)

    with pytest.raises(ValidationError) as refused:
        plan_stage(stage=stage, by=None, at=AT, carer_right=DecisionRight.DECIDE)

    assert refused.value.code == "stage_done"


def test_a_plan_cannot_promise_more_members_than_carers():
    with pytest.raises(ValidationError) as refused:
        plan_stage(stage=make_stage(), by=None, at=AT, planned_carers=1, planned_members=2)

    assert refused.value.messages == ["There cannot be more members than carers who take part."]


def test_a_plan_changes_nothing_but_the_plan():
    with pytest.raises(TypeError, match="Cannot be changed here: frozen_right"):
        plan_stage(stage=make_stage(), by=None, at=AT, frozen_right="")


def test_reopen_stage_takes_back_that_it_was_done():
    stage = make_stage(state=StageState.DONE, happened_on=date(2026, 11, 1), planned_carers=8)

    reopen_stage(stage=stage, by=None, at=AT)

    stage.refresh_from_db()
    assert (stage.state, stage.happened_on, stage.planned_carers) == (StageState.PLANNED, None, 8)
    assert events() == [("stage.reopened", {"stage": stage.kind})]


def test_reopen_stage_refuses_what_is_not_done():
    with pytest.raises(ValidationError) as refused:
        reopen_stage(stage=make_stage(), by=None, at=AT)

    assert refused.value.code == "stage_not_done"


def test_a_stage_is_finished_on_a_day_and_the_day_can_be_mended():
    stage = make_stage()
    finish_stage(stage=stage, on=date(2026, 11, 1), by=None, at=AT)

    finish_stage(stage=stage, on=date(2026, 11, 2), by=None, at=AT)

    stage.refresh_from_db()
    assert (stage.state, stage.happened_on) == ("DONE", date(2026, 11, 2))
    assert events()[-1] == ("stage.finished", {"stage": "DESIGN", "on": "2026-11-02"})


def test_a_stage_is_not_finished_before_its_day_has_come():
    with pytest.raises(ValidationError) as refused:
        finish_stage(stage=make_stage(), on=date(2026, 11, 22), by=None, at=AT)

    assert refused.value.code == "day_to_come"


def test_a_stage_left_out_can_be_planned_again():
    stage = make_stage(kind=StageKind.DELIVERY)
    skip_stage(stage=stage, by=None, at=AT)
    assert stage.state == "SKIPPED"

    plan_stage(stage=stage, by=None, at=AT)

    stage.refresh_from_db()
    assert (stage.state, [verb for verb, _ in events()]) == ("PLANNED", ["stage.left_out", "stage.planned"])


def test_a_stage_that_is_done_cannot_be_left_out():
    with pytest.raises(ValidationError) as refused:
        skip_stage(stage=make_stage(state=StageState.DONE, happened_on=TODAY), by=None, at=AT)

    assert refused.value.code == "stage_done"


def test_a_right_is_fixed_when_voting_opens_and_cannot_be_changed_after():
    stage = make_stage(kind=StageKind.DECISION, carer_right=DecisionRight.VETO)
    freeze_right(stage=stage, by=make_user(), at=AT)

    with pytest.raises(ValidationError) as refused:
        plan_stage(stage=stage, by=None, at=AT, carer_right=DecisionRight.ADVISE)

    stage.refresh_from_db()
    assert refused.value.messages == ["Voting has opened: the decision right can no longer be changed."]
    assert (stage.carer_right, stage.frozen_right) == ("VETO", "VETO")
    assert events() == [("stage.right_frozen", {"stage": "DECISION", "right": "VETO"})]


def test_a_right_is_fixed_against_somebody_who_opened_the_plan_before():
    stage = make_stage(carer_right=DecisionRight.VETO)
    as_opened_before = type(stage).objects.get(pk=stage.pk)
    freeze_right(stage=stage, by=make_user(), at=AT)

    with pytest.raises(ValidationError):
        plan_stage(stage=as_opened_before, by=None, at=AT, carer_right=DecisionRight.ADVISE)

    stage.refresh_from_db()
    assert (stage.carer_right, stage.frozen_right) == ("VETO", "VETO")


def test_a_second_vote_in_a_stage_finds_the_right_already_fixed():
    stage = make_stage(carer_right=DecisionRight.DECIDE)

    freeze_right(stage=stage, by=None, at=AT)
    freeze_right(stage=stage, by=None, at=AT)

    assert len(events()) == 1


def test_a_right_that_is_not_stated_cannot_be_fixed():
    stage = make_stage()

    with pytest.raises(ValidationError) as refused:
        freeze_right(stage=stage, by=None, at=AT)

    assert (refused.value.code, stage.frozen_right) == ("right_not_stated", "")


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 11, 22), "A project cannot start in the future."),
        (date(1999, 12, 31), "Give a day that is not before the year 2000."),
        (date(26, 11, 1), "Give a day that is not before the year 2000."),
    ],
)
def test_a_project_starts_neither_in_the_future_nor_before_2000(day, sentence):
    project = make_project()

    with pytest.raises(ValidationError) as begun:
        start(started_on=day)
    with pytest.raises(ValidationError) as corrected:
        change_project(project=project, by=None, at=AT, started_on=day)

    assert begun.value.message_dict == corrected.value.message_dict == {"started_on": [sentence]}
    assert list(Project.objects.values_list("started_on")) == [(date(2026, 9, 1),)]


def test_the_day_a_project_started_is_corrected_while_nothing_rests_on_it():
    project = make_project()
    make_stage(project=project, kind=StageKind.IDEA, state=StageState.DONE, happened_on=date(2026, 8, 1))
    make_stage(project=project)

    change_project(project=project, by=None, at=AT, started_on=date(2026, 8, 20))

    project.refresh_from_db()
    assert project.started_on == date(2026, 8, 20)
    assert events() == [("project.changed", {"changed": ["started_on"], "published": False})]


@pytest.mark.parametrize(
    "stage",
    [
        {"state": StageState.DONE, "happened_on": date(2026, 9, 20)},
        {"carer_right": DecisionRight.ADVISE, "frozen_right": DecisionRight.ADVISE},
    ],
    ids=["done", "voted in"],
)
def test_the_day_a_project_started_stands_once_a_stage_rests_on_it(stage):
    project = make_stage(**stage).project

    with pytest.raises(ValidationError) as refused:
        change_project(project=project, by=None, at=AT, started_on=date(2026, 8, 20))

    sentence = "A stage is done or a vote in it has opened, so the day on which the project started stands."
    assert refused.value.message_dict == {"started_on": [sentence]}


def test_a_stage_is_not_done_before_the_project_began():
    stage = make_stage()

    with pytest.raises(ValidationError) as refused:
        finish_stage(stage=stage, on=date(2026, 8, 31), by=None, at=AT)

    stage.refresh_from_db()
    assert refused.value.messages == ["The project had not begun yet on this day."]
    assert (stage.state, stage.happened_on) == ("PLANNED", None)


def test_an_idea_is_there_before_the_project_begins():
    stage = make_stage(kind=StageKind.IDEA)

    finish_stage(stage=stage, on=date(2026, 8, 31), by=None, at=AT)

    assert (stage.state, stage.happened_on) == ("DONE", date(2026, 8, 31))
