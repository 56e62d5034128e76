"""From a message to the e-mail that leaves the house."""

from smtplib import SMTPConnectError, SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMessage

from cyfran.domain.base.queries import email_of
from cyfran.domain.correspondence.choices import Failure
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import parts_of
from cyfran.domain.organisations.queries import contact_of
from cyfran.domain.people.models import Person


def send(message: Message) -> str:
    """Send an e-mail and return why it failed, or nothing."""
    person, contact, parts = message.person, contact_of(message.organisation), parts_of(message)
    to = message.sent_to or person.email
    if not to:
        return Failure.NO_ADDRESS
    email = email_of(
        [(part.subject, part.body) for part in parts],
        to=to,
        to_outbox=person.is_example,
        reply_to=[contact.email] if contact else [],
        headers=headers(person, ", ".join(part.language for part in parts)),
    )
    return gone_wrong(email)


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
