"""The people who care: how to reach them, whom they look after, what they permit. Nobody needs an account."""

from functools import reduce
from operator import or_

from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import ActorKind, Channel, Language
from cyfran.domain.base.fields import (
    EncryptedText,
    Fingerprint,
    PublicIdField,
    ShortText,
    bare_email,
    bare_telephone,
    check_telephone,
)
from cyfran.domain.organisations.models import Area, Organisation
from cyfran.domain.people.choices import (
    ANSWERS_TO,
    ERASED_NAME,
    RATHER_NOT_SAY,
    WORDING,
    AgeBand,
    Dimension,
    FlagKind,
    FlagState,
    Format,
    Hours,
    HowLong,
    Relation,
    RoleState,
    Said,
    SaidBy,
    Stays,
    Use,
)


class Person(models.Model):
    """Somebody who looks after somebody."""

    public_id = PublicIdField()
    user = models.OneToOneField("base.User", on_delete=models.SET_NULL, related_name="person", null=True, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="people")
    name = ShortText(_("name"), max_length=120)
    channel = models.CharField(_("how to reach me"), max_length=10, choices=Channel)
    email = EncryptedText(_("e-mail address"), blank=True, max_length=254, validators=[validate_email])
    telephone = EncryptedText(_("telephone"), blank=True, max_length=30, validators=[check_telephone])
    address = EncryptedText(_("postal address"), blank=True, max_length=500)
    email_print = Fingerprint(of="email", bare=bare_email)
    telephone_print = Fingerprint(of="telephone", bare=bare_telephone)
    language = models.CharField(_("language"), max_length=2, choices=Language, blank=True)
    english_first = models.BooleanField(_("English first, where something is in both languages"), default=False)
    format = models.CharField(_("format"), max_length=12, choices=Format, default=Format.STANDARD)
    age_band = models.CharField(_("age"), max_length=15, choices=AgeBand, blank=True)
    # Of a child under 13: whose address and number those above are.
    adult = EncryptedText(_("the adult through whom a child under 13 is reached"), blank=True, max_length=120)
    how_long = models.CharField(_("how long they have cared"), max_length=15, choices=HowLong, blank=True)
    how_long_said_on = models.DateField(null=True, blank=True)
    # Asked of whoever looks after nobody any more, and only of her.
    stays = models.CharField(_("whether they wish to stay"), max_length=8, choices=Stays, blank=True)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    link_version = models.PositiveIntegerField(default=1)
    # From this alone her answers about equality are found: see EqualityAnswer.
    equality_token = EncryptedText(blank=True, max_length=64)
    # Nothing has been heard of her for years: by this day she is removed, unless something is.
    leaves_on = models.DateField(null=True, blank=True)
    # That day was named, and something was heard of her on this one.
    stayed_on = models.DateField(null=True, blank=True)
    # Then nothing here says any more who she was; the row stays for what hangs on it.
    erased_at = models.DateTimeField(null=True, blank=True)
    # The record of the same person on which everything hangs since then; and what it takes to undo that, see `merge`.
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, related_name="merged", null=True, blank=True)
    merged_at = models.DateTimeField(null=True, blank=True)
    set_aside = EncryptedText(blank=True)
    is_example = models.BooleanField(default=False)

    actor_kind = ActorKind.PERSON

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                name="how_long_stands_with_its_day",
                condition=models.Q(how_long="") ^ models.Q(how_long_said_on__isnull=False),
                violation_error_message=_("Say how long, and on which day it was said."),
            ),
            models.CheckConstraint(
                name="a_person_can_be_reached",
                condition=(
                    models.Q(erased_at__isnull=False)
                    | (models.Q(channel=Channel.EMAIL) & ~models.Q(email=""))
                    | (models.Q(channel__in=[Channel.TEXT, Channel.PHONE]) & ~models.Q(telephone=""))
                    | (models.Q(channel=Channel.LETTER) & ~models.Q(address=""))
                ),
                violation_error_message=_("Give the e-mail address, telephone number or postal address for the way chosen."),
            ),
            models.CheckConstraint(
                name="a_child_is_reached_through_an_adult",
                condition=~models.Q(age_band=AgeBand.UNDER_13) | ~models.Q(adult=""),
                violation_error_message=_("A child under 13 is reached through an adult they know: write who that is."),
            ),
            models.CheckConstraint(
                name="nothing_tells_who_an_erased_person_was",
                condition=models.Q(erased_at__isnull=True)
                | models.Q(
                    name=ERASED_NAME,
                    email="",
                    telephone="",
                    address="",
                    age_band="",
                    adult="",
                    how_long="",
                    stays="",
                    user__isnull=True,
                    equality_token="",
                    set_aside="",
                ),
                violation_error_message=_("This person has been removed: nothing about them can be written down any more."),
            ),
            models.CheckConstraint(
                name="a_record_goes_into_another_at_a_time",
                condition=models.Q(merged_into__isnull=True) ^ models.Q(merged_at__isnull=False),
                violation_error_message=_("Say when this record went into the other."),
            ),
            models.CheckConstraint(
                name="no_record_goes_into_itself",
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                violation_error_message=_("This is the same person."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """Return what somebody is called by those who need not know her full name."""
        return self.name.split()[0] if self.name.strip() else ""


def _fits_its_question() -> models.Q:
    return reduce(or_, (models.Q(dimension=dimension, answer__in=answers) for dimension, answers in ANSWERS_TO.items()))


class EqualityAnswer(models.Model):
    """One answer about equality, stored apart: nothing here leads to whoever gave it, nor to her other answers.

    The token is made from the question and a secret which she alone has, sealed on her record: by it she finds her answer again.
    """

    token = ShortText(max_length=64, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    dimension = models.CharField(max_length=11, choices=Dimension)
    answer = models.CharField(max_length=10, choices=Said)
    is_example = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_answer_fits_its_question",
                condition=_fits_its_question(),
                violation_error_message=_("Choose from the answers that are offered."),
            ),
        ]

    def __str__(self) -> str:
        return self.dimension


class CaringRole(models.Model):
    """Whom a person looks after, and how it is now. The person cared for stays thin: no name is needed, nothing of their health.

    Whoever is looked after has a record only as a person in their own right, and then both may look after one another.
    """

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="caring_roles")
    cared_for = models.ForeignKey(Person, on_delete=models.SET_NULL, related_name="looked_after_by", null=True, blank=True)
    called = EncryptedText(_("what they are called here"), blank=True, max_length=40)
    relation = models.CharField(_("whom they look after"), max_length=12, choices=Relation)
    hours = models.CharField(_("hours a week"), max_length=15, choices=Hours, default=Hours.NOT_SURE)
    # She said them once, of all whom she looks after together.
    hours_in_all = models.BooleanField(default=False)
    state = models.CharField(_("how it is now"), max_length=6, choices=RoleState, default=RoleState.ACTIVE)
    # Since when it is so, and when it was last said to be so.
    since = models.DateField(null=True, blank=True)
    said_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "cared_for"],
                name="a_caring_role_is_said_once",
                violation_error_message=_("This is already recorded."),
            ),
            models.CheckConstraint(
                name="nobody_is_her_own_carer",
                condition=models.Q(cared_for__isnull=True) | ~models.Q(cared_for=models.F("person")),
                violation_error_message=_("This is the same person."),
            ),
            models.CheckConstraint(
                name="nobody_who_died_is_named",
                condition=~models.Q(state=RoleState.DIED) | models.Q(called="", cared_for__isnull=True),
                violation_error_message=_("Nothing is kept of somebody who has died."),
            ),
        ]

    def __str__(self) -> str:
        return self.relation


