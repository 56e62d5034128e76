"""Tags that every template has."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from cyfran.web.ui.forms import FieldOnPage

register = template.Library()


@dataclass(frozen=True)
class Link:
    """One entry of a navigation."""

    text: str
    href: str
    is_current: bool = False


@register.filter
def in_pairs(form: forms.BaseForm) -> list[list[FieldOnPage]]:
    """Return the visible fields, with `x_cy` and `x_en` together where one follows the other."""
    rows: list[list[Any]] = []
    for field in form.visible_fields():
        if rows and _is_other_half(rows[-1], field):
            rows[-1].append(field)
        else:
            rows.append([field])
    return rows


def _is_other_half(row: list[Any], field: Any) -> bool:
    return len(row) == 1 and row[0].language and field.language and row[0].name[:-3] == field.name[:-3]


@register.simple_tag(takes_context=True)
def public_navigation(context: template.Context) -> list[Link]:
    return _links(
        context,
        [
            (_("Groups"), "public:groups:list"),
            (_("Map of Wales"), "public:areas:list"),
            (_("Projects"), "public:projects:list"),
            (_("What changed"), "public:changes:list"),
            (_("Reports"), "public:reports:list"),
            (_("Ask for co-production"), "public:proposals:ask"),
            (_("Take part"), "carer:register:start"),
        ],
    )


@register.simple_tag(takes_context=True)
def staff_navigation(context: template.Context) -> list[Link]:
    return _links(
        context,
        [
            (_("Today"), "staff:today:show"),
            (_("People"), "staff:people:list"),
            (_("Groups"), "staff:groups:list"),
            (_("Requests"), "staff:proposals:list"),
            (_("Projects"), "staff:projects:list"),
            (_("Messages"), "staff:messages:list"),
            (_("Reports"), "staff:reports:list"),
        ],
    )


@register.simple_tag(takes_context=True)
def footer_navigation(context: template.Context) -> list[Link]:
    return _links(
        context,
        [
            (_("How the levels work"), "public:levels:show"),
            (_("Requests for co-production"), "public:proposals:list"),
            (_("Language"), "public:about:language"),
            (_("Accessibility"), "public:about:accessibility"),
            (_("Privacy"), "public:about:privacy"),
            (_("Data"), "public:about:data"),
        ],
    )


def _links(context: template.Context, pages: Iterable[tuple[str, str]]) -> list[Link]:
    """Return links to those of the pages that exist; the one the reader is on, or inside of, is current."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    here = match.namespace if match else ""
    links = []
    for text, name in pages:
        try:
            links.append(Link(text, reverse(name), is_current=here == name.rpartition(":")[0]))
        except NoReverseMatch:  # a room that is not built yet is absent
            continue
    return links
