from datetime import UTC, date, datetime, timedelta

import pytest

from cyfran.domain.base.fields import BilingualText
from cyfran.domain.contributions.choices import Audience
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.decisions.choices import Outcome, ResponseState
from cyfran.domain.decisions.queries import (
    AnswerCount,
    SaidAndDone,
    ThemeHeard,
    answered_words,
    count_answers,
    current_responses,
    decisions_open_to,
    first_answer,
    rows_of,
    said_and_done,
    unanswered,
    without_last_answer,
)
from cyfran.domain.organisations.choices import Act
from tests.factories.contributions import make_contribution, make_theme
from tests.factories.decisions import make_decision, make_response, make_shown_contribution
from tests.factories.organisations import make_coordinator
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_stage

pytestmark = pytest.mark.django_db

SAID_AT = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
DUE = date(2026, 10, 29)
TODAY = date(2026, 11, 21)


def published_stage(**given):
    return make_stage(project=make_project(published_at=datetime(2026, 9, 2, 9, 0, tzinfo=UTC), **given))


def counted(project, *, on):
    """Count the answers owed in a project, as the records that show its level do."""
    said = Contribution.objects.filter(stage__project=project)
    return count_answers(said.values_list("given_at", first_answer(on=on)), on=on)


def test_decisions_open_to_gives_those_of_the_users_organisations():
    decision = make_decision()
    make_decision()
    coordinator = make_coordinator(decision.stage.project.organisation)

    assert list(decisions_open_to(coordinator, Act.DECIDE)) == [decision]


def test_current_responses_gives_the_latest_answer_to_each(django_assert_num_queries):
    first, second, silent = (make_contribution() for _ in range(3))
    make_response(contribution=first, state=ResponseState.LISTENING, answered_at=SAID_AT)
    later = make_response(contribution=first, answered_at=SAID_AT + timedelta(days=3))
    only = make_response(contribution=second)

    with django_assert_num_queries(1):
        current = current_responses([first, second, silent])

    assert current == {first.pk: later, second.pk: only}


def test_current_responses_on_a_day_gives_what_stood_at_its_end():
    contribution = make_contribution()
    early = make_response(contribution=contribution, state=ResponseState.LISTENING, answered_at=SAID_AT)
    make_response(contribution=contribution, answered_at=SAID_AT + timedelta(days=3))

    assert current_responses([contribution], on=date(2026, 10, 3)) == {contribution.pk: early}
    assert current_responses([contribution], on=date(2026, 9, 30)) == {}


def test_unanswered_gives_the_silent_and_those_promised_more_by_now_first_due_first():
    stage = make_stage()
    silent = make_contribution(stage=stage, due_on=date(2026, 12, 8))
    promised = make_contribution(stage=stage, due_on=TODAY)
    make_response(contribution=promised, state=ResponseState.PLANNED, due_on=TODAY)
    later = make_contribution(stage=stage, due_on=date(2026, 11, 22))
    make_response(contribution=later, state=ResponseState.LISTENING, due_on=date(2026, 11, 22))
    done = make_contribution(stage=stage, due_on=date(2026, 11, 1))
    make_response(contribution=done, state=ResponseState.LISTENING, answered_at=SAID_AT)
    make_response(contribution=done)
    elsewhere = make_contribution()

    assert list(unanswered(stage.project, TODAY)) == [promised, silent]
    assert list(unanswered(make_coordinator(stage.project.organisation), TODAY)) == [promised, silent]
    assert list(unanswered(elsewhere.stage.project, TODAY)) == [elsewhere]


@pytest.mark.parametrize("item_count", [1, 3])
def test_unanswered_costs_the_same_for_more(item_count, django_assert_num_queries):
    stage = make_stage()
    for _ in range(item_count):
        make_contribution(stage=stage)
    coordinator = make_coordinator(stage.project.organisation)

    with django_assert_num_queries(2):
        owners = [(item.person.name, item.owner.name, item.stage.project.title) for item in unanswered(coordinator, TODAY)]

    assert len(owners) == item_count


@pytest.mark.parametrize(
    ("answered_on", "on", "expected"),
    [
        (None, DUE, AnswerCount(0, 0, 0)),
        (None, DUE + timedelta(days=1), AnswerCount(1, 0, 0)),
        (date(2026, 10, 2), date(2026, 10, 2), AnswerCount(1, 1, 1)),
        (date(2026, 10, 2), date(2026, 10, 1), AnswerCount(0, 0, 0)),
        (DUE, TODAY, AnswerCount(1, 1, 1)),
        (DUE + timedelta(days=1), TODAY, AnswerCount(1, 1, 0)),
        (DUE + timedelta(days=1), DUE, AnswerCount(0, 0, 0)),
    ],
    ids=["not yet due", "past due", "early", "the day before", "on the last day", "late", "late, before"],
)
def test_answers_due_counts_as_things_stood_on_the_day(answered_on, on, expected):
    contribution = make_contribution(given_at=SAID_AT, due_on=DUE)
    if answered_on:
        make_response(contribution=contribution, answered_at=datetime.combine(answered_on, SAID_AT.timetz()))

    assert counted(contribution.stage.project, on=on) == expected


def test_answers_due_keeps_to_the_first_promise_when_the_date_has_moved():
    stage = make_stage()
    postponed = make_contribution(stage=stage, given_at=SAID_AT, due_on=date(2027, 1, 9))
    make_response(contribution=postponed, state=ResponseState.LISTENING, answered_at=SAID_AT + timedelta(days=40))
    moved = make_contribution(stage=stage, given_at=SAID_AT, due_on=date(2027, 1, 9))

    assert moved.due_on > TODAY
    assert counted(stage.project, on=TODAY) == AnswerCount(due=2, given=1, in_time=0)


