"""How pages tell what the register says of a group."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cyfran.domain.groups.models import Group
from cyfran.web.ui.parts import Text


def place_of(group: Group) -> Text:
    """Name the area or region of a group; where it has neither, how far it reaches."""
    place = group.area or group.region
    return place.name if place else group.get_reach_display()


def in_its_language(group: Group, words: str) -> SafeString | str:
    """Mark the source's words with their language, where the page is in another."""
    if not words or group.source_language == get_language():
        return words
    return format_html('<span lang="{}">{}</span>', group.source_language, words)
