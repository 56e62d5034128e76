"""What is wrong in a form is said in our words, in both languages: what to write, and nothing that was typed comes back in it."""

import copy
import importlib
import pkgutil
import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

import cyfran.web
from cyfran.domain.meetings.models import Meeting
from cyfran.domain.organisations.models import Organisation
from cyfran.web.ui.refusals import add_refusal
from tests.factories.projects import make_stage

DJANGOS_OWN = re.compile(r"Ensure|[Vv]alid |valid\.|Null |This field|This value|Enter |instance|\bvalue\b", re.ASCII)
TYPED = "zyzzyva"
WRONG = {
    "nothing": "",
    "a word": TYPED,
    "a list": [TYPED],
    "a NUL": f"{TYPED}\0",
    "too long": TYPED * 2000,
    "too large": "9" * 25,
    "below nothing": "-7",
}


def forms_of_pages() -> list[type[forms.BaseForm]]:
    for module in pkgutil.walk_packages(cyfran.web.__path__, "cyfran.web."):
        importlib.import_module(module.name)
    found, waiting = [], [forms.BaseForm]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        waiting += kinds
        found += [kind for kind in kinds if kind.__module__.startswith("cyfran.web.") and kind not in found]
    return found


FIELDS = [
    pytest.param(field, id=f"{form.__module__.removeprefix('cyfran.web.')}.{form.__name__}.{name}")
    for form in forms_of_pages()
    for name, field in getattr(form, "base_fields", {}).items()
]


def said_about(field: forms.Field, typed: object) -> list[str]:
    """Fill in a form of this field alone, and return what the summary says."""
    form = type("OneField", (forms.Form,), {"it": copy.deepcopy(field)})()
    if hasattr(field, "queryset"):
        form.fields["it"].queryset = Organisation.objects.all()  # stands for what a view would give
    widget = form.fields["it"].widget
    names = [f"it{ending}" for ending in widget.widgets_names] if isinstance(widget, forms.MultiWidget) else ["it"]
    form.data, form.is_bound = dict.fromkeys(names, typed), True
    return form["it"].errors_in_summary


def test_there_are_forms_to_look_at():
    assert len(FIELDS) > 100


@pytest.mark.django_db
@pytest.mark.parametrize("field", FIELDS)
def test_what_is_wrong_is_said_in_plain_words(field):
    said = {}
    for language in ("en", "cy"):
        with override(language):
            said[language] = {name: said_about(field, typed) for name, typed in WRONG.items()}

    for name, sentences in said["en"].items():
        assert [one for one in sentences if DJANGOS_OWN.search(one) or TYPED in one or re.search(r"\d{6}", one)] == []
        assert len(said["cy"][name]) == len(sentences)
        assert set(said["cy"][name]).isdisjoint(sentences)


@pytest.mark.django_db
def test_what_a_record_refuses_is_said_in_the_words_of_its_field():
    form = forms.modelform_factory(Meeting, fields=["title_en", "minutes"])({"title_en": "Tea", "minutes": "60"})
    form.full_clean()

    with pytest.raises(ValidationError) as refused, override("en"):
        Meeting(stage=make_stage(), title_en="Tea" * 200, minutes=10**25).full_clean()
    add_refusal(form, refused.value)

    assert form["title_en"].errors == ["Make this shorter: there is room for 160 characters, and there are 600."]
    assert form["minutes"].errors == ["Write 9999 or a lower number."]
