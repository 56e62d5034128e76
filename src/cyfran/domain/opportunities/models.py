"""What carers are asked to take part in, who was asked, and what they answered."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.fields import LongText, PublicIdField, ShortText, SmallNumber, bilingual, says_something
from cyfran.domain.opportunities.choices import Answer, OpportunityKind, OpportunityState
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.models import Person
from cyfran.domain.projects.models import Stage

NOTICE_DAYS = 14
_FORMS = ("in_person", "online", "by_telephone", "in_writing")
_OFFERS = ("offers_cover", "offers_travel", "offers_fee", "offers_food")


class Opportunity(models.Model):
    """One way to take part: when, where, how many minutes of a person's time, and what is offered so that she can."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="opportunities")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="opportunities")
    kind = models.CharField(_("kind"), max_length=15, choices=OpportunityKind, default=OpportunityKind.MEETING)
    title_cy = ShortText(_("title in Welsh"), max_length=160)
    title_en = ShortText(_("title in English"), max_length=160)
    about_cy = LongText(_("what it is about, in Welsh"), max_length=2000)
    about_en = LongText(_("what it is about, in English"), max_length=2000)
    place_cy = ShortText(_("place in Welsh"), max_length=200, blank=True)
    place_en = ShortText(_("place in English"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    reply_by = models.DateField(_("reply by"))
    minutes_there = SmallNumber(_("minutes of taking part"))
    minutes_reading = SmallNumber(_("minutes of reading beforehand"), default=0)
    minutes_travel = SmallNumber(_("minutes of travel, there and back"), default=0)
    in_person = models.BooleanField(_("in person"), default=False)
    online = models.BooleanField(_("online"), default=False)
    by_telephone = models.BooleanField(_("by telephone"), default=False)
    in_writing = models.BooleanField(_("in writing"), default=False)
    offers_cover = models.BooleanField(_("replacement care"), default=False)
    offers_travel = models.BooleanField(_("travel, paid or arranged"), default=False)
    offers_fee = models.BooleanField(_("payment for time"), default=False)
    offers_food = models.BooleanField(_("food and drink"), default=False)
    state = models.CharField(max_length=7, choices=OpportunityState, default=OpportunityState.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    notice_days = models.SmallIntegerField(null=True, blank=True)
    short_notice_cy = ShortText(_("reason for the short notice, in Welsh"), max_length=300, blank=True)
    short_notice_en = ShortText(_("reason for the short notice, in English"), max_length=300, blank=True)
    title = bilingual("title")
    about = bilingual("about")
    place = bilingual("place")
    short_notice = bilingual("short_notice")

    class Meta:
        ordering = ["-starts_at", "-id"]
        verbose_name_plural = "opportunities"
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

    def __str__(self) -> str:
        return self.title

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


class Invitation(models.Model):
    """One person asked to one opportunity, and what she answered; the answer may change until the end."""

    public_id = PublicIdField()
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    answer = models.CharField(max_length=15, choices=Answer, blank=True)
    answer_words = LongText(max_length=2000, blank=True)
    answered_by_channel = models.CharField(max_length=10, choices=Channel, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

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
        ]

    def __str__(self) -> str:
        return self.public_id
