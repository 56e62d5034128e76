"""From the records of a project to the evidence for its level of participation, and to the finding.

Nothing here is typed in: what is not on record counts as not done. The records cannot show yet that something was imposed
on carers, or that they were only instructed, so neither is ever found.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Min, Q

from cyfran.domain.contributions.models import Contribution
from cyfran.domain.correspondence.choices import Purpose, State
from cyfran.domain.correspondence.models import Message
from cyfran.domain.decisions.models import Decision
from cyfran.domain.decisions.queries import answers_due
from cyfran.domain.meetings.choices import Standing
from cyfran.domain.meetings.models import Attendance
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.models import Invitation, Opportunity
from cyfran.domain.projects.choices import StageKind, StageState
from cyfran.domain.projects.models import Project, Proposal, Stage
from cyfran.engine.levels.finding import Finding, find_level
from cyfran.engine.levels.record import Answers, CarerRight, Progress, Record, StageRecord, Told
from cyfran.engine.levels.record import Stage as StageName
from cyfran.engine.levels.record import StageState as StateName

_ARRIVED = (State.SENT, State.DONE)
_THE_START = (StageName.IDEA, StageName.PRIORITIES)


@dataclass
class _Seen:
    """What is on record about one stage: people by their ids, and of each opportunity whether it offers assistance."""

    carers: set[int] = field(default_factory=set)
    members: set[int] = field(default_factory=set)
    contributions: int = 0
    offers: list[bool] = field(default_factory=list)


def finding_of(project: Project, *, on: date) -> Finding:
    """Find the level of participation that the records show at the end of a day, condition by condition."""
    return find_level(evidence_of(project, on=on))


def evidence_of(project: Project, *, on: date) -> Record:
    """Gather the evidence on record at the end of a day, in the same few queries however much there is."""
    stages = list(Stage.objects.filter(project=project).order_by("position"))
    proposer = _proposer(project, on)
    seen = _what_was_seen(project, on)
    for stage in stages:
        if stage.kind == StageKind.IDEA and proposer:
            seen[stage.pk].carers.add(proposer)
            seen[stage.pk].contributions += 1
    entries = tuple(_stage_record(stage, seen[stage.pk], on) for stage in stages)
    owed = answers_due(project, on=on)
    return Record(
        told=_told(project, entries, on),
        question_open=bool(proposer) or any(_was_open(stage, seen[stage.pk]) for stage in stages),
        stages=entries,
        answers=Answers(due=owed.due, given=owed.given, in_time=owed.in_time),
        evaluated_by_carers=_evaluated(project, entries, on),
    )


def _proposer(project: Project, on: date) -> int | None:
    """Return the person whose request began the project; a request from nobody we know is no evidence of carers."""
    requests = Proposal.objects.filter(project=project, received_at__date__lte=on)
    return requests.values_list("person_id", flat=True).first()


def _what_was_seen(project: Project, on: date) -> dict[int, _Seen]:
    """Gather by stage who came, who spoke and what was offered. Who takes words back has taken part all the same."""
    seen: dict[int, _Seen] = defaultdict(_Seen)
    came = Attendance.objects.filter(meeting__stage__project=project, meeting__starts_at__date__lte=on)
    for stage, person, standing in came.values_list("meeting__stage_id", "person_id", "standing"):
        seen[stage].carers.add(person)
        if standing == Standing.CARER_MEMBER:
            seen[stage].members.add(person)
    said = Contribution.objects.filter(stage__project=project, given_at__date__lte=on)
    for stage, person, withdrawn_at in said.values_list("stage_id", "person_id", "withdrawn_at"):
        seen[stage].carers.add(person)
        seen[stage].contributions += withdrawn_at is None
    published = Opportunity.objects.filter(stage__project=project, published_at__date__lte=on)
    for opportunity in published.exclude(state=OpportunityState.DRAFT):
        seen[opportunity.stage_id].offers.append(opportunity.offers_assistance)
    return seen


def _stage_record(stage: Stage, seen: _Seen, on: date) -> StageRecord:
    """Put one stage into evidence. One still planned on that day counts what is planned, if that is more."""
    is_done = stage.state == StageState.DONE and stage.happened_on is not None and stage.happened_on <= on
    is_planned = not is_done and stage.state != StageState.SKIPPED
    will_assist = is_planned and stage.will_assist
    return StageRecord(
        stage=StageName(stage.kind.lower()),
        state=StateName.PLANNED if is_planned else StateName(stage.state.lower()),
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


def _told(project: Project, entries: Sequence[StageRecord], on: date) -> Told:
    """Say whether carers were invited before the first decision, and whether an invitation reached anybody by then.

    Every message goes in the person's own way and language, so one that went has gone in a form that reaches her.
    """
    taken = Decision.objects.filter(stage__project=project, decided_on__lte=on)
    decided_on = taken.aggregate(first=Min("decided_on"))["first"]
    in_time = decided_on - timedelta(days=1) if decided_on else on
    invitations = Invitation.objects.filter(opportunity__stage__project=project)
    messages = Message.objects.filter(purpose=Purpose.INVITATION, about_public_id__in=invitations.values("public_id")).aggregate(
        reached=Count("id", filter=Q(state__in=_ARRIVED, settled_at__date__lte=in_time)),
        on_their_way=Count("id", filter=Q(queued_at__date__lte=on) & ~Q(state=State.FAILED)),
    )
    will_ask = any(entry.state is StateName.PLANNED and entry.asked for entry in entries)
    return Told(
        before_decision=_progress(
            done=invitations.filter(invited_at__date__lte=in_time).exists(),
            planned=will_ask and not decided_on,
        ),
        form_reaches=_progress(
            done=messages["reached"] > 0,
            planned=(will_ask or messages["on_their_way"] > 0) and not decided_on,
        ),
    )


def _evaluated(project: Project, entries: Sequence[StageRecord], on: date) -> Progress:
    return _progress(
        done=project.evaluations.filter(given_at__date__lte=on).exists(),
        planned=any(entry.stage is StageName.EVALUATION and entry.state is StateName.PLANNED for entry in entries),
    )


def _progress(*, done: bool, planned: bool) -> Progress:
    if done:
        return Progress.DONE
    return Progress.PLANNED if planned else Progress.NO
