"""The first project of the worked example, from a carer's request to the account of what came of it."""

from collections.abc import Mapping

from cyfran.cli.example import meetings, texts
from cyfran.cli.example.answers import ANSWERS
from cyfran.cli.example.scene import Scene
from cyfran.cli.example.steps import ask, check_and_sort, give, hear, meet, plan, stage_of, take_down_replies
from cyfran.cli.example.words import REQUEST, SAID, THEMES
from cyfran.domain.base.choices import Channel, DecisionRight, Language, Level
from cyfran.domain.contributions.actions import add_theme, withdraw_words
from cyfran.domain.contributions.choices import GivenBy
from cyfran.domain.contributions.models import Theme
from cyfran.domain.decisions.actions import decide, open_vote
from cyfran.domain.decisions.choices import Outcome
from cyfran.domain.evaluation.actions import ask_for_evaluation, close_with_evaluation, evaluate
from cyfran.domain.evaluation.choices import Rating
from cyfran.domain.projects.actions import answer_proposal, claim_level, finish_stage, propose, publish_project, start_project
from cyfran.domain.projects.choices import StageKind
from cyfran.domain.projects.models import Project
from cyfran.domain.reports.actions import freeze_edition
from cyfran.domain.reports.models import Edition

_RIGHTS = {
    StageKind.PRIORITIES: DecisionRight.AGREE_JOINTLY,
    StageKind.DESIGN: DecisionRight.AGREE_JOINTLY,
    StageKind.DECISION: DecisionRight.ADVISE,
    StageKind.DELIVERY: DecisionRight.INFORM,
    StageKind.EVALUATION: DecisionRight.ADVISE,
}
_YES, _PARTLY, _NO, _NOT_SURE = Rating.YES, Rating.PARTLY, Rating.NO, Rating.NOT_SURE
_CONSULTATION, _ENGAGEMENT, _CO_DESIGN = Level.CONSULTATION, Level.ENGAGEMENT, Level.CO_DESIGN
# How it was for ten of them: listened to, able to take part, told what came of it, and which level it was most like.
_HOW_IT_WAS = {
    "gwenllian": (44, _YES, _YES, _YES, _ENGAGEMENT),
    "karim": (44, _YES, _YES, _PARTLY, _ENGAGEMENT),
    "nia": (43, _YES, _YES, _YES, _CO_DESIGN),
    "huw": (42, _PARTLY, _PARTLY, _YES, _ENGAGEMENT),
    "olwen": (41, _YES, _YES, _YES, _CONSULTATION),
    "dai": (40, _PARTLY, _NO, _YES, _CONSULTATION),
    "priya": (39, _PARTLY, _PARTLY, _PARTLY, _ENGAGEMENT),
    "tomos": (39, _NOT_SURE, _NO, _NO, _ENGAGEMENT),
    "ieuan": (36, _YES, _PARTLY, _PARTLY, _CONSULTATION),
    "margaret": (35, _NO, _NO, _PARTLY, _CONSULTATION),
}
_WAY_OF_SAYING = {
    Channel.EMAIL: GivenBy.WEB,
    Channel.TEXT: GivenBy.WEB,
    Channel.PHONE: GivenBy.PHONE,
    Channel.LETTER: GivenBy.PAPER,
}


def tell_the_story(scene: Scene) -> None:
    """Tell the whole of it, in the order in which it happened."""
    project = _ask_and_begin(scene)
    themes = _set_priorities(scene, project)
    _design(scene, project, themes)
    _decide(scene, project, themes)
    _deliver(scene, project, themes)
    _evaluate_and_close(scene, project)
    _publish_the_account(scene)


def _ask_and_begin(scene: Scene) -> Project:
    by, gwenllian = scene.coordinator, scene.people["gwenllian"]
    proposal = propose(
        organisation=scene.council,
        words=REQUEST,
        words_language=Language.WELSH,
        person=gwenllian,
        by=gwenllian,
        at=scene.at(222, 22),
        is_example=True,
    )
    scene.see_to_messages(221)
    answer_proposal(proposal=proposal, accepted=True, **texts.YES_TO_THE_REQUEST, by=by, at=scene.at(210))
    scene.see_to_messages(210)
    project = start_project(
        organisation=scene.council,
        owner=by,
        area=scene.council.area,
        proposal=proposal,
        started_on=scene.day(207),
        is_example=True,
        by=by,
        at=scene.at(207),
        **texts.PROJECT,
    )
    claim_level(project=project, level=Level.CO_PRODUCTION, by=by, at=scene.at(206))
    plan(scene, project, _RIGHTS, days_ago=206)
    return publish_project(project=project, by=by, at=scene.at(205))


