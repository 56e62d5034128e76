"""There is no password anywhere: nothing to forget, to steal or to guess."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

import cyfran
from tests.factories.base import make_user

SOURCE = Path(cyfran.__file__).parent


def all_patterns(parts=None):
    for part in parts or get_resolver().url_patterns:
        if isinstance(part, URLResolver):
            yield str(part.pattern)
            yield from all_patterns(part.url_patterns)
        elif isinstance(part, URLPattern):
            yield f"{part.pattern} {part.name}"


def test_no_address_is_about_a_password():
    assert [one for one in all_patterns() if "password" in one.lower()] == []


def test_no_form_and_no_page_asks_for_one():
    asks = re.compile(r"PasswordInput|type=[\"']password|autocomplete.{1,8}password|set_password\(|check_password\(")

    found = [
        str(file.relative_to(SOURCE))
        for kind in ("*.py", "*.html")
        for file in SOURCE.rglob(kind)
        if asks.search(file.read_text())
    ]

    assert found == []


def test_no_record_of_ours_keeps_one():
    kept = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.fields
        if "password" in field.name
    ]

    # Django's own account has the field; what stands in ours opens nothing.
    assert kept == ["base.User.password"]


@pytest.mark.django_db
def test_what_stands_where_django_keeps_one_opens_nothing():
    user = make_user()

    assert not user.has_usable_password()
    assert not user.check_password(user.password)
