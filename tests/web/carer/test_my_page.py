"""A person's own page: what waits, who is dealing with her, what came of what she said."""

from datetime import UTC, date, datetime

import pytest

from cyfran.domain.base.choices import Language
from cyfran.domain.opportunities.queries import invitation_link
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link
from cyfran.web.carer.my.told import Owed
from cyfran.web.ui.parts import Row
from tests.factories.base import make_user
from tests.factories.contributions import make_contribution
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_response, make_shown_contribution
from tests.factories.evaluation import make_evaluation
from tests.factories.involvement import make_ledger_entry
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.organisations import make_organisation
from tests.factories.people import make_caring_role, make_flag, make_permission, make_person
from tests.factories.projects import make_project, make_proposal, make_stage
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

BEFORE_NOON = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)


@pytest.fixture
def project(council):
    return make_project(organisation=council, owner=council.named_contact)


@pytest.fixture
def stage(project):
    return make_stage(project=project)


def page_of(client, person, language="en"):
    return client.get(address("carer:my:show", my_link(person), language=language))


def mine(client, person):
    return page_of(client, person).context["mine"]


def test_a_new_page_is_quiet_and_still_names_somebody_and_a_day(client, gwenllian):
    page = text_of(page_of(client, gwenllian))

    assert "Hello Gwenllian Enghraifft" in page
    assert "Nothing. You need do nothing today." in page
    assert "<strong>Mari Enghraifft</strong> at Abermorfa Council is your contact. Today, 20 November 2026," in page
    assert "You have not said anything yet." in page


def test_how_long_she_has_cared_stands_with_its_day_and_is_asked_again_after_a_year(client, gwenllian):
    gwenllian.how_long, gwenllian.how_long_said_on = "UNDER_1", date(2025, 11, 19)
    gwenllian.save()

    lines = [row.value for row in mine(client, gwenllian).reach if row.label == "How long you have looked after somebody"]

    assert lines == [
        "Less than a year\n"
        "You said this on 19 November 2025.\n"
        "That is over a year ago: please change it if it is no longer right."
    ]


def test_where_nobody_is_named_yet_the_organisation_is(client):
    person = make_person(organisation=make_organisation(name_en="Rainford Council"))

    assert "<strong>Rainford Council</strong>. Today, 20 November 2026, nobody owes you" in text_of(page_of(client, person))


def test_it_is_in_welsh_too(client, gwenllian, stage):
    make_contribution(person=gwenllian, stage=stage, words="Does neb yn gofyn.", words_language=Language.WELSH)

    page = text_of(page_of(client, gwenllian, language="cy"))

    assert '<html lang="cy"' in page
    assert "Does neb yn gofyn." in page
    assert "Seibiant byr" in page


def test_what_waits_for_her_comes_first_with_its_link(client, gwenllian, project):
    invitation = make_invitation(person=gwenllian)
    make_message(person=gwenllian, purpose="EVALUATION", about_public_id=project.public_id)

    asked, evaluation = mine(client, gwenllian).waiting

    assert (str(asked.title), asked.href) == ("First meeting", address("carer:invitation:show", invitation_link(invitation)))
    assert (str(asked.text), str(asked.tag)) == ("Please answer by 5 January 2027.", "Waiting for your answer")
    assert asked.details == ["Tuesday 12 January 2027, 18:00", "1 hour 30 minutes"]
    assert str(evaluation.title) == "How was it for you? Short breaks"
    assert client.get(evaluation.href).status_code == 200


def test_what_she_evaluated_waits_no_more(client, gwenllian, project):
    make_message(person=gwenllian, purpose="EVALUATION", about_public_id=project.public_id)
    make_evaluation(person=gwenllian, project=project)

    assert mine(client, gwenllian).waiting == []


@pytest.mark.parametrize("stays", ["", "NOT_NOW", "NO"])
def test_nothing_waits_for_somebody_who_grieves_and_what_she_answered_still_stands(client, gwenllian, project, stays):
    make_invitation(person=gwenllian)
    answered = make_invitation(person=gwenllian, answer="YES", answered_at=BEFORE_NOON)
    make_message(person=gwenllian, purpose="EVALUATION", about_public_id=project.public_id)
    make_caring_role(person=gwenllian, state="DIED")
    Person.objects.update(stays=stays)

    page = mine(client, gwenllian)

    hers = address("carer:invitation:show", invitation_link(answered))
    assert (page.waiting, [card.href for card in page.asked]) == ([], [hers])


