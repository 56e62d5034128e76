"""Tags that every template has."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django import forms, template
from django.core.paginator import Page
from django.template.defaultfilters import stringfilter
from django.urls import NoReverseMatch, reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.models import Person
from cyfran.domain.projects.queries import ActsHeld
from cyfran.web.ui.alphabet import place_in_alphabet
from cyfran.web.ui.forms import FieldOnPage
from cyfran.web.ui.programs import OPENED, TRAP, moment_of_opening

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


_INSIDE_A_PROJECT = [
    *("staff:meetings", "staff:contributions", "staff:decisions", "staff:responses", "staff:evaluation"),
]
_INSIDE_OPPORTUNITIES = ["staff:choosing", "staff:contact", "staff:changes", "staff:forwarding"]


@register.simple_tag(takes_context=True)
def staff_navigation(context: template.Context) -> list[Link]:
    """Return links to the rooms in which the reader may do something."""
    rooms: list[tuple[Act | None, tuple[str, ...]]] = [
        (None, (_("Today"), "staff:today:show")),
        (Act.SEE_PEOPLE, (_("People"), "staff:people:list", "staff:visits")),
        (Act.SEE_GROUPS, (_("Groups"), "staff:groups:list")),
        (Act.ANSWER, (_("Requests"), "staff:proposals:list")),
        (Act.SEE_PROJECTS, (_("Projects"), "staff:projects:list", *_INSIDE_A_PROJECT)),
        (Act.ASK, (_("Opportunities"), "staff:opportunities:list", *_INSIDE_OPPORTUNITIES)),
        (Act.SEND, (_("Messages"), "staff:messages:list")),
        (Act.SEE_PROJECTS, (_("Reports"), "staff:reports:list")),
        (Act.APPOINT, (_("Roles"), "staff:roles:list")),
    ]
    acts = getattr(context.get("request"), "acts", ActsHeld()).anywhere
    return _links(context, [room for act, room in rooms if act is None or act in acts])


@register.simple_tag(takes_context=True)
def footer_navigation(context: template.Context) -> list[Link]:
    return _links(
        context,
        [
            (_("How the levels work"), "public:levels:show"),
            (_("Requests for co-production"), "public:proposals:list"),
            (_("Groups drawn by lot"), "public:draws:list"),
            (_("Language"), "public:about:language"),
            (_("Accessibility"), "public:about:accessibility"),
            (_("Privacy"), "public:about:privacy"),
            (_("Data"), "public:about:data"),
        ],
    )


def _links(context: template.Context, pages: Iterable[tuple[str, ...]]) -> list[Link]:
    """Return links to those of the pages that exist; the one the reader is on, or inside of, is current.

    After the text and the name of a page come the rooms that are reached through it.
    """
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    here = match.namespace if match else ""
    links = []
    for text, name, *inside in pages:
        try:
            links.append(Link(text, reverse(name), is_current=here in (name.rpartition(":")[0], *inside)))
        except NoReverseMatch:  # a room that is not built yet is absent
            continue
    return links


@register.filter
def day(when: date | datetime | None) -> str:
    """Write a day in the language of the page: 21 November 2026, 21 Tachwedd 2026."""
    return formats.date_format(_local(when), "j F Y", use_l10n=False) if when else ""


@register.filter
def moment(when: datetime | None) -> str:
    """Write a day with its weekday and the time: Saturday 21 November 2026, 14:30."""
    return formats.date_format(_local(when), "l j F Y, H:i", use_l10n=False) if when else ""


@register.filter
def when_it_is(opportunity: Opportunity) -> str:
    """Say when something takes place, with a capital; of what has no time of its own, that it is done whenever it suits."""
    return capfirst(moment(opportunity.starts_at)) if opportunity.has_its_time else _("Whenever it suits you")


def _local(when: date | datetime) -> date | datetime:
    return timezone.localtime(when) if isinstance(when, datetime) else when


@register.filter
def named(person: Person, acts: Collection[str]) -> str:
    """Name somebody for a reader who may do these things here: by her first name alone where the reader does not see people."""
    if person.erased_at:
        return _("Removed person")
    return person.name if Act.SEE_PEOPLE in acts else person.first_name


@register.simple_tag
def person_link(person: Person, acts: Collection[str] = (Act.SEE_PEOPLE,)) -> SafeString:
    """Write a name that leads to the record of its person, for whoever may see that; of somebody removed there is none."""
    name = named(person, acts)
    if person.erased_at or Act.SEE_PEOPLE not in acts:
        return format_html("{}", name)
    href = reverse("staff:people:show", args=[(person.merged_into or person).public_id])
    return format_html('<a class="govuk-link" href="{}">{}</a>', href, name)


@register.filter
def people(count: int | None) -> str:
    """Write a count of people; None stands for a count too small to publish."""
    return _("Fewer than five") if count is None else formats.number_format(count, force_grouping=True)


@register.filter
def duration(minutes: int | None) -> str:
    """Write minutes as hours and minutes: 1 hour 30 minutes."""
    hours, rest = divmod(minutes or 0, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours})
    if rest or not hours:
        parts.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest})
    return " ".join(parts)


@register.simple_tag
def lang(code: str) -> SafeString:
    """Write ` lang="cy"` where words are in another language than the page, else nothing. Takes CY, cy, EN or en."""
    code = code.lower()
    return mark_safe("") if not code or code == get_language() else format_html(' lang="{}"', code)


@register.filter
def page_numbers(page: Page[Any]) -> list[int | str]:
    """Return the page numbers to show, with gaps."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def in_order_of_name(things: Iterable[Any]) -> list[Any]:
    """Sort by name, in the order of the alphabet of the page."""
    language = get_language() or "en"
    return sorted(things, key=lambda thing: place_in_alphabet(str(thing.name), language))


@register.filter(is_safe=True)
@stringfilter
def one_line(text: str) -> str:
    """Return a text on one line: browsers forgive line ends in a title, lists of pages do not."""
    return " ".join(text.split())


@register.filter
def is_an_address(host: str) -> bool:
    """Tell whether a host is given by its address in numbers, not by its name."""
    try:
        return ip_address(urlsplit(f"//{host}").hostname or "") is not None
    except ValueError:
        return False


@register.inclusion_tag("ui/for_people/for_people.html", takes_context=True)
def for_people(context: template.Context) -> dict[str, str]:
    """Put into a form that anybody may send what tells people from programs."""
    return {"trap": TRAP, "opened": OPENED, "moment": moment_of_opening(context["request"])}
