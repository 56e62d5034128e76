"""The second step. The names are allauth's, which leads from one page to the next by them."""

from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView, GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.urls import path

from cyfran.web.account.second_step import views

_PAGES = "account/second_step"

urlpatterns = [
    path("", views.show, name="mfa_index"),
    path("", views.show, name="mfa_list_webauthn"),
    path("", views.show, name="account_second_step"),
    path("prove/", AuthenticateView.as_view(template_name=f"{_PAGES}/prove.html"), name="mfa_authenticate"),
    path("again/", ReauthenticateView.as_view(template_name=f"{_PAGES}/again.html"), name="mfa_reauthenticate"),
    path(
        "again/passkey/",
        ReauthenticateWebAuthnView.as_view(template_name=f"{_PAGES}/again_passkey.html"),
        name="mfa_reauthenticate_webauthn",
    ),
    path("app/add/", views.AddApp.as_view(), name="mfa_activate_totp"),
    path("app/remove/", DeactivateTOTPView.as_view(template_name=f"{_PAGES}/remove_app.html"), name="mfa_deactivate_totp"),
    path("passkey/add/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("passkey/<int:pk>/remove/", views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("codes/", ViewRecoveryCodesView.as_view(template_name=f"{_PAGES}/codes.html"), name="mfa_view_recovery_codes"),
    path(
        "codes/new/",
        GenerateRecoveryCodesView.as_view(template_name=f"{_PAGES}/renew_codes.html"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "codes/file/",
        DownloadRecoveryCodesView.as_view(template_name=f"{_PAGES}/codes.txt"),
        name="mfa_download_recovery_codes",
    ),
]
