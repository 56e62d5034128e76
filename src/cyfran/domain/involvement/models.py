"""One ledger, over all bodies, of what people were asked for and what they gave; and how much each lets herself be asked."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Channel, Topic
from cyfran.domain.base.fields import ShortText, SmallNumber
from cyfran.domain.involvement.choices import EntryKind, Lift, Rhythm
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.models import Person

# When people are free, by the names of the columns.
TIMES = ("mornings", "afternoons", "evenings", "weekends")


class LedgerEntry(models.Model):
    """Minutes asked of a person, or minutes she gave, and for what. What a seat asks comes each year until it ends."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ledger")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=EntryKind)
    minutes = models.PositiveIntegerField()
    on = models.DateField()
    each_year = models.BooleanField(default=False)
    ends_on = models.DateField(null=True, blank=True)
    source_kind = ShortText(max_length=60)
    source_public_id = ShortText(max_length=12)

    class Meta:
        ordering = ["on", "id"]
        verbose_name_plural = "ledger entries"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "source_kind", "source_public_id"],
                name="the_same_minutes_are_counted_once",
                violation_error_message=_("These minutes are already in the ledger."),
            ),
            models.CheckConstraint(
                name="what_ends_came_each_year",
                condition=models.Q(ends_on__isnull=True) | models.Q(each_year=True, ends_on__gte=models.F("on")),
                violation_error_message=_("Only what is asked each year ends, and not before it began."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.minutes}"


class Limit(models.Model):
    """How much a person lets herself be asked for in twelve months. She alone changes it, or staff who take down her word."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="limit")
    # Nothing here stands for the usual limit of the settings.
    hours = SmallNumber(_("hours in 12 months"), null=True, blank=True)
    lifted = models.CharField(_("over the limit"), max_length=8, choices=Lift, default=Lift.NOT)
    rests_until = models.DateField(_("rests until"), null=True, blank=True)
    rhythm = models.CharField(_("how often they are asked"), max_length=7, choices=Rhythm, default=Rhythm.AT_ONCE)
    # Nothing here stands for what is usual by the settings.
    asks = SmallNumber(_("invitations in 30 days"), null=True, blank=True)
    quiet_from = models.TimeField(_("no messages from"), null=True, blank=True)
    quiet_until = models.TimeField(_("no messages until"), null=True, blank=True)
    said_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    entered_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_limit_is_an_hour_or_more",
                condition=models.Q(hours__isnull=True) | models.Q(hours__gte=1),
                violation_error_message=_("A limit is one hour or more. To be asked for nothing, choose a day to rest until."),
            ),
            models.CheckConstraint(
                name="whoever_is_asked_is_asked_once_or_more",
                condition=models.Q(asks__isnull=True) | models.Q(asks__gte=1),
                violation_error_message=_("Write one invitation or more. To be asked for nothing, choose “Not at all”."),
            ),
            models.CheckConstraint(
                name="quiet_hours_have_both_ends",
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                violation_error_message=_("Say from when and until when there should be no messages."),
            ),
            models.CheckConstraint(
                name="a_limit_entered_by_staff_has_its_channel",
                condition=models.Q(entered_by__isnull=True) | ~models.Q(channel=""),
                violation_error_message=_("Say how the person told you."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lifted} {self.minutes}"

    @property
    def minutes(self) -> int:
        """Return her own limit, or the usual one, whether or not she has lifted it."""
        return 60 * (self.hours or settings.LOAD_LIMIT_HOURS)


def refuse_unknown_topics(codes: object) -> None:
    """Raise ValidationError where something is no list of topics."""
    if not isinstance(codes, list) or any(code not in Topic.values for code in codes):
        raise ValidationError(_("Choose from the topics that are offered."), code="no_such_topic")


class Preference(models.Model):
    """What a person would like to be asked about, and when she is free: nothing chosen is anything, or any time."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="preference")
    topics = models.JSONField(
        _("what they would like to be asked about"), default=list, blank=True, validators=[refuse_unknown_topics]
    )
    mornings = models.BooleanField(_("weekday mornings"), default=False)
    afternoons = models.BooleanField(_("weekday afternoons"), default=False)
    evenings = models.BooleanField(_("weekday evenings"), default=False)
    weekends = models.BooleanField(_("weekends"), default=False)
    said_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    entered_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_preference_entered_by_staff_has_its_channel",
                condition=models.Q(entered_by__isnull=True) | ~models.Q(channel=""),
                violation_error_message=_("Say how the person told you."),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(self.topics)

    @property
    def is_free(self) -> dict[str, bool]:
        """Return whether she is free then, by the names of the times; where she named none, at any of them."""
        said = {time: getattr(self, time) for time in TIMES}
        return said if any(said.values()) else dict.fromkeys(TIMES, True)

    @property
    def times(self) -> list[str | Promise]:
        """Return the times she named, as labels that can be said in either language."""
        return [field.verbose_name for field in self._meta.fields if field.name in TIMES and getattr(self, field.name)]
