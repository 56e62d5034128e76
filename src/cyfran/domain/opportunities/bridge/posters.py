"""What carers' organisations and leaders of groups hang up, hand out and show on social media."""

from pathlib import Path

from cyfran.domain.correspondence.bridge.paper import pdf_of, png_of
from cyfran.domain.correspondence.models import Forward
from cyfran.domain.opportunities.bridge.forms import for_the_wall
from cyfran.domain.opportunities.models import Opportunity

_HERE = Path(__file__).resolve().parent.parent / "templates" / "paper"


def poster_as_pdf(opportunity: Opportunity, forward: Forward | None = None) -> bytes:
    """Return a sheet to hang up, with both languages beside one another."""
    return pdf_of("poster", for_the_wall(opportunity, forward), folder=_HERE)


def slips_as_pdf(opportunity: Opportunity, forward: Forward | None = None) -> bytes:
    """Return a sheet of four slips to cut apart and hand out, each in both languages."""
    return pdf_of("slips", for_the_wall(opportunity, forward), folder=_HERE)


def picture_as_png(opportunity: Opportunity, language: str) -> bytes:
    """Return a picture for social media in one language, 1200 by 630 dots. What stands in it is said in words beside it."""
    sides = {side["language"]: side for side in for_the_wall(opportunity)["sides"]}
    return png_of("picture", {"title": opportunity.title, **sides[language]}, folder=_HERE)
