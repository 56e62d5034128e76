"""The register: every arrangement through which carers can be heard, in the words of its source and in our codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.base.fields import LongText, PublicIdField, ShortText, SmallNumber, bilingual
from cyfran.domain.groups.choices import CLASSES_THAT_MEET, WITHOUT_MEMBERS, Carers, GroupClass, Reach, SeatKind, Stated
from cyfran.domain.organisations.choices import IN_GROUP
from cyfran.domain.organisations.models import Area, Organisation, Region, RoleHeld
from cyfran.domain.people.models import Person


class Group(models.Model):
    """One arrangement. What the source says stands word for word beside our reading of it."""

    public_id = PublicIdField()
    source_id = ShortText(_("number in the source"), max_length=10, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="groups", null=True, blank=True, verbose_name=_("organisation")
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="groups", null=True, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="groups", null=True, blank=True)
    reach = models.CharField(_("reach"), max_length=10, choices=Reach)
    group_class = models.CharField(_("class"), max_length=20, choices=GroupClass)
    carers = models.CharField(_("carers"), max_length=15, choices=Carers, default=Carers.NOT_STATED)
    decision_right = models.CharField(_("decision right"), max_length=15, choices=DecisionRight, default=DecisionRight.NOT_STATED)
    board_seat_is_stated = models.BooleanField(_("a carer's seat on a board is stated"), default=False)
    name_cy = ShortText(_("name in Welsh"), max_length=200, blank=True)
    name_en = ShortText(_("name in English"), max_length=200, blank=True)
    name = bilingual("name")

    # Asked of a group of which carers are no members.
    planned_cy = ShortText(_("what is planned so that carers become members, in Welsh"), max_length=300, blank=True)
    planned_en = ShortText(_("what is planned so that carers become members, in English"), max_length=300, blank=True)
    planned = bilingual("planned")

    # The source's own words, in its own language. Blank means the source does not say.
    aliases = ShortText(_("also called"), max_length=300, blank=True)
    kind = ShortText(_("kind"), max_length=200, blank=True)
    run_by = ShortText(_("run by"), max_length=300, blank=True)
    partners = ShortText(_("partners"), max_length=300, blank=True)
    rhythm = ShortText(_("how often it meets"), max_length=200, blank=True)
    format = ShortText(_("how it meets"), max_length=200, blank=True)
    carers_in_words = ShortText(_("carers, in the source's words"), max_length=200, blank=True)
    carer_places = ShortText(_("places for carers"), max_length=100, blank=True)
    chair = ShortText(_("chair"), max_length=200, blank=True)
    stated_role = LongText(_("stated role"), blank=True)
    decision_power_in_words = ShortText(_("decision power, in the source's words"), max_length=200, blank=True)
    reports_to = ShortText(_("reports to"), max_length=200, blank=True)
    recent_example = LongText(_("recent example"), blank=True)
    since = ShortText(_("since"), max_length=50, blank=True)
    status = ShortText(_("status"), max_length=100, blank=True)
    early_stage_is_stated = models.CharField(_("carers in at the start"), max_length=10, choices=Stated, blank=True)
    final_decision_is_stated = models.CharField(_("carers in the final decision"), max_length=10, choices=Stated, blank=True)
    carer_evaluation_is_stated = models.CharField(_("carers in the evaluation"), max_length=10, choices=Stated, blank=True)
    source = ShortText(_("source"), max_length=200, blank=True)
    source_language = ShortText(max_length=2, default="en")
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["source_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source_id"],
                condition=~models.Q(source_id=""),
                name="a_group_of_the_source_is_loaded_once",
                violation_error_message=_("This group is already in the register."),
            ),
            models.CheckConstraint(
                name="a_group_has_a_name",
                condition=~models.Q(name_cy="", name_en=""),
                violation_error_message=_("Give the group a name in Welsh or in English."),
            ),
            models.CheckConstraint(
                name="a_groups_place_fits_its_reach",
                condition=models.Q(reach=Reach.COUNTY, area__isnull=False, region__isnull=False)
                | models.Q(reach=Reach.REGIONAL, area__isnull=True, region__isnull=False)
                | models.Q(reach=Reach.NATIONAL, area__isnull=True, region__isnull=True),
                violation_error_message=_("Say which county or which region the group is for; one for all of Wales has neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def meets(self) -> bool:
        return self.group_class in CLASSES_THAT_MEET

    @property
    def lacks_members(self) -> bool:
        """Tell whether it is said that carers are no members of it; where nothing is said, it is not."""
        return self.carers in WITHOUT_MEMBERS


class Seat(models.Model):
    """A place in a group that meets: who holds it, who stands in, and until when."""

    public_id = PublicIdField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="seats")
    kind = models.CharField(_("who the seat is for"), max_length=10, choices=SeatKind, default=SeatKind.CARER)
    holder = models.ForeignKey(
        Person, on_delete=models.SET_NULL, related_name="seats", null=True, blank=True, verbose_name=_("holder")
    )
    deputy = models.ForeignKey(
        Person, on_delete=models.SET_NULL, related_name="deputy_seats", null=True, blank=True, verbose_name=_("deputy")
    )
    # Then the deputy holds it as much as the holder, and each is asked for the minutes of the seat.
    is_shared = models.BooleanField(_("the two share the seat"), default=False)
    starts_on = models.DateField(_("term starts on"), null=True, blank=True)
    ends_on = models.DateField(_("term ends on"), null=True, blank=True)
    minutes_a_year = SmallNumber(_("minutes a year, with reading and travel"), default=0)
    wants_to_leave = models.BooleanField(_("the holder would like to leave"), default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="nobody_is_their_own_deputy",
                condition=models.Q(holder__isnull=True) | models.Q(deputy__isnull=True) | ~models.Q(holder=models.F("deputy")),
                violation_error_message=_("The deputy must be somebody other than the holder of the seat."),
            ),
            models.CheckConstraint(
                name="a_term_ends_after_it_starts",
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gt=models.F("starts_on")),
                violation_error_message=_("The term must end after it starts."),
            ),
            models.CheckConstraint(
                name="a_held_seat_has_a_term",
                condition=models.Q(holder__isnull=True) | models.Q(starts_on__isnull=False),
                violation_error_message=_("Say when the term of the holder starts."),
            ),
            models.CheckConstraint(
                name="a_seat_is_shared_by_two",
                condition=models.Q(is_shared=False) | models.Q(deputy__isnull=False),
                violation_error_message=_("Choose with whom the holder shares the seat."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def held_by(self) -> list[Person]:
        """Return who holds the seat: nobody, one, or the two who share it."""
        return [person for person in (self.holder, self.deputy if self.is_shared else None) if person]


class GroupRole(RoleHeld):
    """A role in one group."""

    place = "group"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="roles")

    class Meta(RoleHeld.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["user", "group"],
                name="one_role_each_in_a_group",
                violation_error_message=_("This person already has a role in this group. End it first."),
            ),
            models.CheckConstraint(
                name="a_group_role_is_of_one_group",
                condition=models.Q(role__in=IN_GROUP),
                violation_error_message=_("This role is not one for a group."),
            ),
            models.CheckConstraint(
                name="a_group_role_ends_after_it_begins",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("joined_on")),
                violation_error_message=_("The last day of a role cannot be before its first."),
            ),
        ]
