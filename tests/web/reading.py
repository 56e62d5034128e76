"""Reading pages in tests."""

import re

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import override


def text_of(page: HttpResponse) -> str:
    """Return what a page holds, with every run of spaces and line ends made one space."""
    return " ".join(page.content.decode().split())


def ticked(page: HttpResponse) -> list[str]:
    """Return the values of all boxes and buttons that are ticked."""
    return re.findall(r'<input[^>]* value="([^"]*)"[^>]* checked', text_of(page))


def address(name: str, *args: str, language: str = "en") -> str:
    with override(language):
        return reverse(name, args=args)
