"""Pages on which nothing can be done any more."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from cyfran.web.ui.requests import StaffRequest


def over(request: StaffRequest, *, when: bool, because: str, page: str, of: str) -> HttpResponse | None:
    """Lead whoever opens a form that would be refused to the page of the thing itself, and say why.

    Nobody fills in in vain. What is posted all the same, because a colleague was quicker, is refused by the records.
    """
    if request.method == "POST" or not when:
        return None
    messages.info(request, because)
    return redirect(page, of)
