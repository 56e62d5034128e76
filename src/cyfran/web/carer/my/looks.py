"""Who of staff looked at somebody's record, or was shown how she is reached, and what for."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cyfran.domain.base.models import AuditEvent, User
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import RoleHeld
from cyfran.domain.people.choices import WhyShown
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import looks_at
from cyfran.web.ui.parts import Text

_SHOWN = 200
_REVEAL = "person.contact_revealed"


@dataclass(frozen=True)
class Look:
    """What somebody of staff looked at on one day, what for, and how often."""

    on: date
    who: Text
    why: Text
    is_reveal: bool
    times: int


def looks_on_page(person: Person) -> list[Look]:
    """Return who looked, by day. Staff are named by their role and where they work: that is whom she can ask."""
    events = looks_at(person)[:_SHOWN]
    seen = Counter((localdate(one.at), one.actor_public_id, one.verb == _REVEAL, _why(one)) for one in events)
    users = _users({public_id for _on, public_id, _is_reveal, _why in seen})
    return [
        Look(on, _who(users.get(public_id), on), why, is_reveal, times) for (on, public_id, is_reveal, why), times in seen.items()
    ]


def _users(public_ids: set[str]) -> dict[str, User]:
    places = ("memberships__organisation", "projectroles__project__organisation", "grouproles__group__organisation")
    return {user.public_id: user for user in User.objects.filter(public_id__in=public_ids).prefetch_related(*places)}


def _why(event: AuditEvent) -> Text:
    why = event.facts.get("why")
    if not why:
        return ""
    return WhyShown(why).label if event.verb == _REVEAL else Act(why).label


def _who(user: User | None, on: date) -> Text:
    if user and user.is_administrator:
        return _("An administrator of this website")
    roles = dict.fromkeys(_named(held) for held in _held(user, on)) if user else {}
    return "; ".join(roles) or _("Somebody who no longer works here")


def _held(user: User, on: date) -> list[RoleHeld]:
    held = [*user.memberships.all(), *user.projectroles.all(), *user.grouproles.all()]
    return [one for one in held if one.joined_on <= on and (one.ends_on is None or one.ends_on >= on)]


def _named(held: RoleHeld) -> str:
    facts = {"role": held.get_role_display(), "body": getattr(held.of, "organisation", None) or held.of}
    return _("%(role)s, %(body)s") % facts