def test_answers_due_are_owed_also_to_whoever_took_her_words_back():
    contribution = make_contribution(given_at=SAID_AT, withdrawn_at=SAID_AT)

    assert counted(contribution.stage.project, on=TODAY) == AnswerCount(1, 0, 0)


def test_said_and_done_shows_the_words_and_what_came_of_them():
    stage = published_stage()
    contribution = make_shown_contribution(stage=stage, public_words="Does neb yn gofyn.", words_language="CY")
    theme = make_theme(project=stage.project, name_cy="Gofyn", name_en="Asking")
    contribution.themes.add(theme)
    decision = make_decision(stage=stage, outcome=Outcome.AGAINST)
    make_response(contribution=contribution, state=ResponseState.CANNOT, decision=decision)

    assert said_and_done(project=stage.project) == [
        SaidAndDone(
            reference=contribution.public_id,
            project=stage.project.public_id,
            project_title=stage.project.title,
            words="Does neb yn gofyn.",
            language="cy",
            themes=(ThemeHeard(BilingualText(cy="Gofyn", en="Asking"), None),),
            state=ResponseState.CANNOT,
            reason=BilingualText(cy="Nid oes arian eleni.", en="There is no money this year."),
            answered_on=date(2026, 11, 17),
            due_on=None,
            decided_on=date(2026, 11, 16),
        )
    ]


def test_said_and_done_shows_only_what_is_permitted_and_answered():
    stage = published_stage()
    shown = make_shown_contribution(stage=stage)
    for_the_team = make_contribution(stage=stage, audience=Audience.TEAM)
    withdrawn = make_shown_contribution(stage=stage, withdrawn_at=SAID_AT)
    private_project = make_shown_contribution(stage=make_stage())
    make_shown_contribution(stage=stage)
    for contribution in (shown, for_the_team, withdrawn, private_project):
        make_response(contribution=contribution)

    assert [row.reference for row in said_and_done()] == [shown.public_id]


def test_said_and_done_gives_the_latest_answers_first_and_can_be_narrowed():
    stage, other = published_stage(), published_stage()
    early, late, elsewhere = (make_shown_contribution(stage=stage) for stage in (stage, stage, other))
    make_response(contribution=early, answered_at=SAID_AT)
    make_response(contribution=late, answered_at=SAID_AT + timedelta(days=2))
    make_response(contribution=elsewhere, answered_at=SAID_AT + timedelta(days=1))

    assert [row.reference for row in said_and_done()] == [late.public_id, elsewhere.public_id, early.public_id]
    assert [row.reference for row in said_and_done(project=stage.project)] == [late.public_id, early.public_id]
    assert [row.reference for row in said_and_done(organisation=other.project.organisation)] == [elsewhere.public_id]


def test_answered_words_are_narrowed_by_the_answer_that_stands_and_cut_to_a_page():
    stage = published_stage()
    early, late, refused = (make_shown_contribution(stage=stage) for _ in range(3))
    for days, contribution in enumerate([early, late]):
        make_response(contribution=contribution, answered_at=SAID_AT + timedelta(days=days))
    make_response(contribution=refused, answered_at=SAID_AT)
    make_response(contribution=refused, state=ResponseState.CANNOT, answered_at=SAID_AT + timedelta(days=9))

    done = answered_words().filter(answer=ResponseState.DONE)

    assert list(done) == [late, early]
    assert [row.reference for row in rows_of(done[1:2])] == [early.public_id]
    assert [row.reference for row in said_and_done(most=2)] == [refused.public_id, late.public_id]


def test_said_and_done_keeps_examples_apart():
    real, example = make_shown_contribution(), make_shown_contribution(stage=published_stage(is_example=True))
    for contribution in (real, example):
        make_response(contribution=contribution)

    assert [row.reference for row in said_and_done()] == [real.public_id]
    assert [row.reference for row in said_and_done(example=True)] == [example.public_id]
    assert [row.reference for row in said_and_done(project=example.stage.project)] == [example.public_id]


@pytest.mark.parametrize(("others", "voices"), [(3, None), (4, 5)])
def test_said_and_done_counts_the_people_of_a_theme_only_from_five(others, voices):
    stage = published_stage()
    theme, contribution = make_theme(project=stage.project), make_shown_contribution(stage=stage)
    make_response(contribution=contribution)
    quiet = [make_contribution(stage=stage, person=make_person()) for _ in range(others)]
    twice = make_contribution(stage=stage, person=contribution.person)
    withdrawn = make_contribution(stage=stage, withdrawn_at=SAID_AT)
    theme.contributions.set([contribution, *quiet, twice, withdrawn])

    assert [row.themes for row in said_and_done()] == [(ThemeHeard(theme.name, voices),)]


@pytest.mark.parametrize("item_count", [1, 3])
def test_said_and_done_costs_the_same_for_more(item_count, django_assert_num_queries):
    stage = published_stage()
    theme = make_theme(project=stage.project)
    for _ in range(item_count):
        contribution = make_shown_contribution(stage=stage)
        contribution.themes.add(theme)
        make_response(contribution=contribution, decision=make_decision(stage=stage, outcome=Outcome.FOR))

    with django_assert_num_queries(4):
        rows = said_and_done()

    assert len(rows) == item_count


def test_without_last_answer_leaves_out_what_is_answered_for_good():
    theme = make_theme()
    stage = make_stage(project=theme.project)
    silent, listening, done, elsewhere = (make_contribution(stage=stage) for _ in range(4))
    for contribution in (silent, listening, done):
        contribution.themes.add(theme)
    make_response(contribution=listening, state=ResponseState.LISTENING)
    make_response(contribution=done, state=ResponseState.DONE)

    assert set(without_last_answer(theme)) == {silent, listening}
    assert elsewhere not in without_last_answer(theme)
