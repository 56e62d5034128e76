"""What changed: said and done across projects."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from cyfran.domain.decisions.choices import Outcome, ResponseState
from cyfran.web.public.changes.presenters import COLUMNS
from tests.factories.contributions import make_theme
from tests.factories.decisions import make_decision, make_response, make_shown_contribution
from tests.factories.organisations import make_area, make_organisation
from tests.factories.projects import make_project, make_stage
from tests.web.public.reading import links_of, main_of, text_of

pytestmark = pytest.mark.django_db

PUBLISHED = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)


def answered(words, *, state=ResponseState.DONE, **given):
    """Make words that everyone may read, and their answer."""
    if "project" in given:
        given["stage"] = make_stage(project=given.pop("project"))
    return make_response(contribution=make_shown_contribution(public_words=words, **given), state=state)


def project_of(**given):
    return make_project(published_at=PUBLISHED, **given)


def rows_of(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_what_was_said_stands_beside_what_came_of_it(client):
    project = project_of(title_en="Short breaks")
    said = answered("Mae'n rhy hir.", words_language="CY", state=ResponseState.CANNOT, project=project).contribution
    said.themes.add(make_theme(project=project, name_en="Plain words"))

    response = client.get("/en/what-changed/")

    expected = "Mae'n rhy hir. Short breaks · Plain words We cannot do this 17 November 2026 There is no money this year."
    assert expected in text_of(response)
    assert 'lang="cy"' in main_of(response)
    assert f"/en/projects/{project.public_id}/" in links_of(response)


def test_an_answer_says_on_which_decision_it_rests(client):
    response = answered("Words.")
    response.decision = make_decision(stage=response.contribution.stage, outcome=Outcome.FOR)
    response.save()

    assert "This rests on a decision of 16 November 2026." in text_of(client.get("/en/what-changed/"))


def test_an_answer_that_is_still_open_says_by_when_there_is_more(client):
    answered("Words.", state=ResponseState.PLANNED)

    assert "We will do this 17 November 2026 We will say more by 15 December 2026." in text_of(client.get("/en/what-changed/"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Done here.", "Cannot here.", "Done there."}),
        ("state=DONE", {"Done here.", "Done there."}),
        ("area=y-dref", {"Done here.", "Cannot here."}),
        ("state=CANNOT&area=y-dref", {"Cannot here."}),
        ("state=LISTENING", set()),
        ("state=nothing&area=y-dref", {"Done here.", "Cannot here."}),
    ],
)
def test_answers_can_be_narrowed_on_the_page_and_in_the_table(client, query, found):
    here = project_of(organisation=make_organisation(area=make_area(slug="y-dref")))
    answered("Done here.", stage=make_stage(project=here, kind="IDEA"))
    answered("Cannot here.", stage=make_stage(project=here, kind="DESIGN"), state=ResponseState.CANNOT)
    answered("Done there.")

    page, table = client.get(f"/en/what-changed/?{query}"), client.get(f"/en/what-changed/what-changed.csv?{query}")

    assert {change.row.words for change in page.context["changes"]} == found
    assert {row["words"] for row in rows_of(table)} == found


def test_the_table_has_the_words_in_their_language_and_the_rest_in_both(client):
    project = project_of()
    response = answered("=Mae'n rhy hir.", words_language="CY", state=ResponseState.CANNOT, project=project)
    for number in (1, 2):
        response.contribution.themes.add(make_theme(project=project, name_cy=f"Thema {number}", name_en=f"Theme {number}"))

    rows = rows_of(client.get("/cy/what-changed/what-changed.csv"))

    assert tuple(rows[0]) == COLUMNS
    assert rows == [
        {
            "reference": response.contribution.public_id,
            "project": project.public_id,
            "project_cy": "Seibiant byr",
            "project_en": "Short breaks",
            "themes_cy": "Thema 1; Thema 2",
            "themes_en": "Theme 1; Theme 2",
            "language": "cy",
            "words": "'=Mae'n rhy hir.",
            "state": "cannot",
            "state_cy": rows[0]["state_cy"],
            "state_en": "We cannot do this",
            "reason_cy": "Nid oes arian eleni.",
            "reason_en": "There is no money this year.",
            "answered_on": date(2026, 11, 17).isoformat(),
            "due_on": "",
            "decided_on": "",
        }
    ]


def test_examples_are_shown_only_when_asked_for(client):
    answered("Real.")
    answered("Invented.", project=project_of(is_example=True))

    shown = [
        [change.row.words for change in client.get(f"/en/what-changed/{query}").context["changes"]]
        for query in ("", "?example=1")
    ]
    tables = [
        [row["words"] for row in rows_of(client.get(f"/en/what-changed/what-changed.csv{query}"))] for query in ("", "?example=1")
    ]

    assert shown == tables == [["Real."], ["Invented."]]
    assert "This is an invented example." in client.get("/en/what-changed/?example=1").content.decode()


def test_nothing_to_show_says_why_and_leads_on(client):
    answered("Words.")

    nothing = client.get("/en/what-changed/?state=LISTENING")

    assert "No answer fits all of that." in text_of(nothing)
    assert "/en/what-changed/" in links_of(nothing)


def test_an_empty_list_says_when_words_appear(client):
    response = client.get("/en/what-changed/")

    assert "Nothing said in a real project may be shown here yet." in text_of(response)
    assert "/en/projects/" in links_of(response)


def test_a_long_list_comes_in_pages_that_keep_what_was_chosen(client):
    stage = make_stage(project=project_of())
    for number in range(26):
        answered(f"Words {number}.", stage=stage)

    first, last = client.get("/en/what-changed/?state=DONE"), client.get("/en/what-changed/?state=DONE&page=2")

    assert (len(first.context["changes"]), len(last.context["changes"])) == (25, 1)
    assert "?state=DONE&page=2" in links_of(first)
    assert "/en/what-changed/what-changed.csv?state=DONE" in links_of(last)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("", 8), ("what-changed.csv", 4)])
def test_it_costs_the_same_for_more_answers(client, count, path, queries, django_assert_num_queries):
    for _ in range(count):
        response = answered("Words.")
        response.contribution.themes.add(make_theme(project=response.contribution.stage.project))

    with django_assert_num_queries(queries):
        client.get(f"/en/what-changed/{path}")
