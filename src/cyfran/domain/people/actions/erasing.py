"""Removing people: from every row, from what waits in sessions, and from the files of the outbox."""

from datetime import datetime
from email import message_from_bytes, policy
from email.utils import getaddresses
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import BooleanField, Model
from django.utils.module_loading import import_string

from cyfran.domain.base.actions import Actor, record_event
from cyfran.domain.base.fields import bare_contact, bare_email, bare_telephone
from cyfran.domain.base.queries import lock
from cyfran.domain.base.registry import Erased, erased
from cyfran.domain.people.actions.equality import forget_equality
from cyfran.domain.people.choices import ERASED_NAME, LOOKED_FOR, FlagState, Format
from cyfran.domain.people.models import Person

# What Django writes after each e-mail that goes to a file.
END_OF_EMAIL = b"-" * 79 + b"\n"


@transaction.atomic
def erase(*, person: Person, by: Actor | None, at: datetime) -> Person:
    """Remove a person: her name, how to reach her, her words and what was written to her. Counts and decisions stay.

    Each app says in its registry what goes with her. Erasing again changes nothing.
    """
    lock(person)
    if person.erased_at:
        return person
    transaction.on_commit(partial(_forget_sessions, person.public_id))
    transaction.on_commit(partial(_forget_outbox, person.public_id, _reached_at(person)))
    transaction.on_commit(_tidy_up)
    forget_equality(person=person, at=at)
    _leave_word_with_worries(person)
    for label, ways in erased().items():
        for way in ways:
            _erase_rows(apps.get_model(label), way, person, at)
    person.name, person.email, person.telephone, person.address, person.age_band = ERASED_NAME, "", "", "", ""
    person.adult = ""
    person.how_long, person.how_long_said_on = "", None
    person.language, person.english_first, person.format = "", False, Format.STANDARD
    person.user, person.link_version, person.erased_at, person.leaves_on = None, person.link_version + 1, at, None
    person.stays, person.set_aside, person.stayed_on = "", "", None
    person.full_clean()
    person.save()
    for gone in person.merged.all():
        erase(person=gone, by=by, at=at)
    record_event("person.erased", subject=person, by=by, at=at)
    return person


def _leave_word_with_worries(person: Person) -> None:
    """Write into each worry nobody has seen to yet whom it is about: only its owner reads it, and it goes once it is seen to."""
    who = "\n".join(filter(None, [person.name, person.adult, person.email, person.telephone, person.address]))
    for flag in person.flags.exclude(state=FlagState.CLOSED):
        flag.words = f"{flag.words}\n\n{who}".strip()
        flag.save(update_fields=["words"])


def _erase_rows(model: type[Model], way: Erased, person: Person, at: datetime) -> None:
    rows = model._default_manager.filter(**{way.person: person}).exclude(way.kept)
    if way.whole_row:
        rows.delete()
        return
    changed = {name: _nothing_in(model._meta.get_field(name)) for name in way.emptied}
    if any(field.name == "withdrawn_at" for field in model._meta.fields):
        rows.filter(withdrawn_at__isnull=True).update(withdrawn_at=at)
    rows.update(**changed)


def _nothing_in(field: Any) -> Any:
    if field.null:
        return None
    return False if isinstance(field, BooleanField) else ""


@transaction.atomic
def _forget_sessions(public_id: str) -> None:
    """Take out of every visit what names her, and what was looked for; nobody is signed out.

    After the commit: the session of whoever removes her is stored with it.
    """
    for session in Session.objects.select_for_update():
        kept = session.get_decoded()
        left = _without(public_id, kept)
        if left != kept:
            Session.objects.filter(pk=session.pk).update(session_data=SessionStore().encode(left))


def _without(public_id: str, kept: dict[str, Any]) -> dict[str, Any]:
    left = {name: value for name, value in kept.items() if name != LOOKED_FOR and public_id not in name}
    for name, value in list(left.items()):
        if isinstance(value, list):
            left[name] = [one for one in value if public_id not in str(one)]
        elif public_id in str(value):
            del left[name]
    return left


def _tidy_up() -> None:
    """Let a worker clear away at once what it would clear away within a day."""
    import_string("cyfran.domain.base.tasks.tidy").enqueue()


def _reached_at(person: Person) -> set[str]:
    return {bare_email(person.email), bare_telephone(person.telephone)} - {""}


def _forget_outbox(public_id: str, reached_at: set[str]) -> None:
    """Delete the e-mails and texts to her that became files, also those to an earlier address of hers."""
    folder = settings.DATA / "outbox"
    for file in folder.glob("*") if folder.is_dir() else ():
        emails = file.read_bytes().split(END_OF_EMAIL)
        left = [email for email in emails if not _is_to(email, public_id, reached_at)]
        if not any(left):
            file.unlink(missing_ok=True)
        elif left != emails:
            file.write_bytes(END_OF_EMAIL.join(left))


def _is_to(written: bytes, public_id: str, reached_at: set[str]) -> bool:
    email = message_from_bytes(written, policy=policy.default)
    addresses = [address for _name, address in getaddresses(email.get_all("To", []))]
    return email["Cyfran-Person"] == public_id or not reached_at.isdisjoint(map(bare_contact, addresses))
