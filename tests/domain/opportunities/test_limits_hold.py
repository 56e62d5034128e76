"""Whatever happens, nobody is asked past a limit of hers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import not_sent_about
from cyfran.domain.involvement.actions import change_limit
from cyfran.domain.involvement.choices import Lift, Rhythm
from cyfran.domain.involvement.queries import load_of
from cyfran.domain.opportunities.actions.offers import invite
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.people.choices import Use
from tests.factories.base import make_user
from tests.factories.opportunities import make_opportunity
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_stage

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

START = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
_days = st.integers(0, 20)
_word = st.fixed_dictionaries(
    {
        "hours": st.one_of(st.none(), st.integers(1, 6)),
        "asks": st.one_of(st.none(), st.integers(1, 3)),
        "rhythm": st.sampled_from([Rhythm.AT_ONCE, Rhythm.WEEKLY, Rhythm.OFF]),
        "rests_until": st.one_of(st.none(), st.dates(date(2027, 6, 1), date(2027, 9, 1))),
    }
)
_step = st.tuples(_days, st.integers(0, 2), st.one_of(_word, st.integers(15, 300)))


def _asked_lately(person, day):
    return Invitation.objects.filter(person=person, invited_at__date__gt=day - timedelta(days=30)).count()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_step, min_size=1, max_size=12))
def test_nobody_is_ever_asked_past_a_limit_of_hers(steps):
    stage, staff, at = make_stage(), make_user(), START
    people = [make_person(organisation=stage.project.organisation) for _ in range(3)]
    words = [{"hours": 12, "asks": 4, "rhythm": Rhythm.AT_ONCE, "rests_until": None} for _ in people]
    for person in people:
        make_permission(person=person, use=Use.CONTACT)

    for days, who, what in steps:
        at += timedelta(days=days)
        if isinstance(what, dict):
            change_limit(person=people[who], by=people[who], at=at, lifted=Lift.NOT, **what)
            words[who] = {**what, "hours": what["hours"] or 12, "asks": what["asks"] or 4}
            continue
        when = {"starts_at": at + timedelta(days=40), "reply_by": (at + timedelta(days=30)).date()}
        offered = make_opportunity(stage=stage, state=OpportunityState.OPEN, minutes_there=what, **when)
        asked = {one.person_id for one in invite(opportunity=offered, people=people, by=staff, at=at)}

        notes = {note.person_id: note.reason for note in not_sent_about(offered)}
        assert asked | notes.keys() == {person.pk for person in people}
        assert set(Message.objects.filter(person__in=asked).values_list("person", flat=True)) == asked
        for person, word in zip(people, words, strict=True):
            if person.pk in asked:
                assert word["rhythm"] != Rhythm.OFF
                assert word["rests_until"] is None or word["rests_until"] <= at.date()
                assert load_of(person, at.date()) <= 60 * word["hours"]
                assert _asked_lately(person, at.date()) <= word["asks"]
