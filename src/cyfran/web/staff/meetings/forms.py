"""What staff fill in about a meeting: what it was, and who was there."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cyfran.domain.meetings.choices import Form, Standing
from cyfran.domain.meetings.models import Attendance, Meeting
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.people.models import Person
from cyfran.domain.projects.choices import StageState
from cyfran.domain.projects.models import Project
from cyfran.web.ui.forms import MomentField
from cyfran.web.ui.templatetags.ui import named

_MINUTES_IN_A_DAY = 1440


class ChangeForm(forms.ModelForm):
    """What is written down of a meeting."""

    class Meta:
        model = Meeting
        fields: ClassVar[tuple[str, ...]] = ("title_cy", "title_en", "starts_at", "minutes", "staff_present", "others_present")
        field_classes: ClassVar = {"starts_at": MomentField}
        labels: ClassVar = {
            "starts_at": _("When does it start?"),
            "minutes": _("How many minutes does it last?"),
            "staff_present": _("How many staff were there?"),
            "others_present": _("How many others were there?"),
        }
        help_texts: ClassVar = {
            "staff_present": _("Leave 0 until it has been held. Staff are counted, not named."),
            "others_present": _("Neither carers nor staff."),
        }


class MeetingForm(ChangeForm):
    """A new meeting: of a stage, or the one people were asked to."""

    stage = forms.ChoiceField(label=_("To which stage does it belong?"))

    class Meta(ChangeForm.Meta):
        fields = ("stage", *ChangeForm.Meta.fields)

    def __init__(self, *args: Any, project: Project, opportunity: Opportunity | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.opportunity = opportunity
        self.stages = {stage.kind.lower(): stage for stage in project.stages.all() if stage.state != StageState.SKIPPED}
        self.fields["stage"].choices = [(kind, stage.get_kind_display()) for kind, stage in self.stages.items()]
        if opportunity:
            del self.fields["stage"]
            self.initial.update({name: getattr(opportunity, name) for name in ("title_cy", "title_en", "starts_at")})
            self.initial["minutes"] = opportunity.minutes_there

    def clean_stage(self) -> Any:
        return self.stages[self.cleaned_data["stage"]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        return {**given, "stage": self.opportunity.stage} if self.opportunity else given


class AttendanceForm(forms.Form):
    """One line for each person who may have been there. Finding somebody else keeps what was filled in."""

    marks_optional = False

    text = forms.CharField(
        label=_("Did somebody else come?"),
        help_text=_("Their name or part of it, or their whole e-mail address or telephone number."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        people: Sequence[Person],
        acts: Collection[str],
        all_ticked: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.people, self.acts = people, acts
        self.recorded = {attendance.person_id: attendance for attendance in meeting.attendances.all()}
        for person in people:
            attendance = self.recorded.get(person.pk)
            usual = Attendance(standing=Standing.CARER, minutes=meeting.minutes)
            line = _line(attendance or usual, was_there=all_ticked or bool(attendance))
            self.fields |= {_name(person, name): field for name, field in line.items()}

    @classmethod
    def kept(cls, typed: QueryDict, *, people: Sequence[Person], **options: Any) -> Self:
        """Return the form as it was filled in, without asking for what is missing: somebody else is being looked for."""
        unticked = {_name(person, "there"): False for person in people}
        return cls(initial={**unticked, **typed.dict()}, people=people, **options)

    @property
    def lines(self) -> Iterator[tuple[Person, list[BoundField]]]:
        for person in self.people:
            yield person, [self[_name(person, name)] for name in ("there", "standing", "form", "minutes")]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        there = [person for person in self.people if given.get(_name(person, "there"))]
        for person in there:
            self._ask_for_minutes(person, given)
        return {
            "present": [
                {"person": person, **{name: given.get(_name(person, name)) for name in ("standing", "form", "minutes")}}
                for person in there
            ],
            "absent": [person for person in self.people if person not in there and self._was_unticked(person)],
        }

    def _was_unticked(self, person: Person) -> bool:
        """Tell whether she stood on the page that was sent: a colleague may have put her on record since."""
        return person.pk in self.recorded and _name(person, "minutes") in self.data

    def _ask_for_minutes(self, person: Person, given: dict[str, Any]) -> None:
        name = _name(person, "minutes")
        if name not in self.errors and given.get(name) is None:
            asked = ValidationError(
                _("Say how many minutes %(name)s gave."), code="minutes_missing", params={"name": named(person, self.acts)}
            )
            self.add_error(name, asked)


def _line(attendance: Attendance, *, was_there: bool) -> dict[str, forms.Field]:
    """Return the fields of one person. Only minutes are asked for, and only of those who came."""
    standing: dict[str, Any] = {"choices": Standing.choices, "initial": attendance.standing}
    minutes: dict[str, Any] = {"min_value": 1, "max_value": _MINUTES_IN_A_DAY, "initial": attendance.minutes}
    return {
        "there": forms.BooleanField(label=_("Was there"), initial=was_there, required=False),
        "standing": forms.ChoiceField(label=_("Took part as"), required=False, **standing),
        "form": forms.ChoiceField(label=_("How"), choices=Form.choices, initial=attendance.form, required=False),
        "minutes": forms.IntegerField(label=_("Minutes given"), required=False, **minutes),
    }


def _name(person: Person, name: str) -> str:
    return f"{person.public_id}-{name}"
