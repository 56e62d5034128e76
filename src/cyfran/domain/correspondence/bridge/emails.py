"""From a message to the e-mail that leaves the house."""

from collections.abc import Sequence
from smtplib import SMTPConnectError, SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from cyfran.domain.base.queries import email_of
from cyfran.domain.correspondence.bridge.blocks import blocks_of
from cyfran.domain.correspondence.choices import Failure
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import Part, parts_of
from cyfran.domain.organisations.queries import contact_of
from cyfran.domain.people.models import Person


def send_email(message: Message) -> str:
    """Send an e-mail and return why it failed, or nothing."""
    person, contact, parts = message.person, contact_of(message.organisation), parts_of(message)
    to = message.sent_to or person.email
    if not to:
        return Failure.NO_ADDRESS
    email = email_of(
        [(part.subject, part.body) for part in parts],
        to=to,
        to_outbox=person.is_example,
        html=as_html(parts),
        reply_to=[contact.email] if contact else [],
        headers={**headers(person, ", ".join(part.language for part in parts)), "Cyfran-Message": message.public_id},
    )
    return gone_wrong(email)


def as_html(parts: Sequence[Part]) -> str:
    """Return the small HTML part of an e-mail: the same words as the plain text, with lists and links."""
    title = " / ".join(part.subject for part in parts)
    shown = [{"language": part.language, "subject": part.subject, "blocks": blocks_of(part.body)} for part in parts]
    return render_to_string("messages/email.html", {"title": title, "parts": shown})


def gone_wrong(email: EmailMessage) -> str:
    """Let an e-mail go and return why it did not, or nothing. What the mail server says is not kept: it names people."""
    try:
        email.send()
    except SMTPRecipientsRefused:
        return Failure.ADDRESS_REFUSED
    except (SMTPConnectError, SMTPServerDisconnected):
        return Failure.NOT_REACHED
    except (SMTPException, ValueError):
        return Failure.NOT_ACCEPTED
    except OSError:
        return Failure.NOT_REACHED
    return ""


def headers(person: Person, languages: str) -> dict[str, str]:
    """Say in which languages an e-mail is, where it was written, and to whom: her e-mails that became files go with her."""
    return {"Content-Language": languages, "Cyfran-Address": settings.PUBLIC_ADDRESS, "Cyfran-Person": person.public_id}
