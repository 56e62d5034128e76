"""How often the same thing may be asked for. Loosely: a library, a care home or a carers' day has one address for many people."""

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base import clock
from cyfran.domain.base.fields import bare_contact

MOST_FROM_AN_ADDRESS = 200
MOST_ABOUT_ONE = 6
_HOUR = 60 * 60


def refuse_too_many(request: HttpRequest, what: str) -> None:
    """Raise ValidationError where somebody at this address has sent too much of the same within the hour."""
    if not _may_again(what, _address_of(request), MOST_FROM_AN_ADDRESS):
        raise ValidationError(
            _("This has been sent from here very often in the last hour. What you wrote is kept: please send it again later."),
            code="too_often",
        )


def is_seldom(request: HttpRequest, what: str, *, about: str) -> bool:
    """Tell whether neither this address has asked too much within the hour, nor anybody too much about the same person."""
    return _may_again(what, _address_of(request), MOST_FROM_AN_ADDRESS) and _may_again(what, bare_contact(about), MOST_ABOUT_ONE)


def _may_again(what: str, who: str, most: int) -> bool:
    """Count once more, under a name that tells nobody who it was. Two at the same moment may count as one."""
    key = salted_hmac("limits", f"{what} {who} {clock.now():%Y-%m-%d %H}").hexdigest()
    count = cache.get(key, 0)
    cache.set(key, count + 1, _HOUR)
    return count < most


def _address_of(request: HttpRequest) -> str:
    """Return where a request comes from: what our own proxy says last, and nothing that anybody could write themselves."""
    if settings.BEHIND_PROXY:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")
