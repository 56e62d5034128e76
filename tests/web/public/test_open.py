"""What people are asked to take part in, and how bodies keep to their notice, as everybody reads it."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from cyfran.domain.base import clock
from cyfran.domain.organisations.choices import OrganisationKind
from tests.factories.opportunities import make_change, make_opportunity
from tests.factories.organisations import make_area, make_organisation
from tests.factories.projects import make_project, make_stage
from tests.web.reading import address, text_of

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
_ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(clock, "today", NOON.date)


def stage_of(name="Abermorfa Council", **project):
    organisation = make_organisation(name_en=name)
    return make_stage(project=make_project(**{"organisation": organisation, "published_at": NOON, **project}))


def soon(**given):
    return make_opportunity(**{"state": "OPEN", "starts_at": datetime(2026, 12, 1, 18, 0, tzinfo=UTC), **given})


# --- What is open now -------------------------------------------------------------------------------------------------


def test_what_is_open_stands_with_its_minutes_and_leads_to_its_project(client):
    stage = stage_of()
    soon(stage=stage, title_en="An evening to talk", offers_cover=True, minutes_travel=30, kind="FOCUS_GROUP")

    page = text_of(client.get(address("public:open:list")))

    for words in ("An evening to talk", "Abermorfa Council", "Focus group", "It takes 2 hours", "Offered: replacement care."):
        assert words in page
    assert address("public:projects:show", stage.project.public_id) in page


def test_what_cannot_be_joined_any_more_or_read_of_is_not_there(client):
    shown, hidden = stage_of(), stage_of(published_at=None)
    for state in ("DRAFT", "CLOSED", "CALLED_OFF"):
        soon(stage=shown, state=state, title_en=f"Now {state}")
    soon(stage=shown, starts_at=NOON, title_en="Begun")
    soon(stage=hidden, title_en="Not public")
    soon(stage=stage_of(is_example=True), title_en="Invented")

    page = client.get(address("public:open:list"))
    invented = client.get(address("public:open:list") + "?example=1")

    assert list(page.context["page"]) == []
    assert [one.title for one in invented.context["page"]] == ["Invented"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Here", "There"]),
        ("?area=ceredigion", ["Here"]),
        ("?topic=MONEY", ["There"]),
        ("?kind=DROP_IN", []),
        ("?kind=X", ["Here", "There"]),
    ],
)
def test_the_list_is_narrowed_by_area_topic_and_kind(client, query, found):
    here, there = stage_of(), stage_of("Other Council")
    here.project.area = make_organisation(area=make_area(slug="ceredigion"), kind=OrganisationKind.COUNCIL).area
    here.project.save()
    soon(stage=here, title_en="Here", topic="BREAKS")
    soon(stage=there, title_en="There", topic="MONEY")

    titles = [one.title for one in client.get(address("public:open:list") + query).context["page"]]

    assert titles == found


def test_a_drop_in_needs_no_sign_up(client):
    soon(stage=stage_of(), kind="DROP_IN")

    page = text_of(client.get(address("public:open:list")))

    assert "You need not sign up: just come." in page
    assert "Answer by" not in page


def test_what_has_no_time_of_its_own_is_done_whenever_it_suits(client):
    soon(stage=stage_of(), kind="SURVEY")

    pages = [text_of(client.get(address("public:open:list"))), feed_of(client)[0][0]["summary"].text]

    assert [("Whenever it suits you" in page, "18:00" in page) for page in pages] == [(True, False)] * 2


@pytest.mark.parametrize("item_count", [1, 3])
def test_what_is_open_costs_the_same_for_more(client, item_count, django_assert_num_queries):
    for number in range(item_count):
        soon(stage=stage_of(f"Council {number}"))

    with django_assert_num_queries(5):
        client.get(address("public:open:list"))


def feed_of(client, language="en"):
    """Return the entries of the feed as the names and the text of their parts, and the feed itself."""
    answer = client.get(address("public:open:feed", language=language))
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)  # noqa: S314 -- our own answer
    entries = [{part.tag.removeprefix(_ATOM): part for part in entry} for entry in feed.findall(f"{_ATOM}entry")]
    return entries, feed


@pytest.mark.parametrize(("language", "title"), [("en", "First meeting"), ("cy", "Cyfarfod cyntaf")])
def test_the_feed_gives_what_is_open_in_the_language_of_its_address(client, language, title):
    opportunity = soon(stage=stage_of())
    soon(stage=stage_of(is_example=True), title_en="Invented", title_cy="Dychmygol")

    entries, feed = feed_of(client, language)

    assert [entry["title"].text for entry in entries] == [title]
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    page, _hash, place = entries[0]["link"].get("href").removeprefix("http://testserver").partition("#")
    assert page == address("public:projects:show", opportunity.stage.project.public_id, language=language)
    assert f'id="{place}"' in text_of(client.get(page))


def test_the_feed_lets_nothing_that_was_written_pass_for_html(client):
    soon(stage=stage_of(), about_en="Fees <b>& fares</b>\nBring soup", place_en="")

    summary = feed_of(client)[0][0]["summary"]

    assert summary.get("type") == "html"
    assert summary.text == "<p>Tuesday 1 December 2026, 18:00<br>Fees &lt;b&gt;&amp; fares&lt;/b&gt;<br>Bring soup</p>"


def test_the_feed_bears_signs_that_xml_does_not_take(client):
    soon(stage=stage_of(), title_en="Copied\x0bfrom a slide", about_en="First\x0bsecond", place_en="")

    entry = feed_of(client)[0][0]

    assert entry["title"].text == "Copied from a slide"
    assert entry["summary"].text.endswith("<br>First second</p>")


def test_the_feed_tells_programs_that_something_was_moved(client):
    moved = soon(stage=stage_of(), published_at=datetime(2026, 11, 1, 9, tzinfo=UTC))
    before = feed_of(client)[0][0]["updated"].text
    make_change(opportunity=moved, changed_at=datetime(2026, 11, 10, 9, tzinfo=UTC))

    entries, feed = feed_of(client)

    assert (before, entries[0]["updated"].text) == ("2026-11-01T09:00:00+00:00", "2026-11-10T09:00:00+00:00")
    assert feed.findtext(f"{_ATOM}updated") == "2026-11-10T09:00:00+00:00"


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_feed_costs_the_same_for_more(client, item_count, django_assert_num_queries):
    for number in range(item_count):
        soon(stage=stage_of(f"Council {number}"))

    with django_assert_num_queries(2):
        feed_of(client)


# --- Notice -----------------------------------------------------------------------------------------------------------


def test_everybody_reads_what_was_changed_late_and_why(client):
    opportunity = make_opportunity(stage=stage_of(), state="CALLED_OFF", title_en="Café morning")
    make_change(opportunity=opportunity, kind="CALLED_OFF", days_before=3)

    page = text_of(client.get(address("public:open:notice")))

    for words in ("Abermorfa Council", "Café morning", "Called off", "with 3 days' notice.", "The hall was flooded."):
        assert words in page
    assert '<td class="govuk-table__cell govuk-table__cell--numeric" data-label="Called off late">1</td>' in page


def test_what_nobody_can_read_of_is_not_counted(client):
    hidden = make_opportunity(stage=stage_of(published_at=None), state="OPEN")
    make_change(opportunity=hidden, days_before=3)

    page = text_of(client.get(address("public:open:notice")))

    assert "No organisation has offered a way to take part in the last 12 months." in page
    assert "Abermorfa" not in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_notice_costs_the_same_for_more_bodies(client, item_count, django_assert_num_queries):
    for number in range(item_count):
        make_change(opportunity=make_opportunity(stage=stage_of(f"Council {number}"), state="OPEN"))

    with django_assert_num_queries(6):
        client.get(address("public:open:notice"))
