"""What a report would hold, before it is frozen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.utils.translation import gettext as _

from cyfran.domain.base.fields import BilingualText
from cyfran.domain.evaluation.queries import Ratings
from cyfran.domain.reports.bridge import account_of
from cyfran.domain.reports.models import Edition
from cyfran.domain.reports.queries import EditionOnPage, ProjectOnPage, edition_on_page
from cyfran.web.ui.parts import Row, Text


@dataclass(frozen=True)
class ProjectInPreview:
    title: BilingualText
    level: Text
    claimed: Text
    felt: Text
    decisions: int
    words_shown: int


@dataclass(frozen=True)
class Preview:
    """The account as it would be frozen now: its figures, and a line for each project."""

    name: BilingualText
    year: int
    as_of: date
    rows: list[Row]
    projects: list[ProjectInPreview]
    is_example: bool

    @classmethod
    def of(cls, chosen: dict[str, Any], *, now: datetime, on: date) -> Self:
        document = account_of(**chosen, on=on)
        account = edition_on_page(Edition(document=document, year=chosen["year"], frozen_at=now, is_example=chosen["example"]))
        return cls(
            name=account.name,
            year=account.year,
            as_of=account.as_of,
            rows=_rows(account),
            projects=[_project(project) for project in account.projects],
            is_example=account.is_example,
        )


def _rows(account: EditionOnPage) -> list[Row]:
    asked = account.proposals
    return [
        Row(_("Groups in the register"), account.groups),
        Row(_("Projects"), len(account.projects)),
        Row(_("Requests that arrived"), asked["received"]),
        Row(_("Requests answered in time"), asked["answered_in_time"]),
        Row(_("Requests overdue"), asked["overdue"]),
    ]


def _project(project: ProjectOnPage) -> ProjectInPreview:
    return ProjectInPreview(
        title=project.title,
        level=project.level.label,
        claimed=project.claimed_level.label if project.claimed_level else _("Nothing"),
        felt=_felt(project.ratings),
        decisions=len(project.decisions),
        words_shown=sum(said.words is not None for said in project.said_and_done),
    )


def _felt(ratings: Ratings | None) -> Text:
    if ratings is None:
        return _("Shown once the project is closed")
    return ratings.level_felt.label if ratings.level_felt else _("Fewer than five people have answered")
