"""What views ask of a request, and what comes of a form."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.test import RequestFactory

from cyfran.domain.organisations.models import Organisation
from cyfran.web.ui.refusals import carried_out
from cyfran.web.ui.requests import named_in_query, posted
from tests.factories.organisations import make_organisation


class NameForm(forms.Form):
    name = forms.CharField()


def greet(*, name, greeting):
    if name == "Nobody":
        raise ValidationError({"name": "Nobody is here.", "elsewhere": "This has no field."})
    return f"{greeting}, {name}"


def test_posted_tells_an_empty_form_that_was_sent_from_one_that_is_opened():
    assert posted(RequestFactory().get("/")) is None
    assert posted(RequestFactory().post("/")) == {}


def test_carried_out_gives_what_the_action_returns():
    assert carried_out(NameForm({"name": "Mari"}), greet, greeting="Helo") == "Helo, Mari"


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        (None, {}),
        ({"name": ""}, {"name": ["Fill in “Name”."]}),
        ({"name": "Nobody"}, {"name": ["Nobody is here."], "__all__": ["This has no field."]}),
    ],
    ids=["opened", "something is missing", "the records refuse"],
)
def test_carried_out_gives_nothing_and_the_form_says_why(data, errors):
    form = NameForm(data)

    assert carried_out(form, greet, greeting="Helo") is None
    assert form.errors == errors


@pytest.mark.django_db
def test_a_record_is_named_in_the_query_of_an_address():
    council = make_organisation()
    named = RequestFactory().get("/", {"council": council.public_id})

    assert named_in_query(named, "council", Organisation.objects.all()) == council
    assert named_in_query(named, "person", Organisation.objects.all()) is None


@pytest.mark.django_db
@pytest.mark.parametrize("public_id", ["nothing22", "\0", "a b", "'"])
def test_a_query_that_names_no_record_is_not_found(public_id):
    request = RequestFactory().get("/", {"council": public_id})

    with pytest.raises(Http404):
        named_in_query(request, "council", Organisation.objects.all())
