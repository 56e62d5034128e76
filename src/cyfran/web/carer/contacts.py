"""Who is there for somebody at an organisation."""

from django.core.exceptions import ValidationError

from cyfran.domain.base.models import User
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import first_owner


def who_answers(organisation: Organisation) -> User | None:
    """Return the named contact, else an administrator; None where an organisation has neither yet."""
    try:
        return first_owner(organisation)
    except ValidationError:
        return None
