"""What staff fill in about a project: which to show, what it is about, the plan of a stage, and the level they claim."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base import clock
from cyfran.domain.base.choices import DecisionRight, Level
from cyfran.domain.base.models import User
from cyfran.domain.organisations.models import Area, Organisation
from cyfran.domain.projects.models import Project, Stage
from cyfran.web.ui.forms import DayField, Explained

_LEVELS = [("", _("Not stated")), *((code, label) for code, label in Level.choices if code != Level.NONE_RECORDED)]
_RIGHTS = {
    DecisionRight.NOT_STATED: _("No vote can be opened while this stands."),
    DecisionRight.INFORM: _("Carers are told what is decided."),
    DecisionRight.ADVISE: _("Carers say what they think, and others decide."),
    DecisionRight.AGREE_JOINTLY: _("It goes ahead only if carers and staff agree."),
    DecisionRight.DECIDE: _("Carers decide."),
    DecisionRight.VETO: _("Carers can stop it."),
}
_SCOPE = ("title_cy", "title_en", "question_cy", "question_en", "open_cy", "open_en", "fixed_cy", "fixed_en")


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

    area = forms.ModelChoiceField(
        label=_("Area"), queryset=None, to_field_name="slug", required=False, empty_label=_("Everywhere we work")
    )

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

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"].queryset = Area.objects.all()


class ProjectForm(ScopeForm):
    """A new project."""

    organisation = forms.ModelChoiceField(label=_("Which organisation leads it?"), queryset=None, to_field_name="public_id")
    started_on = DayField(label=_("When did it start?"), initial=clock.today)
    claimed_level = forms.ChoiceField(
        label=_("Which level do you aim for?"),
        help_text=_(
            "This is what you claim. It is shown beside the level computed from the record, and beside what carers felt."
        ),
        choices=_LEVELS,
        required=False,
    )

    class Meta(ScopeForm.Meta):
        fields = ("organisation", *_SCOPE, "area", "started_on", "claimed_level")

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = organisations
        first, *others = organisations[:2]
        self.only_organisation = None if others else first
        if not others:
            del self.fields["organisation"]
            self.initial.setdefault("area", first.area)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        given.setdefault("organisation", self.only_organisation)
        return given


class ChangeForm(ScopeForm):
    """What may change while a project runs: what it is about, and whose it is."""

    owner = forms.ModelChoiceField(
        label=_("Who leads it?"),
        help_text=_("New things that people say will wait for this person's answer."),
        queryset=None,
        to_field_name="public_id",
        empty_label=None,
    )

    class Meta(ScopeForm.Meta):
        fields = (*_SCOPE, "area", "owner")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # A choice by slug or public id is shown as chosen only where it is given as the thing itself.
        self.initial.update(area=self.instance.area, owner=self.instance.owner)
        staff = Q(memberships__organisation=self.instance.organisation) | Q(is_administrator=True) | Q(pk=self.instance.owner_id)
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
        self.fields["carer_right"].choices = [(right, Explained(right.label, words)) for right, words in _RIGHTS.items()]
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
        choices=_LEVELS,
        required=False,
    )
