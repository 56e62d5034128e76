"""Promise 12: zero to four people are never shown as a count, on no page, in no file, through no program."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from cyfran.domain.contributions.choices import Audience
from cyfran.domain.projects.choices import StageState
from cyfran.domain.reports.actions import freeze_edition
from tests.factories.base import make_administrator
from tests.factories.contributions import make_contribution, make_theme
from tests.factories.decisions import make_response, make_shown_contribution
from tests.factories.evaluation import make_evaluation
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.opportunities import make_announced_draw, make_invitation, make_opportunity
from tests.factories.organisations import make_area, make_organisation, make_region
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_stage
from tests.web.public.addresses import every_address

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
# Public ids, digests, tokens and the moment a feed was made differ between any two records.
_REFERENCES = re.compile(
    r"\b[0-9a-f]{64}\b|\b[23456789bcdfghjkmnpqrstvwxz]{10}\b|csrfmiddlewaretoken\" value=\"\w+|<updated>[^<]+"
)


def pages_with(client, people: int) -> dict[str, str]:
    """Make a project in which so many people were invited, came, spoke and evaluated; return all that anyone may read."""
    region = make_region(slug="y-de", name_cy="Y De", name_en="The South")
    area = make_area(slug="y-dref", ons_code="T00000042", name_cy="Y Dref", name_en="The Town", region=region)
    council = make_organisation(slug="y-cyngor", name_cy="Y Cyngor", name_en="The Council", area=area)
    project = make_project(organisation=council, published_at=NOW, closed_on=NOW.date())
    stage = make_stage(project=project, state=StageState.DONE, happened_on=date(2026, 10, 1))
    opportunity = make_opportunity(stage=stage, state="OPEN")
    meeting, theme = make_meeting(stage=stage), make_theme(project=project, name_cy="Thema", name_en="Theme")
    for number in range(people):
        person = make_person(organisation=council)
        make_invitation(opportunity=opportunity, person=person)
        make_attendance(meeting=meeting, person=person)
        given = {"stage": stage, "person": person}
        said = make_contribution(**given, audience=Audience.TEAM) if number else make_shown_contribution(**given)
        said.themes.add(theme)
        make_response(contribution=said)
        make_evaluation(project=project, person=person)
    pool = [invitation.person for invitation in opportunity.invitations.all()]
    draw = make_announced_draw(stage=stage, people=pool, at=NOW) if pool else None
    edition = freeze_edition(organisation=council, year=2026, by=make_administrator(), at=NOW)
    arguments = {"projects": project.public_id, "areas": area.slug, "reports": edition.public_id, "groups": "x", "ask": "x"}
    arguments["draws"] = draw.public_id if draw else "x"
    return {_read(address): _read(client.get(address).content.decode()) for address in every_address(arguments)}


def _read(text: str) -> str:
    return _REFERENCES.sub("…", text)


def pages_undone(client, people: int) -> dict[str, str]:
    with transaction.atomic():
        pages = pages_with(client, people)
        transaction.set_rollback(True)
    return pages


def test_everything_reads_the_same_for_one_person_as_for_four(client):
    one = pages_undone(client, 1)

    for people in (2, 3, 4):
        more = pages_undone(client, people)
        assert {address for address in one if one[address] != more[address]} == set(), people


def test_none_and_four_differ_only_in_whether_anybody_was_there(client):
    none, four = pages_undone(client, 0), pages_undone(client, 4)

    assert "No carers on record" in none["/en/projects/…/"]
    assert "Carers took part" in four["/en/projects/…/"]
    for pages in (none, four):
        assert "Fewer than five people have said how it was." in pages["/en/projects/…/"]


def test_five_people_are_a_count_that_may_be_shown(client):
    pages = pages_undone(client, 5)

    assert "5 people spoke of this." in " ".join(pages["/en/projects/…/"].split())
    assert "5 people who took part have said how it was." in " ".join(pages["/en/reports/…/"].split())
