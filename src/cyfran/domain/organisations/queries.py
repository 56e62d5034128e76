"""Which bodies there are, which are somebody's, and who answers for them."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.models import User
from cyfran.domain.organisations.choices import OrganisationKind
from cyfran.domain.organisations.models import Area, Organisation


def organisations_of(user: User | AnonymousUser) -> QuerySet[Organisation]:
    """Return the organisations a member of staff coordinates for: all of them for an administrator."""
    if not user.is_active or not isinstance(user, User):
        return Organisation.objects.none()
    if user.is_administrator:
        return Organisation.objects.all()
    return Organisation.objects.filter(memberships__user=user)


def administrators() -> QuerySet[User]:
    """Return those who look after this installation, the longest here first."""
    return User.objects.filter(is_administrator=True, is_active=True).order_by("joined_at", "id")


def areas_with_regions() -> QuerySet[Area]:
    return Area.objects.select_related("region")


def council_of(area: Area) -> Organisation:
    return Organisation.objects.get(kind=OrganisationKind.COUNCIL, area=area)


def first_owner(organisation: Organisation) -> User:
    """Return who has the first move in anything new: the named contact, else an administrator. Nothing is ever nobody's."""
    contact = organisation.named_contact
    if contact and contact.is_active:
        return contact
    administrator = administrators().first()
    if administrator is None:
        raise ValidationError(
            _("Nobody can answer for %(organisation)s yet: name a contact for it, or make somebody an administrator."),
            code="no_owner",
            params={"organisation": organisation.name},
        )
    return administrator
