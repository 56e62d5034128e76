"""An invitation by its own link, and its answer."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.involvement.models import Limit
from cyfran.domain.opportunities.queries import invitation_link
from cyfran.domain.people.queries import my_link
from tests.factories.opportunities import SAID_BEFOREHAND, make_invitation, make_opportunity
from tests.factories.projects import make_project, make_stage
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def invitation(council, gwenllian):
    """Make an invitation of two hours and a half, to a meeting in January."""
    project = make_project(organisation=council, owner=council.named_contact)
    stage = make_stage(project=project, carer_right="AGREE_JOINTLY")
    opportunity = make_opportunity(
        stage=stage,
        state="OPEN",
        place_en="The town hall",
        place_cy="Neuadd y dref",
        minutes_reading=30,
        minutes_travel=30,
        online=True,
        offers_cover=True,
        offers_travel=True,
    )
    return make_invitation(opportunity=opportunity, person=gwenllian)


def page_of(client, invitation, language="en", **query):
    return client.get(address("carer:invitation:show", invitation_link(invitation), language=language), query)


def answer(client, invitation, answer, words=""):
    url = address("carer:invitation:show", invitation_link(invitation))
    return client.post(url, {"answer": answer, "words": words})


def rows_of(page):
    return {str(row.label): str(row.value) for row in page.context["invitation"].rows}


def test_it_says_what_when_where_how_long_and_what_is_offered(client, invitation):
    page = page_of(client, invitation)

    assert "<h1" in text_of(page)
    assert "First meeting" in text_of(page)
    assert "What matters to you?" in text_of(page)
    assert rows_of(page) == {
        "What it is": "Meeting",
        "When": "Tuesday 12 January 2027, 18:00",
        "Where": "The town hall",
        "Your time, all in all": "2 hours 30 minutes\n1 hour 30 minutes taking part\n30 minutes reading beforehand\n"
        "30 minutes travelling, there and back",
        "How you can take part": "In person\nOnline",
        "What we offer, so that you can": "Replacement care\nTravel, paid or arranged",
        "Please answer by": "5 January 2027",
        "Who sees your answer": "Only the people at Abermorfa Council who arrange this.",
    }


def test_what_has_no_time_of_its_own_is_done_whenever_it_suits(client, gwenllian):
    survey = make_invitation(opportunity=make_opportunity(state="OPEN", kind="SURVEY"), person=gwenllian)

    own = text_of(client.get(address("carer:my:show", my_link(gwenllian))))

    assert rows_of(page_of(client, survey))["When"] == "Whenever it suits you"
    assert "Whenever it suits you" in own
    assert "18:00" not in own


def test_it_is_in_welsh_too(client, invitation):
    page = text_of(page_of(client, invitation, language="cy"))

    assert '<html lang="cy"' in page
    assert "Cyfarfod cyntaf" in page
    assert "Dydd Mawrth 12 Ionawr 2027, 18:00" in page
    assert "Neuadd y dref" in page


def test_it_says_what_is_open_what_is_not_and_what_carers_may_do(client, invitation):
    page = text_of(page_of(client, invitation))

    for words in ("When, where and by whom.", "The budget: it is set.", "unless carers and Abermorfa Council agree."):
        assert words in page


def test_it_says_beforehand_what_somebody_needs_to_know_to_say_yes(client, gwenllian):
    opportunity = make_opportunity(state="OPEN", **SAID_BEFOREHAND, in_large_print=True, signed=True)

    page = page_of(client, make_invitation(opportunity=opportunity, person=gwenllian))

    said = {
        "Why not online": "It needs everyone in one room",
        "Why not by telephone": "It needs everyone in one room",
        "Bringing the person you look after": "Yes, they are welcome",
        "Languages": "Welsh or English, as you choose",
        "If you ask for it": "Large print\nBritish Sign Language",
    }
    assert {label: value for label, value in rows_of(page).items() if label in said} == said
    assert "Why not in person" not in rows_of(page)
    assert "Why not more</h3>" in text_of(page)
    assert "The cabinet decides." in text_of(page)


def test_short_notice_carries_its_reason(client, gwenllian):
    opportunity = make_opportunity(
        state="OPEN", notice_days=5, short_notice_cy="Rheswm.", short_notice_en="The room was flooded."
    )
    short = make_invitation(opportunity=opportunity, person=gwenllian)

    assert "The reason: The room was flooded." in text_of(page_of(client, short))


@pytest.mark.parametrize(
    ("button", "said", "next_step"),
    [
        ("YES", "You said yes. Thank you.", "Mari Enghraifft at Abermorfa Council now counts on you"),
        ("NOT_THIS_TIME", "You said not this time.", "That is quite all right."),
        ("NOT_THIS_MONTH", "You said not this month.", "Nobody asks you for anything before 1 December 2026."),
        ("ANOTHER_WAY", "You would like to say it another way. Thank you.", "you can write there which way that is."),
    ],
)
def test_one_button_answers_and_the_page_says_what_happens_next(client, invitation, noon, button, said, next_step):
    response = answer(client, invitation, button)
    page = text_of(client.get(response.url))

    invitation.refresh_from_db()
    assert (invitation.answer, invitation.answered_at, invitation.entered_by) == (button, noon, None)
    assert said in page
    assert next_step in page
    assert 'name="answer"' not in page


def test_a_program_that_opens_the_link_before_her_answers_nothing(client, invitation):
    link = address("carer:invitation:show", invitation_link(invitation))

    for look in (client.get, client.head):
        look(link, {"answer": "YES"})

    invitation.refresh_from_db()
    assert (invitation.answer, invitation.answered_at) == ("", None)


def test_words_with_a_yes_are_read_and_lead_to_a_word_from_the_owner(client, invitation):
    response = answer(client, invitation, "YES", "I come by bus.")

    assert "counts on you, reads what you wrote, and will be in touch before 12 January 2027." in text_of(
        client.get(response.url)
    )


def test_not_this_month_says_beforehand_until_when_it_is(client, invitation):
    said = "“Not this month” means that nobody asks you for anything before 1 December 2026."

    assert said in text_of(page_of(client, invitation))


def test_whoever_rests_and_then_says_yes_reads_that_she_still_rests_and_where_she_changes_it(client, invitation, gwenllian):
    answer(client, invitation, "NOT_THIS_MONTH")
    answer(client, invitation, "YES")

    page = text_of(page_of(client, invitation))

    assert "Before 1 December 2026 nobody asks you for anything else, since you said that you would rest." in page
    assert address("carer:my:load", my_link(gwenllian)) in page


def test_whoever_ends_her_rest_does_not_read_that_she_rests(client, invitation, gwenllian):
    answer(client, invitation, "NOT_THIS_MONTH")
    Limit.objects.update(rests_until=None)

    page = text_of(page_of(client, invitation))

    assert ("That is quite all right. You need do nothing more" in page, "Nobody asks you for anything" in page) == (True, False)


def test_another_way_comes_with_words(client, invitation):
    answer(client, invitation, "ANOTHER_WAY", "Ring me after nine.")

    invitation.refresh_from_db()
    assert invitation.answer_words == "Ring me after nine."
    assert "Ring me after nine." in text_of(page_of(client, invitation))


def test_the_answer_can_be_changed_until_it_starts(client, invitation):
    answer(client, invitation, "YES", "I come by bus.")

    assert 'name="answer"' in text_of(page_of(client, invitation, change="yes"))
    assert page_of(client, invitation, change="yes").context["form"]["words"].value() == "I come by bus."

    answer(client, invitation, "NOT_THIS_TIME")
    invitation.refresh_from_db()
    assert invitation.answer == "NOT_THIS_TIME"


def test_once_it_has_started_it_says_so_and_takes_no_answer(client, gwenllian):
    begun = make_opportunity(state="OPEN", starts_at=datetime(2026, 11, 19, 18, 0, tzinfo=UTC))
    unanswered = make_invitation(opportunity=begun, person=gwenllian)

    page = text_of(page_of(client, unanswered, change="yes"))
    refused = text_of(answer(client, unanswered, "YES"))

    unanswered.refresh_from_db()
    assert "This has started, so it can no longer be answered." in page
    assert "Please answer by" not in page
    assert 'name="answer"' not in page
    assert "This has started, so the answer can no longer be changed." in refused
    assert unanswered.answer == ""


def test_an_answer_given_before_it_started_still_shows(client, gwenllian):
    begun = make_opportunity(state="OPEN", starts_at=datetime(2026, 11, 19, 18, 0, tzinfo=UTC))
    answered_at = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
    answered = make_invitation(opportunity=begun, person=gwenllian, answer="YES", answered_at=answered_at)

    page = text_of(page_of(client, answered))

    assert "You said yes. Thank you." in page
    assert "Change my answer" not in page


@pytest.mark.parametrize("given", [{}, {"answer": "MAYBE"}, {"answer": "YES", "words": "x" * 2001}])
def test_what_is_no_answer_changes_nothing_and_keeps_the_words(client, invitation, given):
    response = client.post(address("carer:invitation:show", invitation_link(invitation)), given)

    invitation.refresh_from_db()
    assert invitation.answer == ""
    assert "<title>Error: " in text_of(response)
    assert response.context["form"]["words"].value() == given.get("words")


def test_it_says_whom_to_ring(client, invitation):
    assert 'Rather talk? Ring Mari Enghraifft: <a class="govuk-link" href="tel:02920180123">' in text_of(
        page_of(client, invitation)
    )


def test_it_bears_a_banner_where_it_is_an_example(client, invitation):
    type(invitation.opportunity.stage.project).objects.update(is_example=True)

    assert "This is an invented example." in text_of(page_of(client, invitation))


def test_random_posts_never_break_it(client, invitation):
    expected = {"answer": ["YES", "NOT_THIS_TIME", "ANOTHER_WAY"], "words": ["Ring me."]}

    assert_random_posts_never_break(client, address("carer:invitation:show", invitation_link(invitation)), expected)


def test_it_costs_few_queries(client, invitation, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page_of(client, invitation)


# --- Who cannot come, and who waits for a place -----------------------------------------------------------------------


def test_whoever_cannot_come_reads_three_other_ways_to_be_heard(client, invitation, gwenllian):
    answer(client, invitation, "YES")
    before = text_of(page_of(client, invitation))

    answer(client, invitation, "NOT_THIS_TIME")
    after = text_of(page_of(client, invitation))

    say = address("carer:my:say", my_link(gwenllian), invitation.opportunity.stage.project.public_id)
    assert "You can be heard without coming" not in before
    assert f'<a class="govuk-link" href="{say}">Write what you think, whenever it suits you</a>' in after
    assert 'href="?change=yes#reply"' in after
    assert "Mari Enghraifft" in after[after.index("other-ways") :]
    assert client.get(say).status_code == 200


def test_other_ways_are_offered_only_while_they_lead_somewhere(client, invitation):
    answer(client, invitation, "NOT_THIS_TIME")
    invitation.opportunity.state = "CALLED_OFF"
    invitation.opportunity.save()

    assert "You can be heard without coming" not in text_of(page_of(client, invitation))


def test_whoever_comes_too_late_for_a_place_reads_where_she_stands(client, gwenllian):
    opportunity = make_opportunity(stage=make_stage(project=make_project()), state="OPEN", places=1)
    first, invitation = make_invitation(opportunity=opportunity), make_invitation(opportunity=opportunity, person=gwenllian)
    answer(client, first, "YES")

    before = text_of(page_of(client, invitation))
    answer(client, invitation, "YES")
    waiting = text_of(page_of(client, invitation))
    answer(client, first, "NOT_THIS_TIME")
    after = text_of(page_of(client, invitation))

    assert "All places are taken. Say yes to stand on the waiting list" in before
    assert "Your place on the waiting list: 1" in waiting
    assert "writes to you as soon as one is free for you" in waiting
    assert "waiting list" not in after
    assert "now counts on you" in after
