from datetime import date, timedelta

import pytest

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.decisions.choices import Outcome, ResponseState
from cyfran.domain.evaluation.choices import Rating
from cyfran.domain.groups.choices import Carers, GroupClass, Reach
from cyfran.domain.organisations.choices import OrganisationKind
from cyfran.domain.projects.choices import ProposalState, StageKind
from cyfran.domain.reports.bridge import account_of
from cyfran.domain.reports.files import digest_of_words
from tests.domain.evaluation.scenes import at
from tests.domain.reports.scenes import TODAY, account, answered, project_in_account, published_stage
from tests.factories.contributions import make_contribution, make_theme
from tests.factories.decisions import make_decision, make_response, make_shown_contribution
from tests.factories.evaluation import make_evaluation
from tests.factories.groups import make_group
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.organisations import make_organisation
from tests.factories.projects import make_proposal

pytestmark = pytest.mark.django_db


def test_the_register_of_a_council_is_of_its_groups_and_those_of_its_county():
    council = make_organisation()
    make_group(organisation=council, group_class=GroupClass.BOARD, carers=Carers.MEMBERS, decision_right=DecisionRight.ADVISE)
    make_group(organisation=None, reach=Reach.COUNTY, area=council.area, region=council.region)
    make_group(organisation=None, reach=Reach.REGIONAL, region=council.region)

    found = account(council)["register"]
    of_region = account_of(region=council.region, year=2026, on=TODAY)["register"]

    assert (found["groups"], found["classes"]["board"], found["classes"]["standing_group"]) == (2, 1, 1)
    assert (found["carers"]["members"], found["decision_rights"]["advise"], found["decision_rights"]["not_stated"]) == (1, 1, 1)
    assert of_region["groups"] == 3


def test_the_register_of_another_body_is_of_the_groups_it_runs():
    board = make_organisation(kind=OrganisationKind.HEALTH_BOARD)
    make_group(organisation=board, reach=Reach.REGIONAL, region=board.region)
    make_group(organisation=None, reach=Reach.REGIONAL, region=board.region)

    assert account(board)["register"]["groups"] == 1


@pytest.mark.parametrize(
    ("received_on", "answered_on", "expected"),
    [
        (date(2026, 10, 1), date(2026, 10, 29), (1, 1, 0)),
        (date(2026, 10, 1), date(2026, 10, 30), (1, 0, 0)),
        (date(2026, 10, 1), None, (1, 0, 1)),
        (date(2026, 11, 20), None, (1, 0, 0)),
        (date(2025, 6, 1), None, (0, 0, 1)),
        (date(2025, 6, 1), date(2025, 6, 2), (0, 0, 0)),
        (date(2026, 10, 1), date(2026, 11, 22), (1, 0, 1)),
        (date(2026, 11, 22), None, (0, 0, 0)),
    ],
    ids=[
        "in time",
        "late",
        "silence",
        "not yet due",
        "silence since last year",
        "last year's",
        "tomorrow's answer",
        "tomorrow's",
    ],
)
def test_requests_are_counted_as_they_stood(received_on, answered_on, expected):
    state = ProposalState.DECLINED if answered_on else ProposalState.WAITING
    answer = {"answered_at": at(answered_on)} if answered_on else {}
    proposal = make_proposal(received_at=at(received_on), due_on=received_on + timedelta(days=28), state=state, **answer)

    found = account(proposal.organisation)["proposals"]

    assert found == dict(zip(("received", "answered_in_time", "overdue"), expected, strict=True))


@pytest.mark.parametrize(("carers", "shown"), [(1, None), (4, None), (5, 5), (6, 6)])
def test_carers_of_a_stage_are_counted_only_from_five(carers, shown):
    stage = published_stage()
    stage.state, stage.happened_on = "DONE", date(2026, 11, 10)
    stage.save()
    meeting = make_meeting(stage=stage)
    for _ in range(carers):
        make_attendance(meeting=meeting)

    (found,) = project_in_account(stage.project)["stages"]

    assert (found["carers_took_part"], found["carers"]) == (True, shown)


def test_carers_only_planned_are_no_figure():
    stage = published_stage()
    stage.planned_carers = 12
    stage.save()

    (found,) = project_in_account(stage.project)["stages"]

    assert (found["state"], found["happened_on"], found["carers_took_part"], found["carers"]) == ("planned", None, False, None)


def test_answers_and_ratings_of_few_show_no_number():
    stage = published_stage()
    stage.project.closed_on = TODAY
    stage.project.save()
    answered(stage)
    make_evaluation(project=stage.project)

    found = project_in_account(stage.project)

    assert found["answers"] == {"due": None, "given": None, "in_time": None}
    assert found["level_felt"] is None
    hidden = {rating.lower(): None for rating in Rating.values}
    assert found["evaluation"] == {"people": None, "listened_to": hidden, "able_to_take_part": hidden, "told_what_came": hidden}


def test_ratings_of_a_project_that_is_open_are_left_out():
    stage = published_stage()
    for _number in range(6):
        make_evaluation(project=stage.project)

    found = project_in_account(stage.project)

    assert (found["evaluation"], found["level_felt"]) == (None, None)


def test_conditions_keep_what_their_words_need_and_no_count_of_people():
    stage = published_stage()
    stage.kind, stage.state, stage.happened_on = StageKind.IDEA, "DONE", date(2026, 11, 1)
    stage.save()

    facts = {condition["code"]: condition["facts"] for condition in project_in_account(stage.project)["conditions"]}

    assert facts["in_every_stage"] == {"missing": ["idea"]}
    assert facts["answers_in_time"] == {"percent": 90}
    assert {name for kept in facts.values() for name in kept} == {"missing", "percent"}


def test_decisions_are_those_of_the_year_with_reasons_and_dissent():
    stage = published_stage(started_on=date(2025, 1, 1))
    make_decision(stage=stage, outcome=Outcome.FOR, decided_on=date(2025, 5, 1))
    make_decision(stage=stage)
    make_decision(
        stage=stage, outcome=Outcome.AGAINST, decided_on=date(2026, 5, 1), dissent_cy="Dau ofalwr.", dissent_en="Two carers."
    )

    (decision,) = project_in_account(stage.project)["decisions"]

    assert (decision["outcome"], decision["decided_on"]) == ("against", "2026-05-01")
    assert (decision["reason"]["cy"], decision["dissent"]["en"]) == ("Nid oes arian eleni.", "Two carers.")


def test_said_and_done_refers_to_the_words_and_gives_what_came_of_them():
    stage = published_stage()
    contribution = answered(stage, state=ResponseState.CANNOT, public_words="I am tired of waiting.", words_language="EN")
    contribution.themes.add(make_theme(project=stage.project, name_cy="Aros", name_en="Waiting"))

    assert project_in_account(stage.project)["said_and_done"] == [
        {
            "reference": contribution.public_id,
            "sha256": digest_of_words("I am tired of waiting."),
            "language": "en",
            "themes": [{"cy": "Aros", "en": "Waiting"}],
            "state": "cannot",
            "reason": {"cy": "Nid oes arian eleni.", "en": "There is no money this year."},
            "answered_on": "2026-11-21",
            "decided_on": None,
        }
    ]


def test_said_and_done_has_only_what_was_answered_in_the_year_and_may_be_shown():
    stage = published_stage()
    shown = answered(stage)
    answered(stage, on=date(2025, 12, 31))
    answered(stage, on=date(2026, 11, 22))
    make_shown_contribution(stage=stage)
    make_response(contribution=make_contribution(stage=stage))

    assert [row["reference"] for row in project_in_account(stage.project)["said_and_done"]] == [shown.public_id]
