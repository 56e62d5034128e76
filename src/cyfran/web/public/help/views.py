"""Whom anybody can ring at once: a quiet way out of every page on which people say something."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cyfran.web.ui.help import lines_to_ring


def show(request: HttpRequest) -> HttpResponse:
    return render(request, "public/help/show.html", {"lines": lines_to_ring()})
