"""Pages that a signed link opens: for nobody else, kept nowhere, listed nowhere."""

import pytest

from cyfran.domain.evaluation.queries import evaluation_link
from cyfran.domain.opportunities.queries import invitation_link
from cyfran.domain.people.actions.people import renew_link
from cyfran.domain.people.queries import my_link
from tests.factories.contributions import make_contribution
from tests.factories.opportunities import make_invitation
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def linked_pages(gwenllian):
    """Return the address of every page that a link of hers opens."""
    said = make_contribution(person=gwenllian)
    invitation = make_invitation(person=gwenllian)
    project = said.stage.project
    link = my_link(gwenllian)
    return {
        "my": address("carer:my:show", link),
        "say": address("carer:my:say", link, project.public_id),
        "check": address("carer:my:check", link, project.public_id),
        "withdraw": address("carer:my:withdraw", link, said.public_id),
        "ask": address("carer:asking:ask", link),
        "send": address("carer:asking:send", link),
        "permissions": address("carer:my:permissions", link),
        "reach": address("carer:my:reach", link),
        "invitation": address("carer:invitation:show", invitation_link(invitation)),
        "evaluation": address("carer:evaluation:show", evaluation_link(project, gwenllian)),
    }


def test_a_linked_page_is_kept_nowhere_and_listed_nowhere(client, linked_pages):
    pages = [client.get(url) for url in linked_pages.values()]

    assert {page.status_code for page in pages} == {200, 302}
    assert {page["Cache-Control"] for page in pages} == {"no-store"}
    assert {page["X-Robots-Tag"] for page in pages} == {"noindex, nofollow"}
    assert {page["Referrer-Policy"] for page in pages} == {"same-origin"}


def test_a_linked_page_exists_in_both_languages(client, linked_pages):
    for url in linked_pages.values():
        english, welsh = client.get(url), client.get(url.replace("/en/", "/cy/", 1))
        assert english.status_code == welsh.status_code
        if welsh.status_code == 200:
            assert '<html lang="cy"' in text_of(welsh)


def test_a_link_that_was_renewed_opens_nothing_any_more(client, linked_pages, gwenllian, noon):
    renew_link(person=gwenllian, by=None, at=noon)

    assert {client.get(url).status_code for url in linked_pages.values()} == {404}
    assert {client.post(url).status_code for url in linked_pages.values()} == {404}


def test_a_strangers_link_opens_nothing(client, linked_pages, gwenllian):
    link = my_link(gwenllian)
    forged = link[:-1] + ("a" if link[-1] != "a" else "b")

    assert client.get(address("carer:my:show", forged)).status_code == 404
    assert client.get(address("carer:invitation:show", link)).status_code == 404
    assert client.get(address("carer:evaluation:show", link)).status_code == 404
    assert "Have the link to your own page sent again" in text_of(client.get(address("carer:my:show", forged)))


def test_no_linked_page_shows_an_id_of_the_database_or_another_persons_name(client, linked_pages, gwenllian):
    for url in linked_pages.values():
        page = client.get(url)
        assert f'value="{gwenllian.pk}"' not in text_of(page)
        assert f"/{gwenllian.pk}/" not in text_of(page)
