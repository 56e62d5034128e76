"""Whatever happens, nobody is asked past a limit of hers."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import not_sent_about
from cyfran.domain.involvement.actions import change_limit
from cyfran.domain.involvement.choices import Lift, Rhythm
from cyfran.domain.opportunities.actions.forwarding import tell_own_people
from cyfran.domain.opportunities.actions.offers import invite
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.people.choices import Use
from tests.factories.base import make_user
from tests.factories.correspondence import make_forward
from tests.factories.opportunities import make_opportunity
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_stage

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

START = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
USUAL = {"hours": 12, "asks": 4, "rhythm": Rhythm.AT_ONCE, "rests_until": None}
_days = st.integers(0, 20)
_word = st.fixed_dictionaries(
    {
        "hours": st.one_of(st.none(), st.integers(1, 6)),
        "asks": st.one_of(st.none(), st.integers(1, 3)),
        "rhythm": st.sampled_from([Rhythm.AT_ONCE, Rhythm.WEEKLY, Rhythm.MONTHLY, Rhythm.OFF]),
        "rests_for_days": st.one_of(st.none(), st.integers(1, 60)),
    }
)
# Minutes that come to a limit, or to one more.
_minutes = st.sampled_from([1, 59, 60, 61, 120, 299, 300])
_by_partner = st.booleans()
_step = st.tuples(_days, st.integers(0, 2), st.one_of(_word, st.tuples(_minutes, _by_partner)))


@dataclass
class Asked:
    """What a person has said, and what was asked of her so far: kept by the test itself, not by what it tests."""

    word: dict[str, Any] = field(default_factory=lambda: dict(USUAL))
    asks: list[tuple[date, int]] = field(default_factory=list)

    def is_within_her_limits(self, day: date) -> bool:
        lately = sum(1 for on, _minutes in self.asks if on > day - timedelta(days=30))
        rests = self.word["rests_until"] is not None and self.word["rests_until"] > day
        minutes = sum(minutes for _on, minutes in self.asks)
        asks_for_none = self.word["rhythm"] == Rhythm.OFF or rests
        return not asks_for_none and minutes <= 60 * self.word["hours"] and lately <= self.word["asks"]


def says(**word):
    return {"hours": None, "asks": None, "rhythm": Rhythm.AT_ONCE, "rests_for_days": None, **word}


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_step, min_size=1, max_size=12))
@example([(0, 0, says(hours=1)), (0, 0, (60, False)), (0, 0, (1, True))])
@example([(0, 0, says(asks=1)), (0, 0, (1, True)), (29, 0, (1, False)), (1, 0, (1, False))])
@example([(0, 0, says(rests_for_days=2)), (1, 0, (1, False)), (1, 0, (1, False))])
@example([(0, 0, says(rhythm=Rhythm.OFF)), (0, 0, (1, False)), (0, 0, (1, True))])
def test_nobody_is_ever_asked_past_a_limit_of_hers(steps):
    stage, elsewhere, staff, at = make_stage(), make_stage(), make_user(), START
    people = [make_person(organisation=stage.project.organisation) for _ in range(3)]
    history = {person.pk: Asked() for person in people}
    for person in people:
        make_permission(person=person, use=Use.CONTACT)

    for days, who, what in steps:
        at += timedelta(days=days)
        if isinstance(what, dict):
            person, word, rest = people[who], dict(what), what["rests_for_days"]
            word["rests_until"] = word.pop("rests_for_days") and at.date() + timedelta(days=rest)
            change_limit(person=person, by=person, at=at, lifted=Lift.NOT, **word)
            history[person.pk].word = word | {"hours": word["hours"] or 12, "asks": word["asks"] or 4}
            continue
        minutes, by_partner = what
        when = {"starts_at": at + timedelta(days=60), "reply_by": (at + timedelta(days=50)).date(), "minutes_there": minutes}
        offered = make_opportunity(stage=elsewhere if by_partner else stage, state=OpportunityState.OPEN, **when)
        about = make_forward(about=offered, partner=stage.project.organisation) if by_partner else offered
        if by_partner:
            asked = {message.person_id for message in tell_own_people(forward=about, by=staff, at=at)}
        else:
            asked = {invitation.person_id for invitation in invite(opportunity=offered, people=people, by=staff, at=at)}

        notes = {note.person_id: note.get_reason_display() for note in not_sent_about(about)}
        assert (asked | notes.keys(), asked & notes.keys()) == ({person.pk for person in people}, set())
        assert all(str(words) for words in notes.values())
        assert set(Message.objects.filter(person__in=asked).values_list("person", flat=True)) == asked
        for key in asked:
            history[key].asks.append((at.date(), minutes))
            assert history[key].is_within_her_limits(at.date())
