"""Frozen editions of the annual report, which hold references to people's words and never the words; and equality in numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.fields import PublicIdField, ShortText
from cyfran.domain.organisations.models import Organisation, Region


class Edition(models.Model):
    """The account of one body or region for one year, as it was on the day it was frozen."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="editions", null=True, blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="editions", null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    document = models.JSONField()
    digest = ShortText(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "-frozen_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="an_edition_is_of_a_body_or_a_region",
                condition=models.Q(organisation__isnull=False, region__isnull=True)
                | models.Q(organisation__isnull=True, region__isnull=False),
                violation_error_message=_("A report is of one organisation or of one region."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.public_id}"


class EqualityTally(models.Model):
    """How many people of an organisation gave each answer to one question about equality, as pages show it.

    It stands still until five more have answered otherwise: one answer more shows nobody what it was.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    question = ShortText(max_length=20)
    people = models.JSONField(default=dict, blank=True)
    counted_at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "question", "is_example"],
                name="one_tally_for_each_question",
                violation_error_message=_("This question is counted already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.question}"
