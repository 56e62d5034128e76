"""The questions of signing in, in our words: the address, the code that was sent to it, and the second step."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base import clock
from cyfran.domain.base.actions import record_event
from cyfran.domain.base.models import User
from cyfran.web.account.adapter import CODE_LENGTH, SecondStepAdapter

# The seconds for which an app's code can be right: its own thirty, and those before and after.
_LONGEST_RIGHT = 90


def _from_a_device() -> forms.JSONField:
    nothing = _("Nothing came from your device. Press the button again.")
    return forms.JSONField(widget=forms.HiddenInput, error_messages={"required": nothing, "invalid": nothing})


class RequestCodeForm(allauth_forms.RequestLoginCodeForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"] = allauth_forms.EmailField(
            label=_("Your e-mail address"),
            help_text=_("We will send a code of six figures to it. There is no password to remember."),
            widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
            error_messages={"required": _("Write your e-mail address.")},
        )


class ConfirmCodeForm(allauth_forms.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"] = forms.CharField(
            label=_("The code"),
            help_text=_("Six figures, from the newest e-mail of ours."),
            widget=forms.TextInput(
                attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
            ),
            max_length=CODE_LENGTH * 4,
            error_messages={"required": _("Write the code from the e-mail.")},
        )


class _CountsOnce(forms.Form):
    """Let a code count once for as long as it could be right: somebody may have looked over a shoulder, so its owner is told."""

    user: User

    def clean_code(self) -> str:
        written = normalize_user_code(self.cleaned_data["code"])
        used = salted_hmac("second-step", f"{self.user.pk} {written}").hexdigest()
        if cache.get(used):
            if cache.add(f"{used}-told", True, _LONGEST_RIGHT):
                record_event("user.code_used_twice", subject=self.user, by=None, at=clock.now())
                get_adapter().tell_of_second_use(self.user)
            raise SecondStepAdapter().validation_error("incorrect_code")
        code: str = super().clean_code()  # type: ignore[misc]  # of the form of allauth that stands beside this one
        cache.set(used, True, _LONGEST_RIGHT)
        return code


class SecondStepForm(_CountsOnce, AuthenticateForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"] = _code_of_app(_("Six figures from your app, or one of your recovery codes."))


class AgainForm(_CountsOnce, ReauthenticateForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"] = _code_of_app(_("Six figures from your app, or one of your recovery codes."))


class AddAppForm(_CountsOnce, ActivateTOTPForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"] = _code_of_app(_("Six figures, which the app shows as soon as it knows Cyfran."))


class AddPasskeyForm(AddWebAuthnForm):
    credential = _from_a_device()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"] = forms.CharField(
            label=_("A name for it"),
            help_text=_("So that you know it again, such as: my telephone."),
            max_length=60,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        with _whatever_comes_from_a_device():
            return super().clean()


class PasskeyForm(AuthenticateWebAuthnForm):
    credential = _from_a_device()

    def clean_credential(self) -> Authenticator:
        with _whatever_comes_from_a_device():
            return super().clean_credential()


class AgainWithPasskeyForm(PasskeyForm, ReauthenticateWebAuthnForm):
    """The same question, which then counts for ten minutes."""


@contextmanager
def _whatever_comes_from_a_device() -> Iterator[None]:
    """Refuse what is no passkey, in whichever of many ways it is none: forged, cut off, or of another kind."""
    try:
        yield
    except ValidationError:
        raise
    except Exception as error:
        raise SecondStepAdapter().validation_error("incorrect_code") from error


def _code_of_app(help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=_("The code of your app"),
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}),
        max_length=CODE_LENGTH * 4,
        error_messages={"required": _("Write the code that your app shows.")},
    )
