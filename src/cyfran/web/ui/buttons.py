"""Addresses to which a button sends, and where there is nothing to read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

View = Callable[..., HttpResponse]


def button_on(page: str) -> Callable[[View], View]:
    """Lead whoever opens the address of a button to the page it stands on: its address names the same records."""

    def decorate(view: View) -> View:
        @wraps(view)
        def pressed(request: HttpRequest, **records: Any) -> HttpResponse:
            if request.method != "POST":
                return redirect(page, **records)
            return view(request, **records)

        return pressed

    return decorate
