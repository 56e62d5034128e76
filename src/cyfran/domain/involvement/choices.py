"""What the ledger counts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntryKind(TextChoices):
    ASKED = "ASKED", _("Asked")
    GIVEN = "GIVEN", _("Given")
