"""What is said to people: one message, in both languages, in the form each has asked for."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Channel, Language
from cyfran.domain.base.fields import EncryptedText, LongText, PublicIdField, ShortText, SmallNumber, bilingual
from cyfran.domain.correspondence.choices import OF_A_TEXT, Failure, Meaning, Purpose, ReceivedState, State, Way, Why
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.models import Person


class Message(models.Model):
    """A message to one person, written in the same breath as the act it tells of."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="messages")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="messages")
    purpose = models.CharField(max_length=20, choices=Purpose)
    about_kind = ShortText(max_length=60)
    about_public_id = ShortText(max_length=12)
    channel = models.CharField(max_length=10, choices=Channel)
    language = models.CharField(max_length=2, choices=Language, blank=True)
    # Where she was reached until then, of a message that goes there; else it goes where she is reached now.
    sent_to = EncryptedText(blank=True, max_length=500)
    subject_cy = ShortText(max_length=200)
    subject_en = ShortText(max_length=200)
    # The link to a person's own page stands in it.
    body_cy = EncryptedText()
    body_en = EncryptedText()
    state = models.CharField(max_length=10, choices=State)
    # A message that waits says until when, and why; so does one that was held back.
    waits_until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=15, choices=Why, blank=True)
    # After this day it would ask too late.
    answer_by = models.DateField(null=True, blank=True)
    # The message in which this goes with others, to whoever is asked all together.
    together = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="parts", null=True, blank=True)
    failure = models.CharField(max_length=20, choices=Failure, blank=True)
    queued_at = models.DateTimeField()
    # Since when a worker has it in hand.
    claimed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    subject = bilingual("subject")
    body = bilingual("body")

    class Meta:
        ordering = ["-queued_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="a_message_is_whole_in_both_languages",
                condition=~models.Q(subject_cy="") & ~models.Q(subject_en="") & ~models.Q(body_cy="") & ~models.Q(body_en=""),
                violation_error_message=_("A message goes in Welsh and English, or it does not go."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.public_id}"

    @property
    def state_name(self) -> str | Promise:
        own = OF_A_TEXT if self.channel == Channel.TEXT else {}
        return own.get(State(self.state), State(self.state).label)


class NotSent(models.Model):
    """That something was not sent to a person, and why: nothing was written to her, and staff can read the reason."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="not_sent")
    purpose = models.CharField(max_length=20, choices=Purpose)
    about_kind = ShortText(max_length=60)
    about_public_id = ShortText(max_length=12)
    reason = models.CharField(max_length=15, choices=Why)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["-decided_at", "-id"]
        verbose_name_plural = "not sent"

    def __str__(self) -> str:
        return f"{self.purpose} {self.reason}"


class Received(models.Model):
    """A text that somebody sent, and what became of it. Whose number nobody knows is kept without a person."""

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="received", null=True, blank=True)
    # The service's own number for it: it may tell of the same text twice.
    number_there = ShortText(max_length=60, unique=True)
    sent_from = EncryptedText(max_length=30)
    words = EncryptedText(max_length=2000)
    meaning = models.CharField(max_length=15, choices=Meaning)
    state = models.CharField(max_length=10, choices=ReceivedState)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name_plural = "received"
        constraints = [
            models.CheckConstraint(
                name="what_was_dealt_with_has_its_time",
                condition=models.Q(state=ReceivedState.DONE) ^ models.Q(settled_at__isnull=True),
                violation_error_message=_("Say when this was dealt with."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meaning} {self.public_id}"


class Forward(models.Model):
    """Something a body asks, which a partner passes on to its own people: its list stays with it. The public id is its code."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="forwards")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="passes_on")
    about_kind = ShortText(max_length=60)
    about_public_id = ShortText(max_length=12)
    forwarded_at = models.DateTimeField()
    forwarded_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["-forwarded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "about_kind", "about_public_id"],
                name="a_partner_is_asked_once_to_pass_something_on",
                violation_error_message=_("This organisation has been asked to pass this on already."),
            ),
            models.CheckConstraint(
                name="nobody_is_her_own_partner",
                condition=~models.Q(partner=models.F("organisation")),
                violation_error_message=_("Choose another organisation: your own people you ask yourselves."),
            ),
        ]

    def __str__(self) -> str:
        return self.partner.name


class Visit(models.Model):
    """Staff went where people who look after somebody meet: where, when and who, and what is still to be done about it."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="visits")
    place = ShortText(_("where"), max_length=160)
    went_on = models.DateField(_("when"))
    went = ShortText(_("who of us went"), max_length=200)
    people_met = SmallNumber(_("how many people you met"), default=0)
    follow_up = LongText(_("what is still to be done"), max_length=1000, blank=True)
    follow_up_by = models.DateField(_("by when"), null=True, blank=True)
    owner = models.ForeignKey("base.User", on_delete=models.PROTECT, related_name="+")
    followed_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-went_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="what_is_still_to_be_done_has_its_day",
                condition=models.Q(follow_up="") ^ models.Q(follow_up_by__isnull=False),
                violation_error_message=_("Say what is still to be done and by when, or leave both empty."),
            ),
        ]

    def __str__(self) -> str:
        return self.place


class Arrival(models.Model):
    """How somebody came to register: by which way, and who had passed it on to her, if anybody had."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="arrival")
    way = models.CharField(_("how they came to us"), max_length=10, choices=Way)
    forward = models.ForeignKey(Forward, on_delete=models.PROTECT, related_name="arrivals", null=True, blank=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="arrivals", null=True, blank=True)
    # Of a sign-up that is sent again until it is answered: each key registers one person.
    key = ShortText(max_length=36, blank=True)
    arrived_at = models.DateTimeField()

    class Meta:
        ordering = ["arrived_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=~models.Q(key=""),
                name="what_is_sent_twice_registers_once",
                violation_error_message=_("This has arrived already."),
            ),
        ]

    def __str__(self) -> str:
        return self.way