class Flag(models.Model):
    """A worry about somebody, which one named person sees to by a time. What was said of it is sealed, and is for her alone."""

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField(max_length=12, choices=FlagKind)
    words = EncryptedText(_("what was said"), blank=True, max_length=2000)
    # Of a young person who says that she is older than on record: it counts once staff have made sure of it.
    age_said = models.CharField(max_length=15, choices=[*AgeBand.choices, RATHER_NOT_SAY], blank=True)
    owner = models.ForeignKey("base.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("owner"))
    raised_at = models.DateTimeField()
    # Nobody where she did it herself.
    raised_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=FlagState, default=FlagState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = EncryptedText(_("what was done"), blank=True, max_length=2000)

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="a_flag_is_closed_at_a_time",
                condition=models.Q(state=FlagState.CLOSED) ^ models.Q(closed_at__isnull=True),
                violation_error_message=_("Say when this was seen to."),
            ),
            models.CheckConstraint(
                name="a_flag_has_a_clock",
                condition=models.Q(due_at__gt=models.F("raised_at")),
                violation_error_message=_("Say by when this is seen to."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class Permission(models.Model):
    """A use of her record or words that a person permitted: in which words, language and way, and when she took it back."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="permissions")
    use = models.CharField(max_length=10, choices=Use)
    body = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="known_people", null=True, blank=True)
    wording = models.PositiveSmallIntegerField(default=WORDING)
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=10, choices=SaidBy, default=SaidBy.PAGE)
    granted_in = models.CharField(max_length=2, choices=Language, blank=True)
    # Who of staff wrote it down; nobody where she did it herself.
    entered_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=10, choices=SaidBy, blank=True)
    withdrawn_in = models.CharField(max_length=2, choices=Language, blank=True)
    withdrawal_entered_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["granted_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "use"],
                condition=models.Q(withdrawn_at__isnull=True, body__isnull=True),
                name="a_use_is_permitted_once_at_a_time",
                violation_error_message=_("This use is already permitted."),
            ),
            models.UniqueConstraint(
                fields=["person", "use", "body"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="sharing_is_permitted_once_for_each_body",
                violation_error_message=_("This use is already permitted."),
            ),
            models.CheckConstraint(
                name="sharing_names_the_body",
                condition=models.Q(use=Use.SHARE, body__isnull=False) | ~models.Q(use=Use.SHARE) & models.Q(body__isnull=True),
                violation_error_message=_("Say with which organisation, where it is about sharing and only there."),
            ),
            models.CheckConstraint(
                name="withdrawn_after_granted",
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(withdrawn_at__gte=models.F("granted_at")),
                violation_error_message=_("A permission cannot be withdrawn before it was given."),
            ),
        ]

    def __str__(self) -> str:
        return self.use
