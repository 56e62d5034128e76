"""GOV.UK Notify: what it sends for us, and what it tells of that later."""

from functools import partial
from io import BytesIO
from typing import Any

from django.conf import settings

from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.bridge.letters import letters_as_pdf
from cyfran.domain.correspondence.choices import Failure
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import letter_of, parts_of

# What Notify says of what it has sent; of anything else nothing is known yet.
OUTCOMES = {
    "delivered": "",
    "permanent-failure": Failure.BOUNCED,
    "temporary-failure": Failure.NOT_DELIVERED,
    "technical-failure": Failure.NOT_DELIVERED,
    **dict.fromkeys(["validation-failed", "virus-scan-failed", "cancelled"], Failure.NOT_ACCEPTED),
}
_BAD_REQUEST, _TOO_MANY, _SERVERS_OWN = 400, 429, 500
_SECONDS, _MOST_LETTERS = 20, 918
_BETWEEN = "\n\n---\n\n"
_WRONG_CONTACT = ("email_address", "phone_number", "address", "postcode")


def client() -> Any:
    """Return who speaks with Notify."""
    from notifications_python_client import NotificationsAPIClient  # noqa: PLC0415 -- only where Notify is set up

    return NotificationsAPIClient(settings.NOTIFY.key, base_url=settings.NOTIFY.address, timeout=_SECONDS)


def goes_by_notify(channel: str) -> bool:
    return channel in settings.NOTIFY.ways


def send_by_notify(message: Message) -> str | None:
    """Hand a message to Notify under its own public id, and return why it failed, or nothing; None as `_handed_over` says."""
    if message.channel == Channel.LETTER:
        return _letter_handed_over(message)
    person, template = message.person, settings.NOTIFY.templates[message.channel]
    how: dict[str, Any] = {"reference": message.public_id}
    to = message.sent_to or (person.email if message.channel == Channel.EMAIL else person.telephone)
    if not to:
        return Failure.NO_ADDRESS
    if message.channel == Channel.EMAIL:
        return _handed_over(partial(client().send_email_notification, to, template, _words_of(message), **how))
    for text in _texts_of(message):
        if (outcome := _handed_over(partial(client().send_sms_notification, to, template, {"body": text}, **how))) != "":
            return outcome
    return ""


def send_text_by_notify(words: str, *, to: str) -> str:
    """Hand over a text that is no message of record, such as a code, and return why it failed, or nothing."""
    template = settings.NOTIFY.templates[Channel.TEXT]
    failure = _handed_over(partial(client().send_sms_notification, to, template, {"body": words}))
    return Failure.NOT_REACHED if failure is None else failure


def _letter_handed_over(message: Message) -> str | None:
    """Hand over a letter as it would be printed here: its layout is that which Notify asks for."""
    if not letter_of(message).address_lines:
        return Failure.NO_ADDRESS
    sheets = BytesIO(letters_as_pdf([message]))
    return _handed_over(partial(client().send_precompiled_letter_notification, message.public_id, sheets))


def why_not_posted(message: Message) -> str:
    """Return why a letter that was handed over is not posted, or nothing: Notify looks at its layout and address only later."""
    from notifications_python_client.errors import APIError  # noqa: PLC0415 -- only where Notify is set up

    try:
        tries = client().get_all_notifications(reference=message.public_id)["notifications"]
    except APIError:
        return ""
    failures = [OUTCOMES.get(one["status"], "") for one in tries]
    return failures[0] if failures and all(failures) else ""


def is_known_to_notify(message: Message) -> bool | None:
    """Tell whether Notify has a message, whole, that it has not failed to deliver; None where it cannot be asked now."""
    from notifications_python_client.errors import APIError  # noqa: PLC0415 -- only where Notify is set up

    try:
        tries = client().get_all_notifications(reference=message.public_id)["notifications"]
    except APIError:
        return None
    needed = len(_texts_of(message)) if message.channel == Channel.TEXT else 1
    return sum(not OUTCOMES.get(one["status"]) for one in tries) >= needed


def _words_of(message: Message) -> dict[str, str]:
    parts = parts_of(message)
    return {"subject": " / ".join(part.subject for part in parts), "body": _BETWEEN.join(part.body for part in parts)}


def _texts_of(message: Message) -> list[str]:
    """Return the words of a text: where two languages are too long for one, each goes by itself."""
    each = [part.body for part in parts_of(message)]
    together = _BETWEEN.join(each)
    return [together] if len(together) <= _MOST_LETTERS else each


def _handed_over(hand_over: Any) -> str | None:
    """Hand something over and return why it was refused, or nothing. What Notify says is not kept: it can name people.

    None where no answer came, or Notify was too busy: then it may have been taken all the same.
    """
    from notifications_python_client.errors import APIError  # noqa: PLC0415 -- only where Notify is set up

    try:
        hand_over()
    except APIError as error:
        if error.status_code == _TOO_MANY or error.status_code >= _SERVERS_OWN:
            return None
        is_about_contact = error.status_code == _BAD_REQUEST and any(name in str(error.message) for name in _WRONG_CONTACT)
        return Failure.ADDRESS_REFUSED if is_about_contact else Failure.NOT_ACCEPTED
    return ""
