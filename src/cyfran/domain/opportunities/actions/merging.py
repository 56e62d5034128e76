"""Two records of one person are made one, where no draw is under way that may choose the one that goes."""

from datetime import datetime

from django.db import transaction

from cyfran.domain.base.actions import Actor
from cyfran.domain.opportunities.rules import refuse_while_a_draw_may_choose
from cyfran.domain.people.actions.merging import merge
from cyfran.domain.people.models import Person


@transaction.atomic
def merge_people(*, kept: Person, gone: Person, by: Actor | None, at: datetime) -> Person:
    """Make one record of two. What a draw is made from stays as it was announced, so that everybody can repeat it."""
    refuse_while_a_draw_may_choose(gone, kept, at)
    return merge(kept=kept, gone=gone, by=by, at=at)
