"""Every field that hangs on a person is declared: what it is for, on which ground, for how long, and who sees it."""

import pytest
from django.apps import apps
from django.db import models

from cyfran.domain.base.models import User
from cyfran.domain.base.registry import FIELDS, NOT_PERSONAL, Whose, declare, declared, kept_fields, kinds_kept
from cyfran.domain.people.models import Person
from cyfran.domain.people.registry import FIELDS as FIELDS_OF_PEOPLE
from cyfran.domain.people.registry import REACH


def relations_of(model: type[models.Model]) -> list[type[models.Model]]:
    return [field.related_model for field in model._meta.get_fields() if field.is_relation and not field.auto_created]


def models_about_people() -> set[type[models.Model]]:
    """Return the models that hang on a person, over however many others, or on somebody of staff."""
    all_models = [model for model in apps.get_models() if not model._meta.proxy]
    found = {Person, User}
    while more := {model for model in all_models if found & set(relations_of(model)) - {User}} - found:
        found |= more
    return found | {model for model in all_models if User in relations_of(model)}


def fields_of(model: type[models.Model]) -> set[str]:
    own = [*model._meta.fields, *model._meta.local_many_to_many]
    return {field.name for field in own if not field.primary_key}


def test_every_field_of_whatever_hangs_on_a_person_is_declared():
    known = declared()

    undeclared = [
        f"{model._meta.label}.{name}"
        for model in sorted(models_about_people(), key=lambda model: model._meta.label)
        for name in sorted(fields_of(model) - known.get(model._meta.label, {}).keys())
    ]

    assert undeclared == [], "Say in the registry.py of the app what each of these holds, what for, and how long it is kept."


def test_nothing_is_declared_that_is_not_there():
    fields = {model._meta.label: fields_of(model) for model in apps.get_models()}

    gone = [f"{model}.{name}" for model, names in declared().items() for name in names if name not in fields.get(model, ())]

    assert gone == []


def test_a_new_field_of_a_person_that_is_not_declared_is_found(monkeypatch):
    but_one = {name: data for name, data in declared()["people.Person"].items() if name != "telephone"}
    monkeypatch.setitem(FIELDS_OF_PEOPLE, "people.Person", but_one)

    with pytest.raises(AssertionError, match=r"people\.Person\.telephone"):
        test_every_field_of_whatever_hangs_on_a_person_is_declared()


def test_each_field_is_declared_once_and_some_hold_nothing_about_anybody():
    assert declare({REACH: "name email", NOT_PERSONAL: "is_example"}) == {"name": REACH, "email": REACH, "is_example": None}
    assert [field.name for field in kept_fields() if field.model == "base.User"] == [
        *("public_id", "email", "name", "telephone", "is_administrator", "is_active", "joined_at", "last_login"),
    ]
    assert FIELDS["base.User"]["password"] is NOT_PERSONAL


def test_every_kind_is_whole_and_said_in_both_languages():
    kinds = kinds_kept(Whose.PERSON) + kinds_kept(Whose.STAFF)

    assert len(kinds) == len({str(kind.what) for kind in kinds})
    assert [kind for kind in kinds if not (kind.what and kind.why and kind.seen_by)] == []
    assert [kind for kind in kinds_kept(Whose.PERSON) if not kind.easy] == []
