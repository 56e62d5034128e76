"""What is sealed is read with the key alone, in its own place alone, and is found again without being opened."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from hypothesis import given
from hypothesis import strategies as st

from cyfran.domain.base.actions import seal_anew
from cyfran.domain.base.fields import bare_email, bare_telephone
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.base.queries import keys_open, sealed_fields, sealed_models, sealed_with_another_key
from cyfran.domain.base.sealing import CannotOpenError, fingerprints, is_sealed, seal, seal_stored, unseal
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import people_reached_at
from tests.factories.correspondence import make_message
from tests.factories.opportunities import make_invitation
from tests.factories.people import make_person

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
OLD, NEW = {"old": b"o" * 32}, {"new": b"n" * 32}
ANY_TEXT = st.text(st.characters(codec="utf-8"))
UNSEALED = (
    "UPDATE people_person SET email = %s, telephone = %s, address = '', email_print = '', telephone_print = '' WHERE id = %s"
)
CONTACT = {"email": "ann@example.org", "telephone": "01970 000 001", "address": "1 Invented Street"}


def stored(person: Person, *columns: str) -> list[str]:
    """Return what stands in the database, as somebody would read it who had stolen it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM people_person WHERE id = %s", [person.pk])  # noqa: S608 -- our words
        return list(cursor.fetchone())


def people_as_migrations_have_them() -> type:
    """Return the model in which what is sealed is an ordinary text."""
    return MigrationLoader(connection).project_state(("people", "0004_contacts_are_sealed")).apps.get_model("people", "Person")


@given(text=ANY_TEXT, place=ANY_TEXT)
def test_what_was_sealed_opens_in_its_own_place_only(text, place):
    sealed = seal(text, place=place)

    assert unseal(sealed, place=place) == text
    with pytest.raises(CannotOpenError):
        unseal(sealed, place=f"{place}.")


def test_the_same_text_is_never_sealed_the_same_way_twice():
    assert seal("ann", place="here") != seal("ann", place="here")


@pytest.mark.parametrize(
    "change", [lambda s: s[:-4] + "AAA=", lambda s: s[:20], lambda s: s.replace("test:", "k2:"), lambda _: "ann"]
)
def test_what_was_changed_or_cut_off_does_not_open(change):
    sealed = seal("ann@example.org", place="here")

    with pytest.raises(CannotOpenError, match="here cannot be opened with the keys of CYFRAN_FIELD_KEYS"):
        unseal(change(sealed), place="here")


def test_fingerprints_tell_texts_and_kinds_apart_and_a_blank_has_none():
    assert fingerprints("ann", kind="email") == fingerprints("ann", kind="email")
    assert len({*fingerprints("ann", kind="email"), *fingerprints("ann", kind="name"), *fingerprints("bob", kind="email")}) == 3
    assert fingerprints("", kind="email") == []


@pytest.mark.django_db
def test_how_a_person_is_reached_stands_nowhere_in_the_database():
    person = make_person(**CONTACT)

    columns = stored(person, "email", "telephone", "address", "email_print", "telephone_print")

    assert [is_sealed(column) for column in columns] == [True, True, True, False, False]
    assert [text for text in CONTACT.values() if text in " ".join(columns)] == []
    assert {name: getattr(Person.objects.get(pk=person.pk), name) for name in CONTACT} == CONTACT


@pytest.mark.django_db
def test_words_with_an_answer_and_messages_are_sealed_as_well():
    message, invitation = make_message(body_en="Your page: /en/my/abc"), make_invitation(answer_words="My mum is ill")

    assert {model._meta.label: [field.name for field in sealed_fields(model)] for model in sealed_models()} == {
        "people.Person": ["email", "telephone", "address", "adult", "equality_token", "set_aside"],
        "people.CaringRole": ["called"],
        "people.Flag": ["words", "outcome"],
        "correspondence.Message": ["sent_to", "body_cy", "body_en"],
        "correspondence.Received": ["sent_from", "words"],
        "opportunities.Invitation": ["answer_words"],
    }
    for thing, name in [(message, "body_en"), (invitation, "answer_words")]:
        (column,) = type(thing).objects.filter(pk=thing.pk).values_list(name, flat=True)
        assert is_sealed(column)
    assert type(invitation).objects.get(pk=invitation.pk).answer_words == "My mum is ill"