def test_what_still_stands_open_comes_back_once_she_says_that_she_stays(client, gwenllian, stage):
    waits = make_invitation(person=gwenllian, opportunity=make_opportunity(stage=stage, state="OPEN"))
    over = make_invitation(person=gwenllian, opportunity=make_opportunity(stage=stage, state="OPEN", starts_at=BEFORE_NOON))
    make_caring_role(person=gwenllian, state="DIED")

    client.post(address("carer:my:stay", my_link(gwenllian)), {"answer": "YES"})
    page = mine(client, gwenllian)

    hrefs = [[card.href for card in cards] for cards in (page.waiting, page.asked)]
    assert hrefs == [[address("carer:invitation:show", invitation_link(one))] for one in (waits, over)]


def test_every_invitation_says_how_it_stands(client, gwenllian, stage):
    def invited(answer="", **given):
        answered_at = BEFORE_NOON if answer else None
        opportunity = make_opportunity(stage=stage, state="OPEN", **given)
        make_invitation(person=gwenllian, opportunity=opportunity, answer=answer, answered_at=answered_at)

    invited("YES")
    invited("ANOTHER_WAY")
    invited("ANOTHER_WAY", starts_at=BEFORE_NOON)
    invited("", starts_at=BEFORE_NOON)
    invited("", reply_by=date(2026, 11, 19))

    page = mine(client, gwenllian)

    assert {(str(card.tag), str(card.text)) for card in [*page.waiting, *page.asked]} == {
        ("You said yes", "You can change your answer until it starts."),
        (
            "You said another way",
            "Mari Enghraifft will be in touch before 12 January 2027. You can change your answer until it starts.",
        ),
        ("You said another way", "This has taken place."),
        ("You did not answer", "This has taken place."),
        ("Waiting for your answer", "You can still answer until it starts."),
    }
    assert [str(card.tag) for card in page.waiting] == ["Waiting for your answer"]


def test_words_without_an_answer_say_who_owes_one_and_by_when(client, gwenllian, stage):
    make_contribution(person=gwenllian, stage=stage)

    page = mine(client, gwenllian)

    assert [(said.words, said.state, str(said.next_move)) for said in page.said] == [
        ("Nobody asks how I am.", "WAITING", "Mari Enghraifft owes you an answer by 8 December 2026.")
    ]
    assert str(page.said[0].note) == "You said this on 10 November 2026, about “Short breaks”."
    assert page.owed == [Owed("Mari Enghraifft", 1, date(2026, 12, 8), False)]


def test_a_late_answer_is_called_late(client, gwenllian, stage):
    make_contribution(person=gwenllian, stage=stage, due_on=date(2026, 11, 19))

    shown = text_of(page_of(client, gwenllian))

    assert "<strong>Mari Enghraifft</strong> owes you an answer. It was due on 19 November 2026 and is late." in shown
    assert "Mari Enghraifft owed you an answer by 19 November 2026." in shown


def test_an_answer_stands_with_its_reason_and_day(client, gwenllian, stage):
    make_response(contribution=make_contribution(person=gwenllian, stage=stage), state="CANNOT")

    (said,) = mine(client, gwenllian).said

    assert (said.state, said.state_name, str(said.reason), said.answered_on, said.next_move) == (
        "CANNOT",
        "We cannot do this",
        "There is no money this year.",
        date(2026, 11, 17),
        "",
    )


def test_an_answer_that_promises_more_says_by_when_and_from_whom(client, gwenllian, stage):
    said = make_contribution(person=gwenllian, stage=stage, due_on=date(2026, 12, 15))
    make_response(contribution=said, state="LISTENING")
    late = make_contribution(person=gwenllian, stage=stage, due_on=date(2026, 11, 18))
    make_response(contribution=late, state="PLANNED", due_on=date(2026, 11, 18))

    assert {str(thing.next_move) for thing in mine(client, gwenllian).said} == {
        "Mari Enghraifft will tell you more by 15 December 2026.",
        "Mari Enghraifft was going to tell you more by 18 November 2026. It is late.",
    }


