"""Every page for staff asks for sign-in."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from tests.web.reading import address


def staff_pages() -> Iterator[str]:
    """Return the address of every page for staff, with a record that does not exist where one is named."""
    with override("en"):
        for name, parameters in _named(get_resolver().url_patterns, []):
            if name.startswith("staff:"):
                yield reverse(name, kwargs=dict.fromkeys(parameters, "nothing"))


def _named(patterns: list, namespaces: list[str]) -> Iterator[tuple[str, list[str]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = [*namespaces, pattern.namespace] if pattern.namespace else namespaces
            yield from _named(pattern.url_patterns, inside)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield ":".join([*namespaces, pattern.name]), list(pattern.pattern.converters)


@pytest.mark.django_db
def test_every_staff_page_asks_for_sign_in(client):
    pages = list(staff_pages())

    answers = {page: client.get(page).headers.get("Location", "") for page in pages}

    sign_in = address("account_request_login_code")
    assert len(pages) > 20
    assert answers == {page: f"{sign_in}?next={page}" for page in pages}
