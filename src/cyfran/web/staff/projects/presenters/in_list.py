"""A project in the list of staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from cyfran.domain.base import words
from cyfran.domain.base.fields import BilingualText
from cyfran.domain.evaluation.bridge import evidence_of_all
from cyfran.domain.projects.models import Project
from cyfran.engine.levels.finding import find_level
from cyfran.engine.levels.record import Record
from cyfran.web.staff.projects.presenters.stages import strip_of
from cyfran.web.ui.parts import StageOnStrip


@dataclass(frozen=True)
class ProjectInList:
    public_id: str
    title: BilingualText
    organisation: BilingualText
    started_on: date
    closed_on: date | None
    is_published: bool
    is_example: bool
    level: str
    level_name: str
    strip: list[StageOnStrip]

    @classmethod
    def of(cls, project: Project, record: Record) -> Self:
        level = find_level(record).level.code
        return cls(
            public_id=project.public_id,
            title=project.title,
            organisation=project.organisation.name,
            started_on=project.started_on,
            closed_on=project.closed_on,
            is_published=project.published_at is not None,
            is_example=project.is_example,
            level=level,
            level_name=words.level_name(level),
            strip=strip_of(project.stages.all(), record),
        )


def in_list(projects: Sequence[Project], today: date) -> list[ProjectInList]:
    records = evidence_of_all(projects, on=today)
    return [ProjectInList.of(project, records[project.pk]) for project in projects]
