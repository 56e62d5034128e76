"""Meetings, and who was there in what standing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.fields import PublicIdField, ShortText, SmallNumber, bilingual
from cyfran.domain.meetings.choices import Form, Standing
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.people.models import Person
from cyfran.domain.projects.models import Stage


class Meeting(models.Model):
    """People coming together on one stage of a project, in a room, online or by telephone."""

    public_id = PublicIdField()
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="meetings")
    opportunity = models.OneToOneField(
        Opportunity, on_delete=models.SET_NULL, related_name="meeting", null=True, blank=True, verbose_name=_("opportunity")
    )
    title_cy = ShortText(_("title in Welsh"), max_length=160)
    title_en = ShortText(_("title in English"), max_length=160)
    starts_at = models.DateTimeField(_("starts at"))
    minutes = SmallNumber(_("length in minutes"))
    staff_present = SmallNumber(_("staff present"), default=0)
    others_present = SmallNumber(_("others present"), default=0)
    title = bilingual("title")

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="a_meeting_takes_time",
                condition=models.Q(minutes__gt=0),
                violation_error_message=_("Say how many minutes the meeting took."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """A carer who was there. Staff and others are counted, not named."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attendances")
    standing = models.CharField(_("standing"), max_length=15, choices=Standing)
    form = models.CharField(_("form"), max_length=10, choices=Form, default=Form.IN_PERSON)
    minutes = SmallNumber(_("minutes given"))

    class Meta:
        ordering = ["person__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="nobody_is_at_a_meeting_twice",
                violation_error_message=_("This person is already recorded at this meeting."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standing} {self.minutes}"
