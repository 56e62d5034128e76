"""More ways to take part in the worked example: some that need no sign-up, some at home, and a visit that was called off late."""

from typing import Any

from cyfran.cli.example.scene import Scene
from cyfran.cli.example.steps import stage_of
from cyfran.cli.example.texts import CAFE, DAY_OF_MAKING, QUESTIONS, SECOND_VISIT, VISIT, WHY_NO_VISIT
from cyfran.domain.base.choices import Topic
from cyfran.domain.opportunities.actions.changes import call_off
from cyfran.domain.opportunities.actions.offers import publish_opportunity, read_past_asks
from cyfran.domain.opportunities.actions.templates import draft_from_template
from cyfran.domain.opportunities.choices import Cause, MayBring, OpportunityKind, Spoken, Work
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.projects.choices import StageKind
from cyfran.domain.projects.models import Project


def offer_more(scene: Scene, project: Project) -> None:
    """Open to everybody what needs no sign-up or is done at home, and keep on record what was called off."""
    _publish(scene, project, OpportunityKind.DROP_IN, held=-18, published=2, **CAFE)
    _publish(scene, project, OpportunityKind.SURVEY, held=-24, published=2, **QUESTIONS)
    _publish(scene, project, OpportunityKind.HACKATHON, held=-40, published=2, may_bring=MayBring.LOOKED_AFTER, **DAY_OF_MAKING)
    visit = _publish(scene, project, OpportunityKind.VISIT, held=4, published=30, may_bring=MayBring.NO, places=10, **VISIT)
    call_off(opportunity=visit, cause=Cause.PLACE, **WHY_NO_VISIT, by=scene.coordinator, at=scene.at(9))


def offer_second_visit(scene: Scene, project: Project) -> Opportunity:
    """Offer what was called off on another day, shorter and with two places."""
    shorter = {"minutes_there": 60, "minutes_travel": 30, "places": 2, "may_bring": MayBring.NO}
    return _publish(scene, project, OpportunityKind.VISIT, held=-25, published=1, **shorter, **SECOND_VISIT)


def _publish(scene: Scene, project: Project, kind: OpportunityKind, *, held: int, published: int, **words: Any) -> Opportunity:
    by, at = scene.coordinator, scene.at(published)
    opportunity = draft_from_template(
        organisation=scene.council,
        stage=stage_of(project, StageKind.DESIGN),
        kind=kind,
        work=Work.DELIVERY,
        topic=Topic.BREAKS,
        starts_at=scene.at(held, 11),
        spoken=Spoken.EITHER,
        by=by,
        at=at,
        **words,
    )
    read_past_asks(opportunity=opportunity, by=by, at=at)
    return publish_opportunity(opportunity=opportunity, by=by, at=at)
