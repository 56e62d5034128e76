"""What staff fill in about a decision: the question put to the vote, and how it went."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base import clock
from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.decisions.choices import Outcome
from cyfran.domain.decisions.models import Decision
from cyfran.domain.projects.choices import StageState
from cyfran.domain.projects.models import Project, Stage
from cyfran.web.ui.forms import DayField, Explained


class VoteForm(forms.ModelForm):
    """A question, who decides it, and what it rests on. Opening the vote fixes the carers' right in its stage."""

    stage = forms.ChoiceField(
        label=_("In which stage is it decided?"),
        help_text=_("Under each stage stands what carers may do about the decision. An open vote fixes it."),
        widget=forms.RadioSelect,
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Which themes does it rest on?"),
        queryset=None,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Decision
        fields = ("stage", "question_cy", "question_en", "decided_by_cy", "decided_by_en", "themes")

    def __init__(self, *args: Any, project: Project, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stages = {stage.kind.lower(): stage for stage in project.stages.all() if _may_vote_in(stage)}
        self.fields["stage"].choices = [
            (kind, Explained(stage.get_kind_display(), stage.get_carer_right_display())) for kind, stage in self.stages.items()
        ]
        self.fields["themes"].queryset = project.themes.all()

    def clean_stage(self) -> Any:
        return self.stages[self.cleaned_data["stage"]]


class OutcomeForm(forms.ModelForm):
    """How it went, with the reasons either way and who disagreed."""

    outcome = forms.ChoiceField(label=_("How did it go?"), choices=Outcome.choices, widget=forms.RadioSelect)
    decided_on = DayField(label=_("On which day was it decided?"), initial=clock.today)
    marks_optional = False  # when something is needed stands under each field

    class Meta:
        model = Decision
        fields = ("outcome", "reason_cy", "reason_en", "dissent_cy", "dissent_en", "decided_on")
        help_texts: ClassVar = {
            "reason_cy": _("Needed for a decision against, in both languages. They help after a decision for, too."),
            "reason_en": _("Needed for a decision against, in both languages. They help after a decision for, too."),
            "dissent_cy": _("Needed where somebody disagreed: they have a right to be on record. Without names."),
            "dissent_en": _("Needed where somebody disagreed: they have a right to be on record. Without names."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.pop("decided_on", None)


def _may_vote_in(stage: Stage) -> bool:
    return stage.state != StageState.SKIPPED and stage.carer_right != DecisionRight.NOT_STATED
