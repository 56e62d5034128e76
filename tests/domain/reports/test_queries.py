import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from cyfran.domain.base.choices import DecisionRight, Level
from cyfran.domain.base.fields import BilingualText
from cyfran.domain.contributions.actions import check_words, withdraw_words
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.decisions.choices import Outcome, ResponseState
from cyfran.domain.evaluation.choices import Rating
from cyfran.domain.evaluation.queries import Ratings
from cyfran.domain.people.actions.people import withdraw_permission
from cyfran.domain.people.choices import Use
from cyfran.domain.projects.choices import StageKind, StageState
from cyfran.domain.reports.actions import freeze_edition
from cyfran.domain.reports.choices import Definition
from cyfran.domain.reports.files import gap
from cyfran.domain.reports.models import Edition
from cyfran.domain.reports.queries import (
    DecisionOnPage,
    SaidOnPage,
    StageOnPage,
    Tally,
    edition_csv,
    edition_on_page,
    editions,
)
from tests.domain.evaluation.scenes import a_project_carried_through
from tests.factories.base import make_user
from tests.factories.contributions import make_theme
from tests.factories.decisions import make_response, make_shown_contribution
from tests.factories.evaluation import make_evaluation
from tests.factories.groups import make_group
from tests.factories.organisations import make_organisation
from tests.factories.projects import make_project, make_stage
from tests.factories.reports import make_edition

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
WORDS = "I am tired of waiting."


def frozen(organisation) -> Edition:
    edition = freeze_edition(organisation=organisation, year=2026, by=make_user(), at=NOW)
    return Edition.objects.get(pk=edition.pk)


def frozen_with_words(count: int = 1) -> tuple[Edition, list[Contribution]]:
    stage = make_stage(project=make_project(published_at=NOW))
    contributions = [make_shown_contribution(stage=stage, public_words=WORDS) for _ in range(count)]
    for contribution in contributions:
        make_response(contribution=contribution)
    return frozen(stage.project.organisation), contributions


def words_on_page(edition: Edition) -> list[str | None]:
    return [said.words for project in edition_on_page(edition).projects for said in project.said_and_done]


def test_editions_are_the_real_ones_unless_examples_are_asked_for(django_assert_num_queries):
    real, example = make_edition(), make_edition(is_example=True)

    with django_assert_num_queries(1):
        names = [edition.organisation.name for edition in editions()]

    assert names == [real.organisation.name]
    assert list(editions(example=True)) == [example]


def test_edition_on_page_reads_the_whole_document():
    project = a_project_carried_through(claimed_level=Level.CO_PRODUCTION, closed_on=NOW.date())
    make_group(organisation=project.organisation, decision_right=DecisionRight.ADVISE)
    for _ in range(4):
        make_evaluation(project=project)
    edition = frozen(project.organisation)

    page = edition_on_page(edition)

    assert (page.public_id, page.name, page.year, page.digest, page.is_example) == (
        edition.public_id,
        project.organisation.name,
        2026,
        edition.digest,
        False,
    )
    assert (page.first_day, page.last_day, page.as_of, page.frozen_at) == (
        date(2026, 1, 1),
        date(2026, 12, 31),
        date(2026, 11, 21),
        NOW,
    )
    assert page.definitions == tuple(Definition)
    assert (page.groups, page.register["decision_rights"]) == (1, (Tally(DecisionRight.ADVISE.label, 1),))
    assert page.proposals == {"received": 1, "answered_in_time": 1, "overdue": 0}
    (shown,) = page.projects
    assert (shown.reference, shown.title, shown.level, shown.planned_level, shown.claimed_level) == (
        project.public_id,
        project.title,
        Level.CO_PRODUCTION,
        Level.CO_PRODUCTION,
        Level.CO_PRODUCTION,
    )
    hidden = dict.fromkeys(Rating)
    assert shown.ratings == Ratings(5, hidden, hidden, hidden, Level.CONSULTATION)
    assert [condition.met for condition in shown.conditions] == [True] * 12
    assert shown.stages[0] == StageOnPage(
        StageKind.IDEA, StageState.DONE, date(2026, 3, 10), DecisionRight.AGREE_JOINTLY, True, None
    )
    empty = BilingualText(cy="", en="")
    assert shown.decisions == (
        DecisionOnPage(
            stage=StageKind.DECISION,
            right=DecisionRight.AGREE_JOINTLY,
            outcome=Outcome.FOR,
            decided_on=date(2026, 6, 10),
            question=BilingualText(
                cy="A ddylai un gweithiwr ddilyn pob asesiad?", en="Should one worker follow each assessment?"
            ),
            decided_by=BilingualText(cy="Y cabinet", en="The cabinet"),
            reason=empty,
            dissent=empty,
        ),
    )


