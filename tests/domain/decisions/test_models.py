from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.decisions.choices import Outcome, ResponseState
from cyfran.domain.decisions.models import Decision, Response
from tests.factories.contributions import make_contribution
from tests.factories.decisions import make_decision, make_response

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
ONE_HALF = {"reason_cy": "Dim arian.", "reason_en": ""}
NO_REASON = {"reason_cy": "", "reason_en": ""}
BLANKS = {"reason_cy": " \t", "reason_en": "\r\n\N{NO-BREAK SPACE}"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"outcome": Outcome.AGAINST, "decided_on": date(2026, 11, 16), **NO_REASON},
            "A decision against carries its reasons, in Welsh and in English.",
        ),
        (
            {"outcome": Outcome.AGAINST, "decided_on": date(2026, 11, 16), **ONE_HALF},
            "A decision against carries its reasons, in Welsh and in English.",
        ),
        (
            {"outcome": Outcome.AGAINST, "decided_on": date(2026, 11, 16), **BLANKS},
            "A decision against carries its reasons, in Welsh and in English.",
        ),
        ({"dissent_cy": "Dau ofalwr."}, "Write who disagreed and why in Welsh and in English."),
        ({"dissent_en": "Two carers."}, "Write who disagreed and why in Welsh and in English."),
        ({"dissent_cy": "Dau ofalwr.", "dissent_en": " "}, "Write who disagreed and why in Welsh and in English."),
        ({"outcome": Outcome.FOR}, "Say when it was decided."),
        ({"decided_on": date(2026, 11, 16)}, "Say when it was decided."),
        (
            {"carer_right": DecisionRight.NOT_STATED},
            "Write down what carers may do about this decision before voting opens.",
        ),
    ],
    ids=[
        *("no reason", "reason in Welsh only", "nothing but blanks"),
        *("dissent in Welsh only", "dissent in English only", "dissent of blanks"),
        *("no date", "no outcome", "right not stated"),
    ],
)
def test_a_decision_that_breaks_a_promise_cannot_be_stored(changes, message):
    decision = make_decision()
    for name, value in changes.items():
        setattr(decision, name, value)

    with pytest.raises(ValidationError) as refusal:
        decision.full_clean()

    assert refusal.value.messages == [message]
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(**changes)


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        ({"state": ResponseState.CANNOT}, ["Say why this will not happen, in Welsh and in English."]),
        ({"state": ResponseState.NOT_OURS}, ["Say why this will not happen, in Welsh and in English."]),
        (
            {"state": ResponseState.CANNOT, **ONE_HALF},
            ["Say why this will not happen, in Welsh and in English.", "Write the answer in Welsh and in English."],
        ),
        ({"state": ResponseState.NOT_OURS, **BLANKS}, ["Say why this will not happen, in Welsh and in English."]),
        ({"state": ResponseState.DONE, **ONE_HALF}, ["Write the answer in Welsh and in English."]),
        ({"state": ResponseState.LISTENING}, ["Say by when you will tell them more."]),
        ({"state": ResponseState.PLANNED}, ["Say by when you will tell them more."]),
    ],
    ids=["cannot", "not ours", "cannot, half a reason", "not ours, for blanks", "half an answer", "listening", "planned"],
)
def test_a_response_that_breaks_a_promise_cannot_be_stored(changes, messages):
    response = make_response()
    for name, value in changes.items():
        setattr(response, name, value)

    with pytest.raises(ValidationError) as refusal:
        response.full_clean()

    assert refusal.value.messages == messages
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.filter(pk=response.pk).update(**changes)


@pytest.mark.parametrize("state", [ResponseState.CANNOT, ResponseState.NOT_OURS])
def test_a_refusal_without_a_reason_goes_through_no_door(state):
    refusal = {"contribution": make_contribution(), "state": state, "answered_at": AT}
    stored = make_response()

    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.create(**refusal)
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.bulk_create([Response(**refusal)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.filter(pk=stored.pk).update(state=state)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE decisions_response SET state = %s WHERE id = %s", [state.value, stored.pk])

    assert list(Response.objects.values_list("state", flat=True)) == [ResponseState.DONE]


def test_a_decision_against_without_a_reason_goes_through_no_door():
    stored = make_decision()
    against = {"outcome": Outcome.AGAINST, "decided_on": date(2026, 11, 16)}
    kept = {"stage": stored.stage, "carer_right": DecisionRight.ADVISE, "vote_opened_at": AT, **against}

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(**kept)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.bulk_create([Decision(**kept)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=stored.pk).update(**against)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE decisions_decision SET outcome = 'AGAINST', decided_on = '2026-11-16' WHERE id = %s", [stored.pk])

    assert list(Decision.objects.values_list("outcome", flat=True)) == [""]


def test_no_misspelt_code_slips_past_the_reasons():
    decision, response = make_decision(), make_response()

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(outcome="against", decided_on=date(2026, 11, 16))
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.filter(pk=response.pk).update(state="cannot")
