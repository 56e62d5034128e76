"""How the people who took part felt it went: the co-production itself, not its result."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Level
from cyfran.domain.base.fields import PublicIdField
from cyfran.domain.contributions.choices import GivenBy
from cyfran.domain.evaluation.choices import Rating
from cyfran.domain.people.models import Person
from cyfran.domain.projects.models import Project


class Evaluation(models.Model):
    """One person's three answers, and the level of participation she felt."""

    public_id = PublicIdField()
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="evaluations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="evaluations")
    listened_to = models.CharField(_("Were you listened to?"), max_length=10, choices=Rating)
    able_to_take_part = models.CharField(_("Could you take part in a way that fitted your life?"), max_length=10, choices=Rating)
    told_what_came = models.CharField(_("Were you told what came of it?"), max_length=10, choices=Rating)
    level_felt = models.CharField(_("Which of these was it most like?"), max_length=15, choices=Level)
    given_by = models.CharField(max_length=10, choices=GivenBy)
    given_at = models.DateTimeField()
    entered_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person"],
                name="one_person_one_evaluation",
                violation_error_message=_("This person has already said how it was."),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
