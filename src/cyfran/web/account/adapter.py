"""How sign-in behaves here."""

import secrets
from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CODE_LENGTH = 6


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: staff are appointed, and carers need no account."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code we sent. Look in the newest e-mail, and write its six figures again."),
        "too_many_login_attempts": _("That was too many tries. Wait five minutes, then ask for a new code."),
        "rate_limited": _("That was too many tries. Wait five minutes, then ask for a new code."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def generate_login_code(self) -> str:
        """Return six figures: easy to read out over the telephone."""
        return f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}d}"
