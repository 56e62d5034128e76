"""The two questions of signing in, in our words: the address, and the code that was sent to it."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from cyfran.web.account.adapter import CODE_LENGTH


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