def _set_priorities(scene: Scene, project: Project) -> dict[str, Theme]:
    """Ask what comes first while everything is open; what is said falls into three themes."""
    opportunity = ask(scene, project, meetings.FIRST)
    scene.see_to_messages(meetings.FIRST.asked)
    take_down_replies(scene, opportunity, meetings.FIRST)
    meeting = meet(scene, project, opportunity, meetings.FIRST)
    stage, said = stage_of(project, StageKind.PRIORITIES), SAID[StageKind.PRIORITIES]
    hear(scene, stage, said, meeting)
    finish_stage(stage=stage, on=scene.day(175), by=scene.coordinator, at=scene.at(174))
    themes = {key: add_theme(project=project, by=scene.coordinator, at=scene.at(173), **names) for key, names in THEMES.items()}
    check_and_sort(scene, said, themes, days_ago=172)
    _answer_between(scene, themes, first=174, last=146)
    return themes


def _design(scene: Scene, project: Project, themes: Mapping[str, Theme]) -> None:
    """Design it together: four carers are members, with whom everything must be agreed."""
    opportunity = ask(scene, project, meetings.SECOND)
    scene.see_to_messages(meetings.SECOND.asked)
    take_down_replies(scene, opportunity, meetings.SECOND)
    meeting = meet(scene, project, opportunity, meetings.SECOND)
    stage, said = stage_of(project, StageKind.DESIGN), SAID[StageKind.DESIGN]
    hear(scene, stage, said, meeting)
    check_and_sort(scene, said, themes, days_ago=139)
    finish_stage(stage=stage, on=scene.day(145), by=scene.coordinator, at=scene.at(138))
    _answer_between(scene, themes, first=145, last=125)


def _decide(scene: Scene, project: Project, themes: Mapping[str, Theme]) -> None:
    """Decide two questions, where carers may only advise: one for, one against and not without dissent."""
    by, stage = scene.coordinator, stage_of(project, StageKind.DECISION)
    rests_on = {"for": [themes["worker"]], "against": [themes["time"]]}
    for key, question in (("for", texts.DECISION_FOR), ("against", texts.DECISION_AGAINST)):
        scene.decisions[key] = open_vote(stage=stage, themes=rests_on[key], by=by, at=scene.at(134), **question)
    day: texts.Fields = {"decided_on": scene.day(124), "by": by, "at": scene.at(123)}
    decide(decision=scene.decisions["for"], outcome=Outcome.FOR, **texts.REASONS_FOR, **day)
    decide(decision=scene.decisions["against"], outcome=Outcome.AGAINST, **texts.REASONS_AGAINST, **day)
    finish_stage(stage=stage, on=scene.day(124), by=by, at=scene.at(123))
    _answer_between(scene, themes, first=124, last=100)


def _deliver(scene: Scene, project: Project, themes: Mapping[str, Theme]) -> None:
    """Do what was decided, tell those who asked for it, and hear how it is now."""
    stage, said = stage_of(project, StageKind.DELIVERY), SAID[StageKind.DELIVERY]
    finish_stage(stage=stage, on=scene.day(70), by=scene.coordinator, at=scene.at(69))
    _answer_between(scene, themes, first=69, last=63)
    hear(scene, stage, said)
    check_and_sort(scene, said, themes, days_ago=58)
    _answer_between(scene, themes, first=62, last=46)


def _evaluate_and_close(scene: Scene, project: Project) -> None:
    """Let those who took part say how it was; they rate it lower than the council claims."""
    ask_for_evaluation(project=project, by=scene.coordinator, at=scene.at(45))
    scene.see_to_messages(45)
    for key, (days_ago, listened_to, able_to_take_part, told_what_came, level_felt) in _HOW_IT_WAS.items():
        person = scene.people[key]
        given_by = _WAY_OF_SAYING[Channel(person.channel)]
        evaluate(
            project=project,
            person=person,
            listened_to=listened_to,
            able_to_take_part=able_to_take_part,
            told_what_came=told_what_came,
            level_felt=level_felt,
            given_by=given_by,
            by=person if given_by == GivenBy.WEB else scene.coordinator,
            entered_by=None if given_by == GivenBy.WEB else scene.coordinator,
            at=scene.at(days_ago, 19),
        )
    close_with_evaluation(project=project, on=scene.day(30), by=scene.coordinator, at=scene.at(30))


def _publish_the_account(scene: Scene) -> Edition:
    """Freeze the account of the year in which people were answered; one of them takes his words back afterwards."""
    year = scene.day(119).year
    edition = freeze_edition(organisation=scene.council, year=year, example=True, by=scene.coordinator, at=scene.at(24))
    withdraw_words(contribution=scene.said["a week before"], by=scene.people["karim"], at=scene.at(15))
    return edition


def _answer_between(scene: Scene, themes: Mapping[str, Theme], *, first: int, last: int) -> None:
    """Give the answers of some days, the first and the last among them."""
    for answer in ANSWERS:
        if first >= answer.days_ago >= last:
            give(scene, answer, themes)
