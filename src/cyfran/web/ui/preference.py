"""What somebody would like to be asked about and when she is free: shown and asked alike on her own page and by staff."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Topic
from cyfran.domain.involvement.models import TIMES, Preference
from cyfran.web.ui.parts import Row

# A list of topics is short enough to choose from without these.
_TOPICS = [(topic, topic.label) for topic in Topic if topic != Topic.OTHER]
_TIMES = [(field.name, capfirst(field.verbose_name)) for field in Preference._meta.fields if field.name in TIMES]


class PreferenceForm(forms.Form):
    marks_optional = False

    topics = forms.MultipleChoiceField(
        label=_("What would you like to be asked about?"),
        help_text=_("Choose as many as you like, or none: then you may be asked about anything."),
        choices=_TOPICS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    times = forms.MultipleChoiceField(
        label=_("When could you take part?"),
        help_text=_("Choose as many as you like, or none: then you may be asked for any time."),
        choices=_TIMES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: QueryDict | None, *, preference: Preference, **options: Any) -> None:
        named = [time for time in TIMES if getattr(preference, time)]
        super().__init__(data, initial={"topics": preference.topics, "times": named}, **options)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        times = given.pop("times", [])
        return given | {time: time in times for time in TIMES}


def rows_of(preference: Preference) -> list[Row]:
    """Return what she said as lines; where she said nothing, that it may be anything."""
    topics = [str(Topic(topic).label) for topic in preference.topics]
    times = [capfirst(str(time)) for time in preference.times]
    return [
        Row(_("Asked about"), "\n".join(topics) or _("Anything")),
        Row(_("For when"), "\n".join(times) or _("Any time")),
    ]