def test_everybody_who_owes_her_something_is_named_the_first_due_first(client, gwenllian, stage):
    sam = make_user(name="Sam Sampl")
    make_contribution(person=gwenllian, stage=stage)
    make_contribution(person=gwenllian, stage=stage, due_on=date(2026, 12, 1))
    make_proposal(person=gwenllian, owner=sam, due_on=date(2026, 11, 25))
    make_response(contribution=make_contribution(person=gwenllian, stage=stage))

    assert mine(client, gwenllian).owed == [
        Owed("Sam Sampl", 1, date(2026, 11, 25), False),
        Owed("Mari Enghraifft", 2, date(2026, 12, 1), False),
    ]
    assert "<strong>Mari Enghraifft</strong> owes you 2 answers, the first by 1 December 2026." in text_of(
        page_of(client, gwenllian)
    )


def test_her_requests_stand_with_their_answers(client, gwenllian, council, project):
    make_proposal(person=gwenllian, organisation=council, owner=council.named_contact, due_on=date(2026, 12, 1))
    make_proposal(person=gwenllian, organisation=council, state="ACCEPTED", project=project, words="One worker each.")
    make_proposal(words="Somebody else's request.")

    waiting, accepted = sorted(mine(client, gwenllian).requests, key=lambda request: request.state, reverse=True)

    assert str(waiting.next_move) == "Mari Enghraifft owes you an answer by 1 December 2026."
    assert (accepted.words, accepted.state_name, str(accepted.reason)) == ("One worker each.", "Yes", "There is room for this.")
    assert str(accepted.next_move) == "It became the project “Short breaks”."
    assert "Somebody else" not in text_of(page_of(client, gwenllian))


def test_words_taken_back_leave_a_gap_and_the_answer_owed(client, gwenllian, stage):
    make_contribution(person=gwenllian, stage=stage, withdrawn_at=BEFORE_NOON)

    page = text_of(page_of(client, gwenllian))

    assert "Nobody asks how I am." not in page
    assert "You took these words back on 19 November 2026. They are shown to nobody." in page
    assert "Mari Enghraifft owes you an answer by 8 December 2026." in page
    assert "Take these words back" not in page


@pytest.mark.parametrize(
    ("permits", "given", "says"),
    [
        (True, {"audience": "TEAM"}, "Only the people working on this can read these words."),
        (True, {"audience": "PUBLIC"}, "Once somebody has checked"),
        (False, {"audience": "PUBLIC"}, "since you do not permit us to show what you say."),
        (True, {"audience": "PUBLIC", "checked_at": BEFORE_NOON}, "Only the people working on this can read these words."),
    ],
)
def test_she_reads_who_can_read_her_words(client, gwenllian, stage, permits, given, says):
    if permits:
        make_permission(person=gwenllian, use="QUOTE")
    make_contribution(person=gwenllian, stage=stage, **given)

    assert says in text_of(page_of(client, gwenllian))


def test_she_reads_that_anyone_can_read_words_that_are_shown(client):
    shown = make_shown_contribution()

    assert "Anyone can read these words, without your name." in text_of(page_of(client, shown.person))


def test_her_time_is_summed_over_the_last_twelve_months_and_in_all(client, gwenllian):
    make_ledger_entry(person=gwenllian, minutes=90)
    make_ledger_entry(person=gwenllian, kind="GIVEN", minutes=60, organisation=make_organisation())
    make_ledger_entry(person=gwenllian, kind="GIVEN", minutes=45, on=date(2025, 10, 31))
    make_ledger_entry(minutes=500)

    page = text_of(page_of(client, gwenllian))

    assert "In the last 12 months, all organisations together asked you for 1 hour 30 minutes, with reading and travel." in page
    assert "You gave 1 hour in the last 12 months, and 1 hour 45 minutes in all. Thank you." in page
    assert f'href="{address("carer:my:load", my_link(gwenllian))}"' in page


