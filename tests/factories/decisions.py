"""Decisions and responses for tests: only what is required."""

from datetime import UTC, date, datetime
from typing import Any

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.contributions.choices import Audience
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.decisions.choices import STILL_OPEN, Outcome, ResponseState
from cyfran.domain.decisions.models import Decision, Response
from cyfran.domain.people.choices import Use
from tests.factories.contributions import make_contribution
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_project, make_stage


def make_decision(**given: Any) -> Decision:
    """Make a question put to the vote; with an outcome, one that was decided."""
    if "stage" not in given:
        given["stage"] = make_stage(kind="DECISION", carer_right=given.get("carer_right", DecisionRight.ADVISE))
    fields: dict[str, Any] = {
        "question_cy": "A ddylai un gweithiwr ddilyn pob asesiad?",
        "question_en": "Should one worker follow each assessment?",
        "decided_by_cy": "Y cabinet",
        "decided_by_en": "The cabinet",
        "carer_right": DecisionRight.ADVISE,
        "vote_opened_at": datetime(2026, 11, 9, 9, 0, tzinfo=UTC),
    }
    if given.get("outcome"):
        fields["decided_on"] = date(2026, 11, 16)
    if given.get("outcome") == Outcome.AGAINST:
        fields |= {"reason_cy": "Nid oes arian eleni.", "reason_en": "There is no money this year."}
    return Decision.objects.create(**fields | given)


def make_response(**given: Any) -> Response:
    """Make an answer that something was done; with another state, what that state needs."""
    if "contribution" not in given:
        given["contribution"] = make_contribution()
    given.setdefault("answered_by", given["contribution"].owner)
    fields: dict[str, Any] = {"state": ResponseState.DONE, "answered_at": datetime(2026, 11, 17, 9, 0, tzinfo=UTC)}
    if given.get("state") in (ResponseState.CANNOT, ResponseState.NOT_OURS):
        fields |= {"reason_cy": "Nid oes arian eleni.", "reason_en": "There is no money this year."}
    if given.get("state") in STILL_OPEN:
        fields["due_on"] = date(2026, 12, 15)
    return Response.objects.create(**fields | given)


def make_shown_contribution(**given: Any) -> Contribution:
    """Make something said in a published project that everyone may read: permitted, checked and not taken back."""
    if "stage" not in given:
        given["stage"] = make_stage(project=make_project(published_at=datetime(2026, 9, 2, 9, 0, tzinfo=UTC)))
    if "person" not in given:
        given["person"] = make_person(organisation=given["stage"].project.organisation)
    if not given["person"].permissions.filter(use=Use.QUOTE).exists():
        make_permission(person=given["person"], use=Use.QUOTE)
    fields = {
        "audience": Audience.PUBLIC,
        "public_words": "Nobody asks how we are.",
        "checked_at": datetime(2026, 11, 11, 9, 0, tzinfo=UTC),
    }
    return make_contribution(**fields | given)
