"""Lists are given a part at a time: `{"items": […], "count": n}`."""

from django.conf import settings
from django.utils.translation import gettext_noop as _
from ninja import Field, Schema
from ninja.pagination import LimitOffsetPagination

# Far beyond the end of any list here; databases refuse offsets that do not fit their whole numbers.
_FARTHEST = 1_000_000


class Paging(LimitOffsetPagination):
    """`limit` items, after leaving out `offset` of them."""

    class Input(Schema):
        limit: int = Field(100, ge=1, le=settings.NINJA_PAGINATION_MAX_LIMIT, description=_("The most items to give at once."))
        offset: int = Field(0, ge=0, le=_FARTHEST, description=_("How many items to leave out before the first."))
