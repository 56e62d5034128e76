"""Welsh or English, as the terminal asks for."""

import io

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.utils import translation

from cyfran.cli import language as spoken
from cyfran.cli.language import gettext, language, speaking


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "cy_GB.UTF-8"}, "cy"),
        ({"LANG": "cy"}, "cy"),
        ({"LANG": "CY_GB"}, "cy"),
        ({"LC_ALL": "cy_GB.UTF-8", "LANG": "en_GB.UTF-8"}, "cy"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "cy_GB.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "cy_GB.UTF-8"}, "cy"),
        ({"LC_MESSAGES": "cy_GB.UTF-8", "LANG": "en_GB.UTF-8"}, "cy"),
    ],
)
def test_language_is_that_of_the_first_variable_that_is_set(environment, expected):
    assert language(environment) == expected


@pytest.fixture
def catalogue_with_welsh(tmp_path, monkeypatch):
    catalogue = Catalog(locale="cy")
    catalogue.add("yes", "ydy")
    content = io.BytesIO()
    write_mo(content, catalogue)
    folder = tmp_path / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.mo").write_bytes(content.getvalue())
    monkeypatch.setattr(spoken, "LOCALE", tmp_path)


@pytest.mark.parametrize(("chosen", "expected"), [("cy_GB.UTF-8", "ydy"), ("en_GB.UTF-8", "yes"), ("fr_FR.UTF-8", "yes")])
def test_gettext_speaks_from_the_shared_catalogue(chosen, expected, catalogue_with_welsh, monkeypatch):
    monkeypatch.setenv("LC_ALL", chosen)

    assert gettext("yes") == expected


def test_gettext_falls_back_to_english_for_what_is_not_translated(catalogue_with_welsh, monkeypatch):
    monkeypatch.setenv("LC_ALL", "cy_GB.UTF-8")

    assert gettext("a sentence without its Welsh") == "a sentence without its Welsh"


@pytest.mark.parametrize(("chosen", "expected"), [("cy_GB.UTF-8", "cy"), ("en_GB.UTF-8", "en")])
def test_speaking_sets_the_language_of_the_words_and_sets_it_back(chosen, expected, monkeypatch):
    monkeypatch.setenv("LC_ALL", chosen)
    before = translation.get_language()

    with speaking():
        inside = translation.get_language()

    assert (inside, translation.get_language()) == (expected, before)
