"""The bodies that co-produce, the places they serve, and who works for them."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.fields import LongText, PublicIdField, ShortText, bilingual
from cyfran.domain.base.terms import Term
from cyfran.domain.organisations.choices import (
    HERS_ALONE,
    IN_ORGANISATION,
    WITH_SCHEDULE_1,
    LegalBasis,
    Measure,
    OrganisationKind,
    Role,
    SpecialBasis,
)


class Region(models.Model):
    """A regional partnership area in Wales; in England an integrated care board."""

    slug = models.SlugField(unique=True)
    name_cy = ShortText(_("name in Welsh"), max_length=120)
    name_en = ShortText(_("name in English"), max_length=120)
    name = bilingual("name")

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """The place one council serves."""

    ons_code = ShortText(max_length=9, unique=True)
    slug = models.SlugField(unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="areas")
    name_cy = ShortText(_("name in Welsh"), max_length=120)
    name_en = ShortText(_("name in English"), max_length=120)
    aliases = LongText(_("other names in use"), blank=True)
    name = bilingual("name")

    class Meta:
        ordering = ["ons_code"]

    def __str__(self) -> str:
        return self.name

    @property
    def names_in_use(self) -> list[str]:
        return [self.name_cy, self.name_en, *filter(None, (alias.strip() for alias in self.aliases.split(";")))]


class Baseline(models.Model):
    """How many people of one kind live in an area, as counted elsewhere."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="baselines")
    measure = models.CharField(max_length=20, choices=Measure)
    people = models.PositiveIntegerField()
    counted_on = models.DateField()
    source = ShortText(max_length=200)

    class Meta:
        ordering = ["area", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "measure", "counted_on"],
                name="one_baseline_for_each_measure",
                violation_error_message=_("This measure is already recorded for this area and date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.measure} {self.people}"


class Organisation(models.Model):
    """A body that works with carers: a council, a health board, a partnership, a carers' organisation."""

    public_id = PublicIdField()
    slug = models.SlugField(unique=True, max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    name_cy = ShortText(_("name in Welsh"), max_length=160)
    name_en = ShortText(_("name in English"), max_length=160)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="organisations")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="organisations", null=True, blank=True)
    named_contact = models.ForeignKey(
        "base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("named contact")
    )
    # Who is there while the named contact is away, up to that day and with it, and once she no longer answers.
    contact_stand_in = models.ForeignKey(
        "base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("who stands in")
    )
    contact_away_until = models.DateField(_("last day away"), null=True, blank=True)
    # Who sees to young carers, and to worries about anybody; until somebody is named, the named contact does.
    young_carer_lead = models.ForeignKey(
        "base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("young-carer lead")
    )
    safeguarding_lead = models.ForeignKey(
        "base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("safeguarding lead")
    )
    legal_basis = models.CharField(_("legal ground"), max_length=20, choices=LegalBasis, default=LegalBasis.PUBLIC_TASK)
    legal_basis_text_cy = LongText(_("the law it goes by, in Welsh"), max_length=500, blank=True)
    legal_basis_text_en = LongText(_("the law it goes by, in English"), max_length=500, blank=True)
    special_basis = models.CharField(
        _("condition where something tells of health, origin or belief"), max_length=20, choices=SpecialBasis, blank=True
    )
    special_basis_text_cy = LongText(_("the condition of Schedule 1 that goes with it, in Welsh"), max_length=500, blank=True)
    special_basis_text_en = LongText(_("the condition of Schedule 1 that goes with it, in English"), max_length=500, blank=True)
    protection_officer_cy = ShortText(_("how to reach the data protection officer, in Welsh"), max_length=200, blank=True)
    protection_officer_en = ShortText(_("how to reach the data protection officer, in English"), max_length=200, blank=True)
    # On the slip of a letter, as it is to stand on an envelope; without it no slip is printed.
    return_address = LongText(_("address to which answers by letter are sent"), max_length=300, blank=True)
    term = models.CharField(_("word for those who look after somebody"), max_length=20, choices=Term, blank=True)
    name = bilingual("name")
    protection_officer = bilingual("protection_officer")
    legal_basis_text = bilingual("legal_basis_text")
    special_basis_text = bilingual("special_basis_text")

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                name="a_council_has_its_area",
                condition=~models.Q(kind=OrganisationKind.COUNCIL) | models.Q(area__isnull=False),
                violation_error_message=_("Say which area this council serves."),
            ),
            models.UniqueConstraint(
                fields=["area"],
                condition=models.Q(kind=OrganisationKind.COUNCIL),
                name="one_council_for_each_area",
                violation_error_message=_("This area already has a council."),
            ),
            models.CheckConstraint(
                name="a_condition_names_that_of_schedule_1",
                condition=~models.Q(special_basis__in=WITH_SCHEDULE_1)
                | ~models.Q(special_basis_text_cy="") & ~models.Q(special_basis_text_en=""),
                violation_error_message=_("Name the condition of Schedule 1 that goes with it, in Welsh and in English."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoleHeld(models.Model):
    """A role somebody holds in one place, from one day on; past its last day it opens nothing."""

    place: ClassVar[str]

    user = models.ForeignKey("base.User", on_delete=models.CASCADE, related_name="%(class)ss")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    joined_on = models.DateField(_("since"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["joined_on", "id"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

    @property
    def of(self) -> Any:
        """Return the organisation, project or group in which the role is held."""
        return getattr(self, self.place)

    def is_over(self, on: date) -> bool:
        """Return whether its last day has passed."""
        return self.ends_on is not None and self.ends_on < on

    @property
    def can_be_passed_on(self) -> bool:
        return self.role not in HERS_ALONE


class Membership(RoleHeld):
    """A role in a whole organisation."""

    place = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")

    class Meta(RoleHeld.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                name="one_membership_each",
                violation_error_message=_("This person already has a role in this organisation. End it first."),
            ),
            models.CheckConstraint(
                name="a_membership_is_of_a_whole_organisation",
                condition=models.Q(role__in=IN_ORGANISATION),
                violation_error_message=_("This role is for a project or a group."),
            ),
            models.CheckConstraint(
                name="a_membership_ends_after_it_begins",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("joined_on")),
                violation_error_message=_("The last day of a role cannot be before its first."),
            ),
        ]
