"""Asking a public body for co-production: the same questions on a page for everyone and on a person's own."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Language
from cyfran.domain.organisations.choices import OrganisationKind
from cyfran.domain.organisations.models import Organisation
from cyfran.web.ui.alphabet import choices_by_name
from cyfran.web.ui.forms import language_of_page


class BodyField(forms.TypedChoiceField):
    """A list of the bodies by kind; each council under the name of its area, which people know better. Gives the body."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=_bodies, coerce=_body, empty_value=None, **options)


def _bodies() -> list[Any]:
    bodies = list(Organisation.objects.select_related("area"))
    kinds = [(kind, [body for body in bodies if body.kind == kind]) for kind in OrganisationKind]
    return [("", _("Choose")), *((kind.label, _named(kind, theirs)) for kind, theirs in kinds if theirs)]


def _named(kind: OrganisationKind, bodies: Iterable[Organisation]) -> list[tuple[str, str]]:
    if kind != OrganisationKind.COUNCIL:
        return choices_by_name(bodies)
    slugs = {body.area.slug: body.slug for body in bodies if body.area}
    return [(slugs[area], name) for area, name in choices_by_name(body.area for body in bodies)]


def _body(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


class AskForm(forms.Form):
    organisation = BodyField(
        label=_("Who should work on it with you?"),
        help_text=_("Choose the area of your council, or another body."),
        error_messages={"required": _("Choose who should work on it.")},
    )
    words = forms.CharField(
        label=_("What should be worked on with people who look after somebody?"),
        help_text=_("In your own words and your own language. Only the people who answer read them."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what should be worked on.")},
    )
    words_language = forms.ChoiceField(
        label=_("In which language did you write?"),
        choices=Language.choices,
        widget=forms.RadioSelect,
        initial=language_of_page,
    )
