"""What every page knows: the languages it exists in, and who is reading."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url


def page(request: HttpRequest) -> dict[str, Any]:
    """Give each template the address of the same page in the other language, with its query kept."""
    return {
        "address_in": {code: translate_url(request.get_full_path(), code) for code, _name in settings.LANGUAGES},
        "is_demonstration": settings.DEMONSTRATION,
    }
