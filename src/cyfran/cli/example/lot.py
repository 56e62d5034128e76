"""The draw of the worked example: four of its people are to design something, and a number that nobody knew settles who."""

from cyfran.cli.example.scene import Scene
from cyfran.cli.example.steps import stage_of
from cyfran.cli.example.texts import BEFOREHAND, DESIGN_GROUP, OFFERS, WAYS
from cyfran.domain.base.choices import Topic
from cyfran.domain.opportunities.actions.draws import (
    announce_draw,
    draw_panel,
    prepare_draw,
    run_draw,
    set_targets,
)
from cyfran.domain.opportunities.actions.lotteries import make_lottery
from cyfran.domain.opportunities.actions.offers import draft_opportunity, publish_opportunity, read_past_asks
from cyfran.domain.opportunities.actions.panels import confirm, decline
from cyfran.domain.opportunities.bridge.targets import Wanted
from cyfran.domain.opportunities.choices import Beacon, OpportunityKind, Outcome, Work
from cyfran.domain.opportunities.models import Draw, Opportunity
from cyfran.domain.people.choices import AgeBand, Hours
from cyfran.domain.projects.choices import StageKind
from cyfran.domain.projects.models import Project

_SIZE = 4
_TARGETS = (
    Wanted("LANGUAGE", "CY", 2, 3),
    Wanted("HOURS", Hours.FROM_50, 1, 2),
    Wanted("AGE", AgeBand.FROM_65, 1, 2),
)
_NUMBER = "3 6 1 4 4 2 5 1 6 2 3 5"


def draw_a_group(scene: Scene, project: Project) -> Draw:
    """Draw a group by lot. One of those drawn comes, and one cannot: the next is asked."""
    by = scene.coordinator
    draw = prepare_draw(opportunity=_offer(scene, project), size=_SIZE, reserves=2, by=by, at=scene.at(3, 14))
    set_targets(draw=draw, targets=_TARGETS, by=by, at=scene.at(3, 14))
    run_draw(draw=draw, by=by, at=scene.at(3, 15))
    make_lottery(draw=draw, at=scene.at(3, 15))
    draw.refresh_from_db()
    announce_draw(draw=draw, beacon=Beacon.DICE, beacon_at=scene.at(2, 18), by=by, at=scene.at(2, 9))
    draw_panel(draw=draw, seed=_NUMBER, by=by, at=scene.at(1, 9))
    coming, not_coming = draw.people.filter(outcome=Outcome.CHOSEN).select_related("person")[:2]
    confirm(drawn=coming, channel=coming.person.channel, by=by, at=scene.at(1, 12))
    decline(drawn=not_coming, channel=not_coming.person.channel, by=by, at=scene.at(1, 13))
    scene.see_to_messages(1, only_email=True)
    return draw


def _offer(scene: Scene, project: Project) -> Opportunity:
    opportunity = draft_opportunity(
        organisation=scene.council,
        stage=stage_of(project, StageKind.DESIGN),
        kind=OpportunityKind.FOCUS_GROUP,
        work=Work.PLANNING,
        topic=Topic.BREAKS,
        starts_at=scene.at(-30, 18),
        reply_by=scene.day(-20),
        minutes_there=90,
        minutes_travel=40,
        by=scene.coordinator,
        at=scene.at(3, 13),
        **DESIGN_GROUP,
        **WAYS,
        **OFFERS,
        **BEFOREHAND,
    )
    read_past_asks(opportunity=opportunity, by=scene.coordinator, at=scene.at(3, 13))
    return publish_opportunity(opportunity=opportunity, by=scene.coordinator, at=scene.at(3, 13))
