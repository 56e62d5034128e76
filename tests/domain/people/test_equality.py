"""Answers about equality stand apart from whoever gave them, and only she finds them again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.base.sealing import is_sealed
from cyfran.domain.people.actions.equality import answer_equality, forget_equality
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.choices import ANSWERS_TO, Dimension, Said
from cyfran.domain.people.models import EqualityAnswer, Person
from cyfran.domain.people.queries import equality_answers_of
from tests.factories.people import make_equality_answer, make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
HERS = {Dimension.SEX: Said.FEMALE, Dimension.RELIGION: Said.NONE}
SOURCE = Path(__file__).parents[3] / "src" / "cyfran"


@pytest.fixture
def olwen():
    person = make_person()
    answer_equality(person=person, answers=HERS, at=AT)
    return person


def answers_of(person: Person) -> dict[str, str]:
    return dict(equality_answers_of(person).values_list("dimension", "answer"))


def test_she_finds_her_answers_and_what_she_says_anew_takes_their_place(olwen):
    other = make_person()
    answer_equality(person=other, answers={Dimension.SEX: Said.MALE}, at=AT)
    before = answers_of(olwen)

    answer_equality(person=olwen, answers={Dimension.SEX: Said.PREFER_NOT}, at=AT)

    assert (before, answers_of(olwen), answers_of(other)) == (HERS, {"SEX": "PREFER_NOT"}, {"SEX": "MALE"})


def test_without_the_key_nothing_leads_from_an_answer_to_her_or_to_another_answer(olwen):
    with connection.cursor() as cursor:
        cursor.execute("SELECT equality_token FROM people_person")
        (stored,) = cursor.fetchone()
    tokens = list(EqualityAnswer.objects.values_list("token", flat=True))

    assert is_sealed(stored)
    assert len(set(tokens)) == len(HERS)
    assert [token for token in tokens if token in stored or olwen.equality_token in token] == []
    relations = [field.related_model for field in EqualityAnswer._meta.get_fields() if field.is_relation]
    assert relations == [type(olwen.organisation)]


def test_that_she_answered_is_written_down_of_her_organisation_and_not_of_her(olwen):
    forget_equality(person=olwen, at=AT)

    events = AuditEvent.objects.order_by("pk").values_list("verb", "actor_public_id", "subject_public_id", "facts")
    assert list(events) == [
        ("equality.answered", "", olwen.organisation.public_id, {}),
        ("equality.forgotten", "", olwen.organisation.public_id, {}),
    ]


@pytest.mark.parametrize("end", [forget_equality, lambda person, at: erase(person=person, by=None, at=at)])
def test_what_she_deletes_is_gone_and_so_is_what_led_to_it(olwen, end):
    kept = make_equality_answer()

    end(person=olwen, at=AT)

    olwen.refresh_from_db()
    assert (list(EqualityAnswer.objects.all()), olwen.equality_token) == ([kept], "")


def test_deleting_where_nothing_was_answered_leaves_no_trace():
    forget_equality(person=make_person(), at=AT)

    assert not AuditEvent.objects.exists()


def test_an_answer_to_another_question_is_refused_at_every_door(olwen):
    with pytest.raises(ValidationError, match="Choose from the answers"):
        answer_equality(person=olwen, answers={Dimension.SEX: Said.HINDU}, at=AT)
    with pytest.raises(IntegrityError):
        make_equality_answer(dimension=Dimension.SEX, answer=Said.HINDU)


def test_every_question_lets_her_say_that_she_prefers_not_to_say():
    assert [dimension for dimension in Dimension if ANSWERS_TO[dimension][-1] != Said.PREFER_NOT] == []


def test_only_she_and_the_counts_of_the_reports_read_the_answers():
    readers = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if "EqualityAnswer" in path.read_text()}

    assert {reader for reader in readers if "/migrations/" not in reader} == {
        "domain/people/actions/equality.py",
        "domain/people/actions/parting.py",
        "domain/people/models.py",
        "domain/people/queries.py",
        "domain/people/registry.py",
        "domain/reports/queries.py",
    }
    asking = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if "equality_answers_of" in path.read_text()}
    # Two records of hers that are made one keep the answers of one, and parted again each has its own.
    names = ("actions/equality", "actions/merging", "actions/parting", "queries")
    within = {f"domain/people/{name}.py" for name in names}
    assert asking == within | {"web/carer/my/equality.py"}
