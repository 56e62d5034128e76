"""The stages of a piece of co-production, and the states of a request for one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StageKind(TextChoices):
    """In the order in which they happen."""

    IDEA = "IDEA", _("Idea")
    PRIORITIES = "PRIORITIES", _("Priorities")
    DESIGN = "DESIGN", _("Design")
    DECISION = "DECISION", _("Decision")
    DELIVERY = "DELIVERY", _("Delivery")
    EVALUATION = "EVALUATION", _("Evaluation")


class StageState(TextChoices):
    PLANNED = "PLANNED", _("Planned")
    DONE = "DONE", _("Done")
    SKIPPED = "SKIPPED", _("Left out")


class ProposalState(TextChoices):
    WAITING = "WAITING", _("Waiting for an answer")
    ACCEPTED = "ACCEPTED", _("Yes")
    DECLINED = "DECLINED", _("No")
