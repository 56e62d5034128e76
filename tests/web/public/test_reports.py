"""Annual reports as everyone reads them."""

import csv
import hashlib
import io
from datetime import UTC, datetime

import pytest

from cyfran.domain.base.choices import Level
from cyfran.domain.contributions.actions import withdraw_words
from cyfran.domain.decisions.choices import Outcome, ResponseState
from cyfran.domain.organisations.choices import OrganisationKind
from cyfran.domain.reports.actions import freeze_edition
from tests.domain.evaluation.scenes import a_project_carried_through
from tests.factories.base import make_administrator
from tests.factories.contributions import make_theme
from tests.factories.decisions import make_decision, make_response, make_shown_contribution
from tests.factories.evaluation import make_evaluation
from tests.factories.groups import make_group
from tests.factories.organisations import make_organisation, make_region
from tests.web.public.reading import headings_of, links_of, main_of, text_of

pytestmark = pytest.mark.django_db

FROZEN = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def frozen(**given):
    if "organisation" not in given and "region" not in given:
        given["organisation"] = make_organisation()
    return freeze_edition(**{"year": 2026, "by": make_administrator(), "at": FROZEN, **given})


def page_of(client, edition, language="en"):
    return client.get(f"/{language}/reports/{edition.public_id}/")


@pytest.fixture
def project():
    return a_project_carried_through(claimed_level=Level.CO_PRODUCTION, closed_on=FROZEN.date())


def answered(project, words="Nobody asks how we are.", **given):
    contribution = make_shown_contribution(stage=project.stages.get(kind="DESIGN"), public_words=words, **given)
    return make_response(contribution=contribution, state=ResponseState.CANNOT)


# --- The list ---------------------------------------------------------------------------------------------------------


def test_reports_are_listed_by_year_and_name_their_body_or_region(client):
    council = make_organisation(name_en="The Council")
    region = make_region(name_en="The Region")
    make_organisation(kind=OrganisationKind.PARTNERSHIP, region=region)
    new = frozen(organisation=council)
    frozen(region=region, year=2025)

    response = client.get("/en/reports/")

    assert headings_of(response) == ["What each year brought", "2026", "The Council, 2026", "2025", "The Region, 2025"]
    assert f"/en/reports/{new.public_id}/" in links_of(response)
    assert "Frozen on 20 November 2026" in text_of(response)


def test_reports_on_examples_are_listed_only_when_asked_for(client):
    council = make_organisation(name_en="The Council")
    frozen(organisation=council, year=2025)
    frozen(organisation=council, example=True)

    real, examples = client.get("/en/reports/"), client.get("/en/reports/?example=1")

    assert headings_of(real)[1:] == ["2025", "The Council, 2025"]
    assert headings_of(examples)[1:] == ["2026", "The Council, 2026"]
    assert "This is an invented example." in examples.content.decode()


def test_an_empty_list_leads_to_the_projects(client):
    response = client.get("/en/reports/")

    assert "No real report is published here yet." in text_of(response)
    assert "/en/projects/" in links_of(response)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_more_reports(client, count, django_assert_num_queries):
    for _ in range(count):
        frozen()

    with django_assert_num_queries(3):
        client.get("/en/reports/")


# --- One report -------------------------------------------------------------------------------------------------------


def test_a_report_gives_the_account_of_a_year_in_both_languages(client, project):
    council = project.organisation
    make_group(organisation=council)
    answered(project)
    edition = frozen(organisation=council)

    english, welsh = page_of(client, edition), page_of(client, edition, "cy")

    assert headings_of(english)[0] == f"{council.name_en} and its carers, 2026"
    assert "From 1 January 2026 to 31 December 2026, as the record stood on 20 November 2026." in text_of(english)
    assert "What the record shows Co-production What the organiser says Co-production" in text_of(english)
    assert "Idea Done, 10 March 2026 Carers took part" in text_of(english)
    assert "Nobody asks how we are. We cannot do this 17 November 2026 There is no money this year." in text_of(english)
    assert "For 10 June 2026 Decided by: The cabinet Carers' right: Agree jointly No reasons were written down." in text_of(
        english
    )
    assert "Fewer than five people have said how it was." in text_of(english)
    assert "1 request arrived in this year. 1 of them was answered in time." in text_of(english)
    assert "The register named 1 group here on the day of the report." in text_of(english)
    assert "A number of people below five is not shown" in text_of(english)
    assert council.name_cy in headings_of(welsh)[0]
    assert "Nid oes arian eleni." in text_of(welsh)


