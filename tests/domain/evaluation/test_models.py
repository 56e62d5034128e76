import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cyfran.domain.evaluation.models import Evaluation
from tests.factories.evaluation import make_evaluation

pytestmark = pytest.mark.django_db


def test_a_person_evaluates_a_project_once():
    first = make_evaluation()
    second = make_evaluation(person=first.person)
    second.project = first.project

    with pytest.raises(ValidationError) as refusal:
        second.full_clean()

    assert refusal.value.messages == ["This person has already said how it was."]
    with pytest.raises(IntegrityError), transaction.atomic():
        Evaluation.objects.filter(pk=second.pk).update(project=first.project)
