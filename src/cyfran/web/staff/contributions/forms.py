"""What staff fill in about something said: which to show, taking it down, making it safe to show, and its themes."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Language
from cyfran.domain.contributions.choices import Audience, GivenBy
from cyfran.domain.contributions.models import Contribution, Theme
from cyfran.domain.contributions.queries import overdue, unchecked
from cyfran.domain.decisions.queries import unanswered
from cyfran.domain.meetings.models import Meeting
from cyfran.domain.people.models import Person
from cyfran.domain.projects.models import Project, Stage
from cyfran.web.staff.contributions.presenters import PersonFound
from cyfran.web.ui.forms import Explained

_SHOWN = [
    ("", _("Everything said")),
    ("unanswered", _("What waits for an answer")),
    ("overdue", _("What is past its day")),
    ("unchecked", _("What nobody has checked yet")),
    ("unsorted", _("What has no theme yet")),
]
_HOW = [choice for choice in GivenBy.choices if choice[0] in (GivenBy.PHONE, GivenBy.PAPER)]
_AUDIENCES = [
    (Audience.TEAM, Audience.TEAM.label),
    (Audience.PUBLIC, Explained(Audience.PUBLIC.label, _("Only after a yes, and once a colleague has checked the words."))),
]


class ContributionFilterForm(forms.Form):
    marks_optional = False

    show = forms.ChoiceField(label=_("Show"), choices=_SHOWN, required=False)
    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=None, to_field_name="public_id", empty_label=_("All themes"), required=False
    )

    def __init__(self, *args: Any, project: Project, **options: Any) -> None:
        super().__init__(*args, **options)
        self.project = project
        self.fields["theme"].queryset = project.themes.all()

    def narrowed(self, contributions: QuerySet[Contribution], today: date) -> QuerySet[Contribution]:
        """Return what fits the choices; what cannot be understood narrows nothing."""
        self.full_clean()
        if theme := self.cleaned_data.get("theme"):
            contributions = contributions.filter(themes=theme)
        match self.cleaned_data.get("show"):
            case "unanswered":
                return contributions.filter(pk__in=self._waiting(today))
            case "overdue":
                return overdue(contributions.filter(pk__in=self._waiting(today)), today=today)
            case "unchecked":
                return unchecked(contributions)
            case "unsorted":
                return contributions.filter(themes=None)
        return contributions

    def _waiting(self, today: date) -> QuerySet[Any]:
        return unanswered(self.project, today).order_by().values("pk")


class IntoThemeForm(forms.Form):
    """Several things ticked in the list, and the theme they go into."""

    contributions = forms.ModelMultipleChoiceField(
        label=_("What do you sort?"),
        queryset=None,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one thing that was said.")},
    )
    theme = forms.ModelChoiceField(
        label=_("Into which theme?"), queryset=None, to_field_name="public_id", empty_label=_("Choose a theme")
    )

    def __init__(self, *args: Any, contributions: QuerySet[Contribution], project: Project, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["contributions"].queryset = contributions
        self.fields["theme"].queryset = project.themes.all()


class ContributionForm(forms.Form):
    """Words taken down for somebody, in the order of a telephone call. Finding the person keeps what was filled in."""

    text = forms.CharField(
        label=_("Who says it?"),
        help_text=_("Their name or part of it, or their whole e-mail address or telephone number."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}),
        required=False,
    )
    person = forms.ModelChoiceField(
        label=_("Which of these?"), queryset=None, to_field_name="public_id", widget=forms.RadioSelect, required=False
    )
    words = forms.CharField(
        label=_("What do they say?"),
        help_text=_("Word for word. Read it back to them before you save it."),
        widget=forms.Textarea,
        max_length=5000,
    )
    words_language = forms.ChoiceField(label=_("In which language?"), choices=Language.choices, widget=forms.RadioSelect)
    given_by = forms.ChoiceField(label=_("How did it reach you?"), choices=_HOW, initial=GivenBy.PHONE, widget=forms.RadioSelect)
    audience = forms.ChoiceField(
        label=_("Who may see it?"),
        help_text=_("Ask them: “May other people read this, without your name?”"),
        choices=_AUDIENCES,
        initial=Audience.TEAM,
        widget=forms.RadioSelect,
    )
    stage = forms.ChoiceField(label=_("About what?"))
    marks_optional = False

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person],
        found: Sequence[PersonFound],
        stages: dict[str, Stage],
        meeting: Meeting | None = None,
        search_is_in_vain: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.found, self.stages, self.meeting = found, stages, meeting
        self.search_is_in_vain = search_is_in_vain
        self.fields["person"].queryset = people
        self.fields["person"].widget.choices = [(one.person.public_id, Explained(one.name, one.about)) for one in found]
        self.fields["stage"].choices = [
            (key, f"{stage.project.title}: {stage.get_kind_display()}") for key, stage in stages.items()
        ]
        if len(found) == 1:
            self.initial["person"] = found[0].person.public_id
        if meeting:
            del self.fields["stage"], self.fields["given_by"]

    @classmethod
    def kept(cls, typed: QueryDict, **options: Any) -> Self:
        """Return the form as it was filled in, without asking for what is missing: the person is being looked for."""
        return cls(initial=typed.dict(), **options)

    def clean_stage(self) -> Stage:
        return self.stages[self.cleaned_data["stage"]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        given.pop("text", None)
        if not given.get("person") and "person" not in self.errors:
            self._ask_who()
        if self.meeting:
            given |= {"stage": self.meeting.stage, "given_by": GivenBy.MEETING}
        return given

    def _ask_who(self) -> None:
        if self.found:
            self.add_error("person", ValidationError(_("Choose who says it."), code="nobody_chosen"))
        else:
            self.add_error("text", ValidationError(_("Find the person first: nobody is chosen yet."), code="nobody_found"))


class CheckForm(forms.Form):
    public_words = forms.CharField(
        label=_("The words as anyone may read them"),
        help_text=_("Leave it empty if they cannot be shown without telling who said them."),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=5000,
        required=False,
    )
    marks_optional = False


class SortForm(forms.Form):
    """The themes of one thing said; these replace the ones it had."""

    themes = forms.ModelMultipleChoiceField(
        label=_("Which themes does it belong to?"),
        queryset=None,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    marks_optional = False

    def __init__(self, *args: Any, contribution: Contribution, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["themes"].initial = contribution.themes.all()
        self.fields["themes"].queryset = contribution.stage.project.themes.all()


class ThemeForm(forms.ModelForm):
    class Meta:
        model = Theme
        fields = ("name_cy", "name_en")
        labels: ClassVar = {"name_cy": _("Name of the theme in Welsh"), "name_en": _("Name of the theme in English")}
