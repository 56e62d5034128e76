import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.choices import DecisionRight, Level
from cyfran.domain.base.models import User
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.decisions.choices import Outcome, ResponseState
from cyfran.domain.evaluation.choices import Rating
from cyfran.domain.groups.choices import Carers, GroupClass, Reach
from cyfran.domain.organisations.choices import OrganisationKind
from cyfran.domain.people.models import Person
from cyfran.domain.projects.choices import ProposalState, StageKind
from cyfran.domain.projects.models import Project
from cyfran.domain.reports.bridge import account_of
from cyfran.domain.reports.choices import Definition
from cyfran.domain.reports.files import canonical_bytes, digest_of_words
from tests.domain.evaluation.scenes import a_project_carried_through, at
from tests.factories.contributions import make_contribution, make_theme
from tests.factories.decisions import make_decision, make_response, make_shown_contribution
from tests.factories.evaluation import make_evaluation
from tests.factories.groups import make_group
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.organisations import make_organisation, make_region
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_proposal, make_stage

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
PUBLISHED = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)


def account(organisation, **given):
    return account_of(**{"organisation": organisation, "year": 2026, "on": TODAY, **given})


def project_in_account(project: Project, **given):
    (found,) = account(project.organisation, **given)["projects"]
    return found


def answered(stage, *, on: date = TODAY, state: ResponseState = ResponseState.DONE, **given) -> Contribution:
    contribution = make_shown_contribution(stage=stage, given_at=at(on - timedelta(days=5)), **given)
    make_response(contribution=contribution, state=state, answered_at=at(on))
    return contribution


def published_stage(**given):
    return make_stage(project=make_project(published_at=PUBLISHED, **given))


# --- The whole account -----------------------------------------------------------------------------------------------


def test_account_of_a_body_that_did_nothing_says_so():
    organisation = make_organisation(slug="sir-ddychmygol", name_cy="Sir Ddychmygol", name_en="Madeup County")

    found = account(organisation)

    zero = {"groups": 0}
    for name, codes in (("classes", GroupClass), ("carers", Carers), ("decision_rights", DecisionRight)):
        zero[name] = dict.fromkeys((code.lower() for code in codes.values), 0)
    assert found == {
        "format_version": 1,
        "method_version": 1,
        "smallest_count_shown": 5,
        "is_example": False,
        "of": {"kind": "organisation", "slug": "sir-ddychmygol", "name": {"cy": "Sir Ddychmygol", "en": "Madeup County"}},
        "organisations": ["sir-ddychmygol"],
        "year": 2026,
        "from": "2026-01-01",
        "to": "2026-12-31",
        "as_of": "2026-11-21",
        "definitions": [code.lower() for code in Definition.values],
        "register": zero,
        "proposals": {"received": 0, "answered_in_time": 0, "overdue": 0},
        "projects": [],
    }


def test_account_of_a_project_puts_claim_finding_and_feeling_side_by_side():
    project = a_project_carried_through(claimed_level=Level.CO_PRODUCTION)
    for level in [Level.CONSULTATION] * 3 + [Level.ENGAGEMENT]:
        make_evaluation(project=project, level_felt=level)

    found = project_in_account(project)

    assert (found["claimed_level"], found["level"], found["planned_level"], found["level_felt"]) == (
        "co_production",
        "co_production",
        "co_production",
        "consultation",
    )
    assert (found["title"], found["started_on"], found["closed_on"]) == (
        {"cy": "Seibiant byr", "en": "Short breaks"},
        "2026-03-01",
        None,
    )
    assert found["conditions"][3] == {
        "level": "engagement",
        "code": "asked_while_open",
        "met": True,
        "planned": True,
        "facts": {},
    }
    assert found["stages"][0] == {
        "stage": "idea",
        "state": "done",
        "happened_on": "2026-03-10",
        "right": "agree_jointly",
        "carers_took_part": True,
        "carers": None,
    }
    (decision,) = found["decisions"]
    assert (decision["outcome"], decision["decided_on"], decision["stage"], decision["decided_by"]["en"]) == (
        "for",
        "2026-06-10",
        "decision",
        "The cabinet",
    )
    assert found["answers"] == {"due": 6, "given": 6, "in_time": 6}
    assert found["said_and_done"] == []


def test_account_of_run_twice_is_the_same_to_the_byte():
    project = a_project_carried_through()
    answered(project.stages.first())

    first, second = (canonical_bytes(account(project.organisation)) for _ in range(2))

    assert first == second
    assert json.loads(first) == account(project.organisation)


@pytest.mark.parametrize("order", ["dcb", "cdb"])
def test_account_of_does_not_depend_on_the_order_in_which_things_were_stored(order):
    def stored_in(letters) -> bytes:
        for letter in letters:
            stage = published_stage(organisation=organisation, public_id=f"project-{letter}")
            themes = [make_theme(project=stage.project, name_en=name, name_cy=name) for name in letters]
            for other in letters:
                contribution = answered(stage, public_id=f"{letter}-{other}", person=person)
                contribution.themes.set(themes)
                make_decision(stage=stage, public_id=f"d-{letter}-{other}", outcome=Outcome.FOR)
        found = canonical_bytes(account(organisation))
        for project in Project.objects.all():
            Contribution.objects.filter(stage__project=project).delete()
            for stage in project.stages.all():
                stage.decisions.all().delete()
            project.delete()
        return found

    organisation, person = make_organisation(), make_person()

    assert stored_in(order) == stored_in("bcd")


