"""Requests for co-production: who waits, one taken down for somebody, and the answer."""

from datetime import date, timedelta

import pytest

from cyfran.domain.correspondence.models import Message
from cyfran.domain.organisations.actions.organisations import name_contact
from cyfran.domain.organisations.choices import Role
from cyfran.domain.projects.choices import ProposalState
from cyfran.domain.projects.models import Proposal
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_proposal
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

REASONS = {"reason_cy": "Mae lle i hyn.", "reason_en": "There is room for this."}


@pytest.fixture
def answerable(council, mari, noon):
    """Let somebody answer for the council."""
    name_contact(organisation=council, user=mari, by=None, at=noon)


# --- The list ---------------------------------------------------------------------------------------------------------


def test_the_list_shows_the_waiting_first_and_the_earliest_due_before(client, mari, council):
    answered = make_proposal(organisation=council, state=ProposalState.DECLINED, due_on=date(2026, 10, 1))
    later = make_proposal(organisation=council, due_on=date(2026, 12, 24))
    sooner = make_proposal(organisation=council, due_on=date(2026, 12, 1))
    make_proposal()

    page = client.get(address("staff:proposals:list"))

    shown = [proposal.public_id for proposal in page.context["rows"]]
    assert shown == [sooner.public_id, later.public_id, answered.public_id]


def test_the_list_says_in_a_word_what_is_overdue(client, mari, council):
    make_proposal(organisation=council, due_on=date(2026, 11, 19), owner=mari)
    make_proposal(organisation=council, due_on=date(2026, 11, 20), owner=mari)

    page = client.get(address("staff:proposals:list"))

    assert [proposal.is_overdue for proposal in page.context["rows"]] == [True, False]
    assert '<strong class="cy-tag cy-tag--overdue">Overdue</strong>' in text_of(page)
    assert "Mari Enghraifft" in text_of(page)


def test_the_list_is_narrowed_to_one_state(client, mari, council):
    declined = make_proposal(organisation=council, state=ProposalState.DECLINED)
    make_proposal(organisation=council)

    page = client.get(address("staff:proposals:list") + "?state=DECLINED")

    assert [proposal.public_id for proposal in page.context["rows"]] == [declined.public_id]


def test_the_words_in_the_list_bear_their_language(client, mari, council):
    make_proposal(organisation=council, words="Neb yn gofyn i ni.", words_language="CY")

    assert 'lang="cy">Neb yn gofyn i ni.</a>' in text_of(client.get(address("staff:proposals:list")))


def test_an_empty_list_says_what_to_do(client, mari):
    assert "There are no such requests." in text_of(client.get(address("staff:proposals:list")))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_for_more_requests(client, mari, council, item_count, django_assert_num_queries):
    for _number in range(item_count):
        make_proposal(organisation=council, person=make_person())

    with django_assert_num_queries(6):
        client.get(address("staff:proposals:list"))


# --- Taking one down --------------------------------------------------------------------------------------------------


def test_a_request_by_telephone_is_taken_down_for_somebody(client, mari, council, answerable, noon):
    olwen = make_person(organisation=council, name="Olwen Dychmygol", channel="PHONE", telephone="01970 000001", email="")
    door = address("staff:proposals:add") + f"?person={olwen.public_id}"

    form = text_of(client.get(door))
    words = {"words": "Nobody explains the assessment.", "words_language": "EN", "given_by": "PHONE"}
    client.post(door, words)

    proposal = Proposal.objects.get()
    assert "For Olwen Dychmygol, who gets word that it has arrived, and the answer." in form
    assert (proposal.organisation, proposal.person, proposal.owner, proposal.given_by) == (council, olwen, mari, "PHONE")
    assert (proposal.received_at, proposal.due_on) == (noon, noon.date() + timedelta(days=28))
    assert list(Message.objects.values_list("person", "purpose")) == [(olwen.pk, "PROPOSAL_RECEIVED")]


def test_a_request_may_come_from_somebody_who_leaves_no_name(client, mari, council, answerable):
    words = {"words": "Nobody explains the assessment.", "words_language": "EN", "given_by": "LETTER"}
    page = client.post(address("staff:proposals:add"), words, follow=True)

    assert Proposal.objects.get().person is None
    assert "Somebody who left no name" in text_of(page)


def test_a_request_for_a_body_where_nobody_answers_is_refused_in_words(client, mari, council):
    words = {"words": "Nobody explains the assessment.", "words_language": "EN", "given_by": "LETTER"}

    page = text_of(client.post(address("staff:proposals:add"), words))

    assert "Nobody can answer for Abermorfa Council yet" in page
    assert "Nobody explains the assessment." in page


def test_what_is_missing_from_a_request_is_said(client, mari, council):
    page = text_of(client.post(address("staff:proposals:add"), {"given_by": "PHONE"}))

    assert '<a href="#id_words">Fill in “What should be worked on with carers?”.</a>' in page
    assert '<a href="#id_words_language_0">Choose an answer for “In which language are the words?”.</a>' in page


