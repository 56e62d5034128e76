"""Somebody is registered at a café, where the signal comes and goes: nothing is lost, nothing counts twice, nothing stays."""

import time

import pytest
from django.conf import settings
from django.test import Client

from cyfran.domain.people.models import Person
from tests.factories.correspondence import make_visit
from tests.journeys.scenes import council_with_coordinator

# Seconds; whoever talks beside it needs most of the three minutes.
_MOST_WITHOUT_TALKING = 30


@pytest.fixture
def telephone(browser, server):
    """Open a telephone with scripts, at which a coordinator of Gwynedd has signed in."""
    context = browser.new_context(base_url=server, viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture(scope="module")
def staff(server, calendar):
    return council_with_coordinator("gwynedd", name="Elin Sampl", email="elin.sampl@example.org", calendar=calendar)


@pytest.fixture
def language():
    return "cy"


@pytest.fixture
def page(telephone, server, staff, language):
    council, coordinator = staff
    client = Client()
    client.force_login(coordinator)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": server}
    telephone.add_cookies([cookie])
    visit = make_visit(organisation=council, owner=coordinator)
    page = telephone.new_page()
    page.goto(f"/{language}/staff/visits/{visit.public_id}/sign-up/")
    page.visit = visit
    return page


def fill_in(page, name, contact="07700 900123"):
    page.get_by_role("checkbox").first.check()
    page.locator('[name="name"]').fill(name)
    page.locator('[name="contact"]').fill(contact)
    page.locator('[name="relation"]').select_option("PARENT")
    page.locator('[name="language"][value="CY"]').check()
    page.locator('[name="uses"]').first.check()


def press(page):
    """Press the button, which takes no second press within a second of the first."""
    page.wait_for_timeout(1100)
    page.locator("#sign-up [type=submit]").click()


def told(page, which):
    """Wait until the page says one of its sentences."""
    words = page.locator("#sign-up-news").get_attribute(f"data-{which}")
    page.locator("#sign-up-news").get_by_text(words).wait_for()


def left_on_device(page):
    return page.evaluate("Object.entries(localStorage)")


def a_day_passes(page):
    """Let what lies on the device have been written a day earlier than it was."""
    page.evaluate(
        """() => {
            for (const [name, text] of Object.entries(localStorage))
                localStorage.setItem(name, text.replaceAll(/"since",(\\d+)/g, (_, at) => `"since",${at - 24 * 60 * 60 * 1000}`));
        }"""
    )


def registered(page):
    return sorted(person.name for person in Person.objects.filter(arrival__visit=page.visit))


@pytest.mark.parametrize("language", ["cy", "en"])
def test_without_a_signal_what_was_written_waits_and_goes_once(page, telephone):
    telephone.set_offline(True)
    for name in ("Nesta Dychmygol", "Gruff Ffug"):
        fill_in(page, name)
        press(page)
        told(page, "waiting")
    kept = (registered(page), len(left_on_device(page)))

    telephone.set_offline(False)
    told(page, "accepted")
    for _try in range(100):
        if left_on_device(page):
            page.wait_for_timeout(100)

    assert kept == ([], 1)
    assert registered(page) == ["Gruff Ffug", "Nesta Dychmygol"]


def test_where_the_answer_is_lost_she_is_registered_once(page):
    answers = []

    def lose_the_first(route):
        answers.append(route.fetch().status)
        if len(answers) == 1:
            route.abort()
        else:
            route.fulfill(json={"accepted": True, "errors": {}})

    page.route("**/sign-up/", lose_the_first)
    fill_in(page, "Mair Sampl")
    press(page)
    told(page, "waiting")

    page.evaluate("window.dispatchEvent(new Event('online'))")
    told(page, "accepted")

    assert (answers, registered(page), left_on_device(page)) == ([200, 200], ["Mair Sampl"], [])


def test_what_waits_outlives_the_page(page, telephone):
    telephone.set_offline(True)
    fill_in(page, "Olwen Ffug")
    press(page)
    told(page, "waiting")
    fill_in(page, "Begun Ffug")
    address = page.url
    page.close()

    telephone.set_offline(False)
    again = telephone.new_page()
    again.goto(address)
    told(again, "accepted")

    assert registered(page) == ["Olwen Ffug"]
    assert again.locator('[name="name"]').input_value() == "Begun Ffug"


def test_what_was_begun_is_cleared_and_what_waits_is_not(page, telephone):
    telephone.set_offline(True)
    fill_in(page, "Tomos Ffug")
    press(page)
    told(page, "waiting")
    fill_in(page, "Thought-Better Sampl")

    page.locator("#sign-up-clear").click()
    left = left_on_device(page)

    fields = page.locator("#sign-up :is([name=name], [name=contact], [name=relation])")
    assert [fields.nth(number).input_value() for number in range(3)] == ["", "", ""]
    assert page.locator("#sign-up :checked:not(option)").count() == 0
    assert ("Tomos Ffug" in str(left), "Thought-Better" in str(left)) == (True, False)


def test_what_has_waited_for_a_day_is_named_and_taken_off_and_what_was_only_begun_is_gone(page, telephone):
    telephone.set_offline(True)
    fill_in(page, "Menna Sampl")
    press(page)
    told(page, "waiting")
    fill_in(page, "Idris Ffug")
    a_day_passes(page)

    telephone.route("**/sign-up/", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    telephone.set_offline(False)
    again = telephone.new_page()
    again.goto(page.url)
    told(again, "waiting")
    named, begun = again.locator("#sign-up-old strong").inner_text(), again.locator('[name="name"]').input_value()
    again.locator("#sign-up-old button").click()

    assert (named, begun, left_on_device(again), again.locator("#sign-up-old").is_visible()) == ("Menna Sampl", "", [], False)


def test_what_is_refused_comes_back_to_be_mended(page):
    fill_in(page, "Huw Dychmygol", contact="12")
    press(page)
    told(page, "refused")
    name = page.locator('[name="name"]').input_value()
    label, news = (page.locator(part).inner_text() for part in ('label[for="id_contact"]', "#sign-up-news"))
    page.locator('[name="contact"]').fill("01632 960111")
    press(page)
    told(page, "accepted")

    assert f"{label}: " in news
    assert (name, registered(page), left_on_device(page)) == ("Huw Dychmygol", ["Huw Dychmygol"], [])


def test_where_the_visit_is_gone_what_was_written_is_read_and_cleared(page):
    page.visit.delete()
    fill_in(page, "Nia Ffug")
    press(page)
    told(page, "gone")
    name = page.locator('[name="name"]').input_value()

    page.locator("#sign-up-clear").click()

    assert (name, page.locator('[name="name"]').input_value(), left_on_device(page)) == ("Nia Ffug", "", [])


def test_with_a_signal_it_takes_no_time_and_leaves_two_cookies_at_most(page, telephone):
    begun = time.monotonic()
    fill_in(page, "Siân Sampl")
    press(page)
    told(page, "accepted")

    assert time.monotonic() - begun < _MOST_WITHOUT_TALKING
    assert {cookie["name"] for cookie in telephone.cookies()} <= {settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    assert left_on_device(page) == []
