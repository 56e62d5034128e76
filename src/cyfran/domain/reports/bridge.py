"""From the records to the account of one body or region for one year."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.clock import today
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.contributions.queries import publishable_words
from cyfran.domain.decisions.models import Decision, Response
from cyfran.domain.decisions.queries import current_responses
from cyfran.domain.evaluation.bridge import evidence_of_all
from cyfran.domain.evaluation.choices import QUESTIONS
from cyfran.domain.evaluation.queries import Ratings, ratings_of
from cyfran.domain.groups.queries import register
from cyfran.domain.organisations.choices import OrganisationKind
from cyfran.domain.organisations.models import Organisation, Region
from cyfran.domain.projects.models import Project, Proposal
from cyfran.domain.projects.queries import published_projects
from cyfran.domain.reports.choices import Definition
from cyfran.domain.reports.files import REGISTER_CODES, Document, digest_of_words
from cyfran.engine.levels.conditions import METHOD_VERSION
from cyfran.engine.levels.finding import Condition, find_level
from cyfran.engine.levels.record import Record, StageRecord, StageState
from cyfran.engine.redaction.counts import SMALLEST_PUBLISHABLE, publishable

FORMAT_VERSION = 1
_FIRST_YEAR = 2000
# The bodies whose account together is the account of a region.
_BODIES_OF_A_REGION = (OrganisationKind.COUNCIL, OrganisationKind.PARTNERSHIP)
# Facts behind a condition that are not counts of people.
_OPEN_FACTS = ("missing", "percent")


@dataclass(frozen=True)
class _Year:
    """The days an account covers: it tells what was done in them, as it stood on the last."""

    first: date
    as_of: date


def account_of(
    *,
    organisation: Organisation | None = None,
    region: Region | None = None,
    year: int,
    example: bool = False,
    on: date | None = None,
) -> Document:
    """Give the account of a body, or of a region's councils and partnership, for one year.

    It stands as on the last day of the year or, while the year lasts, on the day asked for. It holds references to people's
    words and digests of them, never the words; no name of a person; no count of fewer than five people. The order of
    everything comes from what it says, so the same records give the same bytes on any machine.
    """
    body, period = _body(organisation, region), _year(year, on or today())
    organisations = _organisations_of(body)
    projects = (
        published_projects(example=example)
        .filter(organisation__in=organisations, started_on__lte=period.as_of)
        .filter(Q(closed_on__isnull=True) | Q(closed_on__gte=period.first))
    )
    return {
        "format_version": FORMAT_VERSION,
        "method_version": METHOD_VERSION,
        "smallest_count_shown": SMALLEST_PUBLISHABLE,
        "is_example": example,
        "of": {"kind": "region" if isinstance(body, Region) else "organisation", "slug": body.slug, "name": body.name.halves},
        "organisations": sorted(organisation.slug for organisation in organisations),
        "year": year,
        "from": period.first.isoformat(),
        "to": date(year, 12, 31).isoformat(),
        "as_of": period.as_of.isoformat(),
        "definitions": [code.lower() for code in Definition.values],
        "register": _register(body, example=example),
        "proposals": _proposals(organisations, period, example=example),
        "projects": _projects(projects, period),
    }


def _body(organisation: Organisation | None, region: Region | None) -> Organisation | Region:
    if organisation and not region:
        return organisation
    if region and not organisation:
        return region
    raise ValidationError(_("A report is of one organisation or of one region."), code="one_body_or_region")


def _organisations_of(body: Organisation | Region) -> list[Organisation]:
    return list(body.organisations.filter(kind__in=_BODIES_OF_A_REGION)) if isinstance(body, Region) else [body]


def _year(number: int, on: date) -> _Year:
    if not _FIRST_YEAR <= number <= on.year:
        raise ValidationError(
            _("Give a year from %(first)s to %(last)s."), code="no_such_year", params={"first": _FIRST_YEAR, "last": on.year}
        )
    return _Year(date(number, 1, 1), min(on, date(number, 12, 31)))


def _register(body: Organisation | Region, *, example: bool) -> dict[str, Any]:
    """Count the groups of a body, or of a region and its counties, by what the register says of them."""
    if isinstance(body, Region):
        theirs = Q(region=body) | Q(organisation__region=body)
    elif body.kind == OrganisationKind.COUNCIL:
        theirs = Q(organisation=body) | Q(area=body.area_id)
    else:
        theirs = Q(organisation=body)
    groups = list(register(example=example).filter(theirs).values_list("group_class", "carers", "decision_right"))
    counted: dict[str, Any] = {"groups": len(groups)}
    for (name, codes), column in zip(REGISTER_CODES.items(), zip(*groups, strict=True) if groups else [()] * 3, strict=True):
        found = Counter(column)
        counted[name] = {code.lower(): found[code] for code in codes.values}
    return counted


def _proposals(organisations: list[Organisation], period: _Year, *, example: bool) -> dict[str, int]:
    """Count requests. Each stands on a public page of its own, so none of these numbers is hidden: silence is public."""
    requests = Proposal.objects.filter(organisation__in=organisations, is_example=example, received_at__date__lte=period.as_of)
    answered = Q(answered_at__date__lte=period.as_of)
    this_year = Q(received_at__date__gte=period.first)
    return requests.aggregate(
        received=Count("id", filter=this_year),
        answered_in_time=Count("id", filter=this_year & answered & Q(answered_at__date__lte=F("due_on"))),
        overdue=Count(
            "id", filter=Q(due_on__lt=period.as_of) & (Q(answered_at__isnull=True) | Q(answered_at__date__gt=period.as_of))
        ),
    )


def _projects(projects: QuerySet[Project], period: _Year) -> list[dict[str, Any]]:
    # Sorted here, since databases differ in the order of letters.
    in_order = sorted(projects, key=lambda project: (project.started_on, project.title_en, project.title_cy, project.public_id))
    evidence = evidence_of_all(in_order, on=period.as_of)
    return [_project(project, evidence[project.pk], period) for project in in_order]


def _project(project: Project, evidence: Record, period: _Year) -> dict[str, Any]:
    finding = find_level(evidence)
    ratings = ratings_of(project, on=period.as_of)
    owed = evidence.answers
    closed = project.closed_on and project.closed_on <= period.as_of
    return {
        "reference": project.public_id,
        "organisation": project.organisation.slug,
        "title": project.title.halves,
        "question": project.question.halves,
        "started_on": project.started_on.isoformat(),
        "closed_on": project.closed_on.isoformat() if project.closed_on and closed else None,
        "level": finding.level.code,
        "planned_level": finding.planned_level.code,
        "claimed_level": project.claimed_level.lower() or None,
        "level_felt": ratings.level_felt.lower() if ratings and ratings.level_felt else None,
        "conditions": [_condition(condition) for condition in finding.conditions],
        "stages": _stages(project, evidence),
        "answers": {
            "due": publishable(owed.due),
            "given": publishable(owed.given),
            "in_time": publishable(owed.in_time),
        },
        "evaluation": _evaluation(ratings) if ratings else None,
        "decisions": _decisions(project, period),
        "said_and_done": _said_and_done(project, period),
    }


def _condition(condition: Condition) -> dict[str, Any]:
    """Keep what words for the condition need, and no count of people."""
    facts = {name: condition.params[name] for name in _OPEN_FACTS if name in condition.params}
    return {
        "level": condition.level.code,
        "code": condition.code,
        "met": condition.met,
        "planned": condition.planned,
        "facts": {name: list(fact) if isinstance(fact, tuple) else fact for name, fact in facts.items()},
    }


def _stages(project: Project, evidence: Record) -> list[dict[str, Any]]:
    dates = {stage.kind: stage.happened_on for stage in project.stages.all()}
    return [_stage(entry, dates[entry.stage.upper()]) for entry in evidence.stages]


def _stage(entry: StageRecord, happened_on: date | None) -> dict[str, Any]:
    """Say of a stage that is done whether carers were there; what is only planned is no figure for a report."""
    is_done = entry.state is StageState.DONE
    return {
        "stage": entry.stage.value,
        "state": entry.state.value,
        "happened_on": happened_on.isoformat() if is_done and happened_on else None,
        "right": entry.carer_right.value,
        "carers_took_part": is_done and entry.carers > 0,
        "carers": publishable(entry.carers) if is_done else None,
    }


def _evaluation(ratings: Ratings) -> dict[str, Any]:
    counts = {name: {code.lower(): count for code, count in getattr(ratings, name).items()} for name in QUESTIONS}
    return {"people": ratings.people, **counts}


def _decisions(project: Project, period: _Year) -> list[dict[str, Any]]:
    taken = Decision.objects.filter(stage__project=project, decided_on__range=(period.first, period.as_of))
    decisions = [_decision(decision) for decision in taken.select_related("stage")]
    return sorted(decisions, key=lambda row: (row["decided_on"], row["question"]["en"], row["question"]["cy"], row["reference"]))


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "reference": decision.public_id,
        "stage": decision.stage.kind.lower(),
        "right": decision.carer_right.lower(),
        "outcome": decision.outcome.lower(),
        "decided_on": decision.decided_on.isoformat() if decision.decided_on else None,
        "question": decision.question.halves,
        "decided_by": decision.decided_by.halves,
        "reason": decision.reason.halves,
        "dissent": decision.dissent.halves,
    }


def _said_and_done(project: Project, period: _Year) -> list[dict[str, Any]]:
    """Return what was answered in the year, sorted by theme; within one by reference, which tells nothing of who or when."""
    contributions = publishable_words().filter(stage__project=project).prefetch_related("themes")
    answers = current_responses(contributions, on=period.as_of)
    rows = [
        _row(contribution, answers[contribution.pk])
        for contribution in contributions
        if contribution.pk in answers and timezone.localdate(answers[contribution.pk].answered_at) >= period.first
    ]
    return sorted(rows, key=lambda row: ([theme["en"] for theme in row["themes"]], row["reference"]))


def _row(contribution: Contribution, answer: Response) -> dict[str, Any]:
    themes = (theme.name.halves for theme in contribution.themes.all())
    return {
        "reference": contribution.public_id,
        "sha256": digest_of_words(contribution.public_words),
        "language": contribution.words_language.lower(),
        "themes": sorted(themes, key=lambda name: (name["en"], name["cy"])),
        "state": answer.state.lower(),
        "reason": answer.reason.halves,
        "answered_on": timezone.localdate(answer.answered_at).isoformat(),
        "decided_on": answer.decision.decided_on.isoformat() if answer.decision and answer.decision.decided_on else None,
    }
