"""Asking for co-production, answering, and leading a project through its stages."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.base.fields import set_fields
from cyfran.domain.base.models import ANSWER_DAYS, User
from cyfran.domain.base.queries import lock
from cyfran.domain.correspondence.actions.links import register_and_welcome
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.choices import Purpose, Way
from cyfran.domain.correspondence.models import Arrival
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import first_owner
from cyfran.domain.people.models import Person
from cyfran.domain.people.rules import refuse_gone, refuse_to_mix
from cyfran.domain.projects.choices import ProposalState, StageKind, StageState
from cyfran.domain.projects.models import Project, Proposal, Stage
from cyfran.domain.projects.rules import refuse_as_start, refuse_before_the_project, refuse_to_move_start

_SCOPE = {f"{text}_{half}" for text in ("title", "question", "open", "fixed") for half in ("cy", "en")} | {"area", "owner"}
_PLAN = {"carer_right", "options_open", "will_ask", "will_assist", "planned_carers", "planned_members"}


@transaction.atomic
def propose(
    *,
    organisation: Organisation,
    words: str,
    words_language: str,
    person: Person | None,
    by: Actor | None,
    at: datetime,
    given_by: str = "",
    is_example: bool = False,
) -> Proposal:
    """Ask that something be worked on with carers. Anyone may; from this moment somebody owes an answer by a date."""
    refuse_gone(person)
    refuse_to_mix(person, with_example=is_example)
    proposal = Proposal(
        organisation=organisation,
        person=person,
        words=words,
        words_language=words_language,
        given_by=given_by,
        received_at=at,
        owner=first_owner(organisation),
        due_on=timezone.localdate(at) + timedelta(days=ANSWER_DAYS),
        is_example=is_example,
    )
    proposal.full_clean()
    proposal.save()
    record_event("proposal.received", subject=proposal, by=by, at=at, given_by=given_by)
    _tell_whoever_asked(proposal, Purpose.PROPOSAL_RECEIVED, at, due_on=proposal.due_on, owner=proposal.owner)
    return proposal


@transaction.atomic
def register_and_propose(*, organisation: Organisation, words: str, words_language: str, at: datetime, **given: Any) -> Proposal:
    """Ask as somebody new, who wants to be told: she is registered with the body she asks, and welcomed. Both or neither.

    Takes, beside the request, what `people.actions.people.register` takes of a person.
    """
    person = register_and_welcome(organisation=organisation, came=Arrival(way=Way.WEBSITE), by=None, at=at, **given)
    return propose(organisation=organisation, words=words, words_language=words_language, person=person, by=person, at=at)


@transaction.atomic
def answer_proposal(*, proposal: Proposal, accepted: bool, reason_cy: str, reason_en: str, by: User, at: datetime) -> Proposal:
    """Say yes or no to a request, with the reasons either way, and tell whoever asked."""
    refuse_gone(proposal.person)
    lock(proposal)
    if proposal.state != ProposalState.WAITING:
        raise ValidationError(_("This request has already been answered."), code="already_answered")
    state = ProposalState.ACCEPTED if accepted else ProposalState.DECLINED
    proposal.state, proposal.reason_cy, proposal.reason_en = state, reason_cy, reason_en
    proposal.answered_by, proposal.answered_at = by, at
    proposal.full_clean()
    proposal.save()
    record_event("proposal.answered", subject=proposal, by=by, at=at, state=state)
    _tell_whoever_asked(proposal, Purpose.PROPOSAL_ANSWERED, at, answer=state.label, reason=proposal.reason)
    return proposal


@transaction.atomic
def start_project(
    *,
    organisation: Organisation,
    owner: User,
    started_on: date,
    by: Actor | None,
    at: datetime,
    proposal: Proposal | None = None,
    claimed_level: str = "",
    is_example: bool = False,
    **scope: Any,
) -> Project:
    """Begin a project with its six stages ahead of it; where a carer asked for it, the idea has already happened.

    The scope is what `change_project` can change as long as a project runs.
    """
    refuse_as_start(started_on, at)
    if proposal:
        _refuse_to_begin(proposal, organisation)
        refuse_to_mix(proposal.person, with_example=is_example)
    project = Project(
        organisation=organisation, owner=owner, claimed_level=claimed_level, started_on=started_on, is_example=is_example
    )
    set_fields(project, scope, allowed=_SCOPE)
    project.full_clean()
    project.save()
    _plan_stages(project, proposal)
    if proposal:
        proposal.project = project
        proposal.full_clean()
        proposal.save(update_fields=["project"])
    record_event("project.started", subject=project, by=by, at=at, proposal=proposal.public_id if proposal else "")
    return project


@transaction.atomic
def change_project(*, project: Project, by: Actor | None, at: datetime, **fields: Any) -> Project:
    """Change what a project is about, or the day it began while nothing rests on that.

    The event names what changed, and whether everyone could already read it.
    """
    lock(project)
    _refuse_if_closed(project)
    changed = set_fields(project, fields, allowed={*_SCOPE, "started_on"})
    if "started_on" in changed:
        refuse_to_move_start(project, at)
    project.full_clean()
    if changed:
        project.save(update_fields=changed)
        published = project.published_at is not None
        record_event("project.changed", subject=project, by=by, at=at, changed=changed, published=published)
    return project


@transaction.atomic
def claim_level(*, project: Project, level: str, by: User, at: datetime) -> Project:
    """Say which level the organisers claim. It stands beside the computed one and changes nothing in it."""
    lock(project)
    project.claimed_level = level
    project.full_clean()
    project.save(update_fields=["claimed_level"])
    record_event("project.level_claimed", subject=project, by=by, at=at, level=level)
    return project


@transaction.atomic
def publish_project(*, project: Project, by: User, at: datetime) -> Project:
    """Let everyone read a project. It cannot be taken back; publishing again changes nothing."""
    lock(project)
    if project.published_at is None:
        project.published_at = at
        project.full_clean()
        project.save(update_fields=["published_at"])
        record_event("project.published", subject=project, by=by, at=at)
    return project


@transaction.atomic
def close_project(*, project: Project, on: date, by: User, at: datetime) -> Project:
    """End a project. The door for staff, which asks for the carers' evaluation first, is `evaluation.actions`."""
    lock(project)
    _refuse_if_closed(project)
    _refuse_the_future(on, at)
    project.closed_on = on
    project.full_clean()
    project.save(update_fields=["closed_on"])
    record_event("project.closed", subject=project, by=by, at=at)
    return project


