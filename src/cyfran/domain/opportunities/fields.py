"""Parts of opportunities and of draws that stand by themselves: how one can take part, and the number that settles a draw."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.fields import MinutesOfADay, ShortText, SmallNumber
from cyfran.domain.opportunities.choices import Beacon, DrawState

_FORMS = ("in_person", "online", "by_telephone", "in_writing")
_OFFERS = ("offers_cover", "offers_travel", "offers_fee", "offers_food")


class TakingPart(models.Model):
    """The ways to take part, how long it takes, and what is offered so that people can."""

    minutes_there = SmallNumber(_("minutes of taking part"))
    minutes_reading = MinutesOfADay(_("minutes of reading beforehand"), default=0)
    minutes_travel = MinutesOfADay(_("minutes of travel, there and back"), default=0)
    in_person = models.BooleanField(_("in person"), default=False)
    online = models.BooleanField(_("online"), default=False)
    by_telephone = models.BooleanField(_("by telephone"), default=False)
    in_writing = models.BooleanField(_("in writing"), default=False)
    offers_cover = models.BooleanField(_("replacement care"), default=False)
    offers_travel = models.BooleanField(_("travel, paid or arranged"), default=False)
    offers_fee = models.BooleanField(_("payment for time"), default=False)
    offers_food = models.BooleanField(_("food and drink"), default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="an_opportunity_takes_time",
                condition=models.Q(minutes_there__gt=0),
                violation_error_message=_("Say how many minutes it takes."),
            ),
            models.CheckConstraint(
                name="an_opportunity_has_a_form",
                condition=models.Q(in_person=True)
                | models.Q(online=True)
                | models.Q(by_telephone=True)
                | models.Q(in_writing=True),
                violation_error_message=_("Choose at least one way to take part."),
            ),
        ]

    @property
    def minutes_asked(self) -> int:
        return self.minutes_there + self.minutes_reading + self.minutes_travel

    @property
    def offers_assistance(self) -> bool:
        return self.offers_cover or self.offers_travel or self.offers_fee

    @property
    def forms(self) -> list[str | Promise]:
        """Return the ways to take part, as labels that can be said in either language."""
        return self._labels_of(_FORMS)

    @property
    def offers(self) -> list[str | Promise]:
        """Return what is offered so that people can take part, as labels that can be said in either language."""
        return self._labels_of(_OFFERS)

    def _labels_of(self, names: tuple[str, ...]) -> list[str | Promise]:
        return [field.verbose_name for field in self._meta.fields if field.name in names and getattr(self, field.name)]


class Settling(models.Model):
    """The number that settles a draw: where it will come from, when, and, once it is known, what it was.

    `state` and `ready_at` are the draw's own.
    """

    beacon = models.CharField(_("where the number will come from"), max_length=5, choices=Beacon, blank=True)
    beacon_at = models.DateTimeField(_("when it will be known"), null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    seed = ShortText(_("the number"), max_length=200, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)
    drawn_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="the_number_is_not_known_when_it_is_announced",
                condition=models.Q(beacon="", beacon_at__isnull=True, announced_at__isnull=True)
                | ~models.Q(beacon="")
                & models.Q(ready_at__isnull=False, beacon_at__isnull=False, announced_at__isnull=False)
                & models.Q(announced_at__gte=models.F("ready_at"), beacon_at__gt=models.F("announced_at")),
                violation_error_message=_(
                    "Say where the number will come from, and when it will be known: after the lottery stands, and not yet."
                ),
            ),
            models.CheckConstraint(
                name="a_draw_has_its_number_once_it_is_known",
                condition=models.Q(seed="", number__isnull=True, drawn_at__isnull=True) & ~models.Q(state=DrawState.DRAWN)
                | models.Q(state=DrawState.DRAWN, number__isnull=False, drawn_at__isnull=False, beacon_at__isnull=False)
                & models.Q(number__gt=0, drawn_at__gte=models.F("beacon_at"))
                & ~models.Q(seed=""),
                violation_error_message=_("A draw is drawn with the number announced, once that is known."),
            ),
        ]
