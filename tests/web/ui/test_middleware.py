"""What happens around every page."""

import pytest

from cyfran.domain.people.queries import my_link
from tests.factories.base import make_user
from tests.factories.people import make_person
from tests.web.reading import address

pytestmark = pytest.mark.django_db


def kept(response):
    return "no-store" not in response.headers.get("Cache-Control", "")


def test_no_browser_keeps_the_pages_of_staff_or_of_one_person(client):
    link = my_link(make_person())
    client.force_login(make_user())

    pages = [address("staff:today:show"), address("staff:messages:list"), address("carer:my:show", link)]
    pages += [address("carer:register:start"), address("carer:my:show", "not-a-link"), address("staff:people:show", "nobody")]

    assert [page for page in pages if kept(client.get(page))] == []


def test_pages_for_everyone_may_be_kept(client):
    assert kept(client.get(address("public:levels:show")))
    assert kept(client.get("/en/nowhere/"))
