import re

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.template import engines
from django.utils import translation

from cyfran.domain.base.fields import (
    BilingualText,
    LongText,
    PublicIdField,
    ShortText,
    SmallNumber,
    bare_telephone,
    bilingual,
    check_telephone,
    new_public_id,
    set_fields,
)
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


# --- Telephone numbers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("029 2018 0123", "02920180123"),
        ("+44 (0)29 2018 0123", "02920180123"),
        ("+44 29-2018-0123", "02920180123"),
        ("(01970) 000.001", "01970000001"),
        ("01970\N{NO-BREAK SPACE}000/001", "01970000001"),
        ("+353 1 234 5678", "+35312345678"),
    ],
)
def test_a_whole_telephone_number_is_taken_and_compared_however_it_is_spelt(written, bare):
    check_telephone(written)

    assert bare_telephone(written) == bare


@pytest.mark.parametrize(
    "written", ["12", "123456789", "1" * 16, "ring me", "----------", "01970 000 001 x", "01970\0000001", "٠١٢٣٤٥٦٧٨٩"]
)
def test_what_nobody_could_ring_is_refused(written):
    with pytest.raises(ValidationError) as refused:
        check_telephone(written)

    assert refused.value.messages == ["Write a whole telephone number, such as 029 2018 0123."]


@pytest.mark.django_db
def test_the_records_themselves_refuse_half_a_telephone_number():
    user = make_user()
    user.telephone = "12"

    with pytest.raises(ValidationError) as refused:
        user.full_clean()

    assert refused.value.message_dict == {"telephone": ["Write a whole telephone number, such as 029 2018 0123."]}


# --- What no database takes -------------------------------------------------------------------------------------------


def test_no_text_of_ours_takes_a_nul():
    fields = [field for model in apps.get_models() if model.__module__.startswith("cyfran.") for field in model._meta.fields]
    texts = [field for field in fields if isinstance(field, (models.CharField, models.TextField)) and not field.choices]
    theirs = [field for field in texts if not isinstance(field, PublicIdField) and field.name != "password"]

    assert theirs
    for field in theirs:
        with pytest.raises(ValidationError):
            field.run_validators("a\0b@example.org")


@pytest.mark.django_db
def test_a_public_id_with_a_nul_is_not_found_on_any_database():
    make_user()

    assert not User.objects.filter(public_id="\0").exists()


@pytest.mark.parametrize("number", [10_000, 9223372036854775807, 9223372036854775808])
def test_a_number_of_minutes_or_people_is_small_on_every_database(number):
    fields = [field for model in apps.get_models() for field in model._meta.fields if type(field) is SmallNumber]

    assert fields
    for field in fields:
        with pytest.raises(ValidationError) as refused:
            field.run_validators(number)
        assert "Give a number that is not more than 9999." in refused.value.messages


@pytest.mark.parametrize("nothing", ["\u200b", "\u2060\ufeff \u00ad", "\u3164", "\u2800\u200d\ufe0f", " \n\u00a0"])
@pytest.mark.parametrize("kind", [ShortText, LongText])
def test_a_text_of_invisible_letters_is_refused_where_a_blank_one_is(kind, nothing):
    with pytest.raises(ValidationError) as refused:
        kind(max_length=20).clean(nothing, None)

    assert [error.code for error in refused.value.error_list] == ["blank"]
    assert kind(max_length=20, blank=True).clean(nothing, None) == ""


@pytest.mark.parametrize("text", ["Siân", "?", "👩\u200d👧", "5", "\u200bAnn "])
def test_a_text_in_which_something_can_be_seen_stays_as_it_is(text):
    assert ShortText(max_length=20).clean(text, None) == LongText(max_length=20).clean(text, None) == text