def test_nothing_is_taken_down_for_a_stranger(client, mari):
    assert client.get(address("staff:proposals:add") + f"?person={make_person().public_id}").status_code == 404


def test_a_coordinator_of_two_bodies_says_which_is_asked(client, mari, council):
    other = make_organisation()
    mari.memberships.create(organisation=other, role=Role.COORDINATOR, joined_on=date(2026, 1, 5))
    olwen = make_person(organisation=other)

    page = text_of(client.get(address("staff:proposals:add") + f"?person={olwen.public_id}"))

    assert f'<option value="{other.public_id}" selected>' in page


def test_random_posts_never_break_taking_a_request_down(client, mari, answerable):
    fields = {"words": ["Nobody asks."], "words_language": ["CY", "EN"], "given_by": ["PHONE", "LETTER"], "organisation": []}

    assert_random_posts_never_break(client, address("staff:proposals:add"), fields)


# --- Answering --------------------------------------------------------------------------------------------------------


def test_a_yes_tells_whoever_asked_and_leads_on_to_the_project(client, mari, council, noon):
    proposal = make_proposal(organisation=council, person=make_person(organisation=council))

    answer = client.post(address("staff:proposals:show", proposal.public_id), {"accepted": "yes", **REASONS})

    proposal.refresh_from_db()
    assert (proposal.state, proposal.answered_by, proposal.answered_at) == (ProposalState.ACCEPTED, mari, noon)
    assert (proposal.reason_cy, proposal.reason_en) == ("Mae lle i hyn.", "There is room for this.")
    assert list(Message.objects.values_list("purpose", flat=True)) == ["PROPOSAL_ANSWERED"]
    assert answer.url == address("staff:projects:add") + f"?proposal={proposal.public_id}"


def test_a_no_carries_its_reasons_and_stays_on_the_page(client, mari, council):
    proposal = make_proposal(organisation=council, person=make_person(organisation=council))

    page = client.post(address("staff:proposals:show", proposal.public_id), {"accepted": "no", **REASONS}, follow=True)

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.DECLINED
    assert "Your no is on record with its reasons" in text_of(page)
    assert "There is room for this." in text_of(page)
    assert "Give this answer" not in text_of(page)


def test_an_answer_without_reasons_in_both_languages_is_refused_and_kept(client, mari, council):
    proposal = make_proposal(organisation=council)

    page = text_of(client.post(address("staff:proposals:show", proposal.public_id), {"accepted": "no", "reason_en": "No money."}))

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WAITING
    assert '<a href="#id_reason_cy">Say why in Welsh too' in page
    assert "No money." in page


def test_a_request_is_answered_once(client, mari, council):
    proposal = make_proposal(organisation=council, state=ProposalState.DECLINED)

    page = text_of(client.post(address("staff:proposals:show", proposal.public_id), {"accepted": "yes", **REASONS}))

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.DECLINED
    assert "This request has already been answered." in page


def test_a_yes_without_a_project_offers_to_start_it_and_with_one_leads_to_it(client, mari, council):
    proposal = make_proposal(organisation=council, state=ProposalState.ACCEPTED)
    page = address("staff:proposals:show", proposal.public_id)

    before = text_of(client.get(page))
    proposal.project = make_project(organisation=council, title_en="Short breaks")
    proposal.save()
    after = text_of(client.get(page))

    assert address("staff:projects:add") + f"?proposal={proposal.public_id}" in before
    assert "The project from it: Short breaks" in after
    assert "Start the project" not in after


def test_whose_move_it_is_stands_beside_the_words(client, mari, council):
    proposal = make_proposal(organisation=council, owner=mari, due_on=date(2026, 11, 19), words="Neb.", words_language="CY")

    page = text_of(client.get(address("staff:proposals:show", proposal.public_id)))

    assert "Mari Enghraifft answers by 19 November 2026." in page
    assert "Overdue" in page
    assert '<blockquote class="cy-words__said" lang="cy">' in page


def test_somebody_with_another_body_is_not_named(client, mari, council):
    proposal = make_proposal(organisation=council, person=make_person(name="Gwenllian Enghraifft"))

    for door in (address("staff:proposals:show", proposal.public_id), address("staff:proposals:list")):
        page = text_of(client.get(door))

        assert "Somebody who is with another organisation" in page
        assert "Gwenllian Enghraifft" not in page


def test_a_teammate_may_answer_and_a_stranger_finds_nothing(client, council):
    proposal = make_proposal(organisation=council)
    page = address("staff:proposals:show", proposal.public_id)

    client.force_login(make_coordinator(council))
    assert "Answer it" in text_of(client.get(page))

    client.force_login(make_coordinator(make_organisation()))
    assert client.post(page, {"accepted": "yes", **REASONS}).status_code == 404


def test_random_posts_never_break_answering(client, mari, council):
    proposal = make_proposal(organisation=council, person=make_person(organisation=council))
    fields = {"accepted": ["yes", "no"], "reason_cy": ["Oes."], "reason_en": ["There is."]}

    assert_random_posts_never_break(client, address("staff:proposals:show", proposal.public_id), fields)
