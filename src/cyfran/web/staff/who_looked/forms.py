"""Which of the looks to show."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.models import AuditEvent, User
from cyfran.domain.people.models import Person
from cyfran.web.ui.alphabet import choices_by_name


class LookFilterForm(forms.Form):
    """Who looked, and at whose record. A person is named by her public id: her name stands in no address."""

    marks_optional = False

    who = forms.ChoiceField(label=_("Who looked?"), required=False)
    person = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, looks: QuerySet[AuditEvent], **options: Any) -> None:
        super().__init__(*args, **options)
        self.looks = looks
        staff = User.objects.filter(public_id__in=looks.order_by().values("actor_public_id"))
        self.fields["who"].choices = [("", _("Everybody")), *choices_by_name(staff, key="public_id")]

    def narrowed(self) -> QuerySet[AuditEvent]:
        """Return the looks asked for. A choice that is not understood narrows nothing."""
        self.full_clean()
        looks = self.looks
        if who := self.cleaned_data.get("who"):
            looks = looks.filter(actor_public_id=who)
        if person := self.cleaned_data.get("person"):
            looks = looks.filter(subject_kind=Person._meta.label_lower, subject_public_id=person)
        return looks
