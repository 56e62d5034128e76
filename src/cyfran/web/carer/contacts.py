"""Who is there for somebody at an organisation."""

from django.core.exceptions import ValidationError

from cyfran.domain.base.models import User
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import first_owner


def who_answers(organisation: Organisation) -> User | None:
    """Return whoever has the first move; where nobody has, the named contact all the same, so that there is somebody to ring."""
    try:
        return first_owner(organisation)
    except ValidationError:
        contact = organisation.named_contact
        return contact if contact and contact.is_active else None
