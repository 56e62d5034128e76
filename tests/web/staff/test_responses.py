"""Answering what people said: one by one, or a whole theme."""

from datetime import UTC, date, datetime

import pytest

from cyfran.domain.correspondence.models import Message
from cyfran.domain.decisions.choices import Outcome
from cyfran.domain.decisions.models import Response
from tests.factories.contributions import make_contribution, make_theme
from tests.factories.decisions import make_decision, make_response
from tests.factories.people import make_person
from tests.factories.projects import make_staged_project
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

REASONS = {"reason_cy": "Nid oes arian eleni.", "reason_en": "There is no money this year."}
BY = {"due_on_day": "15", "due_on_month": "1", "due_on_year": "2027"}


@pytest.fixture
def stage(council, mari):
    return make_staged_project(organisation=council, owner=mari).stages.get(kind="DESIGN")


@pytest.fixture
def olwen(council):
    return make_person(
        organisation=council,
        name="Olwen Dychmygol",
        channel="LETTER",
        address="1 Stryd Ddychmygol",
        email="",
        language="CY",
        format="LARGE_PRINT",
    )


def door(contribution):
    return address("staff:responses:add", contribution.public_id)


# --- One --------------------------------------------------------------------------------------------------------------


def test_the_page_says_how_the_answer_will_go_and_what_was_answered_before(client, stage, olwen):
    contribution = make_contribution(stage=stage, person=olwen, words="Nobody rings.")
    make_response(contribution=contribution, state="LISTENING", reason_cy="Rydym yn gofyn.", reason_en="We are asking.")

    page = client.get(door(contribution))

    assert {row.label: str(row.value) for row in page.context["how_it_goes"]} == {
        "To": "Olwen Dychmygol",
        "How": "By letter: it will wait under Messages for you to print and post",
        "Language": "Welsh",
        "Form": "Large print",
    }
    assert "Nobody rings." in text_of(page)
    assert "We are asking." in text_of(page)


def test_both_languages_are_named_in_the_words_in_which_they_are_chosen(client, stage, theme):
    contribution = make_contribution(stage=stage)
    contribution.themes.add(theme)

    assert "Both, Welsh first" in text_of(client.get(door(contribution)))
    assert "Both, Welsh first" in text_of(client.get(address("staff:responses:theme", theme.public_id)))


def test_a_no_with_its_reasons_is_given_and_waits_to_be_posted(client, stage, olwen, mari, noon):
    decision = make_decision(stage=stage, outcome=Outcome.AGAINST)
    contribution = make_contribution(stage=stage, person=olwen)
    answer = {"state": "CANNOT", **REASONS, "decision": decision.public_id}

    page = client.post(door(contribution), answer, follow=True)

    response = Response.objects.get()
    assert (response.contribution, response.state, response.decision) == (contribution, "CANNOT", decision)
    assert (response.reason_cy, response.answered_by, response.answered_at) == (REASONS["reason_cy"], mari, noon)
    assert list(Message.objects.values_list("person", "purpose", "state")) == [(olwen.pk, "ANSWER", "TO_DO")]
    assert "1 answer is given. Look under Messages for what is to be posted, rung or texted." in text_of(page)
    assert page.redirect_chain == [(address("staff:contributions:show", contribution.public_id), 302)]


def test_an_answer_still_open_moves_the_day_and_goes_by_e_mail(client, stage):
    contribution = make_contribution(stage=stage)

    page = client.post(door(contribution), {"state": "PLANNED", **REASONS, **BY}, follow=True)

    contribution.refresh_from_db()
    assert contribution.due_on == date(2027, 1, 15)
    assert "1 answer is given, and goes by e-mail." in text_of(page)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"state": "CANNOT"}, "Say why this will not happen, in Welsh and in English."),
        ({"state": "DONE", "reason_en": "We did."}, "Write the answer in Welsh and in English."),
        ({"state": "LISTENING", **REASONS}, "Say by when you will tell them more."),
        (
            {"state": "LISTENING", **BY, "due_on_day": "20", "due_on_month": "11", "due_on_year": "2026"},
            '<a href="#id_due_on_0">Give a day that is still to come.</a>',
        ),
        ({}, '<a href="#id_state_0">Choose an answer for “What is the answer?”.</a>'),
    ],
)
def test_what_is_wrong_with_an_answer_is_said(client, stage, answer, words):
    page = text_of(client.post(door(make_contribution(stage=stage)), answer))

    assert words in page
    assert not Response.objects.exists()


def test_an_answer_rests_on_no_decision_of_another_project(client, stage):
    elsewhere = make_decision(outcome=Outcome.FOR)
    make_decision(stage=stage, outcome=Outcome.FOR)

    page = client.post(door(make_contribution(stage=stage)), {"state": "DONE", **REASONS, "decision": elsewhere.public_id})

    assert page.context["form"].errors.as_data().keys() == {"decision"}


def test_without_decisions_none_is_asked_for(client, stage):
    assert "decision" not in client.get(door(make_contribution(stage=stage))).context["form"].fields


