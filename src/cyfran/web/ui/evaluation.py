"""The questions to those who took part: the same words on a person's own page and read out loud by staff."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Level
from cyfran.domain.evaluation.choices import Rating
from cyfran.web.ui.forms import Explained

_IN_PLAIN_WORDS = {
    Level.COERCION: _("It was done to us, and nobody told us why"),
    Level.EDUCATING: _("We were taught or trained, and no more"),
    Level.INFORMING: _("We were told what would happen"),
    Level.CONSULTATION: _("We were asked, and then they decided"),
    Level.ENGAGEMENT: _("We were asked more than once, helped to take part, and told what came of it"),
    Level.CO_DESIGN: _("We worked out the plan together"),
    Level.CO_PRODUCTION: _("We shared the work and the decision, from the start to the end"),
}
_RATED: dict[str, Any] = {"choices": Rating.choices, "widget": forms.RadioSelect}


class EvaluationForm(forms.Form):
    listened_to = forms.ChoiceField(label=_("Were you listened to?"), **_RATED)
    able_to_take_part = forms.ChoiceField(label=_("Could you take part in a way that fitted your life?"), **_RATED)
    told_what_came = forms.ChoiceField(label=_("Were you told what came of it?"), **_RATED)
    level_felt = forms.ChoiceField(
        label=_("Which of these was it most like?"),
        choices=[(level, Explained(words, level.label)) for level, words in _IN_PLAIN_WORDS.items()],
        widget=forms.RadioSelect,
    )
