"""What is offered, what people answer, and what a draw goes by."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Language
from cyfran.domain.people.choices import AT_SCHOOL, NOT_OF_CARERS, AgeBand, Hours, Relation


def _labels(choices: type[TextChoices]) -> dict[str, str | Promise]:
    """Return the labels by code, each still to be said in the language of the page."""
    return {choice.value: choice.label for choice in choices}


class OpportunityKind(TextChoices):
    """What people are asked to; each is a template that fills in what is usual for it."""

    MEETING = "MEETING", _("Meeting")
    SEAT = "SEAT", _("Seat in a group")
    FOCUS_GROUP = "FOCUS_GROUP", _("Focus group")
    DROP_IN = "DROP_IN", _("Drop-in or café, without signing up")
    CONVERSATION = "CONVERSATION", _("Conversation, by telephone or in person")
    SURVEY = "SURVEY", _("A few questions")
    SHORT_TASK = "SHORT_TASK", _("A task of five minutes")
    PANEL = "PANEL", _("Panel that hears and scores")
    VISIT = "VISIT", _("Visit to see how something is done")
    HACKATHON = "HACKATHON", _("A day of making something together")


# These are done whenever it suits her who does them, until the last day.
WITHOUT_A_TIME = (OpportunityKind.SURVEY, OpportunityKind.SHORT_TASK)


class Work(TextChoices):
    """What the work is that people are asked to share in."""

    POLICY = "POLICY", _("Policy")
    PLANNING = "PLANNING", _("Planning")
    DELIVERY = "DELIVERY", _("Delivery of services")
    PROCUREMENT = "PROCUREMENT", _("Procurement")
    RESEARCH = "RESEARCH", _("Research")
    TRAINING = "TRAINING", _("Training")
    RECRUITMENT = "RECRUITMENT", _("Recruitment of staff")
    EVALUATION = "EVALUATION", _("Evaluation of a service or plan")


class WhyNotThatWay(TextChoices):
    """Why people cannot take part in a way that others need."""

    ONE_ROOM = "ONE_ROOM", _("It needs everyone in one room")
    SEEN = "SEEN", _("Everyone has to see the same thing")
    THE_PLACE = "THE_PLACE", _("It is about the place itself")
    OWN_TIME = "OWN_TIME", _("It is done in your own time, wherever you are")
    CHOSEN = "CHOSEN", _("Those it is for wanted it so")
    NO_MEANS = "NO_MEANS", _("We do not have what it takes to do it that way")


class MayBring(TextChoices):
    YES = "YES", _("Yes, they are welcome")
    LOOKED_AFTER = "LOOKED_AFTER", _("Yes, and somebody is with them while you take part")
    NO = "NO", _("No, not to this")


class Spoken(TextChoices):
    """In which languages something is held."""

    EITHER = "EITHER", _("Welsh or English, as you choose")
    INTERPRETED = "INTERPRETED", _("Welsh and English, with somebody who interprets")
    WELSH = "WELSH", _("Welsh")
    ENGLISH = "ENGLISH", _("English")


class Unsaid(TextChoices):
    """What carers need to know, and is not said yet."""

    WORK = "WORK", _("what it is part of")
    TOPIC = "TOPIC", _("which topic it is about")
    WAYS = "WAYS", _("why it is not offered in person, online or by telephone")
    BRING = "BRING", _("whether people may bring the person they look after")
    LANGUAGES = "LANGUAGES", _("in which languages it is held")
    WHY_NOT_MORE = "WHY_NOT_MORE", _("why carers cannot do more about the decision")


class OpportunityState(TextChoices):
    DRAFT = "DRAFT", _("Being prepared")
    OPEN = "OPEN", _("Open")
    CLOSED = "CLOSED", _("Closed")
    CALLED_OFF = "CALLED_OFF", _("Called off")


class ChangeKind(TextChoices):
    MOVED = "MOVED", _("Moved to another time or place")
    CALLED_OFF = "CALLED_OFF", _("Called off")


class Cause(TextChoices):
    """What makes an organiser move something or call it off."""

    STAFF = "STAFF", _("Somebody who was to hold it cannot come")
    PLACE = "PLACE", _("The place is not to be had")
    TOO_FEW = "TOO_FEW", _("Too few people could come")
    WEATHER = "WEATHER", _("Weather, illness or another emergency")
    NOT_READY = "NOT_READY", _("What it is about is not ready")
    WISH = "WISH", _("Those invited wished for another time")
    OTHER = "OTHER", _("Something else")


class Answer(TextChoices):
    YES = "YES", _("Yes, I will take part")
    NOT_THIS_TIME = "NOT_THIS_TIME", _("Not this time")
    NOT_THIS_MONTH = "NOT_THIS_MONTH", _("Not this month")
    ANOTHER_WAY = "ANOTHER_WAY", _("I would like to say it another way")


SAID_NO = (Answer.NOT_THIS_TIME, Answer.NOT_THIS_MONTH)


class DrawState(TextChoices):
    PREPARED = "PREPARED", _("Being prepared")
    RUNNING = "RUNNING", _("The lottery is being made")
    READY = "READY", _("The lottery stands")
    DRAWN = "DRAWN", _("Drawn")
    STOPPED = "STOPPED", _("Stopped")
    FAILED = "FAILED", _("No lottery could be made")


class Fairness(TextChoices):
    """What counts as the fairest lottery."""

    LEXIMIN = "LEXIMIN", _("The least chance as large as it can be, then the next, and so on")
    MAXIMIN = "MAXIMIN", _("The least chance as large as it can be")
    NASH = "NASH", _("The chances as even as they can be all in all")
    GOLDILOCKS = "GOLDILOCKS", _("No chance far below or far above the others")


class Beacon(TextChoices):
    """Where the number that settles a draw comes from: out of everybody's hands, and seen by all."""

    LOTTO = "LOTTO", _("The main numbers of the National Lottery's Lotto draw on the evening announced, in rising order")
    DRAND = (
        "DRAND",
        _("The first random value of the network quicknet of drand, the League of Entropy, after that moment"),
    )
    DICE = "DICE", _("Twelve dice thrown one after the other, in front of witnesses")


