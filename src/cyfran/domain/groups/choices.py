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


WITHOUT_MEMBERS = (Carers.PARTICIPANTS, Carers.NONE)
# A wish of the register's filter, beside the codes above: groups that are said to have no carers as members.
NO_MEMBERS = "NO_MEMBERS"
CARERS_TO_FILTER_BY = [*Carers.choices, (NO_MEMBERS, _("No carer members"))]


class Stated(TextChoices):
    """Whether the source gives evidence of something; it may have happened all the same."""

    YES = "YES", _("Stated")
    PARTLY = "PARTLY", _("Partly stated")
    NO = "NO", _("Not stated")


class MapStanding(TextChoices):
    """The best that the register says of any group of one county, from most to least."""

    RIGHT_STATED = "RIGHT_STATED", _("A group states what carers may decide")
    MEMBERS = "MEMBERS", _("Carers are members of a group")
    PARTICIPANTS = "PARTICIPANTS", _("Carers take part, but are not members")
    # Groups are named, but of none of them it is said that carers are in it.
    NOT_STATED = "NOT_STATED", _("No group is said to include carers")
    NO_GROUP = "NO_GROUP", _("No group named")


class SeatKind(TextChoices):
    CARER = "CARER", _("Carer")
    STAFF = "STAFF", _("Staff")
    OTHER = "OTHER", _("Somebody else")
