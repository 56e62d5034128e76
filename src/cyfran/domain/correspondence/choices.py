"""Why a message goes, waits or does not go, and how far it has come."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    MY_PAGE = "MY_PAGE", _("The link to my page")
    INVITATION = "INVITATION", _("Invitation")
    DIGEST = "DIGEST", _("Several things at once")
    MOVED = "MOVED", _("Moved to another time or place")
    CALLED_OFF = "CALLED_OFF", _("Called off")
    PLACE_FREE = "PLACE_FREE", _("A place is free")
    REMINDER = "REMINDER", _("A reminder of what they said yes to")
    THANKS = "THANKS", _("Thanks for taking part")
    ANSWER = "ANSWER", _("What came of what you said")
    PROPOSAL_RECEIVED = "PROPOSAL_RECEIVED", _("Your request has arrived")
    PROPOSAL_ANSWERED = "PROPOSAL_ANSWERED", _("The answer to your request")
    PASSED_ON = "PASSED_ON", _("Passed on from another organisation")
    EVALUATION = "EVALUATION", _("How was it for you?")
    SUPPORT = "SUPPORT", _("After a hard meeting: somebody is there")
    REACH = "REACH", _("How we reach you was changed")
    LEAVING = "LEAVING", _("Nothing heard for years: removed soon, or staying")


# So long somebody has to answer from when she was told that she is removed, and for so long she counts as told.
TIME_TO_ANSWER, TOLD_FOR = timedelta(days=14), timedelta(days=365)


# What somebody has just done herself, or must hear at once: it comes at any hour.
AT_ANY_HOUR = (Purpose.MY_PAGE, Purpose.PROPOSAL_RECEIVED, Purpose.REACH)


class Why(TextChoices):
    """Why a message waits, or is not sent at all."""

    SCHOOL = "SCHOOL", _("It waits until school is over")
    QUIET = "QUIET", _("It waits until their quiet hours are over")
    RHYTHM = "RHYTHM", _("It waits for the day on which they are asked, all together")
    NOT_PERMITTED = "NOT_PERMITTED", _("They do not permit being asked")
    YOUNG = "YOUNG", _("They are under 16")
    GRIEVES = "GRIEVES", _("They lost somebody they looked after, and are left in peace")
    RESTING = "RESTING", _("They rest")
    OVER_LIMIT = "OVER_LIMIT", _("It would go past the hours they may be asked for")
    OFF = "OFF", _("They wish not to be asked")
    ASKED_ENOUGH = "ASKED_ENOUGH", _("They were asked as often in 30 days as they wish")
    TOO_LATE = "TOO_LATE", _("It would come after the day by which answers are needed")
    TOLD_US = "TOLD_US", _("They told us that it does not suit them")
    NOT_NOW = "NOT_NOW", _("Now is not the time to ask them")
    TOO_NEAR = "TOO_NEAR", _("They are too close to what it is about")
    ASKED_ELSEWHERE = "ASKED_ELSEWHERE", _("They are asked to something else of ours")


# For these staff take somebody out of a list of people to ask.
LEFT_OUT = (Why.TOLD_US, Why.NOT_NOW, Why.TOO_NEAR, Why.ASKED_ELSEWHERE)


class Meaning(TextChoices):
    """What somebody says in a few words by text."""

    YES = "YES", _("Yes")
    NO = "NO", _("Not this time")
    NOT_THIS_MONTH = "NOT_THIS_MONTH", _("Not this month")
    ANOTHER_WAY = "ANOTHER_WAY", _("Another way")
    HELP = "HELP", _("Help")
    STOP = "STOP", _("Ask me no more")
    OTHER = "OTHER", _("Something else")


ANSWERS = (Meaning.YES, Meaning.NO, Meaning.NOT_THIS_MONTH, Meaning.ANOTHER_WAY)


class ReceivedState(TextChoices):
    """How far a text that came has been dealt with."""

    NEW = "NEW", _("Just come")
    DONE = "DONE", _("Dealt with")
    FOR_STAFF = "FOR_STAFF", _("Waits for somebody to read it")


class State(TextChoices):
    QUEUED = "QUEUED", _("Waiting to be sent")
    SENDING = "SENDING", _("Being sent")
    SENT = "SENT", _("Sent")
    TO_DO = "TO_DO", _("Waiting for somebody to post it or to ring")
    DELIVERED = "DELIVERED", _("Arrived")
    DONE = "DONE", _("Posted or rung")
    FAILED = "FAILED", _("Could not be sent")
    NOT_NEEDED = "NOT_NEEDED", _("Not needed any more")
    TOGETHER = "TOGETHER", _("In one message with others")


UNDER_WAY = (State.QUEUED, State.SENDING, State.TO_DO)
ARRIVED = (State.SENT, State.DELIVERED, State.DONE)
# What asks somebody for something goes only to whoever may still be asked.
ASKING = (Purpose.INVITATION, Purpose.PASSED_ON, Purpose.EVALUATION, Purpose.DIGEST)
UNSENT = (State.QUEUED, State.TO_DO, State.FAILED)

# What is said instead of a text message: it is neither posted nor rung.
OF_A_TEXT = {
    State.TO_DO: _("Waiting for somebody to text it"),
    State.DONE: _("Texted"),
}


class Failure(TextChoices):
    """Why a message could not be sent. What the service that sends it said is not kept: it names people."""

    NO_ADDRESS = "NO_ADDRESS", _("There is no address or number for it on record any more")
    ADDRESS_REFUSED = "ADDRESS_REFUSED", _("The address or the number was refused as wrong")
    NOT_REACHED = "NOT_REACHED", _("The service that sends it could not be reached")
    NOT_ACCEPTED = "NOT_ACCEPTED", _("The service that sends it did not accept it")
    BOUNCED = "BOUNCED", _("It came back: nobody is reached there")
    RETURNED = "RETURNED", _("The letter came back")
    NOT_DELIVERED = "NOT_DELIVERED", _("It could not be delivered for now")
    HELD_BACK = "HELD_BACK", _("It was held back, because they were not to be asked")
    CUT_OFF = "CUT_OFF", _("Sending was cut off, so it may or may not have arrived")
    WRONG_NUMBER = "WRONG_NUMBER", _("The number is somebody else's")


# Nothing reaches her that way, however often it is tried; after every other failure it can still be sent.
NO_WAY_THERE = (Failure.NO_ADDRESS, Failure.ADDRESS_REFUSED, Failure.WRONG_NUMBER, Failure.BOUNCED, Failure.RETURNED)


class CallOutcome(TextChoices):
    """What came of a call in which she could not be told."""

    NOBODY_THERE = "NOBODY_THERE", _("Nobody was there")
    RING_BACK = "RING_BACK", _("They would like to be rung another time")
    WRONG_NUMBER = "WRONG_NUMBER", _("Wrong number")


class Way(TextChoices):
    """How somebody came to register."""

    WEBSITE = "WEBSITE", _("A website")
    EMAIL = "EMAIL", _("An e-mail or a newsletter")
    SOCIAL = "SOCIAL", _("Social media")
    TEXT = "TEXT", _("A text message")
    POSTER = "POSTER", _("A poster or a slip of paper")
    STAFF = "STAFF", _("With the help of staff, by telephone, on paper or in person")
    VISIT = "VISIT", _("We met them where people who look after somebody meet")


DIGITAL = (Way.WEBSITE, Way.EMAIL, Way.SOCIAL, Way.TEXT)
# By these a partner passes something on; each has an address of its own.
PASSED_ON_BY = (*DIGITAL, Way.POSTER)
