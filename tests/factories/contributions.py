"""Contributions and themes for tests: only what is required."""

from datetime import UTC, date, datetime
from itertools import count

from cyfran.domain.base.choices import Language
from cyfran.domain.contributions.choices import GivenBy
from cyfran.domain.contributions.models import Contribution, Theme
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_stage

_numbers = count(1)


def make_theme(**given) -> Theme:
    number = next(_numbers)
    if "project" not in given:
        given["project"] = make_project()
    return Theme.objects.create(**{"name_cy": f"Thema {number}", "name_en": f"Theme {number}", **given})


def make_contribution(**given) -> Contribution:
    """Make words for the team alone, that nobody has checked."""
    if "stage" not in given:
        given["stage"] = make_stage()
    if "person" not in given:
        given["person"] = make_person(organisation=given["stage"].project.organisation)
    fields = {
        "words": "Nobody asks how I am.",
        "words_language": Language.ENGLISH,
        "given_by": GivenBy.WEB,
        "given_at": datetime(2026, 11, 10, 19, 0, tzinfo=UTC),
        "owner": given["stage"].project.owner,
        "due_on": date(2026, 12, 8),
    }
    return Contribution.objects.create(**{**fields, **given})