def test_account_of_holds_no_word_of_a_contribution_and_no_name():
    project = a_project_carried_through()
    stage = project.stages.first()
    answered(stage, words="Gwenllian is tired of waiting.", public_words="I am tired of waiting.")
    make_proposal(organisation=project.organisation, words="Nobody asks about the night.")

    found = canonical_bytes(account(project.organisation)).decode()

    assert "said_and_done" in found
    for words in ("tired", "Gwenllian", "Nobody asks", "night"):
        assert words not in found
    names = [*Person.objects.values_list("name", flat=True), *User.objects.values_list("name", flat=True)]
    assert [name for name in names if name in found] == []


def test_account_of_holds_no_number_that_is_not_whole():
    def floats(value):
        if isinstance(value, dict):
            value = list(value.values())
        return (
            [found for part in value for found in floats(part)] if isinstance(value, list) else [value] * isinstance(value, float)
        )

    assert floats(account(a_project_carried_through().organisation)) == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_account_of_costs_the_same_for_more_in_a_project(item_count, django_assert_num_queries):
    stage = published_stage()
    for _ in range(item_count):
        answered(stage).themes.add(make_theme(project=stage.project))
        make_decision(stage=stage, outcome=Outcome.FOR)

    with django_assert_num_queries(19):
        account(stage.project.organisation)


# --- Whose account, and of when --------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", [(), ("organisation", "region")], ids=["neither", "both"])
def test_account_of_is_of_one_body_or_one_region(of):
    bodies = {"organisation": make_organisation(), "region": make_region()}

    with pytest.raises(ValidationError) as refusal:
        account_of(**{name: bodies[name] for name in of}, year=2026, on=TODAY)

    assert refusal.value.code == "one_body_or_region"


@pytest.mark.parametrize("year", [1999, 2027, 0, 10**6])
def test_account_of_refuses_a_year_that_cannot_be_told_of(year):
    with pytest.raises(ValidationError) as refusal:
        account(make_organisation(), year=year)

    assert refusal.value.messages == ["Give a year from 2000 to 2026."]


def test_account_of_a_region_is_that_of_its_councils_and_its_partnership():
    region = make_region()
    council, other_council = make_organisation(region=region), make_organisation(region=region)
    partnership = make_organisation(region=region, kind=OrganisationKind.PARTNERSHIP)
    health_board = make_organisation(region=region, kind=OrganisationKind.HEALTH_BOARD)
    bodies = [council, other_council, partnership, health_board, make_organisation()]
    for body in bodies:
        make_project(organisation=body, published_at=PUBLISHED, title_en=body.slug)
        make_proposal(organisation=body)

    found = account_of(region=region, year=2026, on=TODAY)

    theirs = sorted(body.slug for body in (council, other_council, partnership))
    assert found["of"] == {"kind": "region", "slug": region.slug, "name": {"cy": region.name_cy, "en": region.name_en}}
    assert found["organisations"] == theirs
    assert [project["organisation"] for project in found["projects"]] == theirs
    assert found["proposals"]["received"] == 3


@pytest.mark.parametrize(
    ("started_on", "closed_on", "years"),
    [
        (date(2025, 12, 31), date(2026, 1, 1), [2025, 2026]),
        (date(2025, 3, 1), date(2025, 12, 31), [2025]),
        (date(2025, 3, 1), None, [2025, 2026]),
        (date(2026, 1, 1), None, [2026]),
    ],
)
def test_account_of_a_year_has_the_projects_under_way_in_it(started_on, closed_on, years):
    project = make_project(started_on=started_on, closed_on=closed_on, published_at=PUBLISHED)

    found = [year for year in (2024, 2025, 2026) if account(project.organisation, year=year)["projects"]]

    assert found == years


def test_account_of_a_year_past_tells_how_things_stood_on_its_last_day():
    project = a_project_carried_through(closed_on=date(2026, 9, 1))
    Project.objects.update(started_on=date(2025, 3, 1))

    found = account(project.organisation, year=2025)

    assert found["as_of"] == "2025-12-31"
    (past,) = found["projects"]
    assert (past["level"], past["closed_on"], past["decisions"]) == ("none_recorded", None, [])
    assert {stage["state"] for stage in past["stages"]} == {"planned"}


def test_account_of_leaves_out_what_is_not_published():
    project = make_project()

    assert account(project.organisation)["projects"] == []


def test_account_of_keeps_examples_apart():
    organisation = make_organisation()
    make_project(organisation=organisation, published_at=PUBLISHED, title_en="Real")
    make_project(organisation=organisation, published_at=PUBLISHED, title_en="Invented", is_example=True)
    make_proposal(organisation=organisation)
    make_group(organisation=organisation, is_example=True)

    real, example = account(organisation), account(organisation, example=True)

    assert [project["title"]["en"] for project in real["projects"]] == ["Real"]
    assert [project["title"]["en"] for project in example["projects"]] == ["Invented"]
    assert (real["is_example"], real["proposals"]["received"], real["register"]["groups"]) == (False, 1, 0)
    assert (example["is_example"], example["proposals"]["received"], example["register"]["groups"]) == (True, 0, 1)


# --- Its parts -------------------------------------------------------------------------------------------------------


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
    answered(stage)
    make_evaluation(project=stage.project)

    found = project_in_account(stage.project)

    assert found["answers"] == {"due": None, "given": None, "in_time": None}
    assert found["level_felt"] is None
    hidden = {rating.lower(): None for rating in Rating.values}
    assert found["evaluation"] == {"people": None, "listened_to": hidden, "able_to_take_part": hidden, "told_what_came": hidden}


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
