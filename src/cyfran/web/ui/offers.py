"""What carers need to know about a way to take part, as every audience reads it."""

from collections.abc import Iterable

from django.utils.text import capfirst

from cyfran.domain.opportunities.models import Opportunity
from cyfran.web.ui.parts import Row, Text


def lines(labels: Iterable[Text]) -> str:
    """Put each label on a line of its own, with a capital."""
    return "\n".join(capfirst(str(label)) for label in labels)


def beforehand(opportunity: Opportunity) -> list[Row]:
    """Return what is said before anybody says yes: ways not offered and why, whom they may bring, languages and formats."""
    return [Row(capfirst(str(label)), lines(values)) for label, values in opportunity.beforehand]
