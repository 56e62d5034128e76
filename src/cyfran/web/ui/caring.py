"""Whom somebody looks after: shown and asked alike on her own page and by staff. What is over is not asked about."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cyfran.domain.people.choices import Hours, Relation, RoleState, Stays
from cyfran.domain.people.models import CaringRole, Person
from cyfran.domain.people.queries import GOES_ON
from cyfran.web.ui.forms import Explained
from cyfran.web.ui.parts import Row, Text
from cyfran.web.ui.templatetags.ui import day


class CaringRoleForm(forms.Form):
    marks_optional = False

    relation = forms.ChoiceField(label=_("Who is it?"), choices=Relation.choices, widget=forms.RadioSelect)
    called = forms.CharField(
        label=_("What to call them here"),
        help_text=_("You can leave this empty. A first name or one letter will do. It stands in no message."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}),
    )
    hours = forms.ChoiceField(label=_("About how many hours a week is that?"), choices=Hours.choices, widget=forms.RadioSelect)
    state = forms.ChoiceField(
        label=_("How is it now?"),
        choices=[
            *[(state, state.label) for state in (RoleState.ACTIVE, RoleState.PAUSED, RoleState.ENDED)],
            (RoleState.DIED, Explained(RoleState.DIED.label, _("Nothing more is asked about them."))),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: QueryDict | None, *, role: CaringRole) -> None:
        super().__init__(data, initial={name: getattr(role, name) for name in self.base_fields})
        if role.called or role.cared_for_id:
            what_then = _("Nothing more is asked about them, and what says here who they were is deleted.")
            died = (RoleState.DIED, Explained(RoleState.DIED.label, what_then))
            state: Any = self.fields["state"]
            state.choices = [*state.choices[:-1], died]
        if role.pk is None:
            del self.fields["state"]
        elif role.state not in GOES_ON:
            for name in ("relation", "called", "hours"):
                del self.fields[name]
        elif role.cared_for_id:
            del self.fields["called"]


class StayForm(forms.Form):
    answer = forms.ChoiceField(label=_("Would you like to stay?"), choices=Stays.choices, widget=forms.RadioSelect)

    def __init__(self, data: QueryDict | None, *, person: Person) -> None:
        super().__init__(data, initial={"answer": person.stays})


def row_of(role: CaringRole, *, href: str, action: Text) -> Row:
    """Return a role as one line. Of what is over it says only that."""
    other = role.cared_for.first_name if role.cared_for else role.called
    label = _("%(relation)s (%(name)s)") % {"relation": role.get_relation_display(), "name": other}
    return Row(label if other else role.get_relation_display(), how_it_is(role), href, action)


def how_it_is(role: CaringRole) -> Any:
    if role.state in GOES_ON:
        paused = [RoleState.PAUSED.label] if role.state == RoleState.PAUSED else []
        hours = role.get_hours_display()
        in_all = _("%(hours)s, for all of them together") % {"hours": hours} if role.hours_in_all else hours
        return "\n".join(map(str, [in_all, *paused]))
    return _("This is over, since %(day)s.") % {"day": day(role.since)} if role.since else _("This is over.")
