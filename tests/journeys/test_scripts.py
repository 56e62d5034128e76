"""What scripts add to the pages of a draw: a lottery in the making is followed, and targets are checked as they are typed."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import expect

from cyfran.domain.opportunities.choices import DrawState
from cyfran.domain.opportunities.models import Draw
from tests.factories.opportunities import make_draw, make_pool
from tests.journeys.scenes import council_with_coordinator, open_meeting, project_of

# Milliseconds, as in draw.js and targets.js.
_EVERY, _PAUSE = 3000, 500


@pytest.fixture
def page(browser, server):
    context = browser.new_context(base_url=server)
    page = context.new_page()
    page.clock.install()
    yield page
    context.close()


def signed_in(page, server, coordinator):
    client = Client()
    client.force_login(coordinator)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": server}])


def test_targets_are_checked_as_they_are_typed(server, page, calendar):
    council, coordinator = council_with_coordinator("newport", name="Ela Sampl", email="ela.sampl@example.org", calendar=calendar)
    opportunity = open_meeting(project_of(council, coordinator, calendar=calendar), coordinator, calendar=calendar)
    draw = make_draw(opportunity=opportunity)
    make_pool(draw, "CY", "EN", "EN")
    signed_in(page, server, coordinator)
    with override("en"):
        page.goto(reverse("staff:draws:targets", args=[draw.public_id]))
    expect(page.locator("#advice")).to_have_text("This can be met")

    page.locator("summary", has_text="Language").click()
    page.locator('[name="LANGUAGE-CY-least"]').fill("2")
    with page.expect_response("**/check/"):
        page.clock.run_for(_PAUSE)

    expect(page.locator("#advice")).to_have_text("This cannot be met yet")
    expect(page.get_by_role("status")).to_have_text("This cannot be met yet")
    assert not draw.targets.exists()


def test_the_page_follows_the_lottery_until_it_is_held_still_or_at_an_end(server, page, calendar):
    # Given a lottery that is being made, and somebody who looks at its page
    council, coordinator = council_with_coordinator("wrexham", name="Wyn Sampl", email="wyn.sampl@example.org", calendar=calendar)
    opportunity = open_meeting(project_of(council, coordinator, calendar=calendar), coordinator, calendar=calendar)
    draw = make_draw(opportunity=opportunity, state=DrawState.RUNNING, progress=40)
    this = Draw.objects.filter(pk=draw.pk)
    signed_in(page, server, coordinator)
    with override("en"):
        page.goto(reverse("staff:draws:show", args=[draw.public_id]))
    progress, hold = page.locator("p[data-progress]"), page.locator("#draw-hold")
    expect(progress).to_contain_text("40% is done")

    # when it gets on, the page says so by itself
    this.update(progress=70)
    page.clock.run_for(_EVERY)
    expect(progress).to_contain_text("70% is done")

    # but not while it is held still
    hold.click()
    this.update(progress=80)
    page.clock.run_for(2 * _EVERY)
    expect(progress).to_contain_text("70% is done")
    expect(hold).to_have_text("Keep this page up to date")
    hold.click()
    page.clock.run_for(_EVERY)
    expect(progress).to_contain_text("80% is done")

    # and at its end the page says what came of it, and leaves nobody's keyboard behind
    this.update(state=DrawState.FAILED, error_code="targets_cannot_be_met")
    page.clock.run_for(_EVERY)
    expect(page.locator("#draw")).to_contain_text("No group met all targets.")
    expect(page.get_by_role("status")).to_have_text("No lottery could be made")
    expect(hold).to_be_hidden()
    expect(page.locator("#draw")).to_be_focused()
