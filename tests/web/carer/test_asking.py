"""Asking for co-production from one's own page: how to reach her is known already."""

import pytest

from cyfran.domain.organisations.choices import OrganisationKind
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link
from cyfran.domain.projects.models import Proposal
from tests.factories.base import make_user
from tests.factories.organisations import make_organisation
from tests.factories.people import make_person
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

WORDS = "Nobody asked us when the day centre should open."


def urls(person, language="en"):
    return [address(f"carer:asking:{name}", my_link(person), language=language) for name in ("ask", "send")]


@pytest.fixture
def asked(council):
    return {"organisation": council.slug, "words": WORDS, "words_language": "EN"}


def test_a_request_is_hers_and_answered_to_her_once_it_was_looked_at_again(client, gwenllian, council, asked, noon):
    ask, send = urls(gwenllian)

    assert client.post(ask, asked).url == send
    assert WORDS in text_of(client.get(send))
    assert not Proposal.objects.exists()
    page = text_of(client.get(client.post(send).url))

    proposal = Proposal.objects.get()
    assert (proposal.person, proposal.organisation, proposal.words, proposal.received_at) == (gwenllian, council, WORDS, noon)
    assert [message.purpose for message in gwenllian.messages.all()] == ["PROPOSAL_RECEIVED"]
    assert "Mari Enghraifft owes you a yes or a no by 18 December 2026, with the reasons." in page
    assert WORDS in page
    assert Person.objects.count() == 1


def test_her_own_organisation_is_chosen_already_and_another_can_be(client, gwenllian, council, asked):
    board = make_organisation(kind=OrganisationKind.HEALTH_BOARD, slug="y-bwrdd", named_contact=make_user())
    ask, send = urls(gwenllian)

    chosen = client.get(ask).context["form"]["organisation"].value()
    client.post(ask, asked)
    assert "is not told who asks" not in text_of(client.get(send))
    client.post(ask, asked | {"organisation": "y-bwrdd"})
    assert "reads your request, and is not told who asks." in text_of(client.get(send))
    client.post(send)

    assert (chosen, Proposal.objects.get().organisation) == (council.slug, board)


def test_what_she_typed_is_kept_until_it_is_sent(client, gwenllian, asked):
    ask, send = urls(gwenllian)
    wrong = client.post(ask, asked | {"words_language": "FR"})
    kept = client.get(urls(gwenllian, "cy")[0]).context["form"]["words"].value()
    client.post(ask, asked)
    client.post(send)

    assert "There is a problem" in text_of(wrong)
    assert kept == WORDS
    assert client.get(ask).context["form"]["words"].value() is None


def test_pressing_send_twice_asks_once(client, gwenllian, asked):
    ask, send = urls(gwenllian)
    client.post(ask, asked)

    assert [client.post(send).url for _ in range(2)] == [address("carer:my:show", my_link(gwenllian))] * 2
    assert Proposal.objects.count() == 1


def test_the_page_to_send_without_words_leads_away(client, gwenllian, asked):
    ask, send = urls(gwenllian)

    assert client.get(send).url == address("carer:my:show", my_link(gwenllian))
    client.post(ask, asked | {"words": ""})
    assert client.get(send).url == ask


def test_what_an_invented_person_asks_is_an_example_as_well(client, council, asked):
    invented = make_person(organisation=council, is_example=True)
    ask, send = urls(invented)
    client.post(ask, asked)
    client.post(send)

    assert Proposal.objects.get().is_example
    assert "This is an invented example." in text_of(client.get(ask))


def test_a_body_for_which_nobody_can_answer_says_so(client, gwenllian, asked):
    make_organisation(slug="distaw", name_en="Silent Council")
    ask, send = urls(gwenllian)
    client.post(ask, asked | {"organisation": "distaw"})

    assert "Nobody can answer for Silent Council yet" in text_of(client.post(send))


def test_her_page_leads_to_asking(client, gwenllian):
    assert urls(gwenllian)[0] in text_of(client.get(address("carer:my:show", my_link(gwenllian))))


def test_random_posts_never_break_asking(client, gwenllian, council):
    fields = {"organisation": [council.slug], "words": [WORDS], "words_language": ["CY", "EN"]}
    assert_random_posts_never_break(client, urls(gwenllian)[0], fields)
