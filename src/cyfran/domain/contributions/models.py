"""What people said, word for word, who may see it, and the themes it belongs to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Language
from cyfran.domain.base.fields import LongText, PublicIdField, ShortText, bilingual
from cyfran.domain.base.models import Owned
from cyfran.domain.contributions.choices import Audience, GivenBy
from cyfran.domain.meetings.models import Meeting
from cyfran.domain.people.models import Person
from cyfran.domain.projects.models import Project, Stage


class Theme(models.Model):
    """A name for what several people said about the same thing."""

    public_id = PublicIdField()
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="themes")
    name_cy = ShortText(_("name in Welsh"), max_length=120)
    name_en = ShortText(_("name in English"), max_length=120)
    name = bilingual("name")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name_en"],
                name="each_theme_once",
                violation_error_message=_("This project already has a theme of this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Contribution(Owned):
    """Something a person said. `due_on` is the day by which she is owed an answer, `owner` who owes it."""

    public_id = PublicIdField()
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="contributions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contributions")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, related_name="contributions", null=True, blank=True)
    words = LongText(_("words"), max_length=5000)
    words_language = models.CharField(_("language of the words"), max_length=2, choices=Language)
    given_by = models.CharField(_("how it was given"), max_length=10, choices=GivenBy)
    given_at = models.DateTimeField()
    entered_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    audience = models.CharField(_("who may see it"), max_length=10, choices=Audience, default=Audience.TEAM)
    public_words = LongText(_("words without anything that tells who said them"), max_length=5000, blank=True)
    checked_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    themes = models.ManyToManyField(Theme, related_name="contributions", blank=True, verbose_name=_("themes"))

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="words_said_at_a_meeting_name_it",
                condition=models.Q(given_by=GivenBy.MEETING) | models.Q(meeting__isnull=True),
                violation_error_message=_("Only words said at a meeting belong to one."),
            ),
            models.CheckConstraint(
                name="public_words_were_checked_by_a_person",
                condition=models.Q(public_words="") | models.Q(checked_at__isnull=False),
                violation_error_message=_("Somebody must check the words before they can be shown."),
            ),
            models.CheckConstraint(
                name="words_for_the_team_are_not_made_public",
                condition=models.Q(audience=Audience.PUBLIC) | models.Q(public_words=""),
                violation_error_message=_("The person has not permitted these words to be shown."),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
