"""Loading the worked example in tests, with its e-mails in a folder of their own."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.test import override_settings

from cyfran.cli.example.load import load_example
from cyfran.domain.base.actions import create_user
from cyfran.domain.organisations.actions.wales import load_wales

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def load_all(data: Path, *, at: datetime = NOW) -> list[tuple[str, str]]:
    """Load Wales, an administrator and the example, as `cyfran demo` does."""
    with override_settings(DATA=data, PUBLIC_ADDRESS="http://cyfran.test"):
        load_wales(folder=settings.PROJECT / "data" / "wales", by=None, at=at, say=lambda _sentence: None)
        administrator = create_user(
            email="administrator@example.org", name="Administrator", is_administrator=True, by=None, at=at
        )
        return load_example(by=administrator, at=at, say=lambda _sentence: None)
