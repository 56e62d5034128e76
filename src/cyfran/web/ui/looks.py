"""Looks at records in words: in which role and where somebody looked, and what for."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.organisations.choices import Act, Role
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.choices import REVEALED, WhyShown
from cyfran.web.ui.parts import Text

Bodies = Mapping[str, Organisation]


def bodies_of(looks: Iterable[AuditEvent]) -> Bodies:
    """Return the organisations for which somebody looked, by public id."""
    named = {body for look in looks for _role, body in look.facts.get("roles", ())}
    return Organisation.objects.in_bulk(named, field_name="public_id")


def roles_in(look: AuditEvent, bodies: Bodies) -> Text:
    """Return the roles that whoever looked held on that day, as they were written down with the look."""
    roles = (_named(role, bodies.get(body)) for role, body in look.facts.get("roles", ()))
    return "; ".join(roles) or _("Somebody whose role on that day is not on record")


def why_of(look: AuditEvent) -> Text:
    why = look.facts.get("why")
    if not why:
        return ""
    return WhyShown(why).label if look.verb == REVEALED else Act(why).label


def _named(role: str, body: Organisation | None) -> str:
    if not role:
        return _("An administrator of this website")
    label = str(Role(role).label)
    return _("%(role)s, %(body)s") % {"role": label, "body": body} if body else label
