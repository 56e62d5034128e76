"""Loading the worked example: on any day, and all of it or nothing."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from cyfran.cli.doctor import records
from cyfran.cli.example import load
from cyfran.domain.evaluation.bridge import evidence_of
from cyfran.domain.people.models import Person
from cyfran.domain.projects.models import Project
from cyfran.domain.reports.models import Edition
from cyfran.domain.reports.queries import edition_on_page
from cyfran.engine.levels.finding import find_level
from tests.cli.example.loading import load_all

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", [(2027, 1, 1), (2027, 3, 28), (2028, 2, 29)])
def test_the_story_holds_on_whatever_day_it_is_loaded(day, tmp_path):
    at = datetime(*day, 12, tzinfo=UTC)

    load_all(tmp_path, at=at)

    project = Project.objects.get(title_en="A carer's assessment that helps")
    rows = [row for entry in edition_on_page(Edition.objects.get()).projects for row in entry.said_and_done]
    assert find_level(evidence_of(project, on=timezone.localdate(at))).level.code == "co_design"
    assert [row.words is None for row in rows].count(True) == 1


def test_the_councils_of_the_example_say_all_that_the_privacy_notice_says(tmp_path, client):
    load_all(tmp_path)

    notice = client.get("/en/privacy/full/").content.decode()
    assert [finding.words for finding in records.notice()] == ["The privacy notice names everybody that people can turn to."]
    assert ("officer.madeup@example.org" in notice, "Not given yet" in notice) == (True, False)


def test_a_story_that_breaks_off_leaves_nothing_behind(tmp_path, monkeypatch):
    def break_off(_scene):
        raise RuntimeError("a power cut")

    monkeypatch.setattr(load, "come_to_the_present", break_off)

    with pytest.raises(RuntimeError):
        load_all(tmp_path)

    assert not Person.objects.exists()