def test_edition_on_page_shows_words_that_may_still_be_shown():
    edition, (contribution,) = frozen_with_words()
    contribution.themes.add(make_theme(project=contribution.stage.project))

    (project,) = edition_on_page(edition).projects

    assert project.said_and_done == (
        SaidOnPage(
            reference=contribution.public_id,
            words=WORDS,
            language="en",
            themes=(),
            state=ResponseState.DONE,
            reason=BilingualText(cy="", en=""),
            answered_on=date(2026, 11, 17),
            decided_on=None,
        ),
    )
    assert project.said_and_done[0].gap == ""


def take_the_words_back(contribution):
    withdraw_words(contribution=contribution, by=contribution.person, at=NOW)


def take_the_permission_back(contribution):
    withdraw_permission(person=contribution.person, use=Use.QUOTE, by=contribution.person, at=NOW)


def change_the_words(contribution):
    check_words(contribution=contribution, public_words="I am tired.", by=make_user(), at=NOW)


def take_the_person_out(contribution):
    contribution.person.delete()


@pytest.mark.parametrize("act", [take_the_words_back, take_the_permission_back, change_the_words, take_the_person_out])
def test_an_edition_shows_a_gap_where_the_words_were(act):
    edition, (contribution, other) = frozen_with_words(count=2)
    before = words_on_page(edition)

    act(contribution)

    assert before == [WORDS, WORDS]
    assert sorted(words_on_page(edition), key=str) == [WORDS, None]
    (project,) = edition_on_page(edition).projects
    assert {said.reference: said.gap for said in project.said_and_done} == {
        contribution.public_id: "These words were withdrawn.",
        other.public_id: "",
    }
    with override("cy"):
        gap_in_welsh = gap()
    rows = [row for row in csv.DictReader(io.StringIO(edition_csv(edition))) if row["measure"] == "words"]
    assert {row["reference"]: (row["cy"], row["en"]) for row in rows} == {
        contribution.public_id: (gap_in_welsh, "These words were withdrawn."),
        other.public_id: ("", WORDS),
    }


def test_edition_csv_is_the_same_each_time_and_in_each_language():
    edition, _contributions = frozen_with_words()

    with override("cy"):
        welsh = edition_csv(edition)

    assert edition_csv(edition) == welsh == edition_csv(Edition.objects.get())


@pytest.mark.parametrize("item_count", [1, 3])
def test_an_edition_costs_one_query_however_much_was_said(item_count, django_assert_num_queries):
    edition, _contributions = frozen_with_words(item_count)

    with django_assert_num_queries(1):
        words = words_on_page(edition)
    with django_assert_num_queries(1):
        text = edition_csv(edition)

    assert (len(words), text.count(WORDS)) == (item_count, item_count)


def test_an_edition_is_named_in_the_language_of_the_page():
    edition = frozen(make_organisation(name_cy="Sir Ddychmygol", name_en="Madeup County"))

    with override("cy"):
        welsh = str(edition_on_page(edition).name)

    assert (welsh, str(edition_on_page(edition).name)) == ("Sir Ddychmygol", "Madeup County")
