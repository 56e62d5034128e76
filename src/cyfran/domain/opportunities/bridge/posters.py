"""What carers' organisations and leaders of groups hang up and hand out, as PDF."""

from pathlib import Path

from cyfran.domain.correspondence.bridge.paper import pdf_of
from cyfran.domain.opportunities.bridge.forms import for_the_wall
from cyfran.domain.opportunities.models import Opportunity

_HERE = Path(__file__).resolve().parent.parent / "templates" / "paper"


def poster_as_pdf(opportunity: Opportunity) -> bytes:
    """Return a sheet to hang up, with both languages beside one another."""
    return pdf_of("poster", for_the_wall(opportunity), folder=_HERE)


def slips_as_pdf(opportunity: Opportunity) -> bytes:
    """Return a sheet of four slips to cut apart and hand out, each in both languages."""
    return pdf_of("slips", for_the_wall(opportunity), folder=_HERE)
