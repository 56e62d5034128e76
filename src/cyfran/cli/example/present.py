"""What goes on in the worked example now: a second project that has just begun, a request and a text that wait for answers."""

from cyfran.cli.example import meetings, texts
from cyfran.cli.example.lot import draw_a_group
from cyfran.cli.example.offers import offer_more
from cyfran.cli.example.reaching import reach_out
from cyfran.cli.example.scene import Scene
from cyfran.cli.example.steps import ask, hear, plan, stage_of, take_down_replies
from cyfran.cli.example.words import SECOND_REQUEST, SINCE, TEXTED_QUESTION, WAITING_REQUEST
from cyfran.domain.base.choices import Channel, DecisionRight, Language
from cyfran.domain.correspondence.actions.receiving import take_in
from cyfran.domain.projects.actions import answer_proposal, propose, publish_project, start_project
from cyfran.domain.projects.choices import StageKind
from cyfran.domain.projects.models import Project

_RIGHTS = {
    StageKind.PRIORITIES: DecisionRight.AGREE_JOINTLY,
    StageKind.DESIGN: DecisionRight.AGREE_JOINTLY,
    StageKind.DECISION: DecisionRight.AGREE_JOINTLY,
    StageKind.DELIVERY: DecisionRight.ADVISE,
    StageKind.EVALUATION: DecisionRight.ADVISE,
}


def come_to_the_present(scene: Scene) -> None:
    """Begin a second project, and leave on today's page what a coordinator has to do."""
    project = _begin_again(scene)
    hear(scene, stage_of(project, StageKind.PRIORITIES), SINCE)
    _leave_a_request_waiting(scene)
    opportunity = ask(scene, project, meetings.NEXT)
    scene.see_to_messages(meetings.NEXT.asked, only_email=True)
    take_down_replies(scene, opportunity, meetings.NEXT)
    draw_a_group(scene, project)
    offer_more(scene, project)
    reach_out(scene, project, opportunity)
    _text_a_question(scene)


def _begin_again(scene: Scene) -> Project:
    by = scene.coordinator
    proposal = propose(
        organisation=scene.council,
        words=SECOND_REQUEST,
        words_language=Language.ENGLISH,
        person=scene.people["dai"],
        given_by=Channel.PHONE,
        by=by,
        at=scene.at(64),
        is_example=True,
    )
    scene.see_to_messages(64)
    answer_proposal(proposal=proposal, accepted=True, **texts.YES_TO_THE_SECOND_REQUEST, by=by, at=scene.at(47))
    scene.see_to_messages(47)
    project = start_project(
        organisation=scene.council,
        owner=by,
        area=scene.council.area,
        proposal=proposal,
        started_on=scene.day(40),
        is_example=True,
        by=by,
        at=scene.at(40),
        **texts.SECOND_PROJECT,
    )
    plan(scene, project, _RIGHTS, days_ago=39)
    return publish_project(project=project, by=by, at=scene.at(38))


def _text_a_question(scene: Scene) -> None:
    take_in(sent_from=scene.people["beth"].telephone, words=TEXTED_QUESTION, number_there="example", at=scene.at(1, 12))


def _leave_a_request_waiting(scene: Scene) -> None:
    karim = scene.people["karim"]
    propose(
        organisation=scene.council,
        words=WAITING_REQUEST,
        words_language=Language.ENGLISH,
        person=karim,
        by=karim,
        at=scene.at(20, 23),
        is_example=True,
    )
    scene.see_to_messages(19)