def test_what_she_permits_and_how_she_is_reached_can_be_seen_and_changed(client, gwenllian):
    make_permission(person=gwenllian)
    page = mine(client, gwenllian)

    assert [Row(str(row.label), str(row.value)) for row in page.permissions] == [
        Row("Ask me to take part", "Yes, since 1 September 2026"),
        Row("Tell me about help for me", "No"),
        Row("Record my voice or picture", "No"),
        Row("Write down word for word what I say at a meeting", "No"),
        Row("Show my words without my name", "No"),
        Row("Use my words again for other work, without my name", "No"),
    ]
    assert {str(row.label): str(row.value) for row in page.reach} == {
        "Reached by": "E-mail",
        "Language": "Both, Welsh first",
        "Form": "Ordinary print",
        "Where you live": "Abermorfa",
    }
    for name in ("permissions", "reach"):
        assert address(f"carer:my:{name}", my_link(gwenllian)) in text_of(page_of(client, gwenllian))


def test_another_persons_things_are_nowhere_on_it(client, gwenllian, stage):
    other = make_contribution(stage=stage, words="This is mine alone.")
    make_invitation(person=other.person)
    make_ledger_entry(person=other.person)

    page = page_of(client, gwenllian)

    assert "This is mine alone." not in text_of(page)
    assert other.person.name not in text_of(page)
    assert page.context["mine"].asked == page.context["mine"].waiting == []


def test_peoples_words_say_their_language(client, gwenllian, stage):
    make_contribution(person=gwenllian, stage=stage, words="Does neb yn gofyn.", words_language=Language.WELSH)

    assert '<blockquote class="cy-words__said" lang="cy">' in text_of(page_of(client, gwenllian))


def test_an_invented_person_has_a_banner(client, council):
    assert "This is an invented example." in text_of(page_of(client, make_person(organisation=council, is_example=True)))


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_few_queries_for_more(client, gwenllian, count, django_assert_num_queries):
    for _ in range(count):
        project = make_project(published_at=BEFORE_NOON)
        stage = make_stage(project=project)
        make_response(contribution=make_contribution(person=gwenllian, stage=stage), state="LISTENING")
        make_contribution(person=gwenllian, stage=stage)
        make_invitation(person=gwenllian)
        make_invitation(person=gwenllian, answer="YES", answered_at=BEFORE_NOON)
        make_proposal(person=gwenllian, state="ACCEPTED", project=make_project())
        make_proposal(person=gwenllian)
        make_ledger_entry(person=gwenllian)
        make_message(person=gwenllian, purpose="EVALUATION", about_public_id=project.public_id)
        make_flag(person=gwenllian)
    make_permission(person=gwenllian, use="QUOTE")

    with django_assert_num_queries(16):
        page_of(client, gwenllian)


def test_an_invitation_to_a_closed_project_waits_for_nothing(client, gwenllian, stage):
    make_invitation(person=gwenllian, opportunity=make_opportunity(stage=stage, state="CLOSED"))
    stage.project.closed_on = date(2026, 11, 20)
    stage.project.save()

    page = mine(client, gwenllian)

    assert page.waiting == []
    assert [(str(card.tag), str(card.text)) for card in page.asked] == [
        ("You did not answer", "The project it belongs to is closed. You need do nothing.")
    ]


def test_whoever_is_to_be_removed_says_with_one_press_that_she_stays(client, gwenllian):
    Person.objects.filter(pk=gwenllian.pk).update(leaves_on=date(2026, 12, 20))
    page = text_of(client.get(address("carer:my:show", my_link(gwenllian))))

    after = text_of(client.post(address("carer:my:here", my_link(gwenllian)), follow=True))

    gwenllian.refresh_from_db()
    assert "On 20 December 2026 your name, how to reach you and your words are deleted" in page
    assert ("Thank you. You stay, and nothing is deleted." in after, "20 December 2026" in after) == (True, False)
    assert (gwenllian.leaves_on, gwenllian.stayed_on) == (None, date(2026, 11, 20))
    later = text_of(client.get(address("carer:my:show", my_link(gwenllian))))
    assert "Since 20 November 2026 that is no longer so: you stay, and nothing is deleted." in later
