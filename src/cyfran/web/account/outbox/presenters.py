"""The e-mails of a demonstration, and the codes that apps would show, as its page shows them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Self

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.conf import settings

from cyfran.domain.people.actions.erasing import END_OF_EMAIL

_MOST_SHOWN = 25


@dataclass(frozen=True)
class EmailOnPage:
    """One e-mail. The language is empty where it is in both."""

    to: str
    subject: str
    sent_at: datetime
    language: str
    body: str

    @classmethod
    def read(cls, written: bytes) -> Self:
        email = message_from_bytes(written, policy=policy.default)
        language = email.get("Content-Language", "")
        sent_at = email["Date"].datetime
        body = _plain_text_of(email).strip()
        if address := email.get("Cyfran-Address"):
            # A demonstration may be served elsewhere than where it was set up: its links lead to where it is now.
            body = body.replace(f"{address}/", f"{settings.PUBLIC_ADDRESS}/")
        return cls(
            to=str(email["To"]),
            subject=str(email["Subject"]),
            sent_at=sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=UTC),
            language=language if language in ("cy", "en") else "",
            body=body,
        )


def _plain_text_of(email: EmailMessage) -> str:
    part = email.get_body(("plain",))
    return part.get_content() if part else ""


def latest_emails(outbox: Path) -> list[EmailOnPage]:
    """Return the e-mails that went into files, the latest first."""
    files = sorted(outbox.glob("*.log"), reverse=True)[:_MOST_SHOWN]
    emails = [EmailOnPage.read(part) for file in files for part in file.read_bytes().split(END_OF_EMAIL) if part.strip()]
    return sorted(emails, key=lambda email: email.sent_at, reverse=True)[:_MOST_SHOWN]


@dataclass(frozen=True)
class CodeOnPage:
    """What the app of somebody on the staff would show now."""

    name: str
    code: str


def codes_now() -> list[CodeOnPage]:
    """Return the newest code of every app, which is the one that counts for longest."""
    apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP).select_related("user").order_by("user__name", "pk")
    counter = max(yield_hotp_counters_from_time())
    return [CodeOnPage(app.user.name, format_hotp_value(hotp_value(decrypt(app.data["secret"]), counter))) for app in apps]
