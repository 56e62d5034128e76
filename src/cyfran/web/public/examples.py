"""Invented examples stay out of every public page, unless the reader asks for them in the address."""

from django.http import HttpRequest


def wants_examples(request: HttpRequest) -> bool:
    return request.GET.get("example") == "1"
