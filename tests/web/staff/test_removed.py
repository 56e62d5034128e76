"""Somebody who was removed, on the pages of staff: they say so, lead to no record of hers, and wait for nothing from her."""

from datetime import timedelta

import pytest

from cyfran.domain.opportunities.actions.draws import draw_panel
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.models import Person
from cyfran.web.staff.today.presenters import due_lines
from tests.factories.contributions import make_contribution
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.opportunities import make_announced_draw
from tests.factories.people import make_flag, make_permission, make_person
from tests.factories.projects import make_proposal, make_staged_project
from tests.web.reading import address, text_of
from tests.web.staff.conftest import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def pages(mari, council):
    """Remove somebody who was asked, drawn, came, spoke, asked for something and was worried about; return where that stands."""
    her = make_person(public_id="gone0000", organisation=council, name="Olwen Dychmygol")
    project = make_staged_project(organisation=council, owner=mari)
    stage = project.stages.get(kind="DESIGN")
    make_permission(person=her)
    draw = make_announced_draw(people=[her], at=NOON - timedelta(days=6), stage=stage, organisation=council)
    draw_panel(draw=draw, seed="4 8 15 16 23 42", by=mari, at=draw.beacon_at)
    opportunity, drawn = draw.opportunity, draw.people.get()
    invitation = opportunity.invitations.get()
    meeting = make_meeting(stage=stage)
    make_attendance(meeting=meeting, person=her)
    said = make_contribution(stage=stage, person=her, owner=mari)
    asked = make_proposal(organisation=council, person=her, owner=mari)
    flag = make_flag(person=her, owner=mari)
    erase(person=her, by=None, at=NOON)
    return {
        "staff:opportunities:show": opportunity,
        "staff:opportunities:reply": invitation,
        "staff:draws:show": draw,
        "staff:draws:answer": drawn,
        "staff:meetings:show": meeting,
        "staff:contributions:list": project,
        "staff:contributions:show": said,
        "staff:responses:add": said,
        "staff:proposals:show": asked,
        "staff:flags:show": flag,
        "staff:evaluation:show": project,
    }


def test_every_page_that_names_her_says_so_and_leads_to_no_record_of_hers(client, pages):
    found = {name: client.get(address(name, thing.public_id), follow=True) for name, thing in pages.items()}

    link = address("staff:people:show", Person.objects.get(public_id="gone0000").public_id)
    assert {name: page.status_code for name, page in found.items()} == dict.fromkeys(pages, 200)
    assert [name for name, page in found.items() if link in page.content.decode()] == []
    assert [name for name, page in found.items() if "Removed person" not in text_of(page)] == []


def test_nobody_waits_for_her(client, mari, pages):
    asked = text_of(client.get(address("staff:opportunities:show", pages["staff:opportunities:show"].public_id)))
    drawn = text_of(client.get(address("staff:draws:show", pages["staff:draws:show"].public_id)))
    request = text_of(client.get(address("staff:proposals:show", pages["staff:proposals:show"].public_id)))
    waiting = client.get(address("staff:proposals:list"), {"state": "WAITING"})

    lines = " ".join(str(line.what) for line in due_lines(mari, now=NOON))
    assert ("1 person asked" in asked, "No answer yet: 0" in asked) == (True, True)
    assert ("No answer yet: 0" in drawn, "Free seats: 1" in drawn, "Ask the next" in drawn) == (True, True, True)
    assert "Nobody waits for an answer." in request
    assert list(waiting.context["rows"]) == []
    assert ("have not replied" in lines, "Answer " in lines) == (False, False)
    assert ("Fill a free seat" in lines, "Somebody asked for help for themselves: Removed person" in lines) == (True, True)


def test_nobody_is_asked_how_it_was_for_her(client, pages):
    project = pages["staff:evaluation:show"]

    shown = text_of(client.get(address("staff:evaluation:show", project.public_id)))
    form = client.get(address("staff:evaluation:add", project.public_id)).context["form"]

    assert ("Write down their answers" in shown, list(form.fields["person"].queryset)) == (False, [])


def test_what_would_be_written_about_her_says_why_not(client, pages):
    for name in ("staff:opportunities:reply", "staff:responses:add"):
        shown = text_of(client.get(address(name, pages[name].public_id), follow=True))

        assert "This person has been removed: nothing about them can be written down any more." in shown


def test_what_is_posted_all_the_same_is_refused(client, pages):
    said = pages["staff:responses:add"]

    shown = client.post(
        address("staff:responses:add", said.public_id), {"state": "CANNOT", "reason_cy": "Na", "reason_en": "No"}, follow=True
    )

    assert "This person has been removed" in text_of(shown)
    assert said.responses.count() == 0