class Feature(TextChoices):
    """What a group is balanced on, as people said it of themselves."""

    AGE = "AGE", _("Age")
    HOURS = "HOURS", _("Hours of caring a week")
    SINCE = "SINCE", _("How long they have cared")
    RELATION = "RELATION", _("Whom they look after")
    LANGUAGE = "LANGUAGE", _("Language")
    AREA = "AREA", _("Area")


class Since(TextChoices):
    NEW = "NEW", _("Two years or less")
    LONGER = "LONGER", _("More than two years")


NOT_SAID = "NOT_SAID"

# The values of each feature in their order; those of areas are the slugs of the areas.
VALUES: dict[str, dict[str, str | Promise]] = {
    Feature.AGE: {age: label for age, label in _labels(AgeBand).items() if age not in (*AT_SCHOOL, AgeBand.FROM_18_TO_24)},
    Feature.HOURS: {code: label for code, label in _labels(Hours).items() if code != Hours.NOT_SURE},
    Feature.SINCE: _labels(Since),
    Feature.RELATION: {code: label for code, label in _labels(Relation).items() if code not in NOT_OF_CARERS},
    Feature.LANGUAGE: _labels(Language),
}


class Outcome(TextChoices):
    IN_POOL = "IN_POOL", _("In the pool")
    CHOSEN = "CHOSEN", _("Chosen")
    RESERVE = "RESERVE", _("Reserve")
    NOT_CHOSEN = "NOT_CHOSEN", _("Not chosen")
    CANNOT = "CANNOT", _("Cannot be chosen")
    SEATED = "SEATED", _("Stays in the group")


class Confirmation(TextChoices):
    WAITING = "WAITING", _("Not answered yet")
    CONFIRMED = "CONFIRMED", _("Coming")
    DECLINED = "DECLINED", _("Not coming")


class WhyNot(TextChoices):
    """Why somebody could not be in the pool, or could not be chosen from it."""

    NOT_PERMITTED = "NOT_PERMITTED", _("They do not permit being asked")
    ALREADY_ASKED = "ALREADY_ASKED", _("They were asked to this before the draw")
    OVER_LIMIT = "OVER_LIMIT", _("It would go past the hours they may be asked for")
    RESTING = "RESTING", _("They are taking a rest from being asked")
    OFF = "OFF", _("They wish not to be asked")
    ASKED_ENOUGH = "ASKED_ENOUGH", _("They were asked as often in 30 days as they wish")
    LEAVES = "LEAVES", _("Their seat in this group is renewed")
    AT_SCHOOL = "AT_SCHOOL", _("They are at school at that time")
    NO_PANEL = "NO_PANEL", _("No group that meets the targets has room for them")


# Who is barred for one of these was never in the pool.
OUTSIDE_POOL = tuple(why for why in WhyNot if why != WhyNot.NO_PANEL)


class Suits(TextChoices):
    """Why somebody is asked to something: what she said, or how long it is since she was asked. Sentences hold the facts."""

    NEVER_ASKED = "NEVER_ASKED", _("nobody has asked them for anything yet")
    LONG_AGO = "LONG_AGO", _("nobody has asked them for anything since %(last_asked)s")
    TOPIC = "TOPIC", _("they would like to be asked about “%(topic)s”")
    LIVED = "LIVED", _("they know it from looking after somebody")
    TIME = "TIME", _("they said when they are free: %(time)s")
    PLACE = "PLACE", _("they live in %(area)s")
    SPOKEN = "SPOKEN", _("it is held in their language")
    WAY = "WAY", _("one can take part in the way they are reached")
    FORMAT = "FORMAT", _("there is the format they need")
    COVER = "COVER", _("they look after somebody many hours a week, and replacement care is offered")
    LITTLE = "LITTLE", _("little was asked of them this year")


# Which of these rest on what somebody said of herself.
OF_HERSELF = (Suits.TOPIC, Suits.LIVED, Suits.TIME, Suits.PLACE, Suits.SPOKEN, Suits.WAY, Suits.FORMAT, Suits.COVER)


class Unsuited(TextChoices):
    """Why somebody who may be asked is not to be asked to this one."""

    OTHER_TOPICS = "OTHER_TOPICS", _("They would like to be asked about other topics")
    OTHER_TIMES = "OTHER_TIMES", _("They named other times")
    TOO_FAR = "TOO_FAR", _("It is in person alone, and they live in another region")
    TAKEN_OUT = "TAKEN_OUT", _("They were taken out of the list for this before")
    TOO_LATE = "TOO_LATE", _("They are asked all together, on a day after answers are needed")
    AT_LIMITS = "AT_LIMITS", _("They are at a limit of theirs, rest, or wish not to be asked")
    NO_ROOM = "NO_ROOM", _("Others suit better, and there are no more invitations to give")
