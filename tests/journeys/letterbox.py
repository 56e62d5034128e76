"""What arrives by e-mail in a journey: the newest to somebody, and the links and codes in it."""

import re
from urllib.parse import urlsplit

from django.core import mail


def emails_to(address: str) -> list[str]:
    """Return the words of the e-mails to an address, the newest first."""
    return [email.body for email in reversed(mail.outbox) if email.to == [address]]


def newest_link_to(address: str, page: str, language: str) -> str:
    """Return where the newest link to a page leads in the e-mails to an address, such as `/cy/invitation/…/`."""
    links = (re.search(rf"http\S+/{language}/{page}/\S+", email) for email in emails_to(address))
    return next(urlsplit(link[0]).path for link in links if link)


def newest_code_to(address: str) -> str:
    return re.search(r"\b\d{6}\b", emails_to(address)[0])[0]
