"""Asking those who took part how it was, taking down what they say, and closing with it."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import hold, lock
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.models import Message
from cyfran.domain.evaluation.models import Evaluation
from cyfran.domain.evaluation.queries import evaluation_link, people_to_ask, said_by_carers
from cyfran.domain.evaluation.rules import can_evaluate
from cyfran.domain.opportunities.actions.offers import close_opportunity
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.models import Draw, Opportunity
from cyfran.domain.opportunities.rules import refuse_while_a_draw_is_due
from cyfran.domain.people.models import Person
from cyfran.domain.people.rules import refuse_gone, refuse_paid_workers, refuse_to_mix
from cyfran.domain.projects.actions import close_project, finish_stage
from cyfran.domain.projects.choices import StageKind, StageState
from cyfran.domain.projects.models import Project


@transaction.atomic
def ask_for_evaluation(*, project: Project, by: Actor | None, at: datetime) -> list[Message]:
    """Ask everyone who took part how it was, once; whoever has said, or no longer wishes to be asked, is left in peace."""
    lock(project)
    _refuse_if_closed(project)
    hold(Person.objects.filter(pk__in=people_to_ask(project).values("pk")))
    queued = [
        queue_message(
            person=person,
            organisation=project.organisation,
            purpose=Purpose.EVALUATION,
            about=project,
            at=at,
            project=project.title,
            link=evaluation_link(project, person),
        )
        for person in people_to_ask(project)
    ]
    messages = [message for message in queued if message]
    record_event("evaluation.asked", subject=project, by=by, at=at, people=len(messages))
    return messages


@transaction.atomic
def evaluate(
    *,
    project: Project,
    person: Person,
    listened_to: str,
    able_to_take_part: str,
    told_what_came: str,
    level_felt: str,
    given_by: str,
    by: Actor | None,
    at: datetime,
    entered_by: User | None = None,
) -> Evaluation:
    """Take down how it was for one person who took part. She says it once, before the project is closed."""
    lock(project)
    refuse_gone(person)
    refuse_paid_workers(person)
    refuse_to_mix(person, with_example=project.is_example)
    if not can_evaluate(person, project):
        raise ValidationError(_("Only somebody who took part can say how it was."), code="did_not_take_part")
    _refuse_if_closed(project)
    evaluation = Evaluation(
        project=project,
        person=person,
        listened_to=listened_to,
        able_to_take_part=able_to_take_part,
        told_what_came=told_what_came,
        level_felt=level_felt,
        given_by=given_by,
        given_at=at,
        entered_by=entered_by,
    )
    evaluation.full_clean()
    evaluation.save()
    record_event("evaluation.given", subject=evaluation, by=by, at=at, given_by=given_by)
    return evaluation


@transaction.atomic
def close_with_evaluation(*, project: Project, on: date, by: User, at: datetime) -> Project:
    """Close a project that carers have evaluated: its evaluation stage is done with it, and nobody is asked to it any more."""
    if not said_by_carers().filter(project=project).exists():
        raise ValidationError(_("Evaluation by carers is a step before a project can be closed."), code="not_evaluated")
    refuse_while_a_draw_is_due(Draw.objects.filter(opportunity__stage__project=project), at)
    for stage in project.stages.filter(kind=StageKind.EVALUATION, state=StageState.PLANNED):
        finish_stage(stage=stage, on=on, by=by, at=at)
    close_project(project=project, on=on, by=by, at=at)
    for opportunity in Opportunity.objects.filter(stage__project=project, state=OpportunityState.OPEN):
        close_opportunity(opportunity=opportunity, by=by, at=at)
    return project


def _refuse_if_closed(project: Project) -> None:
    if project.closed_on:
        raise ValidationError(_("This project is closed, and how it was for people is published."), code="closed")
