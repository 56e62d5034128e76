"""Invented people stay in the example, and real people out of it, whoever asks for the record."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.choices import Language, Level
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.contributions.actions import contribute
from cyfran.domain.contributions.choices import Audience, GivenBy
from cyfran.domain.evaluation.actions import evaluate
from cyfran.domain.evaluation.choices import Rating
from cyfran.domain.groups.actions import fill_seat
from cyfran.domain.meetings.actions import record_attendance
from cyfran.domain.meetings.choices import Form, Standing
from cyfran.domain.opportunities.actions.offers import invite
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.people.choices import Use
from cyfran.domain.projects.actions import propose, start_project
from cyfran.domain.projects.choices import ProposalState
from tests.factories.base import make_user
from tests.factories.contributions import make_contribution
from tests.factories.groups import make_group, make_seat
from tests.factories.meetings import make_meeting
from tests.factories.opportunities import make_opportunity
from tests.factories.organisations import make_organisation
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_project, make_proposal, make_stage

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
TERM = {"starts_on": date(2026, 11, 1), "ends_on": None, "minutes_a_year": 60}
SCOPE = {f"{text}_{half}": "Words." for text in ("title", "question", "open", "fixed") for half in ("cy", "en")}


def attend(person, stage, by):
    facts = {"standing": Standing.CARER, "form": Form.IN_PERSON, "minutes": 60}
    return record_attendance(meeting=make_meeting(stage=stage), person=person, by=by, at=NOW, **facts)


def speak(person, stage, by):
    facts = {"words": "Words.", "words_language": Language.ENGLISH, "given_by": GivenBy.PHONE, "audience": Audience.TEAM}
    return contribute(stage=stage, person=person, by=by, at=NOW, **facts)


def be_invited(person, stage, by):
    make_permission(person=person, use=Use.CONTACT)
    return invite(opportunity=make_opportunity(stage=stage, state=OpportunityState.OPEN), people=[person], by=by, at=NOW)


def say_how_it_was(person, stage, by):
    make_contribution(person=person, stage=stage)
    answers = dict.fromkeys(("listened_to", "able_to_take_part", "told_what_came"), Rating.YES)
    return evaluate(
        project=stage.project, person=person, level_felt=Level.CONSULTATION, given_by=GivenBy.PHONE, by=by, at=NOW, **answers
    )


def take_a_seat(person, stage, by):
    seat = make_seat(group=make_group(is_example=stage.project.is_example))
    return fill_seat(seat=seat, holder=person, by=by, at=NOW, **TERM)


def stand_in(person, stage, by):
    is_example = stage.project.is_example
    seat, holder = make_seat(group=make_group(is_example=is_example)), make_person(is_example=is_example)
    return fill_seat(seat=seat, holder=holder, deputy=person, by=by, at=NOW, **TERM)


def ask(person, stage, by):
    body, is_example = make_organisation(named_contact=make_user()), stage.project.is_example
    words = {"words": "Words.", "words_language": Language.ENGLISH}
    return propose(organisation=body, person=person, is_example=is_example, by=by, at=NOW, **words)


def begin(person, stage, by):
    body, is_example = person.organisation, stage.project.is_example
    proposal = make_proposal(organisation=body, person=person, state=ProposalState.ACCEPTED, is_example=person.is_example)
    return start_project(
        organisation=body, owner=by, proposal=proposal, started_on=NOW.date(), is_example=is_example, by=by, at=NOW, **SCOPE
    )


WAYS_IN = [attend, speak, be_invited, say_how_it_was, take_a_seat, stand_in, ask, begin]


@pytest.mark.parametrize("way_in", WAYS_IN)
@pytest.mark.parametrize("in_example", [True, False])
def test_what_is_invented_and_what_is_real_are_never_recorded_together(way_in, in_example):
    stage = make_stage(project=make_project(is_example=in_example))
    person = make_person(organisation=stage.project.organisation, is_example=not in_example)

    with pytest.raises(ValidationError) as refused:
        way_in(person, stage, make_user())

    assert refused.value.messages == ["Invented people belong in the example alone, and real people outside it."]
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("way_in", WAYS_IN)
@pytest.mark.parametrize("in_example", [True, False])
def test_each_among_its_own_is_recorded(way_in, in_example):
    stage = make_stage(project=make_project(is_example=in_example))
    person = make_person(organisation=stage.project.organisation, is_example=in_example)

    assert way_in(person, stage, make_user())
