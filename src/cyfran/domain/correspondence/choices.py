"""Why a message goes, and how far it has come."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    MY_PAGE = "MY_PAGE", _("The link to my page")
    INVITATION = "INVITATION", _("Invitation")
    ANSWER = "ANSWER", _("What came of what you said")
    PROPOSAL_RECEIVED = "PROPOSAL_RECEIVED", _("Your request has arrived")
    PROPOSAL_ANSWERED = "PROPOSAL_ANSWERED", _("The answer to your request")
    EVALUATION = "EVALUATION", _("How was it for you?")


class State(TextChoices):
    QUEUED = "QUEUED", _("Waiting to be sent")
    SENT = "SENT", _("Sent")
    TO_DO = "TO_DO", _("Waiting for somebody to post it or to ring")
    DONE = "DONE", _("Posted or rung")
    FAILED = "FAILED", _("Could not be sent")
