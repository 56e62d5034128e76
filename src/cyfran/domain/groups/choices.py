"""What a group is, and who is in it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GroupClass(TextChoices):
    BOARD = "BOARD", _("Board")
    STANDING_GROUP = "STANDING_GROUP", _("Standing group")
    TASK_GROUP = "TASK_GROUP", _("Task group")
    PANEL = "PANEL", _("Panel")
    EVENTS = "EVENTS", _("Events")
    SURVEY = "SURVEY", _("Survey")
    CHANNEL = "CHANNEL", _("Channel")
    COMMISSIONING = "COMMISSIONING", _("Commissioning")
    PROJECT = "PROJECT", _("Project")
    METHOD = "METHOD", _("Method")
    CHARTER_OR_POLICY = "CHARTER_OR_POLICY", _("Charter or policy")


# Seats and rhythm belong only to groups that meet.
CLASSES_THAT_MEET = (GroupClass.BOARD, GroupClass.STANDING_GROUP, GroupClass.TASK_GROUP, GroupClass.PANEL)


class Reach(TextChoices):
    COUNTY = "COUNTY", _("One county")
    REGIONAL = "REGIONAL", _("A region")
    NATIONAL = "NATIONAL", _("All of Wales")


class Carers(TextChoices):
    """In what standing carers are in a group."""

    MEMBERS = "MEMBERS", _("Carers are members")
    PARTICIPANTS = "PARTICIPANTS", _("Carers take part but are not members")
    NONE = "NONE", _("No carers")
    NOT_STATED = "NOT_STATED", _("Not stated")


class SeatKind(TextChoices):
    CARER = "CARER", _("Carer")
    STAFF = "STAFF", _("Staff")
    OTHER = "OTHER", _("Somebody else")
