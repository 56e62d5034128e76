"""What the ledger counts, how a limit is lifted, how often somebody is asked, and why she cannot be."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntryKind(TextChoices):
    ASKED = "ASKED", _("Asked")
    GIVEN = "GIVEN", _("Given")


class Lift(TextChoices):
    """What a person says of her limit, in her own words."""

    NOT = "NOT", _("Keep to my limit")
    ONCE = "ONCE", _("Ask me once more, over my limit")
    FOR_GOOD = "FOR_GOOD", _("Do not count for me")


class Rhythm(TextChoices):
    """How often a person would like to be asked."""

    AT_ONCE = "AT_ONCE", _("Each time, at once")
    WEEKLY = "WEEKLY", _("Once a week, all together")
    MONTHLY = "MONTHLY", _("Once a month, all together")
    OFF = "OFF", _("Not at all")


class Reason(TextChoices):
    """Why somebody cannot be asked now."""

    OVER_LIMIT = "OVER_LIMIT", _("At their limit")
    RESTING = "RESTING", _("Resting")
    OFF = "OFF", _("They wish not to be asked")
    ASKED_ENOUGH = "ASKED_ENOUGH", _("Asked as often in 30 days as they wish")


class TimesAsked(TextChoices):
    """How often somebody was asked in twelve months."""

    NEVER = "NEVER", _("Not asked")
    UP_TO_3 = "UP_TO_3", _("1 to 3 times")
    UP_TO_12 = "UP_TO_12", _("4 to 12 times")
    MORE = "MORE", _("More than 12 times")
