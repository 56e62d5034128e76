"""How people care, how they wish to be reached, and what they permit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Relation(TextChoices):
    """Whom the person looks after. Asked in everyday words; the word carer is not needed."""

    PARENT = "PARENT", _("My mum or dad")
    PARTNER = "PARTNER", _("My husband, wife or partner")
    CHILD = "CHILD", _("My son or daughter")
    SIBLING = "SIBLING", _("My brother or sister")
    GRANDPARENT = "GRANDPARENT", _("My grandparent")
    FRIEND = "FRIEND", _("A friend or neighbour")
    OTHER = "OTHER", _("Somebody else")


class Hours(TextChoices):
    """About how many hours a week, in the bands of the census; not sure is an answer."""

    UP_TO_9 = "UP_TO_9", _("Up to 9 hours a week")
    FROM_10_TO_19 = "FROM_10_TO_19", _("10 to 19 hours a week")
    FROM_20_TO_49 = "FROM_20_TO_49", _("20 to 49 hours a week")
    FROM_50 = "FROM_50", _("50 hours a week or more")
    NOT_SURE = "NOT_SURE", _("I am not sure")


class HowLong(TextChoices):
    """About how long somebody had looked after somebody on the day she said it; who is not sure says nothing."""

    UNDER_1 = "UNDER_1", _("Less than a year")
    FROM_1_TO_2 = "FROM_1_TO_2", _("One to two years")
    OVER_2 = "OVER_2", _("More than two years")


class AgeBand(TextChoices):
    FROM_16_TO_24 = "FROM_16_TO_24", _("16 to 24")
    FROM_25_TO_44 = "FROM_25_TO_44", _("25 to 44")
    FROM_45_TO_64 = "FROM_45_TO_64", _("45 to 64")
    FROM_65 = "FROM_65", _("65 or over")


class Format(TextChoices):
    STANDARD = "STANDARD", _("Ordinary print")
    LARGE_PRINT = "LARGE_PRINT", _("Large print")
    EASY_READ = "EASY_READ", _("Easy Read")
    AUDIO = "AUDIO", _("Read aloud, or a recording")


class Use(TextChoices):
    """What a person may permit. Each is a promise, kept by every query that publishes."""

    CONTACT = "CONTACT", _("Ask me to take part")
    QUOTE = "QUOTE", _("Show my words without my name")
