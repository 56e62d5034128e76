"""Nobody fills in a form in vain: a page on which nothing can be done any more leads on and says why."""

from datetime import date

import pytest

from tests.factories.contributions import make_contribution
from tests.factories.decisions import make_decision
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.projects import make_staged_project
from tests.web.reading import address, text_of
from tests.web.staff.conftest import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

CLOSED = "This project is closed."


@pytest.fixture
def project(council, mari):
    project = make_staged_project(organisation=council, owner=mari)
    project.stages.filter(kind="IDEA").update(state="DONE", happened_on=date(2026, 11, 2))
    return project


def opened(client, *door):
    page = client.get(address(*door), follow=True)
    return page.redirect_chain, text_of(page)


@pytest.mark.parametrize(
    ("door", "because"),
    [
        (("staff:projects:change",), CLOSED),
        (("staff:projects:close",), CLOSED),
        (("staff:projects:plan", "design"), CLOSED),
        (("staff:projects:finish", "design"), CLOSED),
        (("staff:projects:leave_out", "design"), CLOSED),
        (("staff:decisions:add",), "This project is closed: nothing more can be decided in it."),
    ],
)
def test_a_closed_project_is_left_as_it_is(client, project, door, because):
    project.closed_on = date(2026, 11, 19)
    project.save()
    name, *kind = door

    led_to, page = opened(client, name, project.public_id, *kind)

    assert led_to == [(address("staff:projects:show", project.public_id), 302)]
    assert because in page


@pytest.mark.parametrize("name", ["plan", "leave_out"])
def test_a_stage_that_is_done_is_not_planned(client, project, name):
    led_to, page = opened(client, f"staff:projects:{name}", project.public_id, "idea")

    assert led_to == [(address("staff:projects:show", project.public_id), 302)]
    assert "This stage is already done." in page


def test_a_decision_is_taken_once(client, project):
    decision = make_decision(stage=project.stages.get(kind="DESIGN"), outcome="FOR")

    led_to, page = opened(client, "staff:decisions:decide", decision.public_id)

    assert led_to == [(address("staff:decisions:show", decision.public_id), 302)]
    assert "This is decided. To decide it again, open a new vote." in page


@pytest.mark.parametrize(
    ("state", "name", "because"),
    [("OPEN", "publish", "This has already been published."), ("CLOSED", "close", "Only something that is open can be closed.")],
)
def test_an_opportunity_is_published_and_closed_once(client, project, state, name, because):
    opportunity = make_opportunity(stage=project.stages.get(kind="DESIGN"), state=state)

    led_to, page = opened(client, f"staff:opportunities:{name}", opportunity.public_id)

    assert led_to == [(address("staff:opportunities:show", opportunity.public_id), 302)]
    assert because in page


@pytest.mark.parametrize("name", ["opportunities:invite", "choosing:show", "choosing:reach", "forwarding:add"])
@pytest.mark.parametrize("given", [{"state": "DRAFT"}, {"state": "CLOSED"}, {"state": "OPEN", "starts_at": NOON}])
def test_nobody_is_asked_to_what_is_not_open(client, project, name, given):
    opportunity = make_opportunity(stage=project.stages.get(kind="DESIGN"), **given)

    led_to, page = opened(client, f"staff:{name}", opportunity.public_id)

    assert led_to == [(address("staff:opportunities:show", opportunity.public_id), 302)]
    assert "Nobody can be asked to this: it is not published yet, or it is over." in page


@pytest.mark.parametrize("name", ["change", "beforehand"])
def test_what_people_were_asked_to_stands(client, project, name):
    opportunity = make_opportunity(stage=project.stages.get(kind="DESIGN"), state="OPEN")
    make_invitation(opportunity=opportunity)

    led_to, page = opened(client, f"staff:opportunities:{name}", opportunity.public_id)

    assert led_to == [(address("staff:opportunities:show", opportunity.public_id), 302)]
    assert "People have been asked to this as it stands." in page


@pytest.mark.parametrize("given", [{"state": "CALLED_OFF"}, {"state": "CLOSED", "starts_at": NOON}])
def test_an_answer_that_is_not_needed_any_more_is_not_asked_for(client, project, given):
    opportunity = make_opportunity(stage=project.stages.get(kind="DESIGN"), **given)
    invitation = make_invitation(opportunity=opportunity)

    led_to, page = opened(client, "staff:opportunities:reply", invitation.public_id)

    assert led_to == [(address("staff:opportunities:show", opportunity.public_id), 302)]
    assert "This can no longer be answered" in page


@pytest.mark.parametrize("name", ["check", "withdraw"])
def test_words_taken_back_are_left_alone(client, project, name):
    said = make_contribution(stage=project.stages.get(kind="DESIGN"), audience="PUBLIC", withdrawn_at=NOON)

    led_to, page = opened(client, f"staff:contributions:{name}", said.public_id)

    assert led_to == [(address("staff:contributions:show", said.public_id), 302)]
    assert "The person has taken these words back." in page
