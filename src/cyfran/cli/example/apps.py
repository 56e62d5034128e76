"""The second step of signing in, for the staff of a demonstration."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from cyfran.domain.base.models import User


def give_apps() -> None:
    """Give everyone on the staff an app for codes, and recovery codes: a page shows what each app would show now."""
    for user in User.objects.exclude(pk__in=Authenticator.objects.values("user")):
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