@pytest.mark.django_db
def test_what_is_sealed_for_one_person_does_not_open_for_another():
    ann, bob = make_person(email="ann@example.org"), make_person(email="bob@example.org")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET email = %s WHERE id = %s", [*stored(ann, "email"), bob.pk])

    with pytest.raises(CannotOpenError):
        _ = Person.objects.get(pk=bob.pk).email


@pytest.mark.django_db
def test_a_query_neither_writes_nor_looks_into_what_is_sealed():
    person = make_person()

    with pytest.raises(TypeError, match="write it through its row"):
        Person.objects.filter(pk=person.pk).update(email="ann@example.org")
    with pytest.raises(FieldError, match="nothing can be looked for in it"):
        Person.objects.filter(email__icontains="ann")


@pytest.mark.django_db
def test_an_unread_text_is_not_opened(monkeypatch):
    make_person()
    monkeypatch.setattr("cyfran.domain.base.fields.unseal", lambda *_args, **_options: pytest.fail("opened"))

    assert len(Person.objects.all()) == 1


@pytest.mark.django_db
def test_what_an_earlier_version_stored_is_sealed_and_what_was_stopped_goes_on():
    done, left = make_person(**CONTACT), make_person(**CONTACT)
    with connection.cursor() as cursor:
        cursor.execute(UNSEALED, [CONTACT["email"], CONTACT["telephone"], left.pk])
    before = stored(done, "email", "telephone", "address", "email_print")
    prints = {"email_print": ("email", bare_email), "telephone_print": ("telephone", bare_telephone)}

    counted = [seal_stored(people_as_migrations_have_them(), tuple(CONTACT), prints) for _time in range(2)]

    assert counted == [1, 0]
    assert stored(done, "email", "telephone", "address", "email_print") == before
    assert {name: getattr(Person.objects.get(pk=left.pk), name) for name in CONTACT} == CONTACT | {"address": ""}
    assert set(people_reached_at("01970000001")) == {done, left}


@pytest.mark.django_db
def test_keys_are_changed_some_rows_at_a_time_and_everybody_is_found_meanwhile(settings):
    settings.FIELD_KEYS = OLD
    people = [make_person(email=f"person{number}@example.org") for number in range(3)]
    settings.FIELD_KEYS = NEW | OLD

    counted = [seal_anew(model=Person, by=None, at=AT, most=2)]
    found_meanwhile = [list(people_reached_at(f"person{number}@example.org")) for number in range(3)]
    counted += [seal_anew(model=Person, by=None, at=AT, most=2) for _time in range(2)]

    assert (counted, found_meanwhile) == ([2, 1, 0], [[person] for person in people])
    assert list(sealed_with_another_key(Person)) == []
    assert [(event.verb, event.facts) for event in AuditEvent.objects.order_by("pk")] == [
        ("records.sealed_anew", {"rows": 2}),
        ("records.sealed_anew", {"rows": 1}),
    ]
    settings.FIELD_KEYS = NEW
    assert [Person.objects.get(pk=person.pk).email for person in people] == [f"person{number}@example.org" for number in range(3)]
    assert list(people_reached_at("person1@example.org")) == [people[1]]


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"old": b"x" * 32}, NEW])
def test_keys_that_are_wrong_or_missing_are_noticed(settings, wrong):
    settings.FIELD_KEYS = OLD
    assert keys_open(Person)
    make_person()
    assert keys_open(Person)

    settings.FIELD_KEYS = wrong

    assert not keys_open(Person)
