"""Random posts to a form: whatever is sent, the page answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

_NOTHING = st.none()
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
AWKWARD = st.sampled_from(
    [
        "\0",
        "-1",
        "0",
        "9223372036854775807",
        "9223372036854775808",
        "31",
        "2026-02-30",
        "é" * 6000,
        "<script>",
        "' OR 1=1 --",
        "None",
    ]
)


def assert_random_posts_never_break(client: Client, url: str, form_fields: Mapping[str, Sequence[str]]) -> None:
    """Post forty mixtures of what each field expects (as given), anything else, and nothing at all.

    Each post is undone, so that the next one meets the same records. A failure of ours is raised by the client itself.
    """

    @settings(max_examples=40, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries({name: _values(expected) for name, expected in form_fields.items()}))
    def post(sent: dict[str, Any]) -> None:
        savepoint = transaction.savepoint()
        response = client.post(url, {name: value for name, value in sent.items() if value is not None})
        assert response.status_code < 500
        transaction.savepoint_rollback(savepoint)

    post()


def _values(expected: Sequence[str]) -> st.SearchStrategy[str | None]:
    anything = ANY_TEXT | AWKWARD | _NOTHING
    return st.one_of(st.sampled_from(list(expected)), st.sampled_from(list(expected)), anything) if expected else anything
