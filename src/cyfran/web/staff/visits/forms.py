"""What is written down of a visit, and the few things asked of somebody who is met there."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Channel, Language
from cyfran.domain.base.fields import bare_telephone, check_telephone
from cyfran.domain.correspondence.models import Visit
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.choices import ASKED_AT_FIRST, Hours, Relation
from cyfran.web.staff.forms import OfOurOrganisation
from cyfran.web.staff.people.forms import QUESTIONS
from cyfran.web.ui.areas import AreaField
from cyfran.web.ui.forms import DayField, Explained
from cyfran.web.ui.reach import IN_BOTH, with_language_kept

_MOBILE = "07"


class VisitForm(forms.ModelForm):
    class Meta:
        model = Visit
        fields = ("place", "went_on", "went", "people_met", "follow_up", "follow_up_by")
        field_classes: ClassVar = {"went_on": DayField, "follow_up_by": DayField}
        labels: ClassVar = {
            "place": _("Where did you go?"),
            "went_on": _("When?"),
            "went": _("Who of you went?"),
            "people_met": _("How many people did you meet?"),
            "follow_up": _("Is there anything still to be done?"),
            "follow_up_by": _("By when?"),
        }
        help_texts: ClassVar = {
            "place": _("For example a carers' café, a surgery or a school gate."),
            "people_met": _("About how many will do. Name nobody here."),
            "follow_up": _("It stands on the page of today until you say that it is done. Name nobody here."),
        }
        widgets: ClassVar = {"follow_up": forms.Textarea(attrs={"rows": 3})}


class NewVisitForm(OfOurOrganisation, VisitForm):
    organisation = forms.ModelChoiceField(label=_("For which organisation?"), queryset=None, to_field_name="public_id")
    field_order = ("organisation",)


class SignUpForm(forms.Form):
    """As little as will do, for somebody who stands before you. The rest she can say on her own page."""

    marks_optional = False

    key = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid4,
        error_messages=dict.fromkeys(["required", "invalid"], _("Open this page again, and write it down once more.")),
    )
    is_over_16 = forms.BooleanField(
        label=_("They are 16 or over"), error_messages={"required": _("Somebody younger is registered with the full form.")}
    )
    name = forms.CharField(
        label=_("What should we call them?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}),
    )
    contact = forms.CharField(
        label=_("Their telephone number or e-mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}),
    )
    area = AreaField(label=_("Where do they live?"))
    relation = forms.ChoiceField(label=_("Whom do they look after?"), choices=[("", _("Choose")), *Relation.choices])
    language = forms.ChoiceField(
        label=_("In which language should we write and speak?"),
        choices=[*Language.choices, *IN_BOTH.items()],
        widget=forms.RadioSelect,
    )
    uses = forms.MultipleChoiceField(
        label=_("What do they permit?"),
        help_text=_("Read each question out loud, and tick it after a yes."),
        choices=[(use.value, Explained(use.label, QUESTIONS[use])) for use in ASKED_AT_FIRST],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, organisation: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        self._area = organisation.area
        if self._area:
            del self.fields["area"]

    def clean_key(self) -> str:
        return str(self.cleaned_data["key"])

    def clean_contact(self) -> dict[str, str]:
        """Return how she is reached: by e-mail, by text where it is a mobile telephone, else by telephone."""
        contact = self.cleaned_data["contact"].strip()
        if "@" in contact:
            self._check(validate_email, contact)
            return {"channel": Channel.EMAIL, "email": contact}
        self._check(check_telephone, contact)
        is_mobile = bare_telephone(contact).startswith(_MOBILE)
        return {"channel": Channel.TEXT if is_mobile else Channel.PHONE, "telephone": contact}

    def _check(self, check: Any, contact: str) -> None:
        try:
            check(contact)
        except ValidationError as wrong:
            raise ValidationError(_("Write a whole telephone number or e-mail address."), code="not_reached") from wrong

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        given.pop("is_over_16")
        given["relations"] = [(Relation(given.pop("relation")), Hours.NOT_SURE)]
        return with_language_kept({"area": self._area, **given.pop("contact"), **given})
