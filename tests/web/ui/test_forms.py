from datetime import UTC, date, datetime

import pytest
from django import forms
from django.forms.models import modelform_factory

from cyfran.domain.projects.models import Stage
from cyfran.web.ui.forms import DayField, Explained, MomentField


class Everything(forms.Form):
    page_heading = "title_cy"

    title_cy = forms.CharField(label="Title in Welsh", max_length=5)
    title_en = forms.CharField(label="Title in English", required=False, help_text="Short.")
    words = forms.CharField(label="Words", widget=forms.Textarea)
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose"), ("A", "One")])
    relation = forms.ChoiceField(
        label="Whom?", choices=[("A", Explained("My mum", "Or my dad.")), ("B", "A friend")], widget=forms.RadioSelect
    )
    uses = forms.MultipleChoiceField(label="Uses", choices=[("A", "Ask me")], widget=forms.CheckboxSelectMultiple, required=False)
    minutes = forms.IntegerField(label="Minutes", min_value=0)
    day = DayField(label="Day")
    read = forms.BooleanField(label="Read", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


GIVEN = {
    "title_cy": "Teitl",
    "words": "Words",
    "kind": "A",
    "relation": "B",
    "minutes": "5",
    "day_day": "2",
    "day_month": "3",
    "day_year": "2027",
}


def html_of(form, name):
    return " ".join(form[name].as_field_group().split())


def summary_of(form):
    return [(field.first_control_id, error) for field in form for error in field.errors_in_summary]


def test_a_form_with_everything_given_is_valid():
    form = Everything(GIVEN)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == date(2027, 3, 2)


def test_an_empty_form_says_for_each_field_what_to_do_and_leads_to_its_first_control():
    form = Everything({})

    assert summary_of(form) == [
        ("id_title_cy", "Fill in “Title in Welsh”."),
        ("id_words", "Fill in “Words”."),
        ("id_kind", "Choose an answer for “Kind”."),
        ("id_relation_0", "Choose an answer for “Whom?”."),
        ("id_minutes", "Fill in “Minutes”."),
        ("id_day_0", "Fill in “Day”."),
    ]


def test_where_the_summary_leads_there_is_a_control():
    form = Everything({})
    page = str(form)

    assert [place for place, _error in summary_of(form) if f'id="{place}"' not in page] == []


def test_what_django_says_without_a_name_gets_the_name_in_the_summary_only():
    form = Everything(GIVEN | {"title_cy": "Too long", "minutes": "x"})

    assert summary_of(form) == [
        ("id_title_cy", "Title in Welsh: Make this shorter: there is room for 5 characters, and there are 8."),
        ("id_minutes", "Minutes: Write a whole number in figures, such as 30."),
    ]
    assert form.errors["minutes"] == ["Write a whole number in figures, such as 30."]


def test_a_message_of_the_forms_own_is_left_alone():
    class Named(forms.Form):
        name = forms.CharField(label="Name", error_messages={"required": "Tell us your name."})

    assert summary_of(Named({})) == [("id_name", "Tell us your name.")]


def test_a_form_keeps_what_was_typed():
    form = Everything(GIVEN | {"title_cy": "Too <long>", "minutes": "soon", "day_day": "31", "day_month": "2", "relation": "B"})
    page = str(form)

    assert 'value="Too &lt;long&gt;"' in page
    assert 'value="soon"' in page
    assert all(f'value="{typed}"' in page for typed in ("31", "2", "2027"))
    assert '<option value="A" selected>' in page
    assert 'id="id_relation_1" checked' in page


def test_words_are_stripped_and_a_nul_byte_is_refused():
    form = Everything(GIVEN | {"title_cy": "  Hi ", "words": "a\x00b", "day_day": "\x00"})

    assert summary_of(form) == [
        (
            "id_words",
            "Words: There is a character in this that cannot be kept. Type the text again instead of pasting it.",
        ),
        ("id_day_0", "Day: Give a day that exists, as three numbers, such as 27 3 2027."),
    ]
    assert form.cleaned_data["title_cy"] == "Hi"


def test_a_field_has_the_classes_its_language_and_no_browser_checks():
    html = html_of(Everything(), "title_en")

    assert 'class="govuk-input" lang="en"' in html
    assert 'aria-describedby="id_title_en_helptext"' in html
    assert '<span class="cy-optional">(optional)</span>' in html
    assert "required" not in html
    assert "maxlength" not in html_of(Everything(), "title_cy")


def test_a_wrong_field_is_marked_and_described_by_its_error():
    html = html_of(Everything({}), "words")

    assert "govuk-form-group--error" in html
    assert 'class="govuk-textarea govuk-textarea--error"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_words_error"' in html
    assert '<p class="govuk-error-message" id="id_words_error">' in html


def test_the_label_of_the_field_that_names_the_page_is_its_heading():
    assert '<h1 class="govuk-label-wrapper">' in html_of(Everything(), "title_cy")
    assert "<h1" not in html_of(Everything(), "words")


def test_radios_stand_in_a_fieldset_with_a_legend_and_their_explanations():
    html = html_of(Everything({}), "relation")

    assert '<fieldset class="govuk-fieldset" aria-describedby="id_relation_error">' in html
    assert "<legend" in html
    assert 'aria-describedby="id_relation_0_hint"' in html
    assert '<div class="govuk-hint govuk-radios__hint" id="id_relation_0_hint">Or my dad.</div>' in html


def test_one_box_to_tick_has_its_label_after_it():
    html = html_of(Everything(), "read")

    assert html.index("<input") < html.index("<label")
    assert "(optional)" not in html


def test_a_number_is_typed_as_text():
    html = html_of(Everything(GIVEN), "minutes")

    assert 'type="text" inputmode="numeric"' in html
    assert "min=" not in html


def test_two_languages_of_one_text_stand_side_by_side():
    page = str(Everything())

    pair = page[page.index('class="cy-pair"') : page.index("id_words")]
    assert pair.count("cy-pair__half") == 2
    assert page.count('class="cy-pair"') == 1
    assert 'type="hidden"' in page


def test_a_filter_marks_nothing_as_optional():
    class Filter(forms.Form):
        marks_optional = False
        text = forms.CharField(label="Text", required=False)

    assert "(optional)" not in str(Filter())


def test_an_optional_radio_says_no_answer_for_the_empty_choice():
    form = modelform_factory(Stage, fields=["carer_right"], widgets={"carer_right": forms.RadioSelect})(initial={})
    form.fields["carer_right"].choices = [("", "---------"), ("ADVISE", "Advise")]

    assert "No answer" in str(form)
    assert "---------" not in str(form)


# --- Days and times ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [["31", "2", "2027"], ["1", "", "2027"], ["1", "13", "2027"], ["1", "1", "27"], ["x", "1", "2027"], ["9" * 20, "1", "2027"]],
)
def test_a_day_that_does_not_exist_is_refused(typed):
    with pytest.raises(forms.ValidationError) as refusal:
        DayField().clean(typed)

    assert refusal.value.messages == ["Give a day that exists, as three numbers, such as 27 3 2027."]


