import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.cli import installing
from tests.cli.databases import make_database
from tests.cli.installing import done


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def database(tmp_path, monkeypatch, english) -> Path:
    """Give the command an embedded database of its own, with Ann in it."""
    file = make_database(tmp_path / "var" / "cyfran.sqlite3", "Ann")
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", file)
    return file


@pytest.fixture(scope="session")
def ready(django_db_setup, django_db_blocker, tmp_path_factory):
    """Give the address of a database with all tables and no records."""
    folder = tmp_path_factory.mktemp("ready")
    with django_db_blocker.unblock():
        address = installing.copy_of_the_tests_own(folder)
    # The tests count in memory what an installation counts in its database.
    done(sys.executable, "manage.py", "createcachetable", env=installing.settings_of(folder, address))
    yield address
    installing.drop(address)


@pytest.fixture(scope="session")
def gathered(ready, tmp_path_factory):
    """Give a folder with the styles and scripts, without which no page is shown."""
    folder = tmp_path_factory.mktemp("gathered")
    done(sys.executable, "manage.py", "collectstatic", "--no-input", env=installing.settings_of(folder, ready))
    return folder / "static"


@pytest.fixture
def installation(ready, gathered, tmp_path):
    """Give the settings of an installation with a database of its own: embedded or PostgreSQL, as the tests run."""
    (tmp_path / "static").symlink_to(gathered)
    address = installing.another(ready, tmp_path)
    yield installing.settings_of(tmp_path, address)
    installing.drop(address)
