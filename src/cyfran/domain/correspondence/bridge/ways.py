"""By which way a message leaves: by GOV.UK Notify, by a mail server, or as a file of the outbox."""

from django.conf import settings

from cyfran.domain.correspondence.bridge.emails import send_email
from cyfran.domain.correspondence.bridge.notify import goes_by_notify, is_known_to_notify, send_by_notify
from cyfran.domain.correspondence.models import Message


def send(message: Message) -> str | None:
    """Send a message by its way, and return why it failed, or nothing; None where it is not known yet whether it went.

    What goes to invented people never leaves.
    """
    if goes_by_notify(message.channel) and not message.person.is_example:
        return send_by_notify(message)
    return send_email(message)


def can_tell(message: Message) -> bool:
    """Tell whether anybody can know of a message whose sending was cut off whether it went. Of a mail server nobody can."""
    return not settings.EMAIL_HOST or message.person.is_example or goes_by_notify(message.channel)


def was_sent(message: Message) -> bool | None:
    """Tell of such a message whether it went; None where that cannot be asked now."""
    if goes_by_notify(message.channel) and not message.person.is_example:
        return is_known_to_notify(message)
    mark = f"Cyfran-Message: {message.public_id}\n".encode()
    return any(mark in file.read_bytes() for file in (settings.DATA / "outbox").glob("*.log"))
