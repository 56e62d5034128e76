import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.choices import DecisionRight, Level
from cyfran.domain.base.models import User
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.decisions.choices import Outcome
from cyfran.domain.groups.choices import Carers, GroupClass
from cyfran.domain.organisations.choices import OrganisationKind
from cyfran.domain.people.models import Person
from cyfran.domain.projects.models import Project
from cyfran.domain.reports.bridge import account_of
from cyfran.domain.reports.choices import Definition
from cyfran.domain.reports.files import canonical_bytes
from tests.domain.evaluation.scenes import a_project_carried_through
from tests.domain.reports.scenes import PUBLISHED, TODAY, account, answered, project_in_account, published_stage
from tests.factories.contributions import make_theme
from tests.factories.decisions import make_decision
from tests.factories.evaluation import make_evaluation
from tests.factories.groups import make_group
from tests.factories.organisations import make_organisation, make_region
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_proposal

pytestmark = pytest.mark.django_db


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
    project = a_project_carried_through(claimed_level=Level.CO_PRODUCTION, closed_on=TODAY)
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
        "2026-11-21",
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

    with django_assert_num_queries(13):
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
