"""How sign-in behaves here."""

import secrets
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import HowSure, WhyReset
from cyfran.domain.base.models import User
from cyfran.domain.base.sealing import PLACE_OF_SECOND_STEPS, seal, unseal
from cyfran.web.account.post import beside
from cyfran.web.ui.proof import is_proved_lately

CODE_LENGTH = 6
_UNKNOWN = "account/email/unknown_account"
_WORKING_DAY = 12 * 60 * 60
# What is told by e-mail, so that nobody's sign-in is changed behind her back.
_CHANGED = {
    "mfa/email/totp_activated": _("An app for codes can now be used as the second step."),
    "mfa/email/totp_deactivated": _("The app for codes can no longer be used as the second step."),
    "mfa/email/webauthn_added": _("A new passkey can now be used as the second step."),
    "mfa/email/webauthn_removed": _("A passkey can no longer be used as the second step."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made. The earlier ones no longer work."),
}


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

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a code. For an address that nobody has as much is written, and nothing goes."""
        is_known = template_prefix != _UNKNOWN
        written = self.render_mail("account/email/login_code", email, {"code": self.generate_login_code(), **context})
        beside(written.send if is_known else written.message)

    def generate_login_code(self) -> str:
        """Return six figures: easy to read out over the telephone."""
        return f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}d}"

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        """End a session of staff after a working day, whatever is done in it."""
        request.session.set_expiry(_WORKING_DAY)
        return super().post_login(request, user, **options)

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        return not is_proved_lately(context.request)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Offer first what she uses: a passkey where she has no app, since codes for a bad day are few."""
        ways = super().get_reauthentication_methods(user)
        has_app = Authenticator.objects.filter(user=user.pk, type=Authenticator.Type.TOTP).exists()
        return ways if has_app else ways[::-1]

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **options: Any) -> None:
        beside(self.render_mail("account/email/changed", user.email, {"changed": _CHANGED[template_prefix]}).send)

    def tell_of_second_use(self, user: User) -> None:
        """Tell somebody that a code of hers was written again after it had counted."""
        beside(self.render_mail("account/email/used_twice", user.email, {}).send)

    def tell_of_reset(self, user: User, by: User, *, why: str, sure: str) -> None:
        """Tell both that an administrator has taken a second step away."""
        facts = {"name": user.name, "by": by.name, "why": WhyReset(why).label, "sure": HowSure(sure).label}
        for address in (user.email, by.email):
            beside(self.render_mail("account/email/reset", address, facts).send)


class SecondStepAdapter(DefaultMFAAdapter):
    """The second step of staff: an app that shows codes, a passkey, and codes kept for a bad day."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This did not work. A code counts once and not for long: wait for the next one, and write that."),
        "cannot_delete_authenticator": _("This is your only second step. Set up another one before you remove it."),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        """Seal the key of an app and that of the recovery codes: a stolen copy of the database lets nobody in."""
        return seal(text, place=PLACE_OF_SECOND_STEPS)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, place=PLACE_OF_SECOND_STEPS)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to take the last one away: whoever reads her e-mail could then set up one of their own."""
        others = Authenticator.objects.filter(user=authenticator.user_id).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002 -- allauth's
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def build_totp_svg(self, url: str) -> str:
        """Return the picture as it stands in a page: without the line that begins a file."""
        return super().build_totp_svg(url).partition("?>")[2]

    def _get_site_name(self) -> str:
        return "Cyfran"
