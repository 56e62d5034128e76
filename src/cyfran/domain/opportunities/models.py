"""What carers are asked to take part in, who was asked and what they answered, and how a group was drawn by lot."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.fields import EncryptedText, PublicIdField, ShortText, SmallNumber
from cyfran.domain.groups.models import Group
from cyfran.domain.opportunities.choices import (
    OUTSIDE_POOL,
    Answer,
    ChangeKind,
    Confirmation,
    DrawState,
    Fairness,
    Feature,
    Outcome,
    WhyNot,
)
from cyfran.domain.opportunities.fields import Because, Notice, SaidBeforehand, Settling, TakingPart, WhatItIs
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.models import Person
from cyfran.domain.projects.models import Stage


class Opportunity(WhatItIs, TakingPart, SaidBeforehand, Notice):
    """One way to take part: when, where, how many minutes of a person's time, and what is offered so that she can."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="opportunities")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="opportunities")
    # When staff read what people were asked on this topic before, and what came of it.
    past_read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_at", "-id"]
        verbose_name_plural = "opportunities"
        constraints = [
            *TakingPart.Meta.constraints,
            *Notice.Meta.constraints,
        ]

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes_there)

    @property
    def stands(self) -> list[str]:
        """Return the names of what is not changed in silence any more, since everybody can read of it."""
        return [name for name in ("starts_at", "topic") if self.published_at and getattr(self, name)]


