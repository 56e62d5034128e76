"""From rows to what leaves the house: the words of a message in one language, and the e-mail around them."""

import re
from smtplib import SMTPConnectError, SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context, Engine
from django.utils.translation import override

from cyfran.domain.base.fields import BilingualText
from cyfran.domain.base.queries import email_of
from cyfran.domain.correspondence.choices import Failure
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import parts_of
from cyfran.domain.organisations.queries import contact_of
from cyfran.domain.people.models import Person


def written(language: str, template: str, facts: dict[str, Any]) -> tuple[str, str]:
    """Write the subject and the body in one language: the first line of the template, and the rest."""
    with override(language):
        # Plain text: nothing is escaped. A text in two languages knows its language from when it was made.
        facts = {name: BilingualText(cy=f.cy, en=f.en) if isinstance(f, BilingualText) else f for name, f in facts.items()}
        text = Engine.get_default().get_template(f"messages/{template.lower()}.txt").render(Context(facts, autoescape=False))
    subject, *lines = (line.rstrip() for line in text.strip().splitlines())
    return subject, re.sub(r"\n{3,}", "\n\n", "\n".join(lines).strip())


def in_both_languages(template: str, facts: dict[str, Any]) -> dict[str, str]:
    """Return the subject and the body in Welsh and in English, each by the name of its field in a message."""
    texts = {language: written(language, template, facts) for language in ("cy", "en")}
    return {f"{part}_{language}": text[at] for language, text in texts.items() for at, part in enumerate(("subject", "body"))}


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
