"""One ledger, over all bodies, of what people were asked for and what they gave."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.fields import ShortText
from cyfran.domain.involvement.choices import EntryKind
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.models import Person


class LedgerEntry(models.Model):
    """Minutes asked of a person, or minutes she gave, and for what."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ledger")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=EntryKind)
    minutes = models.PositiveIntegerField()
    on = models.DateField()
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
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.minutes}"
