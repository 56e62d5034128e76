"""Two records of one person are made one, where no draw is under way that may choose the one that goes."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from cyfran.domain.base.actions import Actor
from cyfran.domain.correspondence.choices import ARRIVED, Purpose
from cyfran.domain.correspondence.models import Message
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.opportunities.rules import refuse_while_a_draw_may_choose
from cyfran.domain.people.actions.merging import merge
from cyfran.domain.people.actions.parting import part
from cyfran.domain.people.models import Person


@transaction.atomic
def merge_people(*, kept: Person, gone: Person, by: Actor | None, at: datetime) -> Person:
    """Make one record of two. What a draw is made from stays as it was announced, so that everybody can repeat it.

    Where both were asked to the same, the messages to both are about the invitation that stands.
    """
    refuse_while_a_draw_may_choose(gone, kept, at)
    asked = list(Invitation.objects.filter(person__in=[kept, gone]).values_list("opportunity", "public_id"))
    merge(kept=kept, gone=gone, by=by, at=at)
    stands = dict(kept.invitations.values_list("opportunity", "public_id"))
    for opportunity, public_id in asked:
        if public_id != stands[opportunity]:
            _invitations_sent().filter(about_public_id=public_id).update(about_public_id=stands[opportunity])
    return kept


@transaction.atomic
def part_people(*, gone: Person, by: Actor | None, at: datetime) -> Person:
    """Undo it: the messages to each are again about her own invitation, and what arrived since stands on that."""
    kept = gone.merged_into
    part(gone=gone, by=by, at=at)
    asked = Invitation.objects.filter(person__in=[kept, gone])
    by_id = {one.public_id: one for one in asked}
    own = {(one.person_id, one.opportunity_id): one for one in asked}
    for message in _invitations_sent().filter(person__in=[kept, gone], about_public_id__in=by_id):
        stands = by_id[message.about_public_id]
        hers = own.get((message.person_id, stands.opportunity_id), stands)
        if hers != stands:
            _hand_back(message, stands, hers)
    return gone


def _hand_back(message: Message, other: Invitation, own: Invitation) -> None:
    Message.objects.filter(pk=message.pk).update(about_public_id=own.public_id)
    if message.state in ARRIVED:
        Invitation.objects.filter(pk=own.pk, reached_at=None).update(reached_at=message.settled_at)
        Invitation.objects.filter(pk=other.pk, reached_at=message.settled_at).update(reached_at=_first_arrival(other))


def _first_arrival(invitation: Invitation) -> datetime | None:
    arrived = _invitations_sent().filter(about_public_id=invitation.public_id, state__in=ARRIVED).order_by("settled_at")
    return arrived.values_list("settled_at", flat=True).first()


def _invitations_sent() -> QuerySet[Message]:
    return Message.objects.filter(purpose=Purpose.INVITATION)
