"""Nobody who reads Welsh is told in English, or in Django's own doubtful Welsh, what to mend in a form."""

from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.utils.translation import override

import cyfran
from cyfran.domain.base.models import User
from cyfran.domain.organisations.models import Organisation
from cyfran.web.ui.forms import DayField, MomentField
from tests.factories.base import make_user
from tests.factories.organisations import make_area

CHOICES = [("A", "Un"), ("B", "Dau")]


class Everything(forms.Form):
    """One field of each kind that our pages use, and of those that Django would use for dates and numbers."""

    words = forms.CharField(label="Geiriau", max_length=5, required=False)
    long_words = forms.CharField(label="Geiriau hir", validators=[MinLengthValidator(5)], required=False)
    email = forms.EmailField(label="E-bost", required=False)
    minutes = forms.IntegerField(label="Munudau", min_value=0, max_value=90, required=False)
    share = forms.DecimalField(label="Cyfran", required=False)
    kind = forms.ChoiceField(label="Math", choices=CHOICES, required=False)
    level = forms.TypedChoiceField(label="Lefel", choices=CHOICES, coerce=str, required=False)
    uses = forms.MultipleChoiceField(label="Defnydd", choices=CHOICES, required=False)
    person = forms.ModelChoiceField(label="Person", queryset=User.objects.all(), to_field_name="email", required=False)
    people = forms.ModelMultipleChoiceField(label="Pobl", queryset=User.objects.all(), required=False)
    slug = forms.SlugField(label="Enw byr", required=False)
    day = DayField(label="Diwrnod", required=False)
    moment = MomentField(label="Pryd", required=False)
    date = forms.DateField(label="Dyddiad", required=False)
    time = forms.TimeField(label="Amser", required=False)
    begins = forms.DateTimeField(label="Dechrau", required=False)


WRONG = [
    ("words", {"words": "gormod o lawer"}),
    ("words", {"words": "a\0"}),
    ("long_words", {"long_words": "byr"}),
    ("email", {"email": "olwen"}),
    ("minutes", {"minutes": "deg"}),
    ("minutes", {"minutes": "-1"}),
    ("minutes", {"minutes": "91"}),
    ("share", {"share": "hanner"}),
    ("kind", {"kind": "C"}),
    ("level", {"level": "C"}),
    ("uses", {"uses": ["A", "C"]}),
    ("person", {"person": "nobody@example.org"}),
    ("people", {"people": ["0"]}),
    ("people", {"people": ["neb"]}),
    ("slug", {"slug": "dau air"}),
    ("day", {"day_day": "31", "day_month": "2", "day_year": "2027"}),
    ("moment", {"moment_day": "1", "moment_month": "2", "moment_year": "2027", "moment_time": "hwyr"}),
    ("date", {"date": "yfory"}),
    ("time", {"time": "hwyr"}),
    ("begins", {"begins": "yfory"}),
]


def said(form_class, data, language):
    """Return every error of the form, as the field and as the summary show it."""
    with override(language):
        form = form_class(data)
        form.full_clean()
        return [str(error) for errors in form.errors.values() for error in errors], [
            error for field in form for error in field.errors_in_summary
        ]


@pytest.mark.django_db
@pytest.mark.parametrize(("field", "data"), WRONG)
def test_what_is_wrong_in_a_field_is_said_in_welsh(field, data):
    in_english, _summary = said(Everything, data, "en")

    in_welsh, summary = said(Everything, data, "cy")

    assert len(in_welsh) == len(in_english) == len(summary) == 1
    assert in_welsh[0] != in_english[0]
    assert in_english[0] not in summary[0]


@pytest.mark.django_db
@pytest.mark.parametrize("name", Everything.base_fields)
def test_what_is_left_empty_is_said_in_welsh(name):
    class OneField(forms.Form):
        it = Everything.base_fields[name].__class__(**required_arguments(Everything.base_fields[name]))

    assert said(OneField, {}, "cy") == ([said_when_empty(OneField)], [said_when_empty(OneField)])


def required_arguments(field):
    arguments = {"label": field.label}
    if hasattr(field, "queryset"):
        return {**arguments, "queryset": field.queryset}
    return {**arguments, "choices": CHOICES} if hasattr(field, "choices") else arguments


def said_when_empty(form_class):
    field = form_class.base_fields["it"]
    chosen = isinstance(field.widget, (forms.CheckboxInput, forms.Select))
    return f"Dewiswch ateb ar gyfer “{field.label}”." if chosen else f"Llenwch “{field.label}”."


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["cy", "en"])
def test_what_a_record_refuses_is_said_in_the_language_of_the_reader(language):
    known = make_user()
    area = make_area()
    in_welsh = language == "cy"

    with override(language):
        twice = refusal_of(User(email=known.email, name="Enw"))
        empty = refusal_of(Organisation(kind="COUNCIL", slug=None, name_cy="", name_en="", area=area))
        unknown = refusal_of(Organisation(kind="ARALL", slug="arall", name_cy="Enw", name_en="Name"))

    assert ("There is already" in " ".join(twice)) != in_welsh
    assert ("This field cannot be" in " ".join(empty)) != in_welsh
    assert ("is not a valid choice" in " ".join(unknown)) != in_welsh


def refusal_of(record):
    with pytest.raises(ValidationError) as refused:
        record.full_clean()
    return refused.value.messages


def test_each_sentence_borrowed_from_django_is_still_one_of_its_own():
    ours = Path(cyfran.__file__).parent / "locale" / "cy" / "LC_MESSAGES" / "django.po"
    djangos = Path(django.__file__).parent / "conf" / "locale" / "en" / "LC_MESSAGES" / "django.po"

    borrowed = {message.id for message in catalogue(ours) if message.id and is_borrowed(message)}

    assert borrowed
    assert borrowed <= {message.id for message in catalogue(djangos)}


def catalogue(path):
    with path.open("rb") as file:
        return list(read_po(file))


def is_borrowed(message):
    return any(name.endswith("web/ui/borrowed_strings.py") for name, _line in message.locations)
