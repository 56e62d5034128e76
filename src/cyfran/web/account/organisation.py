"""Coming in by the sign-in of one's own organisation (OpenID Connect)."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect


def enter(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in of the organisation. It is a button: nobody is led there by a link of somebody else's."""
    if request.method != "POST" or not settings.OIDC_SERVER:
        return redirect("account_request_login_code")
    from allauth.socialaccount.providers.openid_connect.views import login  # noqa: PLC0415 -- slow import

    answer: HttpResponse = login(request, settings.OIDC_APP["provider_id"])
    return answer


def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Let in who comes back from the sign-in of the organisation."""
    if not settings.OIDC_SERVER:
        raise Http404
    from allauth.socialaccount.providers.openid_connect.views import callback  # noqa: PLC0415 -- slow import

    answer: HttpResponse = callback(request, provider_id)
    return answer


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """Whoever is appointed here comes in by the verified address; a second step taken there counts here."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        claims: dict[str, Any] = sociallogin.account.extra_data.get("id_token", {})
        if sociallogin.is_existing and "mfa" in claims.get("amr", []):
            record_authentication(request, sociallogin.user, "mfa", type="organisation")
