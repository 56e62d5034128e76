"""Loading the worked example: one invented but believable piece of co-production, through the same doors as a real one."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, override

from cyfran.cli.example.arrivals import register_everybody, seat_the_panel, set_the_scene
from cyfran.cli.example.people import COORDINATOR, COORDINATOR_ELSEWHERE, COORDINATOR_OF_PARTNER
from cyfran.cli.example.present import come_to_the_present
from cyfran.cli.example.story import tell_the_story
from cyfran.cli.language import gettext as _
from cyfran.domain.base.models import User
from cyfran.domain.organisations.models import Membership
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link


def load_example(*, by: User, at: datetime, say: Callable[[str], None]) -> list[tuple[str, str]]:
    """Load the worked example, all of it or nothing, unless it is there; return who is in it, and how each comes in.

    The story ends on the day of `at`; everything in it is counted back from then.
    """
    if Person.objects.filter(is_example=True).exists():
        say(_("The worked example is there already."))
    else:
        _load(by=by, at=at)
        say(_("Added: the worked example."))
    return _ways_in()


@transaction.atomic
def _load(*, by: User, at: datetime) -> None:
    scene = set_the_scene(as_of=localdate(at), by=by)
    register_everybody(scene)
    seat_the_panel(scene)
    tell_the_story(scene)
    come_to_the_present(scene)


def _ways_in() -> list[tuple[str, str]]:
    """Return the staff with the addresses they sign in with, and the carers with the links to their own pages."""
    addresses = [who["email"] for who in (COORDINATOR, COORDINATOR_ELSEWHERE, COORDINATOR_OF_PARTNER)]
    staff = Membership.objects.filter(user__email__in=addresses).select_related("user", "organisation").order_by("id")
    people = Person.objects.filter(is_example=True).order_by("id")
    return [_staff(membership) for membership in staff] + [(person.name, _own_page(person)) for person in people]


def _staff(membership: Membership) -> tuple[str, str]:
    words = {"name": membership.user.name, "organisation": membership.organisation.name}
    return _("%(name)s, who coordinates for %(organisation)s") % words, membership.user.email


def _own_page(person: Person) -> str:
    with override(person.language.lower() or get_language()):
        return settings.PUBLIC_ADDRESS + reverse("carer:my:show", args=[my_link(person)])
