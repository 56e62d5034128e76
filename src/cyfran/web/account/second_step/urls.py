"""The second step. The names are allauth's, which leads from one page to the next by them."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.module_loading import import_string

from cyfran.web.account.second_step.views import show


def _page(view: str, template: str) -> Callable[..., HttpResponse]:
    """Return the view of this name; it is loaded where somebody asks for it, since much comes with passkeys."""

    @cache
    def loaded() -> Callable[..., HttpResponse]:
        as_view: Callable[..., Any] = import_string(view).as_view
        return as_view(template_name=f"account/second_step/{template}")

    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return loaded()(request, *args, **kwargs)

    return page


_OURS, _THEIRS = "cyfran.web.account.second_step.setting_up", "allauth.mfa"
_add_app = _page(f"{_OURS}.AddApp", "add_app.html")
_add_passkey = _page(f"{_OURS}.AddPasskey", "add_passkey.html")
_remove_passkey = _page(f"{_OURS}.RemovePasskey", "remove_passkey.html")
_prove = _page(f"{_THEIRS}.base.views.AuthenticateView", "prove.html")
_again = _page(f"{_THEIRS}.base.views.ReauthenticateView", "again.html")
_again_with_passkey = _page(f"{_THEIRS}.webauthn.views.ReauthenticateWebAuthnView", "again_passkey.html")
_remove_app = _page(f"{_THEIRS}.totp.views.DeactivateTOTPView", "remove_app.html")
_codes = _page(f"{_THEIRS}.recovery_codes.views.ViewRecoveryCodesView", "codes.html")
_new_codes = _page(f"{_THEIRS}.recovery_codes.views.GenerateRecoveryCodesView", "renew_codes.html")
_file_of_codes = _page(f"{_THEIRS}.recovery_codes.views.DownloadRecoveryCodesView", "codes.txt")

urlpatterns = [
    path("", show, name="mfa_index"),
    path("", show, name="mfa_list_webauthn"),
    path("", show, name="account_second_step"),
    path("prove/", _prove, name="mfa_authenticate"),
    path("again/", _again, name="mfa_reauthenticate"),
    path("again/passkey/", _again_with_passkey, name="mfa_reauthenticate_webauthn"),
    path("app/add/", _add_app, name="mfa_activate_totp"),
    path("app/remove/", _remove_app, name="mfa_deactivate_totp"),
    path("passkey/add/", _add_passkey, name="mfa_add_webauthn"),
    path("passkey/<int:pk>/remove/", _remove_passkey, name="mfa_remove_webauthn"),
    path("codes/", _codes, name="mfa_view_recovery_codes"),
    path("codes/new/", _new_codes, name="mfa_generate_recovery_codes"),
    path("codes/file/", _file_of_codes, name="mfa_download_recovery_codes"),
]