def test_words_taken_back_leave_a_gap_in_a_report_frozen_before(client, project):
    said = answered(project, "Xylophone.").contribution
    answered(project, "Something else.")
    edition = frozen(organisation=project.organisation)
    assert "Xylophone." in text_of(page_of(client, edition))

    withdraw_words(contribution=said, by=said.person, at=FROZEN)

    assert "Xylophone" not in page_of(client, edition).content.decode()
    assert text_of(page_of(client, edition)).count("These words were withdrawn.") == 1
    assert "Something else." in text_of(page_of(client, edition))


def test_a_report_says_what_the_next_level_still_asked_for_and_how_many_answers_came_in_time(client, project):
    project.stages.filter(kind="DESIGN").update(carer_right="ADVISE")
    edition = frozen(organisation=project.organisation)

    text = text_of(page_of(client, edition))

    assert "What the next level still asked for At least two carers must be members with a say" in text
    assert "6 answers were due by the day of the report; 6 came in time." in text


def test_words_are_marked_with_their_language(client, project):
    answered(project, "Mae'n rhy hir.", words_language="CY")
    edition = frozen(organisation=project.organisation)

    english, welsh = main_of(page_of(client, edition)), main_of(page_of(client, edition, "cy"))

    for page in (english, welsh):
        assert '<blockquote class="cy-words__said" lang="cy"> <p>Mae&#x27;n rhy hir.</p> </blockquote>' in page


def test_an_example_bears_its_banner(client):
    council = make_organisation()

    banners = [
        "This is an invented example." in page_of(client, frozen(organisation=council, example=example)).content.decode()
        for example in (False, True)
    ]

    assert banners == [False, True]


def test_a_year_without_anything_says_so(client):
    text = text_of(page_of(client, frozen()))

    assert "No project with carers was published and under way in this year." in text
    assert "The register named no group here on the day of the report." in text
    assert "0 requests arrived in this year." in text


def test_an_unknown_report_is_not_found(client):
    addresses = ["/en/reports/xxxxxxxxxx/", "/en/reports/xxxxxxxxxx/report.csv", "/en/reports/xxxxxxxxxx/report.json"]

    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


def test_the_table_of_a_report_opens_in_a_spreadsheet(client, project):
    answered(project, "=Xylophone.")
    edition = frozen(organisation=project.organisation)

    response = client.get(f"/en/reports/{edition.public_id}/report.csv")

    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert response["Content-Disposition"] == f'attachment; filename="report-{project.organisation.slug}-2026.csv"'
    assert [row["en"] for row in rows if row["measure"] == "words"] == ["'=Xylophone."]


def test_the_digest_on_the_page_is_that_of_the_account_given_away(client, project):
    answered(project, "Xylophone.")
    edition = frozen(organisation=project.organisation)

    response = client.get(f"/en/reports/{edition.public_id}/report.json")

    assert hashlib.sha256(response.content).hexdigest() in text_of(page_of(client, edition))
    assert "Xylophone" not in response.content.decode()


def test_a_report_leads_to_its_project_and_its_files(client, project):
    edition = frozen(organisation=project.organisation)
    here = f"/en/reports/{edition.public_id}"

    expected = {f"/en/projects/{project.public_id}/", "/en/levels/", f"{here}/report.csv", f"{here}/report.json"}
    assert expected <= set(links_of(page_of(client, edition)))


@pytest.mark.parametrize("count", [1, 3])
def test_a_report_costs_the_same_for_more_in_it(client, count, django_assert_num_queries):
    council = make_organisation()
    for _ in range(count):
        project = a_project_carried_through(organisation=council)
        answered(project).contribution.themes.add(make_theme(project=project))
        make_decision(stage=project.stages.first(), outcome=Outcome.FOR)
        make_evaluation(project=project)
    edition = frozen(organisation=council)

    with django_assert_num_queries(2):
        page_of(client, edition)
