"""People for tests: invented, and only what each record needs."""

from datetime import UTC, datetime, timedelta
from itertools import count

from cyfran.domain.base.choices import Channel
from cyfran.domain.people.choices import Dimension, FlagKind, Relation, Said, Use
from cyfran.domain.people.models import CaringRole, EqualityAnswer, Flag, Permission, Person
from tests.factories.base import make_user
from tests.factories.organisations import make_area, make_organisation

_numbers = count(1)


def make_person(**given) -> Person:
    """Make somebody reached by e-mail, of an organisation of her own, who has permitted nothing yet."""
    number = next(_numbers)
    if "organisation" not in given:
        given["organisation"] = make_organisation()
    if "area" not in given:
        given["area"] = given["organisation"].area or make_area()
    contact = {"name": f"Person {number}", "channel": Channel.EMAIL, "email": f"person{number}@example.org"}
    return Person.objects.create(**{**contact, "registered_at": datetime(2026, 9, 1, 9, 0, tzinfo=UTC), **given})


def make_equality_answer(**given) -> EqualityAnswer:
    """Make an answer that nobody holds the token of."""
    if "organisation" not in given:
        given["organisation"] = make_organisation()
    return EqualityAnswer.objects.create(
        **{"token": f"{next(_numbers):064x}", "dimension": Dimension.SEX, "answer": Said.FEMALE, **given}
    )


def make_caring_role(**given) -> CaringRole:
    if "person" not in given:
        given["person"] = make_person()
    return CaringRole.objects.create(**{"relation": Relation.PARENT, **given})


def make_flag(**given) -> Flag:
    """Make a worry that waits for its owner until the evening."""
    if "person" not in given:
        given["person"] = make_person()
    if "owner" not in given:
        given["owner"] = make_user()
    at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    return Flag.objects.create(**{"kind": FlagKind.DISTRESS, "raised_at": at, "due_at": at + timedelta(hours=9), **given})


def make_permission(**given) -> Permission:
    if "person" not in given:
        given["person"] = make_person()
    return Permission.objects.create(**{"use": Use.CONTACT, "granted_at": datetime(2026, 9, 1, 9, 0, tzinfo=UTC), **given})
