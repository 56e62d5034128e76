"""How people are reached in the worked example: where they meet, through a partner, and only as often as each wishes."""

from datetime import time
from typing import Any
from uuid import UUID

from cyfran.cli.example.meetings import YES
from cyfran.cli.example.offers import offer_second_visit
from cyfran.cli.example.people import MET
from cyfran.cli.example.scene import Scene, partner_of
from cyfran.cli.example.texts import AT_THE_CAFE
from cyfran.domain.correspondence.actions.visits import record_visit, sign_up_there
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.models import Message, Visit
from cyfran.domain.involvement.actions import change_limit
from cyfran.domain.involvement.choices import Rhythm
from cyfran.domain.opportunities.actions.calls import answer_when_rung
from cyfran.domain.opportunities.actions.forwarding import forward
from cyfran.domain.opportunities.actions.offers import invite
from cyfran.domain.opportunities.actions.replies import reply
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.projects.models import Project

# On their own pages; somebody else has said yes on the telephone before, and there are two places.
_WOULD_COME = ("gwenllian", "huw")


def reach_out(scene: Scene, project: Project, meeting: Opportunity) -> None:
    """Have a meeting passed on, go where people meet, hear how often each would be asked, and ask those who may be."""
    forward(opportunity=meeting, partner=partner_of(scene.council), by=scene.coordinator, at=scene.at(4))
    _go_to_a_cafe(scene)
    _say_how_often(scene)
    _fill_every_place(scene, offer_second_visit(scene, project))


def _go_to_a_cafe(scene: Scene) -> None:
    """Register two people on the spot; what is still to be done stands on the page of today."""
    done: dict[str, Any] = {"by": scene.coordinator, "at": scene.at(2, 15)}
    visit = Visit(organisation=scene.council)
    written = {**AT_THE_CAFE, "went_on": scene.day(2), "went": scene.coordinator.name, "follow_up_by": scene.day(-5)}
    record_visit(visit=visit, **written, **done)
    for number, person in enumerate(MET):
        beside: dict[str, Any] = {"key": str(UUID(int=number)), "area": scene.council.area, "is_example": True}
        sign_up_there(visit=visit, **beside, **person, **done)


def _say_how_often(scene: Scene) -> None:
    """Let one be asked once a month, one rest for some weeks, and one be asked for nothing."""
    words: dict[str, dict[str, Any]] = {
        "priya": {"rhythm": Rhythm.MONTHLY, "asks": 1, "quiet_from": time(18), "quiet_until": time(10)},
        "karim": {"rests_until": scene.day(-21)},
        "tomos": {"rhythm": Rhythm.OFF},
    }
    for key, word in words.items():
        person = scene.people[key]
        change_limit(person=person, by=person, at=scene.at(2, 21), **word)


def _fill_every_place(scene: Scene, visit: Opportunity) -> None:
    """Ask everybody who may be asked: of three who would come, the last waits for a place."""
    invitations = invite(opportunity=visit, people=scene.people.values(), by=scene.coordinator, at=scene.at(1))
    asked = {invitation.person: invitation for invitation in invitations}
    rung = asked[scene.people["dai"]]
    call = Message.objects.get(purpose=Purpose.INVITATION, about_public_id=rung.public_id)
    answer_when_rung(invitation=rung, message=call, answer=YES, by=scene.coordinator, at=scene.at(1, 16))
    scene.see_to_messages(1, only_email=True)
    for hour, key in enumerate(_WOULD_COME, 18):
        person = scene.people[key]
        reply(invitation=asked[person], answer=YES, channel="", by=person, at=scene.at(1, hour))
