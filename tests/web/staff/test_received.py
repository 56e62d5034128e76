"""Texts that people sent, and slips that came by post, as staff see to them."""

import pytest

from cyfran.domain.correspondence.choices import ReceivedState
from tests.factories.correspondence import make_received
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.people import make_person
from tests.factories.projects import make_staged_project
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of
from tests.web.staff.conftest import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

RECEIVED, READ, SLIP = (address(f"staff:messages:{name}") for name in ("received", "read", "slip"))


@pytest.fixture
def question(council, mari):
    person = make_person(organisation=council, name="Olwen Dychmygol")
    return make_received(person=person, words="Can I bring Mam?", meaning="OTHER", state=ReceivedState.FOR_STAFF)


def test_a_text_that_waits_stands_in_the_list_with_its_words_and_among_what_is_due(client, question):
    make_received(words="Of another organisation")

    page, today = text_of(client.get(RECEIVED)), text_of(client.get(address("staff:today:show")))

    for words in ("Olwen Dychmygol", "Can I bring Mam?", "Something else", "Waits for somebody to read it"):
        assert words in page
    assert "Of another organisation" not in page
    assert "Read 1 text that somebody sent" in today


def test_staff_say_that_a_text_was_dealt_with(client, question, mari):
    page = text_of(client.post(READ, {"text": question.public_id}, follow=True))
    again = text_of(client.post(READ, {"text": question.public_id}, follow=True))

    question.refresh_from_db()
    assert (question.state, question.settled_by) == ("DONE", mari)
    assert "It is on record that this text was dealt with." in page
    assert "This has been dealt with already." in again


def test_a_cry_for_help_that_somebody_was_told_of_is_read_by_her_alone(client, council, mari):
    person = make_person(organisation=council, name="Olwen Dychmygol")
    make_received(person=person, words="Helpwch fi", meaning="HELP", state="DONE", settled_at=NOON)
    make_received(person=person, words="Nobody was told", meaning="HELP", state="FOR_STAFF")

    page = text_of(client.get(RECEIVED))

    assert ("Helpwch fi" in page, "Nobody was told" in page) == (False, True)


def test_a_text_of_another_organisation_is_not_there(client, mari):
    assert client.post(READ, {"text": make_received().public_id}).status_code == 404


@pytest.mark.parametrize(("query", "count"), [("", 2), ("?state=FOR_STAFF", 1), ("?meaning=YES", 1), ("?state=X", 2)])
def test_the_list_is_narrowed(client, question, council, query, count):
    make_received(person=make_person(organisation=council))

    assert client.get(RECEIVED + query).context["page"].paginator.count == count


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_for_more_texts(client, council, mari, item_count, django_assert_num_queries):
    for _number in range(item_count):
        make_received(person=make_person(organisation=council))

    client.get(RECEIVED)
    with django_assert_num_queries(6):
        client.get(RECEIVED)


def test_the_code_on_a_slip_leads_to_where_its_answer_is_written_down(client, council, mari):
    project = make_staged_project(organisation=council, owner=mari)
    invitation = make_invitation(opportunity=make_opportunity(stage=project.stages.get(kind="DESIGN")))
    code = invitation.public_id

    found = client.post(SLIP, {"code": f" {code[:4].upper()} {code[4:]} "})

    assert found.url == address("staff:opportunities:reply", code)


@pytest.mark.parametrize("code", ["nothing", ""])
def test_a_code_that_is_not_ours_is_said_so(client, mari, code):
    foreign = make_invitation().public_id

    for typed in (code, foreign):
        page = text_of(client.post(SLIP, {"code": typed}))
        assert "There is a problem" in page


def test_random_posts_never_break_it(client, mari):
    assert_random_posts_never_break(client, SLIP, {"code": ["b2c3d4f5g6"]})
