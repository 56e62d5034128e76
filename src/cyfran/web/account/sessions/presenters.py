"""Where somebody is signed in, in words that she recognises."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

# As browsers name themselves. The order counts: most also claim to be others.
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows")),
    *(("Mac OS X", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")),
)


@dataclass(frozen=True)
class SessionOnPage:
    pk: int
    where: str
    ip: str
    since: datetime
    is_this: bool

    @classmethod
    def of(cls, session: UserSession) -> Self:
        return cls(session.pk, _device(session.user_agent), session.ip, session.created_at, session.is_current())


def _device(named: str) -> str:
    browser = _first(_BROWSERS, named)
    system = _first(_SYSTEMS, named)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A program that does not say what it is")


def _first(signs: tuple[tuple[str, str], ...], named: str) -> str:
    return next((name for sign, name in signs if sign in named), "")
