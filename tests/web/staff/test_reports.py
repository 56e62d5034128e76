"""Reports: the frozen ones, and freezing a year after a look at it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cyfran.domain.base import clock
from cyfran.domain.reports.actions import freeze_edition
from cyfran.domain.reports.models import Edition
from tests.factories.base import make_administrator, make_user
from tests.factories.groups import make_group
from tests.factories.organisations import make_organisation
from tests.factories.projects import make_project, make_proposal
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

PUBLISHED = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


def test_the_list_shows_the_reports_of_ones_own_organisations(client, mari, council, noon):
    ours = freeze_edition(organisation=council, year=2025, by=mari, at=noon)
    example = freeze_edition(organisation=council, year=2025, by=mari, at=noon, example=True)
    freeze_edition(organisation=make_organisation(), year=2025, by=mari, at=noon)
    freeze_edition(region=council.region, year=2025, by=mari, at=noon)

    page = client.get(address("staff:reports:list"))

    assert set(page.context["page"]) == {ours, example}
    assert address("public:reports:show", ours.public_id) in text_of(page)


def test_an_administrator_sees_the_reports_of_regions_too(client, council, noon):
    administrator = make_administrator()
    edition = freeze_edition(region=council.region, year=2025, by=administrator, at=noon)
    client.force_login(administrator)

    assert list(client.get(address("staff:reports:list")).context["page"]) == [edition]


def test_an_empty_list_says_that_one_looks_first(client, mari):
    assert "You see what would be in it before you do." in text_of(client.get(address("staff:reports:list")))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_for_more_reports(client, mari, council, noon, item_count, django_assert_num_queries):
    for number in range(item_count):
        freeze_edition(organisation=council, year=2020 + number, by=mari, at=noon)

    with django_assert_num_queries(5):
        client.get(address("staff:reports:list"))


def test_a_year_is_shown_before_it_is_frozen(client, mari, council):
    make_group(organisation=council)
    make_project(organisation=council, title_en="Short breaks", published_at=PUBLISHED, claimed_level="CO_PRODUCTION")
    make_project(organisation=council, title_en="Not published")
    make_proposal(organisation=council)

    page = client.get(address("staff:reports:freeze") + f"?of={council.public_id}&year=2026")

    rows = {str(row.label): row.value for row in page.context["preview"].rows}
    assert rows == {
        "Groups in the register": 1,
        "Projects": 1,
        "Requests that arrived": 1,
        "Requests answered in time": 0,
        "Requests overdue": 1,
    }
    assert "As it stands on 20 November 2026." in text_of(page)
    assert "Short breaks" in text_of(page)
    assert "Co-production" in text_of(page)
    assert "Not published" not in text_of(page)
    assert Edition.objects.count() == 0


def test_a_year_is_frozen_on_a_yes(client, mari, council, noon):
    make_project(organisation=council, published_at=PUBLISHED)

    page = client.post(address("staff:reports:freeze"), {"of": council.public_id, "year": "2026"}, follow=True)

    edition = Edition.objects.get()
    assert (edition.organisation, edition.year, edition.frozen_by, edition.frozen_at) == (council, 2026, mari, noon)
    assert "The report is frozen, and everyone can read it." in text_of(page)


def test_a_year_frozen_again_from_a_page_opened_again_stays_one_report(client, mari, council, noon, monkeypatch):
    make_project(organisation=council, published_at=PUBLISHED)
    asked = {"of": council.public_id, "year": "2026"}

    client.post(address("staff:reports:freeze"), asked)
    monkeypatch.setattr(clock, "now", lambda: noon + timedelta(minutes=5))
    page = client.post(address("staff:reports:freeze"), asked, follow=True)

    assert Edition.objects.count() == 1
    assert "no second one was made" in text_of(page)


def test_the_example_is_frozen_apart(client, mari, council):
    make_project(organisation=council, published_at=PUBLISHED, is_example=True)

    asked = text_of(client.get(address("staff:reports:freeze")))
    client.post(address("staff:reports:freeze"), {"of": council.public_id, "year": "2026", "example": "example"})

    assert "The invented example" in asked
    assert Edition.objects.get().is_example


def test_without_an_example_nobody_is_asked_about_one(client, mari, council):
    assert "The invented example" not in text_of(client.get(address("staff:reports:freeze")))


@pytest.mark.parametrize("year", ["2027", "1999", "soon", ""])
def test_a_year_that_cannot_be_reported_is_refused(client, mari, council, year):
    page = text_of(client.post(address("staff:reports:freeze"), {"of": council.public_id, "year": year}))

    assert "There is a problem" in page
    assert Edition.objects.count() == 0


def test_the_page_asks_nothing_wrong_of_somebody_who_only_opens_it(client, mari):
    page = text_of(client.get(address("staff:reports:freeze")))

    assert "There is a problem" not in page
    assert 'value="2026"' in page


def test_nobody_freezes_the_report_of_another_body_or_of_a_region(client, mari, council):
    for key in (make_organisation().public_id, council.region.slug):
        client.post(address("staff:reports:freeze"), {"of": key, "year": "2026"})

    assert Edition.objects.count() == 0


def test_an_administrator_freezes_the_report_of_a_region(client, council):
    client.force_login(make_administrator())

    client.post(address("staff:reports:freeze"), {"of": council.region.slug, "year": "2025"})

    assert Edition.objects.get().region == council.region


def test_who_coordinates_for_nobody_freezes_nothing(client):
    client.force_login(make_user())

    assert client.get(address("staff:reports:freeze")).status_code == 404


def test_random_posts_never_break_freezing(client, mari, council):
    make_project(organisation=council, published_at=PUBLISHED, is_example=True, started_on=date(2025, 1, 1))
    fields = {"of": [council.public_id], "year": ["2025", "2026"], "example": ["real", "example"]}

    assert_random_posts_never_break(client, address("staff:reports:freeze"), fields)
