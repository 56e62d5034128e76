"""From a role to the e-mail that tells of it: plain, and in both languages, since staff have chosen none."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from cyfran.domain.base.models import User
from cyfran.domain.base.queries import email_of
from cyfran.domain.base.terms import speaking
from cyfran.domain.organisations.choices import ACTS_OF, Act, Role


@dataclass(frozen=True)
class RoleTold:
    """What somebody is told of a role: where it is, who gave or ended it, and its last day. No place: the installation."""

    user: User
    by: User | None
    role: Role
    place: Any
    ends_on: date | None
    is_ended: bool


def email_of_role(told: RoleTold) -> EmailMessage:
    """Return the e-mail. Who did it can be asked: an answer goes there."""
    organisation = getattr(told.place, "organisation", told.place)
    parts = []
    for language in ("cy", "en"):
        with override(language), speaking(organisation.term if organisation else ""):
            parts.append(_ended(told) if told.is_ended else _given(told))
    reply_to = [told.by.email] if told.by else []
    return email_of(parts, to=told.user.email, to_outbox=False, reply_to=reply_to, headers={"Content-Language": "cy, en"})


def _given(told: RoleTold) -> tuple[str, str]:
    lines = [_("%(by)s has given you the role “%(role)s” in “%(place)s”.") % _names(told)]
    if told.ends_on:
        lines.append(_("Its last day is %(day)s.") % {"day": date_format(told.ends_on, "j F Y")})
    allowed = "\n".join(f"- {act.label}" for act in Act if act in ACTS_OF[told.role])
    sign_in = settings.PUBLIC_ADDRESS.rstrip("/") + reverse("account_login")
    return _("You have a role in Cyfran"), "\n\n".join(
        [
            _greeting(told),
            " ".join(lines),
            _("This is what it allows:") + "\n" + allowed,
            _("Sign in here with this e-mail address. You need no password: a code is sent to you.") + "\n" + sign_in,
            _if_unexpected(told),
        ]
    )


def _ended(told: RoleTold) -> tuple[str, str]:
    return _("A role of yours in Cyfran has ended"), "\n\n".join(
        [
            _greeting(told),
            _("%(by)s has ended your role “%(role)s” in “%(place)s”. What it opened is no longer open to you.") % _names(told),
            _("Any other role you have stays as it is."),
            _if_unexpected(told),
        ]
    )


def _greeting(told: RoleTold) -> str:
    return _("Hello %(name)s,") % {"name": told.user}


def _names(told: RoleTold) -> dict[str, object]:
    by, place = told.by or _("Whoever looks after this installation"), told.place or _("The whole installation")
    return {"by": by, "role": told.role.label, "place": place}


def _if_unexpected(told: RoleTold) -> str:
    if told.by is None:
        return _("If you did not expect this, tell the administrator of Cyfran at your organisation at once.")
    return _("If you did not expect this, ask %(by)s at once: %(email)s") % {"by": told.by, "email": told.by.email}
