import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cyfran.domain.reports.models import Edition
from tests.factories.organisations import make_organisation, make_region
from tests.factories.reports import make_edition

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("both", [True, False], ids=["of both", "of neither"])
def test_an_edition_is_of_one_body_or_one_region(both):
    edition = make_edition(document={"year": 2026})
    changes = {
        "organisation": make_organisation() if both else None,
        "region": make_region() if both else None,
    }
    for name, value in changes.items():
        setattr(edition, name, value)

    with pytest.raises(ValidationError) as refusal:
        edition.full_clean()

    assert refusal.value.messages == ["A report is of one organisation or of one region."]
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**changes)
