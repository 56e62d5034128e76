"""The answers to the three questions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Rating(TextChoices):
    # Welsh has another yes and no for what has been.
    YES = "YES", pgettext_lazy("it was so", "Yes")
    PARTLY = "PARTLY", _("Partly")
    NO = "NO", pgettext_lazy("it was not so", "No")
    NOT_SURE = "NOT_SURE", _("Not sure")


# What somebody is asked who took part: the columns that hold a rating.
QUESTIONS = ("listened_to", "able_to_take_part", "told_what_came")
