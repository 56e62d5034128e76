"""An invitation to something that was moved, called off or closed with its project since."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.base import clock
from cyfran.domain.opportunities.queries import invitation_link
from cyfran.domain.projects.models import Project
from tests.factories.opportunities import make_change, make_invitation, make_opportunity
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def invitation(gwenllian):
    """Make an invitation to something in the evening of 12 January 2027."""
    return make_invitation(opportunity=make_opportunity(state="OPEN"), person=gwenllian)


def page_of(invitation):
    return address("carer:invitation:show", invitation_link(invitation))


@pytest.mark.parametrize("now", [datetime(2026, 11, 20, 12, tzinfo=UTC), datetime(2027, 2, 1, 12, tzinfo=UTC)])
def test_what_was_called_off_asks_for_nothing_and_never_starts(client, invitation, monkeypatch, now):
    opportunity = invitation.opportunity
    make_change(opportunity=opportunity, kind="CALLED_OFF")
    type(opportunity).objects.update(state="CALLED_OFF")
    Project.objects.update(closed_on=now.date())
    monkeypatch.setattr(clock, "now", lambda: now)

    page = text_of(client.get(page_of(invitation), {"change": "yes"}))

    assert "This was called off, and does not take place. We are sorry. The reason: The hall was flooded." in page
    for words in ("This has started", "Please answer by", "has been closed", "What happens next", 'name="answer"'):
        assert words not in page


@pytest.mark.parametrize(
    ("was_at", "words"),
    [
        (datetime(2027, 1, 11, 18, tzinfo=UTC), "This was moved: it was to start on Monday 11 January 2027, 18:00."),
        (datetime(2027, 1, 12, 18, tzinfo=UTC), "This is now somewhere else than was said at first."),
    ],
)
def test_what_was_moved_says_from_when_and_why_unless_only_the_place_changed(client, invitation, was_at, words):
    make_change(opportunity=invitation.opportunity, was_at=was_at)

    assert f"{words} We are sorry. The reason: The hall was flooded." in text_of(client.get(page_of(invitation)))


@pytest.mark.parametrize("answered", ["", "YES"])
def test_it_says_so_kindly_where_the_project_has_been_closed(client, invitation, noon, answered):
    if answered:
        client.post(page_of(invitation), {"answer": answered})
    Project.objects.update(closed_on=noon.date())

    page = text_of(client.get(page_of(invitation), {"change": "yes"}))

    assert "The project this belongs to has been closed, so no answer is needed any more." in page
    assert 'name="answer"' not in page
    assert "Change my answer" not in page
    assert "What happens next" not in page
    assert "Please answer by" not in page


def test_an_answer_to_a_closed_project_is_refused_in_words(client, invitation, noon):
    Project.objects.update(closed_on=noon.date())

    page = text_of(client.post(page_of(invitation), {"answer": "YES"}))

    invitation.refresh_from_db()
    assert invitation.answer == ""
    assert "has been closed, so no answer is needed any more." in page
