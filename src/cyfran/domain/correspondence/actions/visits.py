"""Going where people meet: writing it down, registering people on the spot, and seeing to what is still to be done."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import record_event
from cyfran.domain.base.fields import set_fields
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import lock
from cyfran.domain.correspondence.actions.links import register_and_welcome
from cyfran.domain.correspondence.choices import Way
from cyfran.domain.correspondence.models import Arrival, Visit
from cyfran.domain.people.models import Person

_WRITTEN = {"place", "went_on", "went", "people_met", "follow_up", "follow_up_by"}


@transaction.atomic
def record_visit(*, visit: Visit, by: User, at: datetime, **fields: Any) -> Visit:
    """Write down a new visit, or change one. Whoever writes down what is still to be done sees to it."""
    is_new = visit.pk is None
    changed = set_fields(visit, fields, allowed=_WRITTEN)
    if visit.went_on > localdate(at):
        sentence = _("A visit is written down on the day, or afterwards.")
        raise ValidationError({"went_on": ValidationError(sentence, code="still_to_come")})
    if is_new or "follow_up" in changed:
        visit.owner, visit.followed_up_at = by, None
    visit.full_clean()
    visit.save()
    record_event("visit.recorded" if is_new else "visit.changed", subject=visit, by=by, at=at, changed=changed)
    return visit


@transaction.atomic
def sign_up_there(*, visit: Visit, key: str, by: User, at: datetime, **given: Any) -> Person:
    """Register somebody met on a visit. The same key, sent again since no answer came, registers nobody twice.

    Takes, beside it, what `people.actions.people.register` takes of a person.
    """
    lock(visit)
    arrived = visit.arrivals.filter(key=key).select_related("person").first()
    if arrived:
        return arrived.person
    came = Arrival(way=Way.VISIT, visit=visit, key=key)
    return register_and_welcome(organisation=visit.organisation, came=came, registered_by=by, by=by, at=at, **given)


@transaction.atomic
def follow_up(*, visit: Visit, by: User, at: datetime) -> Visit:
    """Say that what was still to be done after a visit is done."""
    lock(visit)
    if not visit.follow_up or visit.followed_up_at:
        raise ValidationError(_("Nothing is left to be done about this."), code="nothing_to_do")
    visit.followed_up_at = at
    visit.full_clean()
    visit.save(update_fields=["followed_up_at"])
    record_event("visit.followed_up", subject=visit, by=by, at=at)
    return visit
