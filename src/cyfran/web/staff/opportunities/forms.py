"""What staff fill in about a way to take part: what it is, the reason for short notice, whom to ask, and a reply."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Channel, Topic
from cyfran.domain.involvement.queries import never_asked
from cyfran.domain.opportunities.choices import Answer, OpportunityState, Work
from cyfran.domain.opportunities.fields import EXPECTED, FORMATS, OFFERS, WAYS
from cyfran.domain.opportunities.models import Invitation, Opportunity
from cyfran.domain.opportunities.rules import shares_the_decision
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import search_people
from cyfran.domain.projects.choices import StageState
from cyfran.domain.projects.models import Project, Stage
from cyfran.web.staff.opportunities.presenters import PersonToAsk
from cyfran.web.staff.searching import SearchForm
from cyfran.web.ui.forms import DayField, Explained, MomentField


def _boxes(names: Iterable[str]) -> list[tuple[str, Any]]:
    """Return columns that say yes or no as boxes to tick, under the labels of their fields."""
    labels = {field.name: field.verbose_name for field in Opportunity._meta.fields}
    return [(name, capfirst(labels[name])) for name in names]


class OpportunityFilterForm(forms.Form):
    marks_optional = False

    state = forms.ChoiceField(label=_("Show"), choices=[("", _("All opportunities")), *OpportunityState.choices], required=False)

    def narrowed(self, opportunities: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
        """Return the opportunities in the state chosen; what cannot be understood narrows nothing."""
        self.full_clean()
        state = self.cleaned_data.get("state")
        return opportunities.filter(state=state) if state else opportunities


class StageField(forms.ChoiceField):
    """One of the stages of a project that are not left out, by its kind."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.stages: dict[str, Stage] = {}

    def offer_those_of(self, project: Project) -> None:
        self.stages = {stage.kind.lower(): stage for stage in project.stages.all() if stage.state != StageState.SKIPPED}
        self.choices = [(kind, stage.get_kind_display()) for kind, stage in self.stages.items()]

    def clean(self, value: Any) -> Stage:
        return self.stages[super().clean(value)]