class Invitation(models.Model):
    """One person asked to one opportunity, and what she answered; the answer may change until the end."""

    public_id = PublicIdField()
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    # When its message arrived: that goes after some years, and this stays.
    reached_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=15, choices=Answer, blank=True)
    answer_words = EncryptedText(max_length=2000, blank=True)
    answered_by_channel = models.CharField(max_length=10, choices=Channel, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    # She said yes when all places were taken: since when she waits for one.
    waits_since = models.DateTimeField(null=True, blank=True)
    # She said yes and it was called off late: what she was promised is owed to her all the same.
    owed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["invited_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "person"],
                name="nobody_is_asked_twice",
                violation_error_message=_("This person has already been asked."),
            ),
            models.CheckConstraint(
                name="an_answer_has_its_time",
                condition=models.Q(answer="", answered_at__isnull=True)
                | (~models.Q(answer="") & models.Q(answered_at__isnull=False)),
                violation_error_message=_("Say when the answer was given."),
            ),
            models.CheckConstraint(
                name="who_waits_for_a_place_has_said_yes",
                condition=models.Q(waits_since__isnull=True) | models.Q(answer=Answer.YES),
                violation_error_message=_("Only somebody who said yes waits for a place."),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class Change(Because):
    """That something was moved or called off after people were asked: when, why, and with how many days' notice."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            *Because.Meta.constraints,
            models.UniqueConstraint(
                fields=["opportunity"],
                condition=models.Q(kind=ChangeKind.CALLED_OFF),
                name="what_is_called_off_is_called_off_once",
                violation_error_message=_("This has been called off already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.cause}"


class Draw(Settling):
    """One draw by lot: what it was asked, the lottery that was made, and the number that settled it. It can be repeated."""

    public_id = PublicIdField()
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="draws")
    # Of a standing group that is renewed: the seats whose holders leave, and why it is they. Everybody else keeps hers.
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="renewals", null=True, blank=True)
    leaving = models.JSONField(default=list, blank=True)
    size = SmallNumber(_("how many people the group has"))
    reserves = SmallNumber(_("how many stand in"), default=0)
    fairness = models.CharField(max_length=10, choices=Fairness, default=Fairness.LEXIMIN)
    counts_load = models.BooleanField(_("those asked for less have the larger chance"), default=True)
    one_of_household = models.BooleanField(_("at most one person of a household"), default=True)
    state = models.CharField(max_length=8, choices=DrawState, default=DrawState.PREPARED)
    progress = models.PositiveSmallIntegerField(default=0)
    error_code = ShortText(max_length=60, blank=True)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    inputs_sha256 = ShortText(max_length=64, blank=True)
    lottery_sha256 = ShortText(max_length=64, blank=True)
    engine_version = models.PositiveSmallIntegerField(null=True, blank=True)
    result = models.JSONField(default=dict, blank=True)
    # The numbered panels by the public ids of `DrawnPerson`, compressed; `bridge` writes and reads it.
    lottery = models.BinaryField(default=b"", blank=True)

    class Meta:
        ordering = ["-prepared_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="a_draw_chooses_somebody",
                condition=models.Q(size__gt=0, progress__lte=100),
                violation_error_message=_("Say how many people are to be chosen."),
            ),
            models.UniqueConstraint(
                fields=["opportunity"],
                condition=~models.Q(state=DrawState.DRAWN),
                name="one_draw_at_a_time",
                violation_error_message=_("A draw for this is being prepared already."),
            ),
            models.UniqueConstraint(
                fields=["lottery_sha256"],
                condition=~models.Q(lottery_sha256=""),
                name="no_lottery_is_drawn_twice",
                violation_error_message=_("A lottery is drawn once."),
            ),
            models.CheckConstraint(
                name="a_lottery_stands_or_there_is_none",
                condition=models.Q(state__in=[DrawState.READY, DrawState.DRAWN], ready_at__isnull=False)
                & ~models.Q(lottery_sha256="")
                & ~models.Q(inputs_sha256="")
                | models.Q(lottery_sha256="", inputs_sha256="", ready_at__isnull=True)
                & ~models.Q(state__in=[DrawState.READY, DrawState.DRAWN]),
                violation_error_message=_("A draw that is ready keeps its lottery; before that there is none."),
            ),
            models.CheckConstraint(
                name="a_failure_says_why",
                condition=models.Q(state=DrawState.FAILED) & ~models.Q(error_code="")
                | ~models.Q(state=DrawState.FAILED) & models.Q(error_code=""),
                violation_error_message=_("Say why no lottery could be made."),
            ),
            *Settling.Meta.constraints,
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_example(self) -> bool:
        return self.opportunity.stage.project.is_example

    @property
    def staying(self) -> int:
        return self.result.get("staying", 0)


class DrawTarget(models.Model):
    """How many people of one value the group should have, and how far both ends may be moved if they must."""

    ANY = 9999
    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="targets")
    feature = models.CharField(max_length=8, choices=Feature)
    value = ShortText(max_length=50)
    least = SmallNumber(_("at least"))
    most = SmallNumber(_("at most"))
    least_flex = SmallNumber(default=0)
    most_flex = SmallNumber(default=ANY)

    class Meta:
        ordering = ["draw", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "feature", "value"],
                name="one_target_for_each_value",
                violation_error_message=_("There is a target for this already."),
            ),
            models.CheckConstraint(
                name="the_ends_of_a_target_are_in_order",
                condition=models.Q(least_flex__lte=models.F("least"), least__lte=models.F("most"))
                & models.Q(most__lte=models.F("most_flex")),
                violation_error_message=_("“At least” cannot be more than “at most”."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.value}: {self.least} to {self.most}"


class DrawnPerson(models.Model):
    """Somebody of the body in one draw: what it went by, her chance, and what came of it. Her id here leads nowhere else."""

    public_id = PublicIdField()
    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drawn")
    # By feature, the codes she had when the lottery was made.
    values = models.JSONField(default=dict)
    minutes_asked = models.PositiveIntegerField(default=0)
    # People of the pool with the same number share a postal address; 0 shares it with nobody.
    household = models.PositiveIntegerField(default=0)
    chance = models.FloatField(default=0.0)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.IN_POOL)
    reason = models.CharField(max_length=15, choices=WhyNot, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    confirmation = models.CharField(max_length=9, choices=Confirmation, blank=True)
    replaced_by = models.OneToOneField("self", on_delete=models.SET_NULL, related_name="stands_in_for", null=True, blank=True)

    class Meta:
        ordering = ["draw", "person__name", "id"]
        verbose_name_plural = "drawn people"
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "person"],
                name="nobody_is_in_a_draw_twice",
                violation_error_message=_("This person is in this draw already."),
            ),
            models.UniqueConstraint(
                fields=["draw", "rank"],
                name="reserves_stand_in_one_order",
                violation_error_message=_("Another reserve has this place."),
            ),
            models.CheckConstraint(
                name="a_chance_is_a_share",
                condition=models.Q(chance__gte=0, chance__lte=1),
                violation_error_message=_("A chance is from 0 to 1."),
            ),
            models.CheckConstraint(
                name="who_cannot_be_chosen_is_told_why",
                condition=models.Q(outcome=Outcome.CANNOT, chance=0) & ~models.Q(reason="")
                | ~models.Q(outcome=Outcome.CANNOT) & (models.Q(reason="") | models.Q(confirmation=Confirmation.DECLINED)),
                violation_error_message=_("Say why this person cannot be chosen."),
            ),
            models.CheckConstraint(
                name="a_reserve_has_a_place_in_the_order",
                condition=models.Q(rank__isnull=True) & ~models.Q(outcome=Outcome.RESERVE)
                | models.Q(rank__isnull=False, rank__gt=0, outcome__in=[Outcome.RESERVE, Outcome.CHOSEN]),
                violation_error_message=_("Say in which place this reserve stands in."),
            ),
            models.CheckConstraint(
                name="only_those_chosen_confirm",
                condition=models.Q(outcome=Outcome.CHOSEN) & ~models.Q(confirmation="")
                | models.Q(confirmation="") & ~models.Q(outcome=Outcome.CHOSEN),
                violation_error_message=_("Only those who were chosen can say that they come."),
            ),
            models.CheckConstraint(
                name="only_who_is_not_coming_is_replaced",
                condition=models.Q(replaced_by__isnull=True) | models.Q(confirmation=Confirmation.DECLINED),
                violation_error_message=_("Only somebody who is not coming can be replaced."),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def was_in_pool(self) -> bool:
        return self.outcome != Outcome.SEATED and (self.outcome != Outcome.CANNOT or self.reason not in OUTSIDE_POOL)
