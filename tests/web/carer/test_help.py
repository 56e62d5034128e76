"""A quiet way out of every page on which people say something, and on every page of their own."""

from datetime import UTC, datetime, timedelta

import pytest

from cyfran.domain.base import clock
from cyfran.domain.evaluation.queries import evaluation_link
from cyfran.domain.opportunities.queries import invitation_link
from cyfran.domain.people.actions.flags import close_flag
from cyfran.domain.people.models import Flag
from cyfran.domain.people.queries import my_link
from tests.factories.base import make_user
from tests.factories.contributions import make_contribution
from tests.factories.opportunities import make_invitation
from tests.factories.organisations import make_coordinator
from tests.factories.people import make_flag, make_person
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


def test_where_nobody_sees_to_it_yet_the_page_has_the_numbers_and_the_contact_who_is_still_there(client, gwenllian):
    gwenllian.organisation.memberships.update(role="VIEWER")
    page = address("carer:my:help", my_link(gwenllian))

    pages = [text_of(client.get(page)), text_of(client.post(page, {"words": "I cannot go on."}))]

    for shown in pages:
        assert [words in shown for words in ("Samaritans", "029 2018 0123", "Please be in touch with me")] == [True, True, False]


def test_a_contact_who_has_left_is_not_shown_even_where_nobody_else_is_there(client, gwenllian):
    gwenllian.organisation.memberships.all().delete()

    shown = [text_of(client.get(address(f"carer:my:{page}", my_link(gwenllian)))) for page in ("help", "show")]

    assert [("029 2018 0123" in page, "Mari Enghraifft" in page) for page in shown] == [(False, False)] * 2


def test_she_asks_for_help_and_one_named_person_is_told_with_a_time(client, gwenllian):
    page = address("carer:my:help", my_link(gwenllian))

    asked = text_of(client.get(page))
    answer = client.post(page, {"words": "I cannot go on."})

    flag = Flag.objects.get()
    assert "Mari Enghraifft at Abermorfa Council is told at once" in asked
    assert (flag.person, flag.kind, flag.words, flag.owner.name) == (gwenllian, "DISTRESS", "I cannot go on.", "Mari Enghraifft")
    assert "Mari Enghraifft has been told, and is in touch with you by" in text_of(client.get(answer.url))
    assert "I cannot go on." not in text_of(client.get(answer.url))


@pytest.mark.parametrize("kind", ["DISTRESS", "YOUNG_CARER"])
def test_her_page_names_who_is_in_touch_with_her_and_by_when_until_it_is_seen_to(client, gwenllian, kind):
    flag = make_flag(person=gwenllian, kind=kind, owner=make_coordinator(gwenllian.organisation, name="Lowri Sampl"))

    before = text_of(client.get(address("carer:my:show", my_link(gwenllian))))
    close_flag(flag=flag, outcome="Rang her.", by=flag.owner, at=clock.now())
    after = text_of(client.get(address("carer:my:show", my_link(gwenllian))))

    promise = "Lowri Sampl</strong> has been told, and is in touch with you by Friday 20 November 2026, 18:00."
    said = (promise, "need do nothing", "nobody owes you")
    assert [words in before for words in said] == [True, False, False]
    assert [words in after for words in said] == [False, True, True]


def test_where_nobody_was_in_touch_by_then_her_page_says_so(client, gwenllian):
    late = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    make_flag(person=gwenllian, raised_at=late - timedelta(days=1), due_at=late)

    page = text_of(client.get(address("carer:my:show", my_link(gwenllian))))

    assert "was to be in touch with you by Friday 20 November 2026, 09:30. It is not yet written down that it was done." in page


@pytest.mark.parametrize("kind", ["DISTRESS", "SAFEGUARDING"])
def test_a_worry_that_staff_wrote_about_her_is_not_on_her_page(client, gwenllian, kind):
    make_flag(person=gwenllian, kind=kind, raised_by=make_user())

    page = client.get(address("carer:my:show", my_link(gwenllian)))

    assert (page.context["mine"].promised, "nobody owes you an answer" in text_of(page)) == ([], True)


def test_the_cry_of_a_child_is_not_on_the_page_that_an_adult_opens(client, council):
    child = make_person(organisation=council, age_band="UNDER_13", adult="Nan Enghraifft")
    make_flag(person=child)
    young = make_flag(person=child, kind="YOUNG_CARER")

    page = client.get(address("carer:my:show", my_link(child)))

    assert [one.name for one in page.context["mine"].promised] == [young.owner.name]
