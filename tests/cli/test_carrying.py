"""All records from one database into another: what backups of PostgreSQL and `cyfran move-database` rest on."""

import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.backends.base.base import BaseDatabaseWrapper
from django_tasks_db.models import DBTaskResult

from cyfran.cli.carrying import another_database, carry, holds_records
from cyfran.cli.exits import BAD_INPUT, DONE
from cyfran.domain.base.models import User
from tests.cli import installing
from tests.cli.installing import CYFRAN, command, done
from tests.domain.test_house import ORDER, factory_of
from tests.factories.base import make_user

pytestmark = pytest.mark.django_db(transaction=True)
SQLITE = "django.db.backends.sqlite3"


@pytest.fixture(scope="module")
def file_with_tables(django_db_setup, django_db_blocker, tmp_path_factory):
    """Give the file of a database with all tables and no records, which was filled from an empty one."""
    file = tmp_path_factory.mktemp("tables") / "file"
    with django_db_blocker.unblock(), another_database({"ENGINE": SQLITE, "NAME": file}) as other:
        carry("default", other)
    return file


@pytest.fixture
def file(file_with_tables, tmp_path):
    return shutil.copy(file_with_tables, tmp_path / "other")


@pytest.fixture(scope="module")
def usual_way(django_db_blocker):
    """Give the way to open a database as it is outside of tests, which open none but their own."""
    with django_db_blocker.unblock():
        return BaseDatabaseWrapper.ensure_connection


@pytest.fixture(autouse=True)
def _more_than_one_database(monkeypatch, usual_way):
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", usual_way)


@pytest.fixture
def other(file):
    with another_database({"ENGINE": SQLITE, "NAME": file}) as other:
        yield other


def counted() -> dict[str, int]:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {model._meta.db_table: model._base_manager.count() for model in models}


def tell(file, *words: str) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        for one in words:
            database.execute(one)


def test_every_table_is_carried_there_and_back(other):
    for app in ORDER:
        for model in apps.get_app_config(app).get_models():
            getattr(import_module(f"tests.factories.{app}"), factory_of(model))()
    moment = datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=UTC)
    given = {"args_kwargs": {"args": [], "kwargs": {}}, "return_value": {"b": [1.5, None], "a": "ŵ"}, "run_after": moment}
    task = DBTaskResult.objects.create(task_path="a.task", backend_name="default", **given)
    before, names = counted(), sorted(User.objects.values_list("name", flat=True))

    there = carry("default", other)
    User.objects.update(name="Somebody else")
    back = carry(other, "default")

    assert {table.table: table.rows for table in there} == before == counted()
    assert there == back
    assert sorted(User.objects.values_list("name", flat=True)) == names
    task.refresh_from_db()
    assert {name: getattr(task, name) for name in given} == given
    make_user()
    assert counted()["base_user"] == before["base_user"] + 1


def test_a_table_that_does_not_arrive_as_it_left_is_refused_and_nothing_has_changed(file, other):
    make_user(name="Ann")
    tell(file, "CREATE TRIGGER spoil AFTER INSERT ON base_user BEGIN UPDATE base_user SET name = 'Beth'; END")

    with pytest.raises(ValidationError, match="The table base_user did not arrive as it left"):
        carry("default", other)

    assert not holds_records(other)


def test_a_table_that_cannot_be_written_is_named_and_nothing_has_changed(file, other):
    make_user(name="Ann")
    tell(file, "CREATE TRIGGER refuse BEFORE INSERT ON base_user BEGIN SELECT RAISE(ABORT, 'no room'); END")

    with pytest.raises(ValidationError, match="The table base_user cannot be carried: no room"):
        carry("default", other)

    assert not holds_records(other)


def test_a_database_of_another_version_is_not_filled(file, other):
    tell(file, "INSERT INTO django_migrations (app, name, applied) VALUES ('base', '9999_of_tomorrow', '2030-01-01')")

    with pytest.raises(ValidationError, match="of different versions of Cyfran"):
        carry("default", other)


def test_a_database_of_a_newer_version_is_not_carried(tmp_path, monkeypatch):
    monkeypatch.setattr("cyfran.cli.carrying.version_of", lambda _alias: {("base", "9999_of_tomorrow")})

    refused = pytest.raises(ValidationError, match=r"base\.9999_of_tomorrow is not known here")
    with another_database({"ENGINE": SQLITE, "NAME": tmp_path / "empty"}) as empty, refused:
        carry("default", empty)


def test_everything_moves_to_another_database_and_back(file, installation, tmp_path):
    done(sys.executable, "-m", "tests.cli.scene", "3", env=installation)
    away = {**installation, "DATABASE_URL": f"sqlite:///{file}"}
    home = installing.empty(tmp_path)

    there = command(*CYFRAN, "move-database", away["DATABASE_URL"], env=installation)
    again = command(*CYFRAN, "move-database", away["DATABASE_URL"], env=installation)
    back = command(*CYFRAN, "move-database", home, env=away)
    installing.drop(home)

    assert (there.returncode, back.returncode, there.stderr) == (DONE, DONE, "")
    assert there.stdout == back.stdout
    assert "Carried and compared, the same on both sides. Tables: " in there.stdout
    refusal = "There are records in the other database already: choose an empty one.\n"
    assert (again.returncode, again.stderr) == (BAD_INPUT, refusal)
