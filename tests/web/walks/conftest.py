"""What the walks share: Wales and the worked example, loaded once for all of them; what one walk does is undone after it."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from cyfran.cli.example.apps import give_apps
from cyfran.domain.groups.actions import load_register
from cyfran.domain.organisations.models import Area
from tests.cli.example.loading import NOW, load_all
from tests.factories.groups import make_group


@pytest.fixture(scope="package")
def db(django_db_setup, django_db_blocker):
    """Let the walks go through the same records, which are taken out after the last. It stands for the `db` of single tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def demonstration(db, tmp_path_factory):
    """Load what a demonstration shows: the register, the example, and a group of the council that has no example."""
    data = tmp_path_factory.mktemp("data")
    with override_settings(DATA=data, DEMONSTRATION=True):
        load_all(data)
        load_register(folder=settings.PROJECT / "data" / "wales", by=None, at=NOW, say=lambda _sentence: None)
        make_group(area=Area.objects.get(slug="ceredigion"))
        give_apps()
        yield


@pytest.fixture(autouse=True)
def example(demonstration):
    """Undo what each walk does."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
