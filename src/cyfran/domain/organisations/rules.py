"""Who may do what in an organisation, as `choices.ACTS_OF` has it, and what its privacy notice has to say to be of use."""

import re
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.fields import check_telephone
from cyfran.domain.base.models import User
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import organisations_of

# As many figures as a number has at most: two of them can stand side by side.
_NUMBER = re.compile(r"[+(]?\d(?:[ ().-]{0,3}\d){6,14}")
_IN_BOTH_LANGUAGES = ("protection_officer", "legal_basis_text", "special_basis_text")


def may(user: User | AnonymousUser, act: Act, organisation: Organisation) -> bool:
    """Tell whether somebody may do this in all of the organisation."""
    return organisations_of(user, act).contains(organisation)


def refuse_as_contact(organisation: Organisation, user: User, stand_in: User | None, *, is_away: bool) -> None:
    """Raise ValidationError where people would turn to somebody who may not answer, or to nobody while the contact is away."""
    if not all(may(one, Act.ANSWER, organisation) for one in (user, stand_in or user)):
        raise ValidationError(_("The named contact must be a coordinator of this organisation."), code="not_a_coordinator")
    if stand_in == user or (is_away and not stand_in):
        sentence = _("Choose somebody else who stands in for the named contact.")
        raise ValidationError({"stand_in": ValidationError(sentence, code="nobody_stands_in")})


def can_be_reached(contact: str) -> bool:
    """Tell whether an e-mail address or a telephone number stands in a text."""
    words = (word.strip("<>()[],;:.") for word in contact.split())
    return any(_passes(validate_email, word) for word in words) or any(
        _passes(check_telephone, number) for number in _NUMBER.findall(contact)
    )


def refuse_half_a_notice(organisation: Organisation) -> None:
    """Raise ValidationError where a notice would say something in one language only, or name an officer nobody can reach."""
    halves = [
        (f"{name}_{missing}", _("Write this in Welsh and in English: the notice is read in both."))
        for name in _IN_BOTH_LANGUAGES
        if (missing := getattr(organisation, name).missing_half)
    ]
    unreached = [
        (f"protection_officer_{language}", _("Write an e-mail address or a telephone number by which the officer is reached."))
        for language, contact in organisation.protection_officer.halves.items()
        if contact and not can_be_reached(contact)
    ]
    if refused := halves + unreached:
        raise ValidationError({name: ValidationError(sentence, code="notice_not_whole") for name, sentence in refused})


def _passes(check: Callable[[str], None], text: str) -> bool:
    try:
        check(text)
    except ValidationError:
        return False
    return True
