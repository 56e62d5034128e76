"""Long lists, a page at a time."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

_ON_A_PAGE = 25


def page_of(request: HttpRequest, things: QuerySet[Any] | Sequence[Any]) -> Page[Any]:
    """Return the page asked for; the nearest one where there is no such page."""
    return Paginator(things, _ON_A_PAGE).get_page(request.GET.get("page"))
