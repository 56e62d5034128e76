"""From the records of a project to the evidence for its level of participation, and to the finding.

Nothing here is typed in: what is not on record counts as not done. The records cannot show yet that something was imposed
on carers, or that they were only instructed, so neither is ever found.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, Min, OuterRef, Q, Subquery, Value
from django.utils.timezone import localdate

from cyfran.domain.contributions.models import Contribution
from cyfran.domain.correspondence.choices import Purpose, State
from cyfran.domain.decisions.models import Decision
from cyfran.domain.decisions.queries import count_answers, first_answer
from cyfran.domain.evaluation.queries import said_by_carers
from cyfran.domain.meetings.choices import Standing
from cyfran.domain.meetings.models import Attendance
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.models import Invitation, Opportunity
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import cares_as_a_job
from cyfran.domain.projects.choices import StageKind, StageState
from cyfran.domain.projects.models import Project, Proposal, Stage
from cyfran.engine.levels.record import Answers, CarerRight, Progress, Record, StageRecord, Told
from cyfran.engine.levels.record import Stage as StageName
from cyfran.engine.levels.record import StageState as StateName

_BY_A_PAID_WORKER = Exists(Person.objects.filter(cares_as_a_job(), pk=OuterRef("person")))
_THE_START = (StageName.IDEA, StageName.PRIORITIES)


@dataclass
class _Seen:
    """What is on record about one stage: people by their ids, and of each opportunity whether it offers assistance."""

    carers: set[int] = field(default_factory=set)
    members: set[int] = field(default_factory=set)
    contributions: int = 0
    offers: list[bool] = field(default_factory=list)


@dataclass
class _Facts:
    """What is on record about one project as a whole. `proposer` is None also where nobody we know asked for it."""

    proposer: int | None
    decided_on: date | None
    is_evaluated: bool
    invited_at: datetime | None = None
    reached_at: datetime | None = None
    queued_at: datetime | None = None
    answers: list[tuple[datetime, datetime | None]] = field(default_factory=list)


def evidence_of(project: Project, *, on: date) -> Record:
    """Gather the evidence on record at the end of a day."""
    return evidence_of_all([project], on=on)[project.pk]


def evidence_of_all(projects: Iterable[Project], *, on: date) -> dict[int, Record]:
    """Gather the evidence about several projects, by id: the same five queries however many, if their stages came with them."""
    projects = list(projects)
    facts = _facts_of(projects, on)
    seen: dict[int, _Seen] = defaultdict(_Seen)
    _see_who_came(projects, on, seen)
    _see_what_was_said(projects, on, seen, facts)
    _see_what_was_offered(projects, on, seen)
    return {project.pk: _record(list(project.stages.all()), seen, facts[project.pk], on) for project in projects}


def _facts_of(projects: Sequence[Project], on: date) -> dict[int, _Facts]:
    asked_for_it = Proposal.objects.filter(~_BY_A_PAID_WORKER, project=OuterRef("pk"), received_at__date__lte=on)
    proposer = asked_for_it.values("person")[:1]
    taken = Decision.objects.filter(stage__project=OuterRef("pk"), decided_on__lte=on).order_by("decided_on")
    evaluations = said_by_carers().filter(project=OuterRef("pk"), given_at__date__lte=on)
    rows = Project.objects.filter(pk__in=[project.pk for project in projects]).values_list(
        "pk", Subquery(proposer), Subquery(taken.values("decided_on")[:1]), Exists(evaluations)
    )
    facts = {project: _Facts(*row) for project, *row in rows}
    _add_invitations(projects, facts)
    return facts


def _add_invitations(projects: Sequence[Project], facts: dict[int, _Facts]) -> None:
    """Add when the first invitation was written, when one first reached somebody, and when one first went on its way."""
    message = Q(person__messages__purpose=Purpose.INVITATION, person__messages__about_public_id=F("public_id"))
    invitations = Invitation.objects.filter(opportunity__stage__project__in=projects).order_by()
    firsts = invitations.values_list("opportunity__stage__project").annotate(
        invited_at=Min("invited_at"),
        reached_at=Min("reached_at"),
        queued_at=Min("person__messages__queued_at", filter=message & ~Q(person__messages__state=State.FAILED)),
    )
    for project, invited_at, reached_at, queued_at in firsts:
        known = facts[project]
        known.invited_at, known.reached_at, known.queued_at = invited_at, reached_at, queued_at


def _see_who_came(projects: Sequence[Project], on: date, seen: dict[int, _Seen]) -> None:
    """Note who was at a meeting, and who said how it was: that is to take part in the evaluation."""
    came = Attendance.objects.filter(meeting__stage__project__in=projects, meeting__starts_at__date__lte=on)
    evaluated = (
        said_by_carers()
        .filter(project__in=projects, given_at__date__lte=on, project__stages__kind=StageKind.EVALUATION)
        .values_list("project__stages__id", "person_id", Value(Standing.CARER))
    )
    rows = came.order_by().values_list("meeting__stage_id", "person_id", "standing").union(evaluated.order_by(), all=True)
    for stage, person, standing in rows:
        seen[stage].carers.add(person)
        if standing == Standing.CARER_MEMBER:
            seen[stage].members.add(person)


def _see_what_was_said(projects: Sequence[Project], on: date, seen: dict[int, _Seen], facts: dict[int, _Facts]) -> None:
    """Note who spoke, and when she was answered. Who takes words back has taken part all the same, and is owed her answer.

    Whose job it is to look after people is owed an answer too, but speaks for no carers. To somebody who was removed nothing
    more can be said.
    """
    said = Contribution.objects.filter(stage__project__in=projects, given_at__date__lte=on).order_by()
    columns = ("stage__project_id", "stage_id", "person_id", "person__erased_at", "withdrawn_at", "given_at")
    rows = said.values_list(*columns, first_answer(on=on), _BY_A_PAID_WORKER)
    for project, stage, person, erased_at, withdrawn_at, given_at, answered_at, is_paid in rows:
        if answered_at or not erased_at:
            facts[project].answers.append((given_at, answered_at))
        if not is_paid:
            seen[stage].carers.add(person)
            seen[stage].contributions += withdrawn_at is None


def _see_what_was_offered(projects: Sequence[Project], on: date, seen: dict[int, _Seen]) -> None:
    published = Opportunity.objects.filter(stage__project__in=projects, published_at__date__lte=on)
    for opportunity in published.exclude(state__in=[OpportunityState.DRAFT, OpportunityState.CALLED_OFF]):
        seen[opportunity.stage_id].offers.append(opportunity.offers_assistance)


def _record(stages: Sequence[Stage], seen: dict[int, _Seen], facts: _Facts, on: date) -> Record:
    for stage in stages:
        if stage.kind == StageKind.IDEA and facts.proposer:
            seen[stage.pk].carers.add(facts.proposer)
            seen[stage.pk].contributions += 1
    entries = tuple(_stage_record(stage, seen[stage.pk], is_done=_has_happened(stage, stages, on)) for stage in stages)
    owed = count_answers(facts.answers, on=on)
    return Record(
        told=_told(facts, entries, on),
        question_open=bool(facts.proposer) or any(_was_open(stage, seen[stage.pk]) for stage in stages),
        stages=entries,
        answers=Answers(due=owed.due, given=owed.given, in_time=owed.in_time),
        evaluated_by_carers=_evaluated(facts, entries),
    )


def _has_happened(stage: Stage, stages: Sequence[Stage], on: date) -> bool:
    """Say whether a stage was done by the end of a day. The idea was, once any stage was: nothing comes of no idea.

    So nobody skips the question who had the idea by leaving that stage open.
    """
    asked = stages if stage.kind == StageKind.IDEA else [stage]
    return any(one.state == StageState.DONE and one.happened_on is not None and one.happened_on <= on for one in asked)


def _stage_record(stage: Stage, seen: _Seen, *, is_done: bool) -> StageRecord:
    """Put one stage into evidence. One still planned on that day counts what is planned, if that is more."""
    is_planned = not is_done and stage.state != StageState.SKIPPED
    will_assist = is_planned and stage.will_assist
    return StageRecord(
        stage=StageName(stage.kind.lower()),
        state=StateName.DONE if is_done else StateName.PLANNED if is_planned else StateName.SKIPPED,
        carers=max(len(seen.carers), stage.planned_carers if is_planned else 0),
        carer_members=max(len(seen.members), stage.planned_members if is_planned else 0),
        carer_right=CarerRight(stage.carer_right.lower()),
        asked=bool(seen.offers) or (is_planned and stage.will_ask),
        options_open=stage.options_open,
        # Something offered without assistance is on record; the plan to offer it next time does not undo that.
        assistance_offered=all(seen.offers) and (bool(seen.offers) or will_assist),
        contributions=seen.contributions,
    )


def _was_open(stage: Stage, seen: _Seen) -> bool:
    return StageName(stage.kind.lower()) in _THE_START and stage.options_open and seen.contributions > 0


def _told(facts: _Facts, entries: Sequence[StageRecord], on: date) -> Told:
    """Say whether carers were invited before the first decision, and whether an invitation reached anybody by then.

    Every message goes in the person's own way and language, so one that went has gone in a form that reaches her.
    """
    in_time = facts.decided_on - timedelta(days=1) if facts.decided_on else on
    will_ask = any(entry.state is StateName.PLANNED and entry.asked for entry in entries)
    return Told(
        before_decision=_progress(
            done=_was_by(facts.invited_at, in_time),
            planned=will_ask and not facts.decided_on,
        ),
        form_reaches=_progress(
            done=_was_by(facts.reached_at, in_time),
            planned=(will_ask or _was_by(facts.queued_at, on)) and not facts.decided_on,
        ),
    )


def _was_by(when: datetime | None, day: date) -> bool:
    return when is not None and localdate(when) <= day


def _evaluated(facts: _Facts, entries: Sequence[StageRecord]) -> Progress:
    return _progress(
        done=facts.is_evaluated,
        planned=any(entry.stage is StageName.EVALUATION and entry.state is StateName.PLANNED for entry in entries),
    )


def _progress(*, done: bool, planned: bool) -> Progress:
    if done:
        return Progress.DONE
    return Progress.PLANNED if planned else Progress.NO
