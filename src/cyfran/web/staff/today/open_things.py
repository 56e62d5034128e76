"""One open thing: whose it is and by when. It is put into words only where its line is read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.translation import gettext as _

from cyfran.domain.base.models import User
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import administrators, contact_of, organisations_of
from cyfran.web.ui.templatetags.ui import day


@dataclass(frozen=True)
class Words:
    """What to do, where, and until or since when."""

    what: str
    href: str
    when: str


@dataclass(frozen=True)
class DueLine:
    """One open thing in words: what to do, who does it and when."""

    what: str
    href: str
    owner: User | None
    on: date
    when: str
    is_overdue: bool = False


@dataclass(frozen=True)
class Open:
    """One open thing before it is in words: there may be a thousand, of which one page is read."""

    on: date
    owner: User | None
    words: Callable[[], Words]
    is_overdue: bool = False
    # It cannot wait for its turn.
    comes_first: bool = False

    @property
    def line(self) -> DueLine:
        words = self.words()
        return DueLine(words.what, words.href, self.owner, self.on, words.when, self.is_overdue)


class Owners:
    """Who has the first move where a thing has no owner of its own: the named contact, else an administrator."""

    def __init__(self, user: User) -> None:
        self.organisations = organisations_of(user, Act.SEND).in_bulk()
        self.administrator = administrators().first()
        self._contact_of = cache(contact_of)

    def of(self, organisation: Organisation | None) -> User | None:
        return (organisation and self._contact_of(organisation)) or self.administrator


def by_day(when: date) -> str:
    return _("by %(day)s") % {"day": day(when)}


def on_day(when: date) -> str:
    return _("on %(day)s") % {"day": day(when)}


def since_day(when: date) -> str:
    return _("since %(day)s") % {"day": day(when)}
