"""What every page knows: the languages it exists in, whether this is a demonstration, and what its reader may do."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_from_path

from cyfran.domain.projects.queries import ActsHeld
from cyfran.web.ui.requests import audience_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Give each template the address of the same page in every language, with its query kept."""
    return {
        "address_in": {code: _address_in(request, code) for code, _name in settings.LANGUAGES},
        "is_demonstration": settings.DEMONSTRATION,
        "organisation_door": settings.OIDC_NAME,
        "reader_is_at_work": audience_of(request) == "staff",
        "acts": getattr(request, "acts", ActsHeld()).anywhere,
    }


def _address_in(request: HttpRequest, code: str) -> str:
    """Return the address with its language exchanged, also where no page answers; nothing outside the languages has a twin."""
    here = get_language_from_path(request.path_info)
    return request.get_full_path().replace(f"/{here}/", f"/{code}/", 1) if here else f"/{code}/"
