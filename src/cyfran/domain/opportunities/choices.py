"""What is offered, and what people answer."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OpportunityKind(TextChoices):
    MEETING = "MEETING", _("Meeting")
    SEAT = "SEAT", _("Seat in a group")
    CONVERSATION = "CONVERSATION", _("Conversation, by telephone or in person")
    SURVEY = "SURVEY", _("A few questions")


class OpportunityState(TextChoices):
    DRAFT = "DRAFT", _("Being prepared")
    OPEN = "OPEN", _("Open")
    CLOSED = "CLOSED", _("Closed")


class Answer(TextChoices):
    YES = "YES", _("Yes, I will take part")
    NOT_THIS_TIME = "NOT_THIS_TIME", _("Not this time")
    ANOTHER_WAY = "ANOTHER_WAY", _("I would like to say it another way")
