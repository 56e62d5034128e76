"""What staff fill in about people: whom to look for, somebody new, how to reach her, what she permits."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Channel, Language
from cyfran.domain.involvement.choices import Rhythm
from cyfran.domain.people.choices import (
    AGES_ASKED,
    ASKED_AT_FIRST,
    WHY_SHOWN_IS_ASKED,
    AgeBand,
    Format,
    Hours,
    HowLong,
    Relation,
    SaidBy,
    Use,
    WhyShown,
)
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import people_reached_at
from cyfran.domain.people.rules import can_be_asked_about_caring, uses_asked_of
from cyfran.web.staff.forms import OfOurOrganisation
from cyfran.web.staff.searching import SearchForm
from cyfran.web.ui.areas import AreaField
from cyfran.web.ui.forms import Explained, language_of_page
from cyfran.web.ui.load import LimitForm
from cyfran.web.ui.preference import PreferenceForm
from cyfran.web.ui.reach import BOTH_LANGUAGES, ENGLISH_FIRST, IN_BOTH, language_wished, with_language_kept

_LANGUAGES = [
    *Language.choices,
    (BOTH_LANGUAGES, Explained(IN_BOTH[BOTH_LANGUAGES], _("Also where they have not said."))),
    (ENGLISH_FIRST, IN_BOTH[ENGLISH_FIRST]),
]
_NEEDED_FOR = {
    Channel.EMAIL: ("email", _("Write the e-mail address, or choose another way to reach them.")),
    Channel.TEXT: ("telephone", _("Write the telephone number, or choose another way to reach them.")),
    Channel.PHONE: ("telephone", _("Write the telephone number, or choose another way to reach them.")),
    Channel.LETTER: ("address", _("Write the postal address, or choose another way to reach them.")),
}
QUESTIONS = {
    Use.CONTACT: _("“May we ask you when there is something to take part in? You can say no each time.”"),
    Use.SUPPORT: _("“May we tell you about help for you, such as breaks, money or somebody to talk to?”"),
    Use.RECORD: _("“May we record your voice or picture at meetings? We ask again before each recording.”"),
    Use.TRANSCRIBE: _("“May we write down word for word what you say at meetings?”"),
    Use.REUSE: _("“May we use your words again for other work, such as training or research, without your name?”"),
    Use.QUOTE: _("“May we show things you say to other people, without your name? You can still keep each one to the team.”"),
}
WHAT_A_NO_DOES = {
    Use.CONTACT: _("After a no, nobody can invite them. Answers to what they said still reach them."),
    Use.SUPPORT: _("After a no, nobody writes to them about help. What they asked for themselves still reaches them."),
    Use.RECORD: _("After a no, they are not recorded, and recordings of them are no longer used."),
    Use.TRANSCRIBE: _("After a no, no line of theirs is written down word for word."),
    Use.REUSE: _("After a no, their words are used only for what they said them for."),
    Use.QUOTE: _("After a no, their words are taken off every public page at once."),
}


class PeopleSearchForm(SearchForm):
    area = AreaField(label=_("Area"), blank=_("All areas"), required=False)
    channel = forms.ChoiceField(label=_("Reached by"), choices=[("", _("All ways")), *Channel.choices], required=False)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("All languages")), *Language.choices, (BOTH_LANGUAGES, _("Both"))],
        required=False,
    )

    def narrowed(self, people: QuerySet[Person]) -> QuerySet[Person]:
        """Return those of the people who fit what was chosen; what cannot be understood narrows nothing."""
        chosen = {name: value for name, value in self.understood.items() if value and name != "text"}
        if chosen.get("language") == BOTH_LANGUAGES:
            chosen["language"] = ""
        return people.filter(**chosen)


class ContactForm(forms.ModelForm):
    """How to reach somebody, in which language and form."""

    marks_optional = False

    area = AreaField(label=_("Where do they live?"))
    channel = forms.ChoiceField(label=_("How would they like to be reached?"), choices=Channel.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("In which language should we write and speak?"), choices=_LANGUAGES, widget=forms.RadioSelect
    )
    format = forms.ChoiceField(
        label=_("In which form?"), choices=Format.choices, widget=forms.RadioSelect, initial=Format.STANDARD
    )
    how_long = forms.ChoiceField(
        label=_("About how long have they been looking after somebody?"),
        choices=[("", _("Not said")), *HowLong.choices],
        required=False,
    )
    age_band = forms.ChoiceField(label=_("How old are they?"), choices=[("", _("Not said")), *AGES_ASKED], required=False)

    class Meta:
        model = Person
        fields = (
            "name",
            "area",
            "channel",
            "email",
            "telephone",
            "address",
            "language",
            "format",
            "how_long",
            "age_band",
            "adult",
        )
        labels: ClassVar = {"name": _("Their name"), "adult": _("For a child under 13: the adult we reach them through")}
        help_texts: ClassVar = {"adult": _("Then the e-mail address, telephone number or postal address is the adult's.")}
        widgets: ClassVar = {
            "name": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            "telephone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "class": "govuk-input--width-20"}),
            "address": forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
            "adult": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["area"] = self.instance.area
            if self.instance.age_band == AgeBand.FROM_16_TO_24:
                self.fields["age_band"].choices = [*self.fields["age_band"].choices, (AgeBand.FROM_16_TO_24, _("16 to 24"))]
            if not can_be_asked_about_caring(self.instance):
                del self.fields["how_long"]
        self.initial["language"] = language_wished(self.instance)

    def clean(self) -> dict[str, Any]:
        given = with_language_kept(super().clean() or self.cleaned_data)
        field, request = _NEEDED_FOR.get(given.get("channel", ""), ("", ""))
        if field and field not in self.errors and not given.get(field):
            self.add_error(field, ValidationError(request, code="needed_for_channel"))
        return given


class ReachForm(forms.Form):
    """What somebody is shown for how a person is reached."""

    page_heading = "why"

    why = forms.TypedChoiceField(
        label=_("What do you need it for?"),
        help_text=_("It is written down who saw it and what for. The person can read that."),
        choices=[(why.value, why.label) for why in WHY_SHOWN_IS_ASKED],
        coerce=WhyShown,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what you need it for.")},
    )


class RegisterForm(OfOurOrganisation, ContactForm):
    """Everything about somebody new, on one page, in the order of a conversation."""

    organisation = forms.ModelChoiceField(label=_("For which organisation?"), queryset=None, to_field_name="public_id")
    uses = forms.MultipleChoiceField(
        label=_("What do they permit?"),
        help_text=_("Read each question out loud, and tick it after a yes."),
        choices=[(use.value, Explained(use.label, QUESTIONS[use])) for use in ASKED_AT_FIRST],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.only_organisation:
            self.initial["area"] = self.only_organisation.area
        for relation in Relation:
            self.fields[_hours_name(relation)] = forms.ChoiceField(
                label=relation.label, choices=[("", _("No")), *Hours.choices], required=False
            )

    @property
    def caring_fields(self) -> Iterator[BoundField]:
        return (self[_hours_name(relation)] for relation in Relation)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given["relations"] = [
            (relation, Hours(hours)) for relation in Relation if (hours := given.pop(_hours_name(relation), ""))
        ]
        if not given["relations"]:
            needed = ValidationError(_("Say whom they look after, and about how many hours a week."), code="nobody_cared_for")
            self.add_error(_hours_name(Relation.PARENT), needed)
        if not set(given.get("uses", ())) <= set(uses_asked_of(given.get("age_band", ""))):
            self.add_error("uses", ValidationError(_("Nobody under 16 is asked to take part: leave that empty."), code="child"))
        return given


class PermissionForm(forms.Form):
    """One permission, as a question to read out loud."""

    page_heading = "answer"
    answer = forms.ChoiceField(
        label="", choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect, help_text=_("Read it out loud.")
    )
    said_by = forms.ChoiceField(
        label=_("How did they tell you?"),
        choices=[choice for choice in SaidBy.choices if choice[0] not in (SaidBy.PAGE, SaidBy.TO_STAFF)],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("In which language did you ask?"), choices=Language.choices, widget=forms.RadioSelect, initial=language_of_page
    )

    def __init__(self, *args: Any, use: Use, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answer"].label = QUESTIONS[use]


class CaredForForm(forms.Form):
    """Who it is that somebody looks after, where they have a record of their own: found by how they are reached."""

    marks_optional = False

    contact = forms.CharField(
        label=_("Their e-mail address or telephone number"), help_text=_("The one on their record."), max_length=254
    )
    both_agree = forms.BooleanField(label=_("Both have said that we may write this down"))

    def __init__(self, data: QueryDict | None, *, others: QuerySet[Person]) -> None:
        super().__init__(data)
        self._others = others

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        found = list(self._others.filter(pk__in=people_reached_at(given.get("contact", "")))[:2])
        if len(found) != 1 and "contact" not in self.errors:
            self.add_error("contact", ValidationError(_("Nobody, or more than one person, is reached there."), code="not_one"))
        return {"other": found[0]} if len(found) == 1 else {}


class MergeForm(forms.Form):
    """That two records are of one person: nobody says so by a press alone."""

    marks_optional = False

    is_known = forms.BooleanField(label=_("I have asked them, or know for certain, that it is the same person"))

    def clean(self) -> dict[str, Any]:
        super().clean()
        return {}


class TheirLimitForm(LimitForm):
    """What somebody said by telephone, on paper or in person of how much she may be asked."""

    channel = forms.ChoiceField(label=_("How did they tell you?"), choices=Channel.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["hours"].label = _("Their limit, in hours in 12 months")
        self.fields["lifted"].label = _("When something would go past their limit")
        self.fields["rests_until"].label = _("They rest until")
        self.fields["rests_until"].help_text = _("From this day on they may be asked again. Left empty, they do not rest.")
        self.fields["rhythm"].label = _("How often would they like to be asked?")
        self.fields["rhythm"].choices = Rhythm.choices
        self.fields["quiet_until"].help_text = ""


class TheirPreferenceForm(PreferenceForm):
    """What somebody said by telephone, on paper or in person of what suits her."""

    channel = forms.ChoiceField(label=_("How did they tell you?"), choices=Channel.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["topics"].label = _("What would they like to be asked about?")
        self.fields["topics"].help_text = _("Choose as many as they named, or none: then they may be asked about anything.")
        self.fields["times"].label = _("When could they take part?")
        self.fields["times"].help_text = _("Choose as many as they named, or none: then they may be asked for any time.")


def _hours_name(relation: Relation) -> str:
    return f"hours_{relation.lower()}"
