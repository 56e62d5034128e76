"""Answers about equality, kept apart from whoever gave them. The events name her organisation: that she answered is nobody's."""

from collections.abc import Mapping
from datetime import datetime
from secrets import token_hex

from django.db import transaction

from cyfran.domain.base.actions import record_event
from cyfran.domain.base.queries import lock
from cyfran.domain.people.choices import Dimension, Said
from cyfran.domain.people.models import EqualityAnswer, Person
from cyfran.domain.people.queries import equality_answers_of, equality_tokens
from cyfran.domain.people.rules import refuse_gone


@transaction.atomic
def answer_equality(*, person: Person, answers: Mapping[Dimension, Said], at: datetime) -> None:
    """Keep what she answers about equality in the place of what she answered before."""
    refuse_gone(person)
    if not person.equality_token:
        person.equality_token = token_hex()
        person.save(update_fields=["equality_token"])
    equality_answers_of(person).delete()
    tokens, facts = equality_tokens(person), {"organisation": person.organisation, "is_example": person.is_example}
    for dimension, said in answers.items():
        answer = EqualityAnswer(token=tokens[dimension], dimension=dimension, answer=said, **facts)
        answer.full_clean()
        answer.save(force_insert=True)
    record_event("equality.answered", subject=person.organisation, by=None, at=at)


@transaction.atomic
def forget_equality(*, person: Person, at: datetime) -> None:
    """Delete her answers about equality, and by what they were found."""
    lock(person)
    if not person.equality_token:
        return
    equality_answers_of(person).delete()
    person.equality_token = ""
    person.save(update_fields=["equality_token"])
    record_event("equality.forgotten", subject=person.organisation, by=None, at=at)
