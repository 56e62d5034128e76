"""What somebody is asked who registers: as little as will do, in everyday words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Channel, Language
from cyfran.domain.people.choices import AGES_ASKED, DETAIL_OF, OVER_16, RATHER_NOT_SAY, Format, Hours, Need, Task
from cyfran.domain.people.rules import uses_asked_of
from cyfran.web.ui.reach import HOW_LONG, IN_BOTH, USES, DetailsForm, RelationsForm, with_language_kept


class WhomForm(RelationsForm):
    field_order = ("age_band", "relations", "hours", "how_long")

    age_band = forms.ChoiceField(
        label=_("How old are you?"),
        help_text=_("We ask this first, to keep children safe, and to see whether people of every age are heard."),
        choices=[*AGES_ASKED, RATHER_NOT_SAY],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how old you are.")},
    )
    hours = forms.ChoiceField(
        label=_("About how many hours a week is that, all in all?"),
        choices=Hours.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose about how many hours a week. “I am not sure” is a good answer.")},
    )
    how_long = forms.ChoiceField(
        label=_("About how long have you been doing this?"),
        help_text=_("So that we also hear people who are new to it."),
        choices=HOW_LONG,
        widget=forms.RadioSelect,
        required=False,
    )

    def clean_age_band(self) -> str:
        """Keep no age of whoever would rather not say more."""
        age = self.cleaned_data["age_band"]
        return "" if age == OVER_16 else age

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["relations"].help_text = _(
            "Shopping, washing, medicine, forms, company, being there at night: it all counts. Choose everybody."
        )


class TasksForm(forms.Form):
    """For whoever is not sure whether what she does is looking after somebody. Only that it is her job is kept."""

    tasks = forms.MultipleChoiceField(
        label=_("Is there somebody for whom you do any of these?"),
        help_text=_("Tick whatever you do, even if only now and then."),
        choices=Task.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_needed = forms.ChoiceField(
        label=_("Would it be hard for them without it, because they are ill, disabled, old, or live with addiction?"),
        choices=Need.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer. “I am not sure” is a good one.")},
    )
    is_paid = forms.ChoiceField(
        label=_("Is it your job, for which somebody pays you?"),
        choices=Need.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer. “I am not sure” is a good one.")},
    )


class ReadingForm(forms.Form):
    """In which language and in which form somebody likes to read."""

    language = forms.ChoiceField(
        label=_("Which language would you like us to use?"),
        choices=[*Language.choices, *IN_BOTH.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language, or both.")},
    )
    format = forms.ChoiceField(
        label=_("How is it easiest for you to read?"),
        choices=Format.choices,
        widget=forms.RadioSelect,
        initial=Format.STANDARD,
    )

    def clean(self) -> dict[str, Any]:
        return with_language_kept(super().clean() or self.cleaned_data)


class ReachForm(ReadingForm, DetailsForm):
    """Asks for nothing but the detail that the chosen way needs."""

    def __init__(self, *args: Any, channel: Channel, **options: Any) -> None:
        super().__init__(*args, **options)
        for detail in {*DETAIL_OF.values()} - {DETAIL_OF[channel]}:
            del self.fields[detail]


class PermitForm(forms.Form):
    uses = forms.MultipleChoiceField(
        label=_("What may we do?"),
        help_text=_("You may leave this empty, and change your mind at any time."),
        choices=USES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, age_band: str = "", **options: Any) -> None:
        """Do not ask somebody under 16 whether we may ask her to take part: nobody does."""
        super().__init__(*args, **options)
        self.fields["uses"].choices = [(use, label) for use, label in USES if use in uses_asked_of(age_band)]
