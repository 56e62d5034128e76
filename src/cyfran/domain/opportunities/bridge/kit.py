"""What a partner copies into its own e-mails, newsletters, texts and posts, in both languages."""

from dataclasses import dataclass

from django.utils.translation import override

from cyfran.domain.base.terms import speaking
from cyfran.domain.correspondence.bridge.texts import as_text
from cyfran.domain.correspondence.bridge.words import written
from cyfran.domain.correspondence.choices import Way
from cyfran.domain.correspondence.models import Forward
from cyfran.domain.opportunities.bridge.forms import door_of, facts_of, for_the_wall
from cyfran.domain.opportunities.models import Opportunity

# In the order in which they are copied most.
WRITTEN = (Way.EMAIL, Way.SOCIAL, Way.TEXT)


@dataclass(frozen=True)
class TextOfKit:
    """What is copied for one way, in one language: cy or en. Only an e-mail has a subject."""

    way: Way
    language: str
    subject: str
    body: str


def texts_of_kit(opportunity: Opportunity, forward: Forward) -> list[TextOfKit]:
    """Return every text of the kit, each with the address by which its way can be told."""
    with speaking(opportunity.organisation.term):
        return [_text(opportunity, forward, way, language) for way in WRITTEN for language in ("cy", "en")]


def words_of_picture(opportunity: Opportunity) -> dict[str, str]:
    """Return by language what stands in the picture: for those who cannot see it."""
    sides = for_the_wall(opportunity)["sides"]
    return {one["language"]: ". ".join([one["asked_by"], one["title"], *one["facts"]]) + "." for one in sides}


def _text(opportunity: Opportunity, forward: Forward, way: Way, language: str) -> TextOfKit:
    with override(language):
        page = door_of(forward, way)
    facts = {**facts_of(opportunity, offers=opportunity.offers, link=page), "organisation": opportunity.organisation}
    subject, body = written(language, f"kit_{way}", facts)
    return TextOfKit(way, language, subject if way == Way.EMAIL else "", as_text(body) if way == Way.TEXT else body)
