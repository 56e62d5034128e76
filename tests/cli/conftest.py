from pathlib import Path

import pytest
from django.conf import settings

from tests.cli.databases import make_database


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
