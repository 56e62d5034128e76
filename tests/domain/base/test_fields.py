import re

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.template import engines
from django.utils import translation

from cyfran.domain.base.fields import BilingualText, LongText, bilingual, new_public_id, set_fields
from cyfran.domain.base.models import User
from tests.factories.base import make_user
from tests.factories.organisations import make_region


def test_a_public_id_spells_no_word_and_repeats_nothing():
    ids = {new_public_id() for _ in range(500)}

    assert len(ids) == 500
    assert all(re.fullmatch("[2-9bcdfghjkmnpqrstvwxz]{10}", public_id) for public_id in ids)


@pytest.mark.django_db
def test_two_records_never_share_a_public_id():
    first, second = make_user(), make_user()

    with pytest.raises(IntegrityError):
        User.objects.filter(pk=second.pk).update(public_id=first.public_id)


@pytest.mark.parametrize(
    ("page", "cy", "en", "text", "language", "missing_half"),
    [
        ("cy", "Grŵp", "Group", "Grŵp", "cy", ""),
        ("en", "Grŵp", "Group", "Group", "en", ""),
        ("cy", "", "Group", "Group", "en", "cy"),
        ("en", "Grŵp", "", "Grŵp", "cy", "en"),
        ("cy", "", "", "", "cy", ""),
        ("en-gb", "Grŵp", "Group", "Group", "en", ""),
    ],
)
def test_bilingual_text_is_in_the_readers_language_else_in_the_other(page, cy, en, text, language, missing_half):
    with translation.override(page):
        both = BilingualText(cy=cy, en=en)

    assert (str(both), both.cy, both.en, both.language, both.missing_half) == (text, cy, en, language, missing_half)


@pytest.mark.parametrize(
    ("page", "cy", "en", "html"),
    [
        ("cy", "Te & theisen", "Tea", "Te &amp; theisen"),
        ("cy", "", "Tea & cake", '<span lang="en">Tea &amp; cake</span>'),
        ("en", "Te & theisen", "", '<span lang="cy">Te &amp; theisen</span>'),
    ],
    ids=["there", "English only", "Welsh only"],
)
def test_bilingual_text_is_marked_on_a_page_where_it_is_in_the_other_language(page, cy, en, html):
    template = engines["django"].from_string("{{ text }}")

    with translation.override(page):
        shown = template.render({"text": BilingualText(cy=cy, en=en)})

    assert shown == html


@pytest.mark.django_db
def test_bilingual_reads_two_columns_as_one_text():
    region = make_region(name_cy="Y Bryniau", name_en="The Hills")

    with translation.override("cy"):
        assert region.name == "Y Bryniau"
    with translation.override("en"):
        assert region.name == "The Hills"


def test_bilingual_is_no_text_on_the_model_itself():
    class Thing:
        name = bilingual("name")

    assert not hasattr(Thing, "name")


@pytest.mark.parametrize(
    ("words", "code"), [("seven!!", "max_length"), ("nul\0", "null_characters_not_allowed")], ids=["too long", "a NUL"]
)
def test_a_long_text_refuses_at_every_door_what_forms_refuse(words, code):
    field = LongText(max_length=6)

    with pytest.raises(ValidationError) as refused:
        field.clean(words, None)

    assert [error.code for error in refused.value.error_list] == [code]
    assert field.clean("six!!!", None) == "six!!!"


def test_a_long_text_is_stored_as_any_text():
    assert LongText("words", max_length=6).deconstruct()[1:] == (
        "django.db.models.TextField",
        [],
        {"verbose_name": "words", "max_length": 6},
    )


def test_no_text_of_ours_is_unlimited_only_in_forms():
    plain = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("cyfran.")
        for field in model._meta.fields
        if type(field) is models.TextField
    ]

    assert plain == []


def test_set_fields_sets_what_differs_and_names_it():
    user = User(name="Ann", telephone="01970 000000")

    assert set_fields(user, {"telephone": "", "name": "Ann"}, allowed={"name", "telephone"}) == ["telephone"]
    assert (user.name, user.telephone) == ("Ann", "")


def test_set_fields_sets_nothing_where_one_may_not_be_set():
    user = User(name="Ann")

    with pytest.raises(TypeError, match="Cannot be changed here: is_administrator"):
        set_fields(user, {"name": "Beth", "is_administrator": True}, allowed={"name"})

    assert (user.name, user.is_administrator) == ("Ann", False)
