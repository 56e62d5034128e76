"""Worries that cannot wait: raised, brought before one named person at once, seen to, or given to somebody else."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import email_of, lock
from cyfran.domain.base.tasks import hand_to_worker
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.queries import no_owner
from cyfran.domain.organisations.rules import may
from cyfran.domain.people.choices import HOURS_FOR, FlagKind, FlagState
from cyfran.domain.people.models import Flag, Person
from cyfran.domain.people.queries import lead_for
from cyfran.domain.people.rules import refuse_gone


@transaction.atomic
def raise_flag(*, person: Person, kind: str, by: Actor | None, at: datetime, words: str = "", age_said: str = "") -> Flag:
    """Bring a worry about somebody before the one who sees to such, who is told at once.

    Each time is a worry of its own, with an owner and a clock: what was said before is no reason to refuse a second cry.
    """
    refuse_gone(person)
    owner = lead_for(FlagKind(kind), person.organisation)
    if owner is None:
        raise no_owner(person.organisation)
    flag = Flag(
        person=person,
        kind=kind,
        words=words,
        age_said=age_said,
        owner=owner,
        raised_at=at,
        raised_by=by if isinstance(by, User) else None,
        due_at=at + timedelta(hours=HOURS_FOR[FlagKind(kind)]),
    )
    flag.full_clean()
    flag.save()
    record_event("flag.raised", subject=flag, by=by, at=at, kind=kind)
    _tell_at_once(flag)
    return flag


@transaction.atomic
def take_in_hand(*, flag: Flag, by: User, at: datetime) -> Flag:
    """Say that one is seeing to a worry."""
    lock(flag)
    _refuse_others(flag, by)
    flag.state = FlagState.IN_HAND
    flag.save(update_fields=["state"])
    record_event("flag.in_hand", subject=flag, by=by, at=at)
    return flag


@transaction.atomic
def close_flag(*, flag: Flag, outcome: str, by: User, at: datetime) -> Flag:
    """Write down what was done about a worry, which is then seen to. Of somebody who was removed nothing of it is kept then."""
    lock(flag)
    _refuse_others(flag, by)
    flag.state, flag.closed_at, flag.outcome = FlagState.CLOSED, at, outcome
    if flag.person.erased_at:
        flag.words = flag.outcome = flag.age_said = ""
    flag.full_clean()
    flag.save(update_fields=["state", "closed_at", "words", "outcome", "age_said"])
    record_event("flag.closed", subject=flag, by=by, at=at)
    return flag


@transaction.atomic
def give_flag(*, flag: Flag, owner: User, by: Actor | None, at: datetime) -> Flag:
    """Give a worry to somebody else, who is told at once. Its clock runs on."""
    lock(flag)
    if flag.state == FlagState.CLOSED or not may(owner, Act.KEEP_PEOPLE, flag.person.organisation):
        raise ValidationError(_("This cannot be given to them."), code="cannot_be_given")
    flag.owner, flag.state = owner, FlagState.OPEN
    flag.save(update_fields=["owner", "state"])
    record_event("flag.given", subject=flag, by=by, at=at, to=owner.public_id)
    _tell_at_once(flag)
    return flag


def tell_owner(*, flag: Flag, at: datetime) -> bool:
    """Send its owner an e-mail in both languages, without a name and without a word of what was said; tell whether it went."""
    parts = []
    for language in ("cy", "en"):
        with override(language):
            address = settings.PUBLIC_ADDRESS.rstrip("/") + reverse("staff:flags:show", args=[flag.public_id])
            words = gettext("Please open this page today: %(page)s") % {"page": address}
            parts.append((gettext("Somebody needs you soon"), words))
    try:
        email_of(parts, to=flag.owner.email, to_outbox=flag.person.is_example).send()
    except (OSError, ValueError):
        return False
    record_event("flag.told", subject=flag, by=None, at=at)
    return True


def _refuse_others(flag: Flag, by: User) -> None:
    if by != flag.owner or flag.state == FlagState.CLOSED:
        raise ValidationError(_("Only whoever has this in hand can say so, as long as it is open."), code="not_the_owner")


def _tell_at_once(flag: Flag) -> None:
    """Give the worker the e-mail after the commit; by its name, since tasks stand above actions."""
    hand_to_worker("cyfran.domain.people.tasks.tell_owner", flag.pk)
