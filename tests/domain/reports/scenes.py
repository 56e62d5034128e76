"""Accounts and what they tell of, for the tests of reports."""

from datetime import UTC, date, datetime, timedelta

from cyfran.domain.contributions.models import Contribution
from cyfran.domain.decisions.choices import ResponseState
from cyfran.domain.projects.models import Project
from cyfran.domain.reports.bridge import account_of
from tests.domain.evaluation.scenes import at
from tests.factories.decisions import make_response, make_shown_contribution
from tests.factories.projects import make_project, make_stage

TODAY = date(2026, 11, 21)
PUBLISHED = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)


def account(organisation, **given):
    return account_of(**{"organisation": organisation, "year": 2026, "on": TODAY, **given})


def project_in_account(project: Project, **given):
    (found,) = account(project.organisation, **given)["projects"]
    return found


def answered(stage, *, on: date = TODAY, state: ResponseState = ResponseState.DONE, **given) -> Contribution:
    contribution = make_shown_contribution(stage=stage, given_at=at(on - timedelta(days=5)), **given)
    make_response(contribution=contribution, state=state, answered_at=at(on))
    return contribution


def published_stage(**given):
    return make_stage(project=make_project(published_at=PUBLISHED, **given))
