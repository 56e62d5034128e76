import re

import pytest
from django.db import IntegrityError
from django.template import engines
from django.utils import translation

from cyfran.domain.base.fields import BilingualText, bilingual, new_public_id
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
