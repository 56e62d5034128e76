"""Voting, deciding, and telling each person what came of her words."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.clock import refuse_far_off
from cyfran.domain.base.fields import set_fields
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import hold, lock
from cyfran.domain.contributions.models import Contribution, Theme
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.decisions.choices import STILL_OPEN, Outcome, ResponseState
from cyfran.domain.decisions.models import Decision, Response
from cyfran.domain.decisions.queries import answers_to_theme, without_last_answer
from cyfran.domain.people.models import Person
from cyfran.domain.people.rules import refuse_gone
from cyfran.domain.projects.actions import freeze_right
from cyfran.domain.projects.models import Stage


@transaction.atomic
def open_vote(
    *,
    stage: Stage,
    question_cy: str,
    question_en: str,
    decided_by_cy: str,
    decided_by_en: str,
    by: Actor | None,
    at: datetime,
    themes: Collection[Theme] = (),
) -> Decision:
    """Put a question to the vote. What carers may do about it was written down before, and cannot change after."""
    if stage.project.closed_on:
        raise ValidationError(_("This project is closed: nothing more can be decided in it."), code="project_closed")
    if any(theme.project_id != stage.project_id for theme in themes):
        raise ValidationError(_("A decision rests on themes of its own project."), code="theme_of_another_project")
    freeze_right(stage=stage, by=by, at=at)
    decision = Decision(
        stage=stage,
        question_cy=question_cy,
        question_en=question_en,
        decided_by_cy=decided_by_cy,
        decided_by_en=decided_by_en,
        carer_right=stage.carer_right,
        vote_opened_at=at,
    )
    decision.full_clean()
    decision.save()
    decision.themes.set(themes)
    record_event("vote.opened", subject=decision, by=by, at=at, right=decision.carer_right)
    return decision


@transaction.atomic
def decide(
    *,
    decision: Decision,
    outcome: Outcome,
    reason_cy: str,
    reason_en: str,
    dissent_cy: str = "",
    dissent_en: str = "",
    decided_on: date,
    by: Actor | None,
    at: datetime,
) -> Decision:
    """Write down how it went, why, and who disagreed. A decision is taken once."""
    lock(decision)
    if decision.outcome:
        raise ValidationError(_("This is decided. To decide it again, open a new vote."), code="already_decided")
    if not timezone.localdate(decision.vote_opened_at) <= decided_on <= timezone.localdate(at):
        raise ValidationError(
            {"decided_on": ValidationError(_("Give a day after voting opened, and not in the future."), code="not_that_day")}
        )
    decision.outcome = outcome
    decision.reason_cy, decision.reason_en = reason_cy, reason_en
    decision.dissent_cy, decision.dissent_en = dissent_cy, dissent_en
    decision.decided_on = decided_on
    decision.full_clean()
    decision.save()
    record_event("decision.taken", subject=decision, by=by, at=at, outcome=decision.outcome)
    return decision


@transaction.atomic
def respond(
    *,
    contribution: Contribution,
    state: ResponseState,
    due_on: date | None = None,
    decision: Decision | None = None,
    answers_read: int | None = None,
    by: User,
    at: datetime,
    **reasons: str,
) -> Response:
    """Answer something a person said, and send her the answer in the same breath.

    An answer that promises more moves the date on which the contribution is due, and makes whoever gave it the owner.
    Whoever answers what somebody else has answered since they read how many answers there are is told of it first.
    """
    refuse_gone(contribution.person)
    lock(contribution)
    _refuse_unread(contribution.responses.all(), answers_read)
    if decision and decision.stage.project_id != contribution.stage.project_id:
        raise ValidationError(_("An answer rests on a decision of its own project."), code="decision_of_another_project")
    response = Response(contribution=contribution, decision=decision, state=state, answered_by=by, answered_at=at)
    response.due_on = due_on if state in STILL_OPEN else None
    set_fields(response, reasons, allowed=("reason_cy", "reason_en"))
    if response.due_on:
        _refuse_as_due(response.due_on, at)
    response.full_clean()
    response.save()
    if response.due_on:
        _move_due_day(contribution, response.due_on, by)
    record_event("response.given", subject=response, by=by, at=at, state=response.state)
    _tell(response)
    return response


@transaction.atomic
def respond_to_theme(*, theme: Theme, answers_read: int | None = None, by: User, at: datetime, **answer: Any) -> list[Response]:
    """Answer everybody who spoke of a theme, each by name, with what `respond` takes of an answer.

    Whoever has had a last answer is not written to again. What somebody else has answered meanwhile is to be read first.
    """
    hold(Person.objects.filter(pk__in=theme.contributions.values("person")))
    hold(theme.contributions.all())
    _refuse_unread(answers_to_theme(theme), answers_read)
    return [respond(contribution=contribution, by=by, at=at, **answer) for contribution in without_last_answer(theme)]


def _move_due_day(contribution: Contribution, due_on: date, owner: User) -> None:
    contribution.due_on, contribution.owner = due_on, owner
    contribution.full_clean()
    contribution.save(update_fields=["due_on", "owner"])


def _refuse_unread(answers: QuerySet[Response], answers_read: int | None) -> None:
    if answers_read is not None and answers.count() != answers_read:
        raise ValidationError(
            _("Somebody has answered this meanwhile. Read their answer first; send yours too only where it says more."),
            code="answered_meanwhile",
        )


def _refuse_as_due(day: date, at: datetime) -> None:
    if day <= timezone.localdate(at):
        raise ValidationError({"due_on": ValidationError(_("Give a day that is still to come."), code="day_has_passed")})
    refuse_far_off(day, at=at, field="due_on")


def _tell(response: Response) -> None:
    contribution = response.contribution
    project = contribution.stage.project
    queue_message(
        person=contribution.person,
        organisation=project.organisation,
        purpose=Purpose.ANSWER,
        about=response,
        at=response.answered_at,
        project=project.title,
        words=contribution.words,
        said_on=timezone.localdate(contribution.given_at),
        answer=ResponseState(response.state).label,
        reason=response.reason,
        due_on=response.due_on,
    )
