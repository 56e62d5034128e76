"""Which bodies there are, which are somebody's, and who answers for them."""

from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base import clock
from cyfran.domain.base.models import User
from cyfran.domain.organisations.choices import ACTS_OF, Act, OrganisationKind
from cyfran.domain.organisations.models import Area, Membership, Organisation, RoleHeld

Held = TypeVar("Held", bound=RoleHeld)


def in_force(roles: QuerySet[Held], user: User | AnonymousUser) -> QuerySet[Held]:
    """Keep the roles that somebody who may sign in holds today."""
    if not user.is_active or not isinstance(user, User):
        return roles.none()
    return not_over(roles).filter(user=user)


def not_over(roles: QuerySet[Held]) -> QuerySet[Held]:
    """Keep the roles whose last day is not past."""
    return roles.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today()))


def that_allow(roles: QuerySet[Held], act: Act) -> QuerySet[Held]:
    """Keep the roles that let somebody do this."""
    return roles.filter(role__in=[role for role, acts in ACTS_OF.items() if act in acts])


def organisations_of(user: User | AnonymousUser, act: Act) -> QuerySet[Organisation]:
    """Return the organisations in all of which somebody may do this: every one for who looks after the installation."""
    if user.is_active and isinstance(user, User) and user.is_administrator:
        return Organisation.objects.all()
    held = that_allow(in_force(Membership.objects.all(), user), act)
    return Organisation.objects.filter(pk__in=held.order_by().values("organisation"))


def administrators_of(organisation: Organisation) -> QuerySet[Membership]:
    """Return the roles by which somebody gives and ends roles in an organisation today."""
    held = that_allow(not_over(Membership.objects.all()), Act.APPOINT)
    return held.filter(organisation=organisation, user__is_active=True)


def who_may(act: Act, organisation: Organisation) -> QuerySet[User]:
    """Return everybody who may do this in all of an organisation."""
    roles = that_allow(not_over(Membership.objects.filter(organisation=organisation)), act)
    return User.objects.filter(Q(is_administrator=True) | Q(pk__in=roles.order_by().values("user")), is_active=True)


def administrators() -> QuerySet[User]:
    """Return those who look after this installation, the longest here first."""
    return User.objects.filter(is_administrator=True, is_active=True).order_by("joined_at", "id")


def who_keep_records() -> QuerySet[Organisation]:
    """Return the organisations that keep something about people here: those with staff, or with people on record."""
    has_people = Exists(Organisation.objects.filter(pk=OuterRef("pk"), people__isnull=False))
    return Organisation.objects.filter(Q(pk__in=Membership.objects.order_by().values("organisation")) | has_people)


def partners_of(organisation: Organisation) -> QuerySet[Organisation]:
    """Return the other organisations of its region that have staff here: only they can pass something on."""
    staffed = not_over(Membership.objects.order_by()).values("organisation")
    return Organisation.objects.filter(pk__in=staffed, region=organisation.region_id).exclude(pk=organisation.pk)


def areas_with_regions() -> QuerySet[Area]:
    return Area.objects.select_related("region")


def council_of(area: Area) -> Organisation:
    return Organisation.objects.get(kind=OrganisationKind.COUNCIL, area=area)


def contact_of(organisation: Organisation) -> User | None:
    """Return whom people turn to: the named contact, and while she is away or may no longer answer, whoever stands in for her.

    Nobody who may not answer for the organisation: a role can end while a name still stands.
    """
    in_order = [organisation.named_contact_id, organisation.contact_stand_in_id]
    if organisation.contact_away_until and clock.today() <= organisation.contact_away_until:
        in_order.reverse()
    able = who_may(Act.ANSWER, organisation).in_bulk(list(filter(None, in_order)))
    return next((able[key] for key in in_order if key in able), None)


def first_owner(organisation: Organisation) -> User:
    """Return who has the first move in anything new: the named contact, else an administrator. Nothing is ever nobody's."""
    owner = contact_of(organisation) or administrators().first()
    if owner is None:
        raise no_owner(organisation)
    return owner


def no_owner(organisation: Organisation) -> ValidationError:
    return ValidationError(
        _("Nobody can answer for %(organisation)s yet: name a contact for it, or make somebody an administrator."),
        code="no_owner",
        params={"organisation": organisation.name},
    )
