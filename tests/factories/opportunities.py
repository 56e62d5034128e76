"""Opportunities, invitations and draws for tests: only what is required."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.utils.timezone import localtime

from cyfran.domain.opportunities.actions.lotteries import make_lottery
from cyfran.domain.opportunities.choices import NOT_SAID, Cause, ChangeKind, DrawState, Feature, OpportunityState
from cyfran.domain.opportunities.models import Change, Draw, DrawnPerson, DrawTarget, Invitation, Opportunity
from cyfran.domain.people.models import Person
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_project, make_stage

# What must be said of an opportunity before it is published, beside what is offered.
SAID_BEFOREHAND = {
    "work": "PLANNING",
    "topic": "BREAKS",
    "why_not_in_person": "OWN_TIME",
    "why_not_online": "ONE_ROOM",
    "why_not_by_telephone": "ONE_ROOM",
    "may_bring": "YES",
    "spoken": "EITHER",
    "why_not_more_cy": "Y cabinet sy'n penderfynu.",
    "why_not_more_en": "The cabinet decides.",
}


def make_opportunity(**given) -> Opportunity:
    """Make a meeting in January, still being prepared; with another state, one that was published in good time."""
    if "stage" not in given:
        given["stage"] = make_stage()
    fields = {
        "organisation": given["stage"].project.organisation,
        "title_cy": "Cyfarfod cyntaf",
        "title_en": "First meeting",
        "about_cy": "Beth sy'n bwysig i chi?",
        "about_en": "What matters to you?",
        "starts_at": datetime(2027, 1, 12, 18, 0, tzinfo=UTC),
        "reply_by": date(2027, 1, 5),
        "minutes_there": 90,
        "in_person": True,
    }
    if given.get("state", OpportunityState.DRAFT) != OpportunityState.DRAFT:
        fields |= {"published_at": datetime(2026, 11, 2, 9, 0, tzinfo=UTC), "notice_days": 71}
    return Opportunity.objects.create(**{**fields, **given})


def make_invitation(**given) -> Invitation:
    """Make an invitation that waits for its answer, to somebody of the organisation that asks."""
    if "opportunity" not in given:
        given["opportunity"] = make_opportunity(state=OpportunityState.OPEN)
    if "person" not in given:
        given["person"] = make_person(organisation=given["opportunity"].organisation)
    return Invitation.objects.create(**{"invited_at": datetime(2026, 11, 3, 9, 0, tzinfo=UTC), **given})


def make_draw(**given) -> Draw:
    """Make a draw of two that is being prepared, for something that is open, of a project that everyone can read."""
    if "opportunity" not in given:
        stage = make_stage(project=make_project(published_at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC)))
        given["opportunity"] = make_opportunity(stage=stage, state=OpportunityState.OPEN)
    return Draw.objects.create(**{"size": 2, "prepared_at": datetime(2026, 11, 3, 9, 0, tzinfo=UTC), **given})


def make_draw_target(**given) -> DrawTarget:
    if "draw" not in given:
        given["draw"] = make_draw()
    return DrawTarget.objects.create(**{"feature": Feature.LANGUAGE, "value": "CY", "least": 1, "most": 2, **given})


def make_drawn_person(**given) -> DrawnPerson:
    """Make somebody who waits in the pool of a draw."""
    if "draw" not in given:
        given["draw"] = make_draw()
    if "person" not in given:
        given["person"] = make_person(organisation=given["draw"].opportunity.organisation)
    return DrawnPerson.objects.create(**given)


def make_pool(draw: Draw, *languages: str, **given) -> list[Person]:
    """Register a person for each language, who permits being asked by the body that draws."""
    body = draw.opportunity.organisation
    people = [make_person(organisation=body, language=language, **given) for language in languages]
    for person in people:
        make_permission(person=person)
    return people


def make_ready_draw(*, people: Iterable[Person], at: datetime, **given) -> Draw:
    """Make a draw of one from these people, whose lottery stands."""
    draw = make_draw(size=1, state=DrawState.RUNNING, prepared_at=at, started_at=at, **given)
    for person in people:
        make_drawn_person(draw=draw, person=person, values={feature: [NOT_SAID] for feature in Feature.values})
    make_lottery(draw=draw, at=at)
    Draw.objects.filter(pk=draw.pk).update(ready_at=at)
    draw.refresh_from_db()
    return draw


def make_announced_draw(*, people: Iterable[Person], at: datetime, **given) -> Draw:
    """Make a draw of one from these people, whose lottery stands and whose number will be known on the next evening of Lotto."""
    draw = make_ready_draw(opportunity=make_opportunity(state=OpportunityState.OPEN, **given), people=people, at=at)
    evenings = (localtime(at).replace(hour=20, minute=0) + timedelta(days=days) for days in range(1, 5))
    evening = next(evening for evening in evenings if evening.weekday() in (2, 5))
    Draw.objects.filter(pk=draw.pk).update(beacon="LOTTO", beacon_at=evening, announced_at=at)
    draw.refresh_from_db()
    return draw


def make_change(**given) -> Change:
    """Make something that was moved, in good time; with another kind, something that was called off."""
    if "opportunity" not in given:
        given["opportunity"] = make_opportunity(state=OpportunityState.OPEN)
    fields = {
        "kind": ChangeKind.MOVED,
        "cause": Cause.PLACE,
        "reason_cy": "Roedd dŵr yn y neuadd.",
        "reason_en": "The hall was flooded.",
        "was_at": datetime(2027, 1, 11, 18, 0, tzinfo=UTC),
        "days_before": 20,
        "changed_at": datetime(2026, 11, 10, 9, 0, tzinfo=UTC),
    }
    return Change.objects.create(**fields | given)
