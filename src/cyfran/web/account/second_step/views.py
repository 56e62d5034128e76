"""The second step of signing in: setting it up, and what somebody has set up."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from cyfran.web.account.adapter import SecondStepAdapter
from cyfran.web.account.second_step.presenters import Steps
from cyfran.web.ui.proof import remember_proof
from cyfran.web.ui.requests import StaffRequest


@login_required
def show(request: StaffRequest) -> HttpResponse:
    return render(request, "account/second_step/show.html", {"steps": Steps.of(request.user)})


class AddApp(ActivateTOTPView):
    template_name = "account/second_step/add_app.html"

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        remember_proof(self.request, Authenticator.Type.TOTP)
        return response


class AddPasskey(AddWebAuthnView):
    template_name = "account/second_step/add_passkey.html"

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        remember_proof(self.request, Authenticator.Type.WEBAUTHN)
        return response


class RemovePasskey(RemoveWebAuthnView):
    template_name = "account/second_step/remove_passkey.html"

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = SecondStepAdapter()
        if adapter.can_delete_authenticator(self.object):
            return super().form_valid(form)
        messages.error(self.request, str(adapter.error_messages["cannot_delete_authenticator"]))
        return redirect("account_second_step")
