"""Who works here, what was done, and who has the next move."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import ActorKind
from cyfran.domain.base.fields import PublicIdField, ShortText, TelephoneField


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, **fields: Any) -> "User":
        """Make an account. There is no password anywhere: people sign in with a code sent to them."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_unusable_password()
        user.full_clean()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone who signs in: staff, and later carers who wish for an account."""

    public_id = PublicIdField()
    email = models.EmailField(
        _("e-mail address"), unique=True, error_messages={"unique": _("There is already an account with this e-mail address.")}
    )
    name = ShortText(_("name"), max_length=120)
    telephone = TelephoneField(_("telephone"), blank=True)
    is_administrator = models.BooleanField(_("administrator"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    actor_kind = ActorKind.USER

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_for_each_address",
                violation_error_message=_("There is already an account with this e-mail address."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class AuditEvent(models.Model):
    """One thing that was done, by whom and when. Written once, never changed."""

    verb = ShortText(max_length=60)
    actor_kind = models.CharField(max_length=10, choices=ActorKind)
    actor_public_id = ShortText(max_length=12, blank=True)
    subject_kind = ShortText(max_length=60)
    subject_public_id = ShortText(max_length=40)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["subject_kind", "subject_public_id"], name="events_of_a_subject")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_public_id}"

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk is not None:
            raise TypeError("An audit event is written once and never changed.")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("An audit event is never deleted.")


# Twenty working days, in which everything asked or said is owed an answer.
ANSWER_DAYS = 28


class Owned(models.Model):
    """Something open that waits for somebody: whose move it is, and by when."""

    owner = models.ForeignKey("base.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("owner"))
    due_on = models.DateField(_("due on"))

    class Meta:
        abstract = True


class Slot(models.Model):
    """One time at which a job of the schedule was due: of all workers, the one that writes it down sees to the job."""

    job = ShortText(max_length=120)
    due_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["job", "due_at"],
                name="each_job_once_when_it_is_due",
                violation_error_message=_("Somebody has seen to this job already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.due_at}"


class Worker(models.Model):
    """A process that does what waits in the background, on whichever machine, and when it was last heard of."""

    name = ShortText(max_length=64, unique=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
