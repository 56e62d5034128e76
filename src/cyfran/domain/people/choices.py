"""How people care, how they wish to be reached, and what they permit."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Channel

# What must be known for each way of being reached.
DETAIL_OF = {Channel.EMAIL: "email", Channel.TEXT: "telephone", Channel.PHONE: "telephone", Channel.LETTER: "address"}


class Relation(TextChoices):
    """Whom the person looks after. Asked in everyday words; the word carer is not needed."""

    PARENT = "PARENT", _("My mum or dad")
    PARTNER = "PARTNER", _("My husband, wife or partner")
    CHILD = "CHILD", _("My son or daughter")
    SIBLING = "SIBLING", _("My brother or sister")
    GRANDPARENT = "GRANDPARENT", _("My grandparent")
    FRIEND = "FRIEND", _("A friend or neighbour")
    OTHER = "OTHER", _("Somebody else")
    JOB = "JOB", _("People I am paid to look after: it is my job")
    NOT_SURE = "NOT_SURE", _("I am not sure whether I look after somebody")


# These say nothing of whom somebody looks after without pay.
NOT_OF_CARERS = (Relation.JOB, Relation.NOT_SURE)


class RoleState(TextChoices):
    """How it is with one person whom somebody looks after."""

    ACTIVE = "ACTIVE", _("I look after them now")
    PAUSED = "PAUSED", _("Not at the moment: it is paused")
    ENDED = "ENDED", _("I no longer look after them")
    DIED = "DIED", _("They have died")


class CaringState(TextChoices):
    """How it is with a person, over all whom she looks after. Nobody of the last two is asked anything about caring."""

    ACTIVE = "ACTIVE", _("Looks after somebody")
    FORMER = "FORMER", _("Looked after somebody before")
    BEREAVED = "BEREAVED", _("Lost somebody they looked after")


class Stays(TextChoices):
    """Whether somebody who looks after nobody any more wishes to stay."""

    YES = "YES", _("Yes, I would like to stay")
    NOT_NOW = "NOT_NOW", _("I cannot say yet")
    NO = "NO", _("No, please do not ask me to take part any more")


class Task(TextChoices):
    """What people do for one another, for whoever is not sure whether that is looking after somebody."""

    HOME = "HOME", _("Shopping, cooking, washing or cleaning")
    BODY = "BODY", _("Washing, dressing, eating or moving about")
    MEDICINE = "MEDICINE", _("Medicine, appointments or treatment")
    FORMS = "FORMS", _("Money, letters or forms")
    COMPANY = "COMPANY", _("Keeping them company, calm or safe")
    NIGHT = "NIGHT", _("Being there at night, or always ready to come")


class Need(TextChoices):
    """Whether that somebody needs it."""

    YES = "YES", _("Yes")
    NO = "NO", _("No")
    NOT_SURE = "NOT_SURE", _("I am not sure")


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
    UNDER_13 = "UNDER_13", _("Under 13")
    FROM_13_TO_15 = "FROM_13_TO_15", _("13 to 15")
    FROM_16_TO_17 = "FROM_16_TO_17", _("16 or 17")
    FROM_18_TO_24 = "FROM_18_TO_24", _("18 to 24")
    # Groups are balanced on it, as the census counts; and some people said it before they were asked more closely.
    FROM_16_TO_24 = "FROM_16_TO_24", _("16 to 24")
    FROM_25_TO_44 = "FROM_25_TO_44", _("25 to 44")
    FROM_45_TO_64 = "FROM_45_TO_64", _("45 to 64")
    FROM_65 = "FROM_65", _("65 or over")


UNDER_16 = (AgeBand.UNDER_13, AgeBand.FROM_13_TO_15)
AT_SCHOOL = (*UNDER_16, AgeBand.FROM_16_TO_17)
AGES_ASKED = [(age.value, age.label) for age in AgeBand if age != AgeBand.FROM_16_TO_24]
# Whoever would rather not say more: it is kept as no age.
OVER_16 = "OVER_16"
RATHER_NOT_SAY = (OVER_16, _("16 or over, and I would rather not say more"))


class FlagKind(TextChoices):
    """What somebody named sees to soon, because it cannot wait for its turn."""

    SAFEGUARDING = "SAFEGUARDING", _("Somebody may be at risk of harm")
    DISTRESS = "DISTRESS", _("Somebody asked for help for themselves")
    YOUNG_CARER = "YOUNG_CARER", _("A young carer")


class FlagState(TextChoices):
    OPEN = "OPEN", _("Waiting")
    IN_HAND = "IN_HAND", _("Somebody is seeing to it")
    CLOSED = "CLOSED", _("Seen to")


# Within how many hours each is seen to.
HOURS_FOR = {FlagKind.SAFEGUARDING: 4, FlagKind.DISTRESS: 24, FlagKind.YOUNG_CARER: 48}


class Format(TextChoices):
    STANDARD = "STANDARD", _("Ordinary print")
    LARGE_PRINT = "LARGE_PRINT", _("Large print")
    EASY_READ = "EASY_READ", _("Easy Read")
    AUDIO = "AUDIO", _("Read aloud, or a recording")


class Use(TextChoices):
    """What a person may permit. Each is a promise, kept by every query that publishes."""

    CONTACT = "CONTACT", _("Ask me to take part")
    SUPPORT = "SUPPORT", _("Tell me about help for me")
    RECORD = "RECORD", _("Record my voice or picture")
    TRANSCRIBE = "TRANSCRIBE", _("Write down word for word what I say at a meeting")
    QUOTE = "QUOTE", _("Show my words without my name")
    REUSE = "REUSE", _("Use my words again for other work, without my name")
    SHARE = "SHARE", _("Let another organisation know of me")


class Dimension(TextChoices):
    """What the law protects, as it is asked apart from the person. Age stands on her own record."""

    DISABILITY = "DISABILITY", _("Disability")
    ETHNICITY = "ETHNICITY", _("Ethnic group")
    RELIGION = "RELIGION", _("Religion or belief")
    SEX = "SEX", _("Sex")
    GENDER = "GENDER", _("Gender and sex at birth")
    ORIENTATION = "ORIENTATION", _("Sexual orientation")
    MARRIAGE = "MARRIAGE", _("Marriage and civil partnership")
    PREGNANCY = "PREGNANCY", _("Pregnancy and maternity")


class Said(TextChoices):
    """The answers about equality, in the groups of the census."""

    A_LOT = "A_LOT", _("Yes, a lot")
    A_LITTLE = "A_LITTLE", _("Yes, a little")
    YES = "YES", _("Yes")
    NO = "NO", _("No")
    ASIAN = "ASIAN", _("Asian, Asian Welsh or Asian British")
    BLACK = "BLACK", _("Black, Black Welsh, Black British, Caribbean or African")
    MIXED = "MIXED", _("Mixed or several ethnic groups")
    WHITE = "WHITE", _("White")
    NONE = "NONE", _("No religion")
    BUDDHIST = "BUDDHIST", _("Buddhist")
    CHRISTIAN = "CHRISTIAN", _("Christian")
    HINDU = "HINDU", _("Hindu")
    JEWISH = "JEWISH", _("Jewish")
    MUSLIM = "MUSLIM", _("Muslim")
    SIKH = "SIKH", _("Sikh")
    FEMALE = "FEMALE", _("Female")
    MALE = "MALE", _("Male")
    STRAIGHT = "STRAIGHT", _("Straight or heterosexual")
    GAY = "GAY", _("Gay or lesbian")
    BISEXUAL = "BISEXUAL", _("Bisexual")
    ANOTHER = "ANOTHER", _("Another")
    PREFER_NOT = "PREFER_NOT", _("I prefer not to say")


_YES_OR_NO = (Said.YES, Said.NO)
ANSWERS_TO: Mapping[Dimension, tuple[Said, ...]] = {
    dimension: (*answers, Said.PREFER_NOT)
    for dimension, answers in {
        Dimension.DISABILITY: (Said.A_LOT, Said.A_LITTLE, Said.NO),
        Dimension.ETHNICITY: (Said.ASIAN, Said.BLACK, Said.MIXED, Said.WHITE, Said.ANOTHER),
        Dimension.RELIGION: (
            *(Said.NONE, Said.BUDDHIST, Said.CHRISTIAN, Said.HINDU),
            *(Said.JEWISH, Said.MUSLIM, Said.SIKH, Said.ANOTHER),
        ),
        Dimension.SEX: (Said.FEMALE, Said.MALE),
        Dimension.GENDER: _YES_OR_NO,
        Dimension.ORIENTATION: (Said.STRAIGHT, Said.GAY, Said.BISEXUAL, Said.ANOTHER),
        Dimension.MARRIAGE: _YES_OR_NO,
        Dimension.PREGNANCY: _YES_OR_NO,
    }.items()
}


# What stands in the place of the name of somebody who was removed, in every language.
ERASED_NAME = "—"
# Whoever is to be removed by itself stands so long in a list before.
NOTICE = timedelta(days=28)
# For so long it can be undone that two records were made one.
UNDO_FOR = timedelta(days=28)
# Under this name a session keeps what somebody of staff looked for: it can be anybody's name or number.
LOOKED_FOR = "looked_for"
# Asked of somebody new. The others she finds on her own page, and staff ask them when there is reason to.
ASKED_AT_FIRST = (Use.CONTACT, Use.QUOTE)
# Sharing is permitted for one named organisation at a time.
USES_WITHOUT_A_BODY = tuple(use for use in Use if use != Use.SHARE)
# Raise it whenever the words change in which permission is asked: each permission keeps to which words it was given.
WORDING = 1


# What the trail says of staff: that they looked at a record, were shown how somebody is reached, or read who did.
LOOKED_AT, REVEALED, WATCH = "person.looked_at", "person.contact_revealed", "looks.read"
LOOKS = (LOOKED_AT, REVEALED)


class WhyShown(TextChoices):
    """What somebody of staff was shown for how a person is reached. The person reads it too, on her own page."""

    ANSWER = "ANSWER", _("To answer a question, or something that was said")
    ARRANGE = "ARRANGE", _("To arrange something")
    CORRECT = "CORRECT", _("To put right what is on record")
    LINK = "LINK", _("To give out the link to the personal page")
    CARE = "CARE", _("To ask whether all is well")
    MESSAGE = "MESSAGE", _("To pass on a message")
    DRAW = "DRAW", _("To ring those who were drawn by lot")


# Where a page is for one of these alone, nobody is asked what for.
WHY_SHOWN_IS_ASKED = (WhyShown.ANSWER, WhyShown.ARRANGE, WhyShown.CORRECT, WhyShown.LINK, WhyShown.CARE)


class SaidBy(TextChoices):
    """How a permission was given or taken back."""

    PAGE = "PAGE", _("On the personal page")
    PHONE = "PHONE", _("By telephone")
    LETTER = "LETTER", _("By letter")
    EMAIL = "EMAIL", _("By e-mail")
    TEXT = "TEXT", _("By text message")
    IN_PERSON = "IN_PERSON", _("In person")
    TO_STAFF = "TO_STAFF", _("To staff, who registered them")
