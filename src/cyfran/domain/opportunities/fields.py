"""Parts of opportunities and of draws that stand by themselves: what it is, how one takes part, what settles a draw."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Topic
from cyfran.domain.base.fields import LongText, MinutesOfADay, ShortText, SmallNumber, bilingual, says_something
from cyfran.domain.opportunities.choices import (
    WITHOUT_A_TIME,
    Beacon,
    Cause,
    DrawState,
    MayBring,
    OpportunityKind,
    OpportunityState,
    Spoken,
    WhyNotThatWay,
    Work,
)

NOTICE_DAYS = 14
WAYS = ("in_person", "online", "by_telephone", "in_writing")
OFFERS = ("offers_cover", "offers_travel", "offers_fee", "offers_food", "offers_time")
# What is owed all the same to whoever said yes, where it is called off late.
OWED = ("offers_cover", "offers_travel", "offers_fee")
FORMATS = ("in_large_print", "in_easy_read", "read_aloud", "signed", "interpreted")
# The ways to take part of which each is offered, or it is said why not.
EXPECTED = ("in_person", "online", "by_telephone")


def labels_of(thing: models.Model, names: tuple[str, ...]) -> list[str | Promise]:
    """Return what is ticked among these columns, as labels that can be said in either language."""
    return [field.verbose_name for field in thing._meta.fields if field.name in names and getattr(thing, field.name)]


class WhatItIs(models.Model):
    """What people are asked to, as one would tell somebody about it, in both languages."""

    kind = models.CharField(_("kind"), max_length=15, choices=OpportunityKind, default=OpportunityKind.MEETING)
    work = models.CharField(_("what it is part of"), max_length=11, choices=Work, blank=True)
    topic = models.CharField(_("topic"), max_length=13, choices=Topic, blank=True)
    title_cy = ShortText(_("title in Welsh"), max_length=160)
    title_en = ShortText(_("title in English"), max_length=160)
    about_cy = LongText(_("what it is about, in Welsh"), max_length=2000)
    about_en = LongText(_("what it is about, in English"), max_length=2000)
    place_cy = ShortText(_("place in Welsh"), max_length=200, blank=True)
    place_en = ShortText(_("place in English"), max_length=200, blank=True)
    title = bilingual("title")
    about = bilingual("about")
    place = bilingual("place")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def has_its_time(self) -> bool:
        """Tell whether it takes place at a time of its own, rather than whenever suits her who does it."""
        return self.kind not in WITHOUT_A_TIME

    @property
    def needs_sign_up(self) -> bool:
        return self.kind != OpportunityKind.DROP_IN


class TakingPart(models.Model):
    """The ways to take part, how long it takes, and what is offered so that people can."""

    minutes_there = SmallNumber(_("minutes of taking part"))
    minutes_reading = MinutesOfADay(_("minutes of reading beforehand"), default=0)
    minutes_travel = MinutesOfADay(_("minutes of travel, there and back"), default=0)
    places = SmallNumber(_("how many places there are"), null=True, blank=True)
    in_person = models.BooleanField(_("in person"), default=False)
    online = models.BooleanField(_("online"), default=False)
    by_telephone = models.BooleanField(_("by telephone"), default=False)
    in_writing = models.BooleanField(_("in writing"), default=False)
    offers_cover = models.BooleanField(_("replacement care"), default=False)
    offers_travel = models.BooleanField(_("travel, paid or arranged"), default=False)
    offers_fee = models.BooleanField(_("payment for time"), default=False)
    offers_food = models.BooleanField(_("food and drink"), default=False)
    offers_time = models.BooleanField(_("time for yourself"), default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="an_opportunity_takes_time",
                condition=models.Q(minutes_there__gt=0),
                violation_error_message=_("Say how many minutes it takes."),
            ),
            models.CheckConstraint(
                name="where_places_are_counted_there_is_one",
                condition=models.Q(places__isnull=True) | models.Q(places__gt=0),
                violation_error_message=_("Give at least one place, or leave it blank."),
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
        return labels_of(self, WAYS)

    @property
    def offers(self) -> list[str | Promise]:
        """Return what is offered so that people can take part, as labels that can be said in either language."""
        return labels_of(self, OFFERS)


class SaidBeforehand(models.Model):
    """What carers need to know before they can say yes: why not in other ways, whom they may bring, languages, why not more."""

    why_not_in_person = models.CharField(_("why not in person"), max_length=9, choices=WhyNotThatWay, blank=True)
    why_not_online = models.CharField(_("why not online"), max_length=9, choices=WhyNotThatWay, blank=True)
    why_not_by_telephone = models.CharField(_("why not by telephone"), max_length=9, choices=WhyNotThatWay, blank=True)
    may_bring = models.CharField(_("bringing the person you look after"), max_length=12, choices=MayBring, blank=True)
    spoken = models.CharField(_("languages"), max_length=11, choices=Spoken, blank=True)
    in_large_print = models.BooleanField(_("large print"), default=False)
    in_easy_read = models.BooleanField(_("Easy Read"), default=False)
    read_aloud = models.BooleanField(_("papers read aloud, or a recording"), default=False)
    signed = models.BooleanField(_("British Sign Language"), default=False)
    interpreted = models.BooleanField(_("an interpreter for another language"), default=False)
    why_not_more_cy = ShortText(_("why carers cannot do more about the decision, in Welsh"), max_length=300, blank=True)
    why_not_more_en = ShortText(_("why carers cannot do more about the decision, in English"), max_length=300, blank=True)
    why_not_more = bilingual("why_not_more")

    class Meta:
        abstract = True

    @property
    def formats(self) -> list[str | Promise]:
        """Return what there is for those who ask, as labels that can be said in either language."""
        return labels_of(self, FORMATS)

    @property
    def ways_not_offered(self) -> list[str]:
        """Return the names of the reasons that are needed: for each way that people expect and that is not offered."""
        return [f"why_not_{way}" for way in EXPECTED if not getattr(self, way)]

    @property
    def beforehand(self) -> list[tuple[str | Promise, list[str | Promise]]]:
        """Return what is said of all this but why not more: under each label its values, to be read in either language."""
        wanted = (*self.ways_not_offered, "may_bring", "spoken")
        fields = [field for field in self._meta.fields if field.name in wanted and getattr(self, field.name)]
        said: list[tuple[str | Promise, list[str | Promise]]] = [
            (field.verbose_name, [dict(field.flatchoices)[getattr(self, field.name)]]) for field in fields
        ]
        return [*said, (_("if you ask for it"), self.formats)] if self.formats else said


class Notice(models.Model):
    """When it is, whether people can be asked, since when, and with how many days of notice; too few carry a reason."""

    starts_at = models.DateTimeField(_("starts at"))
    reply_by = models.DateField(_("reply by"))
    state = models.CharField(max_length=10, choices=OpportunityState, default=OpportunityState.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    notice_days = models.SmallIntegerField(null=True, blank=True)
    short_notice_cy = ShortText(_("reason for the short notice, in Welsh"), max_length=300, blank=True)
    short_notice_en = ShortText(_("reason for the short notice, in English"), max_length=300, blank=True)
    short_notice = bilingual("short_notice")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="a_published_opportunity_has_its_notice",
                condition=models.Q(state=OpportunityState.DRAFT)
                | (models.Q(published_at__isnull=False) & models.Q(notice_days__isnull=False)),
                violation_error_message=_("A published opportunity has a date of publication and its days of notice."),
            ),
            models.CheckConstraint(
                name="short_notice_carries_its_reason",
                condition=models.Q(notice_days__isnull=True)
                | models.Q(notice_days__gte=NOTICE_DAYS)
                | says_something("short_notice_cy", "short_notice_en"),
                violation_error_message=_("This is less than 14 days' notice: say why, in Welsh and in English."),
            ),
        ]


class Because(models.Model):
    """Why an organiser moved something or called it off, as everybody who was asked reads it, and how many days before.

    Where it was moved to an earlier day, the days are those until that: so few people have to arrange for it.
    """

    cause = models.CharField(_("what made it necessary"), max_length=12, choices=Cause)
    reason_cy = ShortText(_("the reason in Welsh"), max_length=300)
    reason_en = ShortText(_("the reason in English"), max_length=300)
    was_at = models.DateTimeField()
    days_before = models.PositiveSmallIntegerField()
    reason = bilingual("reason")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="a_change_says_why",
                condition=says_something("reason_cy", "reason_en"),
                violation_error_message=_("Say why, in Welsh and in English: everyone who was asked reads it."),
            ),
        ]

    @property
    def is_late(self) -> bool:
        return self.days_before < NOTICE_DAYS


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
