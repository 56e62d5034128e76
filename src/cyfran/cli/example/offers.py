"""More ways to take part in the worked example: a café that needs no sign-up, and a visit that was called off too late."""

from typing import Any

from cyfran.cli.example.scene import Scene
from cyfran.cli.example.steps import stage_of
from cyfran.cli.example.texts import CAFE, VISIT, WHY_NO_VISIT
from cyfran.domain.base.choices import Topic
from cyfran.domain.opportunities.actions.changes import call_off
from cyfran.domain.opportunities.actions.offers import publish_opportunity, read_past_asks
from cyfran.domain.opportunities.actions.templates import draft_from_template
from cyfran.domain.opportunities.choices import Cause, MayBring, OpportunityKind, Spoken, Work
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.projects.choices import StageKind
from cyfran.domain.projects.models import Project


def offer_more(scene: Scene, project: Project) -> None:
    """Open a café to everybody, and keep on record what was called off."""
    _publish(scene, project, OpportunityKind.DROP_IN, held=-18, published=2, **CAFE)
    visit = _publish(scene, project, OpportunityKind.VISIT, held=4, published=30, may_bring=MayBring.NO, places=10, **VISIT)
    call_off(opportunity=visit, cause=Cause.PLACE, **WHY_NO_VISIT, by=scene.coordinator, at=scene.at(9))


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