@transaction.atomic
def plan_stage(*, stage: Stage, by: Actor | None, at: datetime, **fields: Any) -> Stage:
    """Write down, before a stage is done, what carers may do in it. A stage that was left out is planned again."""
    lock(stage)
    _refuse_if_closed(stage.project)
    _refuse_if_done(stage)
    stage.state = StageState.PLANNED
    changed = set_fields(stage, fields, allowed=_PLAN)
    stage.full_clean()
    stage.save(update_fields=["state", *changed])
    record_event("stage.planned", subject=stage.project, by=by, at=at, stage=stage.kind, changed=changed)
    return stage


@transaction.atomic
def finish_stage(*, stage: Stage, on: date, by: Actor | None, at: datetime) -> Stage:
    """Say that a stage was done, and on which day. Said again, it corrects the day."""
    lock(stage)
    _refuse_if_closed(stage.project)
    _refuse_the_future(on, at)
    refuse_before_the_project(stage, on)
    stage.state, stage.happened_on = StageState.DONE, on
    stage.full_clean()
    stage.save(update_fields=["state", "happened_on"])
    record_event("stage.finished", subject=stage.project, by=by, at=at, stage=stage.kind, on=on.isoformat())
    return stage


@transaction.atomic
def reopen_stage(*, stage: Stage, by: Actor | None, at: datetime) -> Stage:
    """Say that a stage is not done after all: it is as planned as it was before."""
    lock(stage)
    _refuse_if_closed(stage.project)
    if stage.state != StageState.DONE:
        raise ValidationError(_("This stage is not marked as done."), code="stage_not_done")
    stage.state, stage.happened_on = StageState.PLANNED, None
    stage.full_clean()
    stage.save(update_fields=["state", "happened_on"])
    record_event("stage.reopened", subject=stage.project, by=by, at=at, stage=stage.kind)
    return stage


@transaction.atomic
def skip_stage(*, stage: Stage, by: Actor | None, at: datetime) -> Stage:
    """Say that a stage is left out."""
    lock(stage)
    _refuse_if_closed(stage.project)
    _refuse_if_done(stage)
    stage.state = StageState.SKIPPED
    stage.full_clean()
    stage.save(update_fields=["state"])
    record_event("stage.left_out", subject=stage.project, by=by, at=at, stage=stage.kind)
    return stage


@transaction.atomic
def freeze_right(*, stage: Stage, by: Actor | None, at: datetime) -> Stage:
    """Fix what carers may do about the decision, because voting opens. From now on the database refuses to change it."""
    lock(stage)
    if stage.carer_right == DecisionRight.NOT_STATED:
        raise ValidationError(
            _("Write down what carers may do about this decision before voting opens."), code="right_not_stated"
        )
    if not stage.frozen_right:
        stage.frozen_right = stage.carer_right
        stage.full_clean()
        stage.save(update_fields=["frozen_right"])
        record_event("stage.right_frozen", subject=stage.project, by=by, at=at, stage=stage.kind, right=stage.carer_right)
    return stage


def _tell_whoever_asked(proposal: Proposal, purpose: Purpose, at: datetime, **facts: Any) -> None:
    """Write to whoever asked, through the body she is registered with.

    Asking another body, she stays unknown to it; and what she wrote to it is not for hers, so the message holds no words.
    """
    person = proposal.person
    if person:
        words = proposal.words if proposal.organisation == person.organisation else ""
        facts |= {"asked": proposal.organisation.name, "words": words}
        queue_message(person=person, organisation=person.organisation, purpose=purpose, about=proposal, at=at, **facts)


def _plan_stages(project: Project, proposal: Proposal | None) -> None:
    for position, kind in enumerate(StageKind, start=1):
        stage = Stage(project=project, kind=kind, position=position)
        if proposal and kind == StageKind.IDEA:
            stage.state, stage.happened_on = StageState.DONE, timezone.localdate(proposal.received_at)
        stage.full_clean()
        stage.save()


def _refuse_to_begin(proposal: Proposal, organisation: Organisation) -> None:
    lock(proposal)
    if proposal.state != ProposalState.ACCEPTED:
        raise ValidationError(_("Say yes to the request before a project begins from it."), code="proposal_not_accepted")
    if proposal.project_id is not None:
        raise ValidationError(_("A project has already begun from this request."), code="project_already_begun")
    if proposal.organisation_id != organisation.pk:
        raise ValidationError(_("This request was made to another organisation."), code="another_organisation")


def _refuse_if_closed(project: Project) -> None:
    if project.closed_on is not None:
        raise ValidationError(_("This project is closed."), code="project_closed")


def _refuse_if_done(stage: Stage) -> None:
    if stage.state == StageState.DONE:
        raise ValidationError(_("This stage is already done."), code="stage_done")


def _refuse_the_future(on: date, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise ValidationError(_("This day is still to come."), code="day_to_come")
