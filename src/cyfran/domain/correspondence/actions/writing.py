"""Writing messages in the same breath as the act they tell of."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.fields import BilingualText
from cyfran.domain.base.tasks import hand_to_worker
from cyfran.domain.base.terms import speaking
from cyfran.domain.correspondence.bridge.words import in_both_languages
from cyfran.domain.correspondence.choices import Purpose, State
from cyfran.domain.correspondence.models import Message, NotSent
from cyfran.domain.correspondence.rules import Decision, decide, goes_by_itself
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import contact_of
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link
from cyfran.domain.people.rules import is_still_there

# The facts each message is written from, beside the person, the organisation and the link to her own page. Texts in
# two languages are BilingualText, labels are lazy, days are dates; what does not apply is None or empty.
_FACTS: dict[Purpose, set[str]] = {
    Purpose.MY_PAGE: set(),
    Purpose.INVITATION: {"title", "about_it", "place", "short_notice", "starts_at", "reply_by"}
    | {"minutes", "forms", "offers", "beforehand", "why_not_more", "is_full", "needs_sign_up", "link", "drawn_in"},
    Purpose.PASSED_ON: {"asked_by", "title", "about_it", "place", "starts_at", "reply_by"}
    | {"minutes", "forms", "offers", "beforehand", "why_not_more", "is_full", "needs_sign_up", "code", "way"},
    Purpose.DIGEST: {"things"},
    Purpose.MOVED: {"title", "was_at", "reason", "link", "starts_at", "place", "has_answered", "needs_sign_up"},
    Purpose.CALLED_OFF: {"title", "was_at", "reason", "link", "owed"},
    Purpose.PLACE_FREE: {"title", "place", "starts_at", "link"},
    Purpose.REMINDER: {"title", "place", "starts_at", "forms", "offers", "link"},
    Purpose.THANKS: {"title", "on", "minutes"},
    Purpose.ANSWER: {"project", "words", "said_on", "answer", "reason", "due_on"},
    Purpose.PROPOSAL_RECEIVED: {"asked", "words", "due_on", "owner"},
    Purpose.PROPOSAL_ANSWERED: {"asked", "words", "answer", "reason"},
    Purpose.EVALUATION: {"project", "link"},
    Purpose.SUPPORT: {"on"},
    Purpose.REACH: {"on"},
    Purpose.LEAVING: {"on", "years"},
}


@transaction.atomic
def queue_message(
    *,
    person: Person,
    organisation: Organisation,
    purpose: Purpose,
    about: Model,
    at: datetime,
    channel: str = "",
    sent_to: str = "",
    decided: Decision | None = None,
    waits_since: datetime | None = None,
    **facts: Any,
) -> Message | None:
    """Write a message in Welsh and English at once, and hand it to the way this person is reached, or to the way given.

    An e-mail goes by itself after the commit; a letter, a call and a text message wait for staff. What goes by text says it
    in few words. Nothing is written to somebody who was removed; where it was `decided` that it does not go, only why. What
    is written anew has waited since it was first written.
    """
    if not is_still_there(person):
        return None
    _refuse_unless_whole(purpose, facts)
    channel = channel or person.channel
    decided = decided or decide([person], purpose=purpose, channel=channel, at=at)[person.pk]
    if not decided.goes:
        about_it: dict[str, Any] = {"organisation": organisation, "purpose": purpose, "about": about}
        note_not_sent(person=person, **about_it, reason=decided.reason, by=None, at=at)
        return None
    facts |= {"person": person, "organisation": organisation, "contact": contact_of(organisation), "my_link": my_link(person)}
    with speaking(organisation.term):
        texts = in_both_languages(purpose, facts, channel=channel)
    message = Message(
        organisation=organisation,
        person=person,
        purpose=purpose,
        about_kind=about._meta.label_lower,
        about_public_id=about.serializable_value("public_id"),
        channel=channel,
        language=person.language,
        sent_to=sent_to,
        state=State.QUEUED if decided.until or goes_by_itself(channel, person) else State.TO_DO,
        waits_until=decided.until,
        reason=decided.reason,
        answer_by=facts.get("reply_by"),
        queued_at=waits_since or at,
        **texts,
    )
    message.full_clean()
    message.save()
    record_event("message.queued", subject=message, by=None, at=at, purpose=purpose, channel=message.channel)
    if message.state == State.QUEUED and not decided.until:
        hand_to_worker("cyfran.domain.correspondence.tasks.deliver_message", message.pk)
    return message


@transaction.atomic
def note_not_sent(
    *, person: Person, organisation: Organisation, purpose: str, about: Model, reason: str, by: Actor | None, at: datetime
) -> NotSent | None:
    """Keep that nothing was sent to somebody about a thing, and why. Of whoever was removed nothing is kept."""
    if not is_still_there(person):
        return None
    origin = {"about_kind": about._meta.label_lower, "about_public_id": about.serializable_value("public_id")}
    return _note(NotSent(person=person, organisation=organisation, purpose=purpose, reason=reason, decided_at=at, **origin), by)


@transaction.atomic
def note_held_back(*, message: Message, by: Actor | None, at: datetime) -> NotSent:
    """Keep that a message did not go after all, and why: much may have changed since it was written."""
    origin = {"about_kind": message.about_kind, "about_public_id": message.about_public_id, "purpose": message.purpose}
    whose = {"person": message.person, "organisation": message.organisation}
    return _note(NotSent(**whose, reason=message.reason, decided_at=at, **origin), by)


def _note(note: NotSent, by: Actor | None) -> NotSent:
    note.full_clean()
    note.save()
    facts = {"purpose": note.purpose, "reason": note.reason}
    about = {"about_kind": note.about_kind, "about_public_id": note.about_public_id}
    record_event("message.not_sent", subject=note.person, by=by, at=note.decided_at, **facts, **about)
    return note


def _refuse_unless_whole(purpose: Purpose, facts: dict[str, Any]) -> None:
    if facts.keys() != _FACTS[purpose]:
        raise TypeError(f"{purpose} is written from {sorted(_FACTS[purpose])}, not from {sorted(facts)}.")
    if any(fact.missing_half for fact in facts.values() if isinstance(fact, BilingualText)):
        raise ValidationError(
            _("This cannot be sent: part of it is written in Welsh only or in English only. Write it in both languages."),
            code="message_half_missing",
        )