@pytest.mark.parametrize("year", ["1999", "1900", "1066"])
def test_a_day_before_our_time_is_refused_as_that(year):
    with pytest.raises(forms.ValidationError) as refusal:
        DayField().clean(["31", "12", year])

    assert refusal.value.messages == ["Give a day that is not before the year 2000."]
    assert DayField().clean(["1", "1", "2000"]) == date(2000, 1, 1)


@pytest.mark.parametrize("given", [None, [], ["", "", ""], [" ", None, ""]])
def test_no_day_is_refused_only_where_one_is_needed(given):
    assert DayField(required=False).clean(given) is None
    with pytest.raises(forms.ValidationError):
        DayField().clean(given)


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [("14:30", 14, 30), ("14.30", 14, 30), ("9", 9, 0), ("2:30pm", 14, 30), ("2 yp", 14, 0), ("12 am", 0, 0), ("12pm", 12, 0)],
)
def test_a_moment_reads_the_time_as_people_write_it(typed, hour, minute):
    found = MomentField().clean(["21", "11", "2026", typed])

    assert found == datetime(2026, 11, 21, hour, minute, tzinfo=UTC)


def test_a_moment_in_summer_is_an_hour_ahead():
    assert MomentField().clean(["21", "6", "2026", "14:30"]) == datetime(2026, 6, 21, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["", "25:00", "12:60", "noon", "13pm am", "1:2:3", "٣"])
def test_a_time_that_does_not_exist_is_refused(typed):
    with pytest.raises(forms.ValidationError) as refusal:
        MomentField().clean(["21", "11", "2026", typed])

    assert refusal.value.messages == ["Give the time as hours and minutes, such as 14:30."]


def test_a_day_and_a_moment_are_shown_in_their_parts():
    class Both(forms.Form):
        day = DayField()
        moment = MomentField()

    page = str(Both(initial={"day": date(2027, 3, 2), "moment": datetime(2026, 6, 21, 13, 30, tzinfo=UTC)}))

    assert all(f'name="{name}"' in page for name in ("day_day", "day_month", "day_year", "moment_time"))
    assert 'value="14:30"' in page


def test_a_day_knows_whether_it_was_changed():
    field = DayField()

    assert not field.has_changed(date(2027, 3, 2), ["2", "3", "2027"])
    assert field.has_changed(date(2027, 3, 2), ["3", "3", "2027"])
    assert field.has_changed(date(2027, 3, 2), ["x", "3", "2027"])


def test_each_kind_of_choice_is_drawn_as_what_it_is():
    form = Everything(GIVEN)

    assert 'class="govuk-checkboxes__input"' in html_of(form, "uses")
    assert 'class="govuk-checkboxes__input"' in html_of(form, "read")
    assert 'class="govuk-radios__input"' in html_of(form, "relation")
