"""Decisions: opening a vote, and writing down how it went."""

from datetime import UTC, date, datetime

import pytest

from cyfran.domain.decisions.choices import Outcome
from cyfran.domain.decisions.models import Decision
from tests.factories.contributions import make_theme
from tests.factories.decisions import make_decision
from tests.factories.projects import make_staged_project
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of, ticked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

VOTE = {
    "stage": "decision",
    "question_cy": "Un gweithiwr?",
    "question_en": "One worker?",
    "decided_by_cy": "Y cabinet",
    "decided_by_en": "The cabinet",
}
AGAINST = {
    "outcome": "AGAINST",
    "reason_cy": "Nid oes arian eleni.",
    "reason_en": "There is no money this year.",
    "dissent_cy": "Y gofalwyr i gyd.",
    "dissent_en": "All the carers.",
    "decided_on_day": "19",
    "decided_on_month": "11",
    "decided_on_year": "2026",
}


@pytest.fixture
def project(council, mari):
    project = make_staged_project(organisation=council, owner=mari)
    project.stages.filter(kind="DECISION").update(carer_right="AGREE_JOINTLY")
    return project


@pytest.fixture
def decision(project):
    return make_decision(stage=project.stages.get(kind="DECISION"), vote_opened_at=datetime(2026, 11, 16, 9, 0, tzinfo=UTC))


def test_opening_a_vote_freezes_the_right_and_says_so(client, project, noon):
    theme = make_theme(project=project, name_en="Plain words")

    form = client.get(address("staff:decisions:add", project.public_id))
    page = client.post(address("staff:decisions:add", project.public_id), {**VOTE, "themes": [theme.public_id]}, follow=True)

    decision, stage = Decision.objects.get(), project.stages.get(kind="DECISION")
    rights = {str(label): label.hint for _kind, label in form.context["form"].fields["stage"].choices}
    assert rights == {"Decision": "Agree jointly"}
    assert ticked(form) == ["decision"]
    assert (decision.stage, decision.carer_right, decision.vote_opened_at) == (stage, "AGREE_JOINTLY", noon)
    assert (stage.frozen_right, list(decision.themes.all())) == ("AGREE_JOINTLY", [theme])
    assert "Voting is open, and the carers&#x27; right is fixed." in text_of(page)


def test_no_vote_is_opened_where_the_right_is_not_stated(client, project):
    page = client.post(address("staff:decisions:add", project.public_id), {**VOTE, "stage": "design"})

    assert page.context["form"].errors.as_data().keys() == {"stage"}
    assert "One worker?" in text_of(page)
    assert not Decision.objects.exists()


def test_where_no_right_is_stated_the_page_leads_to_the_plan(client, project):
    project.stages.update(carer_right="NOT_STATED")

    page = text_of(client.get(address("staff:decisions:add", project.public_id)))

    assert "Plan the stage first." in page
    assert f'href="{address("staff:projects:show", project.public_id)}#stages"' in page
    assert "Open the vote" not in page


def test_it_is_said_when_reasons_and_dissent_are_needed(client, decision):
    page = text_of(client.get(address("staff:decisions:decide", decision.public_id)))

    assert "(optional)" not in page
    assert "Needed for a decision against, in both languages." in page
    assert "Needed where somebody disagreed" in page


def test_a_vote_in_one_language_is_refused(client, project):
    page = client.post(address("staff:decisions:add", project.public_id), {**VOTE, "question_cy": ""})

    assert page.context["form"].errors.as_data().keys() == {"question_cy"}


def test_a_decision_against_is_put_on_record_with_reasons_and_dissent(client, decision):
    page = client.post(address("staff:decisions:decide", decision.public_id), AGAINST, follow=True)

    decision.refresh_from_db()
    shown = {row.label: str(row.value) for row in page.context["decision"].rows}
    assert (decision.outcome, decision.decided_on, decision.dissent_cy) == ("AGAINST", date(2026, 11, 19), "Y gofalwyr i gyd.")
    assert (shown["Reasons"], shown["Who disagreed, and why"]) == ("There is no money this year.", "All the carers.")
    assert "The decision is on record. Next, tell those who spoke of it." in text_of(page)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reason_cy": ""}, "A decision against carries its reasons, in Welsh and in English."),
        ({"decided_on_day": "21"}, "Give a day after voting opened, and not in the future."),
        ({"decided_on_day": "15"}, "Give a day after voting opened, and not in the future."),
        ({"decided_on_day": ""}, "Give a day that exists"),
        ({"outcome": ""}, "Choose an answer for “How did it go?”."),
    ],
)
def test_what_is_wrong_with_an_outcome_is_said_and_the_rest_kept(client, decision, wrong, words):
    page = text_of(client.post(address("staff:decisions:decide", decision.public_id), AGAINST | wrong))

    decision.refresh_from_db()
    assert words in page
    assert "There is no money this year.</textarea>" in page
    assert decision.outcome == ""


def test_a_decision_is_taken_once(client, project, decision):
    client.post(address("staff:decisions:decide", decision.public_id), AGAINST)

    page = text_of(client.post(address("staff:decisions:decide", decision.public_id), {**AGAINST, "outcome": "FOR"}))

    decision.refresh_from_db()
    assert "This is decided. To decide it again, open a new vote." in page
    assert decision.outcome == "AGAINST"


def test_a_decision_leads_on_only_once_it_is_taken(client, project):
    theme = make_theme(project=project)
    open_one = make_decision(stage=project.stages.get(kind="DECISION"))
    taken = make_decision(stage=project.stages.get(kind="DECISION"), outcome=Outcome.FOR)
    for decision in (open_one, taken):
        decision.themes.add(theme)
    tell = address("staff:responses:theme", theme.public_id)

    before = text_of(client.get(address("staff:decisions:show", open_one.public_id)))
    after = text_of(client.get(address("staff:decisions:show", taken.public_id)))

    assert (tell in before, address("staff:decisions:decide", open_one.public_id) in before) == (False, True)
    assert (f"{tell}?decision={taken.public_id}" in after, "Write down how it went" in after) == (True, False)


def test_random_posts_never_break_a_decision(client, project, decision):
    theme = make_theme(project=project)

    assert_random_posts_never_break(
        client,
        address("staff:decisions:add", project.public_id),
        {**{name: [value] for name, value in VOTE.items()}, "themes": [theme.public_id]},
    )
    assert_random_posts_never_break(
        client,
        address("staff:decisions:decide", decision.public_id),
        {name: [value] for name, value in AGAINST.items()},
    )
