"""What the figures of a report mean, one sentence each, and what is counted about equality. Pages find the words for codes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cyfran.domain.people.choices import ANSWERS_TO, AgeBand, Dimension


class Definition(TextChoices):
    GROUPS = (
        "GROUPS",
        _("Groups are those that the register names in this place or as run by this body, on the day of the report."),
    )
    ACTIVE = "ACTIVE", _("A project is in the report of a year if it is published and was under way on any day of it.")
    CARERS = (
        "CARERS",
        _("Carers in a stage are people who came to one of its meetings or said something in it, each counted once."),
    )
    HIDDEN = "HIDDEN", _("A number of people below five is not shown, so that nobody can be known by it.")
    LEVEL = "LEVEL", _("The level is computed from what is on record on the date of the report, by a published method.")
    CLAIM = "CLAIM", _("The claim is the level which the organisation itself says the project has reached.")
    FELT = (
        "FELT",
        _(
            "The level felt is the middle one of the levels chosen by those who took part. "
            "It is shown once the project is closed, if five or more did."
        ),
    )
    ANSWERS = "ANSWERS", _("An answer is due 28 days after something was said, and in time if it was given by then.")
    SAID_AND_DONE = "SAID_AND_DONE", _("Words are shown only while the person who said them permits it, and never with a name.")
    REQUESTS = "REQUESTS", _("Requests are counted in the year in which they arrived; a request is not a count of people.")
    OVERDUE = "OVERDUE", _("A request is overdue if its answer was due before the date of the report and was not given by then.")


class Caring(TextChoices):
    """Caring as it is counted beside what the law protects."""

    NOW = "NOW", _("Looks after somebody now")
    BEFORE = "BEFORE", _("Looked after somebody before")


AGE, CARING = "AGE", "CARING"
# Each question about equality and the answers to it, in the order in which they are read.
EQUALITY: Mapping[str, tuple[Any, Sequence[Any]]] = {
    AGE: (_("Age"), tuple(AgeBand)),
    **{one.value: (one.label, ANSWERS_TO[one]) for one in Dimension},
    CARING: (_("Caring"), tuple(Caring)),
}
