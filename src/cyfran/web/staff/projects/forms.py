"""What staff fill in about a project: which to show, what it is about, the plan of a stage, and the level they claim."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base import clock
from cyfran.domain.base.models import User
from cyfran.domain.base.words import level_name, level_words
from cyfran.domain.projects.models import Project, Stage
from cyfran.domain.projects.queries import start_may_be_corrected
from cyfran.engine.levels.ladder import Level
from cyfran.web.staff.forms import OfOurOrganisation, rights
from cyfran.web.ui.areas import AreaField
from cyfran.web.ui.forms import DayField, Explained
from cyfran.web.ui.levels import conditions_of
from cyfran.web.ui.parts import Text

_SCOPE = ("title_cy", "title_en", "question_cy", "question_en", "open_cy", "open_en", "fixed_cy", "fixed_en")


def _levels() -> list[tuple[str, Text | Explained]]:
    """Return the levels that can be claimed, each with what it means for carers and what it commits to."""
    return [("", _("Not stated")), *((level.name, _explained(level)) for level in Level if level != Level.NONE_RECORDED)]


def _explained(level: Level) -> Explained:
    meaning, conditions = level_words(level.code), conditions_of(level)
    if conditions:
        meaning = _("%(meaning)s To show it: %(conditions)s") % {"meaning": meaning, "conditions": " ".join(conditions)}
    return Explained(level_name(level.code), meaning)


class ProjectFilterForm(forms.Form):
    marks_optional = False

    text = forms.CharField(label=_("Words in the title"), required=False)
    state = forms.ChoiceField(
        label=_("Show"),
        choices=[("", _("Open projects")), ("closed", _("Closed projects")), ("all", _("All projects"))],
        required=False,
    )

    def narrowed(self, projects: QuerySet[Project]) -> QuerySet[Project]:
        """Return the projects that fit what was chosen; what cannot be understood narrows nothing."""
        self.full_clean()
        text, state = self.cleaned_data.get("text"), self.cleaned_data.get("state")
        if text:
            projects = projects.filter(Q(title_cy__icontains=text) | Q(title_en__icontains=text))
        return projects if state == "all" else projects.filter(closed_on__isnull=state != "closed")


class ScopeForm(forms.ModelForm):
    """What a project is about, in both languages."""

    area = AreaField(label=_("Area"), blank=_("Everywhere we work"), required=False)

    class Meta:
        model = Project
        fields: ClassVar[tuple[str, ...]] = (*_SCOPE, "area")
        help_texts: ClassVar = {
            "question_cy": _("One question, as you would put it to a carer."),
            "question_en": _("One question, as you would put it to a carer."),
            "open_cy": _("What carers can change by taking part."),
            "open_en": _("What carers can change by taking part."),
            "fixed_cy": _("What nobody here can change, and the reason."),
            "fixed_en": _("What nobody here can change, and the reason."),
        }


class ProjectForm(OfOurOrganisation, ScopeForm):
    """A new project."""

    organisation = forms.ModelChoiceField(label=_("Which organisation leads it?"), queryset=None, to_field_name="public_id")
    started_on = DayField(label=_("When did it start?"), initial=clock.today)
    claimed_level = forms.ChoiceField(
        label=_("Which level do you aim for?"),
        help_text=_(
            "This is what you claim. It is shown beside the level computed from the record, and beside what carers felt."
        ),
        choices=_levels,
        widget=forms.RadioSelect,
        required=False,
    )

    class Meta(ScopeForm.Meta):
        fields = ("organisation", *_SCOPE, "area", "started_on", "claimed_level")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.only_organisation:
            self.initial.setdefault("area", self.only_organisation.area)


class ChangeForm(ScopeForm):
    """What may change while a project runs: what it is about, whose it is, and at first the day it began."""

    owner = forms.ModelChoiceField(
        label=_("Who leads it?"),
        help_text=_("New things that people say will wait for this person's answer."),
        queryset=None,
        to_field_name="public_id",
        empty_label=None,
    )

    started_on = DayField(
        label=_("When did it start?"),
        help_text=_("You can correct this until a stage after the idea is done, or a vote in it has opened."),
    )

    class Meta(ScopeForm.Meta):
        fields = (*_SCOPE, "area", "owner", "started_on")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # A choice by slug or public id is shown as chosen only where it is given as the thing itself.
        self.initial.update(area=self.instance.area, owner=self.instance.owner)
        staff = Q(memberships__organisation=self.instance.organisation) | Q(is_administrator=True) | Q(pk=self.instance.owner_id)
        if not start_may_be_corrected(self.instance):
            del self.fields["started_on"]
        self.fields["owner"].queryset = User.objects.filter(staff, is_active=True).distinct().order_by("name")


class PlanForm(forms.ModelForm):
    """What carers may do in a stage, written down before it starts."""

    class Meta:
        model = Stage
        fields = ("carer_right", "options_open", "will_ask", "will_assist", "planned_carers", "planned_members")
        widgets: ClassVar = {"carer_right": forms.RadioSelect}
        help_texts: ClassVar = {
            "options_open": _("Nothing has been settled yet, so what carers say can change what is done."),
            "will_ask": _("They will be invited to say what they think."),
            "will_assist": _("Replacement care, travel or payment, so that people can come."),
            "planned_members": _("Those who have a seat and take part in what is agreed."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["carer_right"].choices = rights(not_stated=_("No vote can be opened while this stands."))
        if self.instance.frozen_right:
            del self.fields["carer_right"]


class DayForm(forms.Form):
    """The day on which something was done."""

    on = DayField(label=_("On which day?"), initial=clock.today)


class ClaimForm(forms.Form):
    page_heading = "level"
    marks_optional = False

    level = forms.ChoiceField(
        label=_("Which level do you claim?"),
        help_text=_("It stands beside the computed level and changes nothing in it."),
        choices=_levels,
        widget=forms.RadioSelect,
        required=False,
    )