# --- A whole theme ----------------------------------------------------------------------------------------------------


@pytest.fixture
def theme(stage):
    return make_theme(project=stage.project, name_en="Plain words")


def said_of(theme, stage, **given):
    contribution = make_contribution(stage=stage, **given)
    contribution.themes.add(theme)
    return contribution


def test_everyone_who_spoke_of_a_theme_is_answered_but_for_those_who_had_a_last_answer(client, stage, theme, olwen):
    open_one, silent = said_of(theme, stage), said_of(theme, stage, person=olwen)
    make_response(contribution=open_one, state="LISTENING", answered_at=datetime(2026, 11, 12, tzinfo=UTC))
    make_response(contribution=said_of(theme, stage))
    make_contribution(stage=stage)
    door = address("staff:responses:theme", theme.public_id)

    form = client.get(door)
    page = client.post(door, {"state": "CANNOT", **REASONS}, follow=True)

    answered_now = Response.objects.filter(state="CANNOT")
    assert {one.name for one in form.context["people"]} == {open_one.person.name, "Olwen Dychmygol"}
    assert {response.contribution for response in answered_now} == {open_one, silent}
    assert Message.objects.count() == 2
    assert "2 answers are given. Look under Messages" in text_of(page)


def test_a_decision_named_in_the_address_is_chosen_to_begin_with(client, stage, theme):
    said_of(theme, stage)
    decision = make_decision(stage=stage, outcome=Outcome.FOR)

    page = text_of(client.get(address("staff:responses:theme", theme.public_id) + f"?decision={decision.public_id}"))

    assert f'<option value="{decision.public_id}" selected>' in page


def test_a_theme_answered_for_good_offers_no_form(client, stage, theme):
    make_response(contribution=said_of(theme, stage))

    page = text_of(client.get(address("staff:responses:theme", theme.public_id)))

    assert "Everything said of this theme has had its last answer." in page
    assert "<textarea" not in page


def test_one_answer_that_cannot_be_given_stops_all(client, stage, theme):
    said_of(theme, stage)

    page = text_of(client.post(address("staff:responses:theme", theme.public_id), {"state": "CANNOT"}))

    assert "Say why this will not happen, in Welsh and in English." in page
    assert not Response.objects.exists()


@pytest.mark.parametrize("item_count", [1, 3])
def test_answering_a_theme_costs_the_same_for_more_people(client, stage, theme, item_count, django_assert_num_queries):
    for _number in range(item_count):
        said_of(theme, stage)

    with django_assert_num_queries(15):
        client.get(address("staff:responses:theme", theme.public_id))


def test_random_posts_never_break_an_answer(client, stage, theme):
    contribution, decision = said_of(theme, stage), make_decision(stage=stage)
    reasons = {name: [value] for name, value in (REASONS | BY).items()}
    fields = {"state": ["LISTENING", "CANNOT", "DONE"], "decision": [decision.public_id], **reasons}

    assert_random_posts_never_break(client, door(contribution), fields)
    assert_random_posts_never_break(client, address("staff:responses:theme", theme.public_id), fields)


def test_of_two_who_answer_the_same_the_second_reads_the_first_answer_and_loses_no_word(client, stage, olwen):
    contribution = make_contribution(stage=stage, person=olwen)
    mine = REASONS | {"state": "CANNOT", "answers_read": "0"}
    make_response(contribution=contribution, state="DONE", reason_cy="Mae lifft.", reason_en="There is a lift.")

    page = client.post(door(contribution), mine)
    again = client.post(door(contribution), mine | {"answers_read": "1"})

    said = text_of(page)
    assert "Somebody has answered this meanwhile." in said
    assert "There is a lift." in said
    assert page.context["form"]["reason_en"].value() == REASONS["reason_en"]
    assert '<input type="hidden" name="answers_read" value="1">' in page.content.decode()
    assert again.status_code == 302
    assert list(Response.objects.order_by("pk").values_list("state", flat=True)) == ["DONE", "CANNOT"]


def test_of_two_who_answer_the_same_theme_the_second_reads_the_first_answer_and_nobody_is_written_to_twice(client, stage, theme):
    door, mine = address("staff:responses:theme", theme.public_id), REASONS | {"state": "CANNOT", "answers_read": "0"}
    first = said_of(theme, stage)
    said_of(theme, stage)
    make_response(contribution=first, state="DONE", reason_cy="Mae lifft.", reason_en="There is a lift.")

    page = client.post(door, mine)
    again = client.post(door, mine | {"answers_read": "1"})

    said = text_of(page)
    assert "Somebody has answered this meanwhile." in said
    assert "There is a lift." in said
    assert page.context["form"]["reason_en"].value() == REASONS["reason_en"]
    assert '<input type="hidden" name="answers_read" value="1">' in page.content.decode()
    assert again.status_code == 302
    assert list(Response.objects.order_by("pk").values_list("state", flat=True)) == ["DONE", "CANNOT"]
