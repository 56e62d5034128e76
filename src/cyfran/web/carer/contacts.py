"""Who is there for somebody at an organisation."""

from django.core.exceptions import ValidationError

from cyfran.domain.base.models import User
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import first_owner, in_force


def who_answers(organisation: Organisation) -> User | None:
    """Return whoever has the first move; where nobody has, the named contact as long as she is still there in another role."""
    try:
        return first_owner(organisation)
    except ValidationError:
        contact = organisation.named_contact
        return contact if contact and in_force(organisation.memberships.all(), contact).exists() else None
