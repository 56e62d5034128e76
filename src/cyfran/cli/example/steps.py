"""What is done again and again in the worked example: asking people, meeting them, hearing what they say, answering."""

from collections.abc import Mapping

from cyfran.cli.example.answers import Answer
from cyfran.cli.example.meetings import Gathering
from cyfran.cli.example.scene import Scene
from cyfran.cli.example.texts import ANOTHER_WAY, BEFOREHAND, OFFERS, WAYS, Fields
from cyfran.cli.example.words import Said
from cyfran.domain.base.choices import Channel, DecisionRight
from cyfran.domain.contributions.actions import check_words, contribute, sort_into_themes
from cyfran.domain.contributions.choices import Audience, GivenBy
from cyfran.domain.contributions.models import Theme
from cyfran.domain.decisions.actions import respond, respond_to_theme
from cyfran.domain.meetings.actions import hold_meeting, record_attendance
from cyfran.domain.meetings.models import Meeting
from cyfran.domain.opportunities.actions.offers import (
    close_opportunity,
    draft_opportunity,
    invite,
    publish_opportunity,
    read_past_asks,
)
from cyfran.domain.opportunities.actions.replies import reply
from cyfran.domain.opportunities.choices import Work
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.projects.actions import plan_stage
from cyfran.domain.projects.choices import StageKind
from cyfran.domain.projects.models import Project, Stage

_MINUTES_OF_TRAVEL = 40
_STAGES_THAT_ASK = (StageKind.PRIORITIES, StageKind.DESIGN)


def stage_of(project: Project, kind: StageKind) -> Stage:
    return project.stages.select_related("project__organisation", "project__owner").get(kind=kind)


def plan(scene: Scene, project: Project, rights: Mapping[StageKind, DecisionRight], *, days_ago: int) -> None:
    """Write down, before anything starts, what carers may do in each stage still ahead."""
    for kind, right in rights.items():
        asks = kind in _STAGES_THAT_ASK
        plan_stage(
            stage=stage_of(project, kind),
            carer_right=right,
            options_open=asks,
            will_ask=asks,
            will_assist=asks,
            planned_carers=8 if asks else 0,
            planned_members=4 if kind == StageKind.DESIGN else 0,
            by=scene.coordinator,
            at=scene.at(days_ago),
        )


def ask(scene: Scene, project: Project, gathering: Gathering) -> Opportunity:
    """Publish a meeting and ask everybody to it."""
    by = scene.coordinator
    opportunity = draft_opportunity(
        organisation=scene.council,
        stage=stage_of(project, gathering.stage),
        work=Work.PLANNING,
        topic=gathering.topic,
        starts_at=scene.at(gathering.held, 18),
        reply_by=scene.day(gathering.reply_by),
        minutes_there=gathering.minutes,
        minutes_reading=gathering.minutes_reading,
        minutes_travel=_MINUTES_OF_TRAVEL,
        by=by,
        at=scene.at(gathering.published, 9),
        **gathering.words,
        **WAYS,
        **OFFERS,
        **BEFOREHAND,
    )
    read_past_asks(opportunity=opportunity, by=by, at=scene.at(gathering.published, 10))
    publish_opportunity(opportunity=opportunity, by=by, at=scene.at(gathering.published))
    invite(opportunity=opportunity, people=scene.people.values(), by=by, at=scene.at(gathering.asked))
    return opportunity


def take_down_replies(scene: Scene, opportunity: Opportunity, gathering: Gathering) -> None:
    """Take down what people answered: some on the page of their invitation, the others to the coordinator."""
    invitations = {invitation.person_id: invitation for invitation in opportunity.invitations.all()}
    for number, (key, answer) in enumerate(gathering.replies.items()):
        person = scene.people[key]
        on_the_web = person.channel == Channel.EMAIL
        reply(
            invitation=invitations[person.pk],
            answer=answer,
            words=ANOTHER_WAY.get(key, "") if answer == answer.ANOTHER_WAY else "",
            channel="" if on_the_web else person.channel,
            by=person if on_the_web else scene.coordinator,
            entered_by=None if on_the_web else scene.coordinator,
            at=scene.at(gathering.asked - 1 - number % 2, 9 + number),
        )


def meet(scene: Scene, project: Project, opportunity: Opportunity, gathering: Gathering) -> Meeting:
    """Hold a meeting and write down who came, in what standing and how."""
    close_opportunity(opportunity=opportunity, by=scene.coordinator, at=scene.at(gathering.reply_by - 1))
    meeting = hold_meeting(
        stage=stage_of(project, gathering.stage),
        title_cy=opportunity.title_cy,
        title_en=opportunity.title_en,
        starts_at=opportunity.starts_at,
        minutes=gathering.minutes,
        opportunity=opportunity,
        staff_present=gathering.staff_present,
        others_present=gathering.others_present,
        by=scene.coordinator,
        at=scene.at(gathering.held, 21),
    )
    for key, (standing, form) in gathering.came.items():
        record_attendance(
            meeting=meeting,
            person=scene.people[key],
            standing=standing,
            form=form,
            minutes=gathering.minutes,
            by=scene.coordinator,
            at=scene.at(gathering.held, 21),
        )
    return meeting


def hear(scene: Scene, stage: Stage, said: Mapping[str, Said], meeting: Meeting | None = None) -> None:
    """Take down what people said: on the website by themselves, else by the coordinator."""
    for key, words in said.items():
        person = scene.people[words.who]
        on_the_web = words.given_by == GivenBy.WEB
        scene.said[key] = contribute(
            stage=stage,
            person=person,
            words=words.words,
            words_language=words.language,
            given_by=words.given_by,
            audience=words.audience,
            meeting=meeting if words.given_by == GivenBy.MEETING else None,
            by=person if on_the_web else scene.coordinator,
            entered_by=None if on_the_web else scene.coordinator,
            at=scene.at(words.days_ago, 20),
        )


def check_and_sort(scene: Scene, said: Mapping[str, Said], themes: Mapping[str, Theme], *, days_ago: int) -> None:
    """Make what was said safe to show, where it may be shown, and sort it into themes."""
    by, at = scene.coordinator, scene.at(days_ago)
    for key, words in said.items():
        contribution = scene.said[key]
        if words.audience == Audience.PUBLIC:
            check_words(contribution=contribution, public_words=words.shown or words.words, by=by, at=at)
        sort_into_themes(contribution=contribution, themes=[themes[theme] for theme in words.themes], by=by, at=at)


def give(scene: Scene, answer: Answer, themes: Mapping[str, Theme]) -> None:
    """Give one answer to everybody it is for."""
    given: Fields = {
        "state": answer.state,
        "reason_cy": answer.reason_cy,
        "reason_en": answer.reason_en,
        "due_on": None if answer.more_days_ago is None else scene.day(answer.more_days_ago),
        "decision": scene.decisions.get(answer.rests_on),
        "by": scene.coordinator,
        "at": scene.at(answer.days_ago),
    }
    for key in answer.to:
        respond(contribution=scene.said[key], **given)
    if answer.theme:
        respond_to_theme(theme=themes[answer.theme], **given)
    scene.see_to_messages(answer.days_ago)
