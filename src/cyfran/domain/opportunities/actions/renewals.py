"""Renewing part of a standing group: who leaves, and who takes their seats."""

from datetime import datetime
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import record_event
from cyfran.domain.base.models import User
from cyfran.domain.groups.models import Group
from cyfran.domain.groups.queries import seats_of_carers
from cyfran.domain.opportunities.actions.draws import prepare_draw
from cyfran.domain.opportunities.bridge.people import who_leaves_of
from cyfran.domain.opportunities.models import Draw, Opportunity


@transaction.atomic
def renew_group(*, group: Group, opportunity: Opportunity, share: Fraction, reserves: int = 0, by: User, at: datetime) -> Draw:
    """Begin a draw that renews a share of the carers of a standing group; those who stay count towards its targets."""
    if group.is_example != opportunity.stage.project.is_example:
        raise ValidationError(_("This group and this project are not both of the example."), code="real_and_invented")
    leavers = who_leaves_of(group, share, lot=opportunity.public_id)
    if not leavers:
        raise ValidationError({"group": ValidationError(_("No carer has a seat in this group."), code="nobody_leaves")})
    draw = prepare_draw(opportunity=opportunity, size=seats_of_carers(group).count(), reserves=reserves, by=by, at=at)
    draw.group, draw.leaving = group, [{"seat": leaver.id, "because": leaver.because} for leaver in leavers]
    draw.full_clean()
    draw.save()
    record_event("group.renewed", subject=draw, by=by, at=at, group=group.public_id, leaving=len(leavers))
    return draw
