"""A form with one field of every kind. It goes nowhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cyfran.web.ui.forms import DayField, Explained, MomentField


class ExampleForm(forms.Form):
    title_cy = forms.CharField(label=_("Title in Welsh"), max_length=20)
    title_en = forms.CharField(label=_("Title in English"), max_length=20)
    words = forms.CharField(label=_("What should be worked on?"), help_text=_("In your own words."), widget=forms.Textarea)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose")), ("MEETING", _("Meeting")), ("SURVEY", _("Survey"))])
    relation = forms.ChoiceField(
        label=_("Whom do you look after?"),
        choices=[
            ("PARENT", _("My mum or dad")),
            ("FRIEND", Explained(_("A friend or neighbour"), _("Also one who lives far away."))),
        ],
        widget=forms.RadioSelect,
    )
    uses = forms.MultipleChoiceField(
        label=_("What may we do?"),
        choices=[("CONTACT", _("Ask me to take part")), ("QUOTE", _("Show my words without my name"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    minutes = forms.IntegerField(label=_("Minutes"), help_text=_("Reading and travel included."), min_value=0)
    day = DayField(label=_("Done on"), help_text=_("For example, 21 11 2026."))
    starts_at = MomentField(label=_("When it starts"))
    read = forms.BooleanField(label=_("I have read this"), required=False)
