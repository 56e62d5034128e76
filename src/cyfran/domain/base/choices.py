"""Codes that every room uses."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Language(TextChoices):
    """The language a person wishes to be written to in. Not set means both."""

    WELSH = "CY", _("Welsh")
    ENGLISH = "EN", _("English")


class ActorKind(TextChoices):
    USER = "USER", _("Staff")
    PERSON = "PERSON", _("Person")
    SYSTEM = "SYSTEM", _("Cyfran itself")


class WhyReset(TextChoices):
    """Why somebody of staff cannot take the second step of signing in any more."""

    LOST = "LOST", _("Their telephone or key is lost, stolen or broken")
    REPLACED = "REPLACED", _("They have a new telephone, and the app did not come along")


class HowSure(TextChoices):
    """How an administrator knows that it is they who ask."""

    SEEN = "SEEN", _("I saw them, in person or on a screen")
    RUNG = "RUNG", _("I rang them at a number that I knew before")
    VOUCHED = "VOUCHED", _("Whoever leads their work came to me for them")


class DecisionRight(TextChoices):
    """What carers may do about a decision, from least to most."""

    NOT_STATED = "NOT_STATED", _("Not stated")
    INFORM = "INFORM", _("Inform")
    ADVISE = "ADVISE", _("Advise")
    AGREE_JOINTLY = "AGREE_JOINTLY", _("Agree jointly")
    DECIDE = "DECIDE", _("Decide")
    VETO = "VETO", _("Veto")


# With these, nothing is decided against carers.
SHARED_DECISION = (DecisionRight.AGREE_JOINTLY, DecisionRight.DECIDE, DecisionRight.VETO)


class Level(TextChoices):
    """How far carers take part: the seven steps of the ladder, and none recorded."""

    NONE_RECORDED = "NONE_RECORDED", _("None recorded")
    COERCION = "COERCION", _("Coercion")
    EDUCATING = "EDUCATING", _("Educating")
    INFORMING = "INFORMING", _("Informing")
    CONSULTATION = "CONSULTATION", _("Consultation")
    ENGAGEMENT = "ENGAGEMENT", _("Engagement")
    CO_DESIGN = "CO_DESIGN", _("Co-design")
    CO_PRODUCTION = "CO_PRODUCTION", _("Co-production")


class Channel(TextChoices):
    """How a person wishes to be reached, or how something reached us."""

    EMAIL = "EMAIL", _("E-mail")
    TEXT = "TEXT", _("Text message")
    PHONE = "PHONE", _("Telephone")
    LETTER = "LETTER", _("Letter")


class Topic(TextChoices):
    """What people are asked about: earlier asks are found by it, and whoever would like to be asked about it."""

    ASSESSMENT = "ASSESSMENT", _("Carers' assessments and plans")
    BREAKS = "BREAKS", _("Breaks and replacement care")
    CARE_AT_HOME = "CARE_AT_HOME", _("Care at home")
    HOSPITAL = "HOSPITAL", _("Going into hospital and coming home")
    HEALTH = "HEALTH", _("Doctors and health services")
    MENTAL_HEALTH = "MENTAL_HEALTH", _("Mental health")
    DEMENTIA = "DEMENTIA", _("Dementia")
    CHILDREN = "CHILDREN", _("Looking after a child")
    YOUNG_CARERS = "YOUNG_CARERS", _("Young carers")
    MONEY = "MONEY", _("Money and benefits")
    WORK = "WORK", _("Work, school and learning")
    TRANSPORT = "TRANSPORT", _("Transport and getting about")
    INFORMATION = "INFORMATION", _("Information and advice")
    LAST_DAYS = "LAST_DAYS", _("The end of life, and afterwards")
    WHOLE = "WHOLE", _("Strategies and plans as a whole")
    OTHER = "OTHER", _("Something else")
