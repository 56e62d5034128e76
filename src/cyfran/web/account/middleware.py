"""What stands between signing in and the pages of staff."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cyfran.web.ui.proof import is_proved
from cyfran.web.ui.requests import audience_of


class SecondStep:
    """Lead staff who signed in with a code alone to the second step, or to set one up, before any page of staff opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if audience_of(request) != "staff" or not request.user.is_authenticated or is_proved(request):
            return None
        steps = get_adapter().get_reauthentication_methods(request.user)
        if not steps:
            return redirect("account_second_step")
        wished = request.get_full_path() if request.method == "GET" else reverse("staff:today:show")
        return redirect(f"{steps[0]['url']}?{urlencode({'next': wished})}")
