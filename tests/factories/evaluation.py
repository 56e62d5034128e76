"""Evaluations for tests: only what is required."""

from datetime import UTC, datetime
from typing import Any

from cyfran.domain.base.choices import Level
from cyfran.domain.contributions.choices import GivenBy
from cyfran.domain.evaluation.choices import Rating
from cyfran.domain.evaluation.models import Evaluation
from tests.factories.people import make_person
from tests.factories.projects import make_project


def make_evaluation(**given: Any) -> Evaluation:
    project = given.pop("project", None) or make_project()
    person = given.pop("person", None) or make_person(organisation=project.organisation)
    fields = {
        "listened_to": Rating.YES,
        "able_to_take_part": Rating.YES,
        "told_what_came": Rating.YES,
        "level_felt": Level.CONSULTATION,
        "given_by": GivenBy.WEB,
        "given_at": datetime(2026, 11, 18, 9, 0, tzinfo=UTC),
    }
    return Evaluation.objects.create(project=project, person=person, **fields | given)
