"""What people were already asked on a topic, and what came of it, as staff read it before they ask again."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.timezone import localdate

from cyfran.domain.decisions.choices import ResponseState
from cyfran.domain.decisions.models import Decision
from cyfran.domain.decisions.queries import answered_words
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.opportunities.queries import past_asks
from cyfran.domain.projects.models import Project
from cyfran.web.ui.parts import Text

_MOST = 30


@dataclass(frozen=True)
class AskOnPage:
    """One thing that people were asked. `is_same_month`: by another body, in the month in which this is asked."""

    title: Text
    kind: Text
    starts_at: datetime
    is_same_month: bool


@dataclass(frozen=True)
class PastOfProject:
    """What one project asked on the topic, what was decided, and how many of the words that may be shown had which answer."""

    project: Project
    asks: list[AskOnPage]
    decisions: list[Decision]
    answers: dict[str, int]

    @property
    def answered(self) -> list[tuple[Text, int]]:
        return [(ResponseState(state).label, count) for state, count in self.answers.items()]


def past_of(opportunity: Opportunity, *, at: datetime) -> list[PastOfProject]:
    """Return the last thirty asks on the topic by project, those asked last first."""
    asks: dict[Project, list[AskOnPage]] = defaultdict(list)
    for ask in past_asks(opportunity, at=at)[:_MOST]:
        asks[ask.stage.project].append(_ask(ask, opportunity))
    decisions, answers = _decisions_of(asks), _answers_of(asks, example=opportunity.stage.project.is_example)
    return [PastOfProject(project, of_it, decisions[project.pk], answers[project.pk]) for project, of_it in asks.items()]


def _ask(ask: Opportunity, now: Opportunity) -> AskOnPage:
    day, other = localdate(now.starts_at), localdate(ask.starts_at)
    is_same_month = ask.organisation_id != now.organisation_id and (day.year, day.month) == (other.year, other.month)
    return AskOnPage(ask.title, ask.get_kind_display(), ask.starts_at, is_same_month)


def _decisions_of(projects: Collection[Project]) -> dict[int, list[Decision]]:
    found = defaultdict(list)
    for decision in Decision.objects.filter(stage__project__in=projects, decided_on__isnull=False).select_related("stage"):
        found[decision.stage.project_id].append(decision)
    return found


def _answers_of(projects: Iterable[Project], *, example: bool) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    words: Any = answered_words(example=example).filter(stage__project__in=projects).order_by()
    for project, state, count in words.values_list("stage__project", "answer").annotate(count=Count("pk")).order_by("answer"):
        found[project][state] = count
    return found
