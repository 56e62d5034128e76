"""The answers to the three questions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Rating(TextChoices):
    YES = "YES", _("Yes")
    PARTLY = "PARTLY", _("Partly")
    NO = "NO", _("No")
    NOT_SURE = "NOT_SURE", _("Not sure")
