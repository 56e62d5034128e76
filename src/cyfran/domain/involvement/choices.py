"""What the ledger counts, how a limit is lifted, and why somebody cannot be asked."""

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


class Reason(TextChoices):
    """Why somebody cannot be asked now."""

    OVER_LIMIT = "OVER_LIMIT", _("At their limit")
    RESTING = "RESTING", _("Resting")