class _OfferForm(forms.ModelForm):
    """What every way to take part begins with: its kind, the work and the stage it is part of."""

    stage = StageField(label=_("To which stage does it belong?"))
    work = forms.ChoiceField(label=_("What is it part of?"), choices=[("", _("Choose")), *Work.choices])
    topic = forms.ChoiceField(
        label=_("Which topic is it about?"),
        help_text=_("You will see what people were asked on it before, and what came of it."),
        choices=[("", _("Choose")), *Topic.choices],
    )

    def __init__(self, *args: Any, project: Project, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["stage"].offer_those_of(project)
        self.fields["kind"].choices = [choice for choice in self.fields["kind"].choices if choice[0]]


class SmallForm(_OfferForm):
    """The few things that no template can know: what, when and where."""

    class Meta:
        model = Opportunity
        fields = ("kind", "work", "topic", "stage", "title_cy", "title_en", "starts_at", "place_cy", "place_en")
        field_classes: ClassVar = {"starts_at": MomentField}
        widgets: ClassVar = {"kind": forms.RadioSelect}
        labels: ClassVar = {"kind": _("What kind is it?"), "starts_at": _("When does it start?")}
        help_texts: ClassVar = {"starts_at": _("What is done whenever it suits people is open until then.")}


class OpportunityForm(_OfferForm):
    """One way to take part, in the order in which one would tell somebody about it. Once published its time and topic stand."""

    ways = forms.MultipleChoiceField(
        label=_("How can people take part?"),
        choices=_boxes(WAYS),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one way to take part.")},
    )
    offers = forms.MultipleChoiceField(
        label=_("What is offered, so that they can?"),
        help_text=_("Replacement care, travel and payment count as assistance in the level. Food alone does not."),
        choices=_boxes(OFFERS),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Opportunity
        fields = (
            "stage",
            "kind",
            "work",
            "topic",
            "title_cy",
            "title_en",
            "about_cy",
            "about_en",
            "starts_at",
            "reply_by",
            "place_cy",
            "place_en",
            "places",
            "minutes_there",
            "minutes_reading",
            "minutes_travel",
        )
        field_classes: ClassVar = {"starts_at": MomentField, "reply_by": DayField}
        widgets: ClassVar = {"kind": forms.RadioSelect}
        labels: ClassVar = {
            **SmallForm.Meta.labels,
            "reply_by": _("By when do you need answers?"),
            "minutes_there": _("Taking part"),
            "minutes_reading": _("Reading beforehand"),
            "minutes_travel": _("Travel, there and back"),
        }
        help_texts: ClassVar = {
            **SmallForm.Meta.help_texts,
            "reply_by": _("Not after the day it starts."),
            "places": _("Leave it blank where everybody can come. Whoever says yes when they are taken waits for one."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.instance.stands:
            del self.fields[name]
        if self.instance.pk:
            self.initial["stage"] = self.instance.stage.kind.lower()
            self.initial.update(ways=self._ticked(WAYS), offers=self._ticked(OFFERS))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        ticked = {*given.pop("ways", []), *given.pop("offers", [])}
        return given | {name: name in ticked for name in (*WAYS, *OFFERS)}

    def _ticked(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if getattr(self.instance, name)]


class ChecklistForm(forms.ModelForm):
    """What carers want to know before they say yes: asked only where it is not answered by what is offered."""

    formats = forms.MultipleChoiceField(
        label=_("What is there for those who ask for it?"),
        choices=_boxes(FORMATS),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Opportunity
        fields = (
            *("work", "topic", "why_not_in_person", "why_not_online", "why_not_by_telephone", "may_bring", "spoken"),
            *("why_not_more_cy", "why_not_more_en"),
        )
        widgets: ClassVar = {"may_bring": forms.RadioSelect, "spoken": forms.RadioSelect}
        labels: ClassVar = {
            "work": _("What is it part of?"),
            "topic": _("Which topic is it about?"),
            "why_not_in_person": _("Why can people not take part in person?"),
            "why_not_online": _("Why can people not take part online?"),
            "why_not_by_telephone": _("Why can people not take part by telephone?"),
            "may_bring": _("May they bring the person they look after?"),
            "spoken": _("In which languages is it held?"),
            "why_not_more_cy": _("Why can carers not do more about the decision? In Welsh"),
            "why_not_more_en": _("Why can carers not do more about the decision? In English"),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self._not_needed():
            del self.fields[name]
        for name, field in self.fields.items():
            field.required = name != "formats"
            if isinstance(field.widget, forms.Select):
                given = [choice for choice in field.choices if choice[0]]
                field.choices = given if isinstance(field.widget, forms.RadioSelect) else [("", _("Choose")), *given]
        self.initial["formats"] = [name for name in FORMATS if getattr(self.instance, name)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        ticked = given.pop("formats", [])
        return given | {name: name in ticked for name in FORMATS}

    def _not_needed(self) -> set[str]:
        """Return what need not be asked: what it is part of, once said, and what is answered by what is offered."""
        reasons = {f"why_not_{way}" for way in EXPECTED} - set(self.instance.ways_not_offered)
        said = {name for name in ("work", "topic") if getattr(self.instance, name)}
        bring = set() if self.instance.in_person else {"may_bring"}
        more = {"why_not_more_cy", "why_not_more_en"} if shares_the_decision(self.instance) else set()
        return reasons | said | bring | more


class PublishForm(forms.Form):
    """The reason for short notice, asked only where it is short: those invited will read it."""

    short_notice_cy = forms.CharField(label=_("Why so late, in Welsh"), max_length=300)
    short_notice_en = forms.CharField(label=_("Why so late, in English"), max_length=300)

    def __init__(self, *args: Any, is_short: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_short:
            self.fields.clear()


class InviteSearchForm(SearchForm):
    show = forms.ChoiceField(
        label=_("Show"),
        choices=[("", _("Everyone, those asked least first")), ("NEVER", _("Only those never asked for anything"))],
        required=False,
    )

    def found(self, people: QuerySet[Person]) -> QuerySet[Person]:
        """Return those of the people who are looked for."""
        people = search_people(people, self.words)
        return never_asked(people) if self.understood.get("show") == "NEVER" else people


class InviteForm(forms.Form):
    """Boxes for the people on the page; whoever may be asked is accepted, whatever page they stood on."""

    people = forms.ModelMultipleChoiceField(
        label=_("Whom do you ask?"),
        queryset=None,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one person.")},
    )

    def __init__(self, *args: Any, who_may_be_asked: QuerySet[Person], shown: Iterable[PersonToAsk], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].queryset = who_may_be_asked
        self.fields["people"].widget.choices = [(one.public_id, Explained(one.name, one.about)) for one in shown]


class ReplyForm(forms.Form):
    """What somebody answered by telephone, on paper or in person."""

    answer = forms.ChoiceField(label=_("What did they answer?"), choices=Answer.choices, widget=forms.RadioSelect)
    channel = forms.ChoiceField(label=_("How did the answer reach you?"), choices=Channel.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Anything they said about it"),
        help_text=_("For example, how they would like to say it instead."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    @staticmethod
    def beginning_of(invitation: Invitation) -> dict[str, str]:
        """Return what the form starts with: the answer that stands, and the way this person is usually reached."""
        return {
            "answer": invitation.answer,
            "channel": invitation.answered_by_channel or invitation.person.channel,
            "words": invitation.answer_words,
        }
