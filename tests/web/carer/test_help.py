"""A quiet way out of every page on which people say something, and on every page of their own."""

import pytest

from cyfran.domain.evaluation.queries import evaluation_link
from cyfran.domain.opportunities.queries import invitation_link
from cyfran.domain.people.models import Flag
from cyfran.domain.people.queries import my_link
from tests.factories.contributions import make_contribution
from tests.factories.opportunities import make_invitation
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

OWN = ("show", "permissions", "known", "copy", "looks", "remove", "load", "reach", "caring", "caring_add")


@pytest.mark.parametrize("page", OWN)
def test_every_page_of_her_own_has_the_way_out(client, gwenllian, page):
    shown = text_of(client.get(address(f"carer:my:{page}", my_link(gwenllian))))

    assert f'href="{address("carer:my:help", my_link(gwenllian))}">I need help now<' in shown


def test_every_page_on_which_something_is_said_has_the_way_out(client, gwenllian):
    said, link = make_contribution(person=gwenllian), my_link(gwenllian)
    project = said.stage.project
    pages = [
        address("carer:my:say", link, project.public_id),
        address("carer:my:withdraw", link, said.public_id),
        address("carer:asking:ask", link),
        address("carer:invitation:show", invitation_link(make_invitation(person=gwenllian))),
        address("carer:evaluation:show", evaluation_link(project, gwenllian)),
        address("public:proposals:ask"),
        address("carer:register:start"),
    ]

    without = [page for page in pages if "I need help now" not in text_of(client.get(page))]

    assert without == []


def test_numbers_to_ring_stand_there_in_both_languages_without_any_link(client):
    pages = [text_of(client.get(address("public:help:show", language=language))) for language in ("en", "cy")]

    assert ["Samaritans" in pages[0], "Y Samariaid" in pages[1]] == [True, True]
    assert ['href="tel:116123"' in page for page in pages] == [True, True]


def test_where_nobody_sees_to_it_yet_the_page_has_the_numbers_and_the_contact(client, gwenllian):
    gwenllian.organisation.memberships.all().delete()
    page = address("carer:my:help", my_link(gwenllian))

    pages = [text_of(client.get(page)), text_of(client.post(page, {"words": "I cannot go on."}))]

    for shown in pages:
        assert [words in shown for words in ("Samaritans", "029 2018 0123", "Please be in touch with me")] == [True, True, False]


def test_she_asks_for_help_and_one_named_person_is_told_with_a_time(client, gwenllian):
    page = address("carer:my:help", my_link(gwenllian))

    asked = text_of(client.get(page))
    answer = client.post(page, {"words": "I cannot go on."})

    flag = Flag.objects.get()
    assert "Mari Enghraifft at Abermorfa Council is told at once" in asked
    assert (flag.person, flag.kind, flag.words, flag.owner.name) == (gwenllian, "DISTRESS", "I cannot go on.", "Mari Enghraifft")
    assert "Mari Enghraifft has been told, and is in touch with you by" in text_of(client.get(answer.url))
    assert "I cannot go on." not in text_of(client.get(answer.url))
