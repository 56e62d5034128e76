import gzip
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.decisions.choices import ResponseState
from cyfran.domain.groups.choices import Carers
from cyfran.domain.people.choices import Relation
from tests.factories.decisions import make_response, make_shown_contribution
from tests.factories.groups import make_group
from tests.factories.projects import make_project
from tests.web.public.reading import headings_of, links_of, main_of, text_of

pytestmark = pytest.mark.django_db

MOST_ON_FIRST_LOAD = 50_000


def answer_words(words, **given):
    contribution = make_shown_contribution(public_words=words, **given)
    return make_response(contribution=contribution, state=ResponseState.CANNOT)


def test_the_front_page_begins_in_the_words_of_those_who_look_after_somebody(client):
    response = client.get("/en/")

    assert text_of(response).startswith("Do you look after somebody?")
    before_the_voices, _voices, after = main_of(response).partition('<ul class="cy-voices">')
    assert "carer" not in before_the_voices.lower()
    assert "I look after my mum" in after


def test_every_relation_but_a_paid_one_leads_to_registering_with_its_answer_filled_in(client):
    relations = [link.partition("?relation=")[2] for link in links_of(client.get("/en/")) if "?relation=" in link]

    assert set(relations) == set(Relation.values) - {Relation.JOB}


def test_every_way_in_opens_a_page(client):
    make_group()

    addresses = set(links_of(client.get("/en/")))

    assert len(addresses) >= len(Relation.values) + 3
    assert [address for address in addresses if client.get(address).status_code != 200] == []


def test_the_picture_of_wales_is_counted_from_the_register(client):
    make_group(carers=Carers.MEMBERS, decision_right=DecisionRight.ADVISE)
    make_group(carers=Carers.MEMBERS)
    make_group()
    make_group(is_example=True, carers=Carers.MEMBERS)

    words = text_of(client.get("/en/"))

    assert "3 groups through which carers can be heard are named in public." in words
    assert "2 of them do not state what carers may decide." in words
    assert "2 of them have carers as members." in words


def test_with_an_empty_register_nothing_is_claimed_of_wales(client):
    assert headings_of(client.get("/en/"))[-1] == "See what carers changed"


def test_the_latest_three_things_said_and_done_are_shown_with_their_reasons(client):
    for words in ("First", "Second", "Third", "Fourth"):
        answer_words(words)

    response = client.get("/en/")

    shown = [words for words in ("First", "Second", "Third", "Fourth") if f"<p>{words}</p>" in main_of(response)]
    assert len(shown) == 3
    assert "We cannot do this" in text_of(response)
    assert "There is no money this year." in text_of(response)
    assert "/en/what-changed/" in links_of(response)


def test_no_more_is_read_of_what_was_said_than_is_shown(client):
    answer_words("Words")

    with CaptureQueriesContext(connection) as queries:
        client.get("/en/")

    assert [query["sql"][-7:] for query in queries if '"public_words"' in query["sql"]] == ["LIMIT 3"]


def test_the_invented_example_is_offered_where_there_is_one(client):
    without = links_of(client.get("/en/"))
    make_project(is_example=True, published_at=datetime(2026, 9, 2, 9, 0, tzinfo=UTC))

    with_example = links_of(client.get("/en/"))

    assert [link for link in with_example if link not in without] == ["/en/projects/?example=1"]


def test_words_in_welsh_keep_their_language_on_the_english_page(client):
    answer_words("Does neb yn gofyn.", words_language="CY")

    assert re.search(r'<blockquote[^>]* lang="cy">\s*<p>Does neb yn gofyn.</p>', main_of(client.get("/en/")))


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_page_costs_the_same_for_more(client, count, django_assert_num_queries):
    for _ in range(count):
        make_group()
        answer_words("Words")

    with django_assert_num_queries(7):
        client.get("/en/")


def test_a_first_load_weighs_at_most_50_kb_compressed(client):
    for _ in range(3):
        make_group()
        answer_words("What I would like everybody to know. " * 10)
    page = client.get("/en/").content
    styles = re.findall(r'<link rel="(?:stylesheet|icon)" href="/static/([^"]+)"', page.decode())
    scripts = re.findall(r'<script[^>]* src="/static/([^"]+)"', page.decode())

    files = [_built(name) for name in [*styles, *scripts, "built/govuk.js"]]  # start.js brings govuk.js with it

    assert len(files) == 7
    assert sum(len(gzip.compress(content)) for content in [page, *files]) <= MOST_ON_FIRST_LOAD


def _built(name):
    found = finders.find(name)
    if found is None:
        pytest.fail(f"{name} is not there: run tools/styles.py first, which builds the styles.")
    return Path(found).read_bytes()
