"""What arrives by e-mail, by text and in an app in a journey: the newest to somebody, and the links and codes in it."""

import re
from html import unescape
from urllib.parse import urlsplit

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core import mail

from cyfran.web.account.outbox.presenters import latest_emails


def emails_to(address: str) -> list[str]:
    """Return the words of the e-mails to an address, the newest first."""
    return [email.body for email in reversed(mail.outbox) if email.to == [address]]


def newest_as_html_to(address: str) -> str:
    """Return the small HTML page that goes beside the words of the newest e-mail to an address, with its letters as they read."""
    newest = next(email for email in reversed(mail.outbox) if email.to == [address])
    return unescape(next(part.content for part in newest.alternatives if part.mimetype == "text/html"))


def newest_link_to(address: str, page: str, language: str) -> str:
    """Return where the newest link to a page leads in the e-mails to an address, such as `/cy/invitation/…/`."""
    links = (re.search(rf"http\S+/{language}/{page}/[^/\s]+/(?!\S)", email) for email in emails_to(address))
    return next(urlsplit(link[0]).path for link in links if link)


def newest_code_to(address: str) -> str:
    return re.search(r"\b\d{6}\b", emails_to(address)[0])[0]


def newest_code_by_text_to(telephone: str) -> str:
    texts = latest_emails(settings.DATA / "outbox")
    return next(re.search(r"\b\d{6}\b", text.body)[0] for text in texts if text.to == telephone.replace(" ", ""))


def code_of_app(text: str) -> str:
    """Return what an app shows that was given the key in this text."""
    key = re.search(r"\b[A-Z2-7]{32}\b", text)[0]
    return format_hotp_value(hotp_value(key, max(yield_hotp_counters_from_time())))
