"""How words reached us, and who may see them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GivenBy(TextChoices):
    WEB = "WEB", _("On the website")
    PHONE = "PHONE", _("By telephone")
    PAPER = "PAPER", _("On paper")
    MEETING = "MEETING", _("At a meeting")


class Audience(TextChoices):
    """Who may see the words, as the person said when she gave them."""

    TEAM = "TEAM", _("Only the people working on this")
    PUBLIC = "PUBLIC", _("Anyone, without my name")
