"""How sign-in behaves here."""

import secrets

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: staff are appointed, and carers need no account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def generate_login_code(self) -> str:
        """Return six figures: easy to read out over the telephone."""
        return f"{secrets.randbelow(1_000_000):06d}"
