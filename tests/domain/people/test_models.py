"""What the database promises about people, broken on purpose."""

from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cyfran.domain.base.choices import Channel
from cyfran.domain.people.choices import WORDING, Relation, Use
from cyfran.domain.people.models import CaringRole, Permission, Person
from cyfran.web.staff.people.forms import QUESTIONS
from cyfran.web.ui.reach import ALL_USES
from tests.factories.organisations import make_organisation
from tests.factories.people import make_caring_role, make_permission, make_person

pytestmark = pytest.mark.django_db

NEVER = {Channel.EMAIL: "email", Channel.TEXT: "telephone", Channel.PHONE: "telephone", Channel.LETTER: "address"}


@pytest.mark.parametrize("channel", Channel)
def test_a_person_has_the_contact_for_the_way_chosen(channel):
    person = make_person(email="ann@example.org", telephone="01970 000 001", address="1 Invented Street")
    person.channel = channel
    setattr(person, NEVER[channel], "")

    with pytest.raises(ValidationError) as refused:
        person.full_clean()

    assert refused.value.messages == ["Give the e-mail address, telephone number or postal address for the way chosen."]


@pytest.mark.parametrize("channel", Channel)
def test_the_database_refuses_a_way_without_its_contact(channel):
    person = make_person(email="ann@example.org", telephone="01970 000 001", address="1 Invented Street")

    with pytest.raises(IntegrityError):
        Person.objects.filter(pk=person.pk).update(channel=channel, **{NEVER[channel]: ""})


@pytest.mark.parametrize(("how_long", "said_on"), [("OVER_2", None), ("", date(2026, 11, 21))])
def test_how_long_somebody_has_cared_stands_with_its_day(how_long, said_on):
    person = make_person()
    person.how_long, person.how_long_said_on = how_long, said_on

    with pytest.raises(ValidationError) as refused:
        person.full_clean()

    assert refused.value.messages == ["Say how long, and on which day it was said."]
    with pytest.raises(IntegrityError):
        person.save()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"cared_for": "another"}, "This is already recorded."),
        ({"cared_for": "herself"}, "This is the same person."),
        ({"state": "DIED", "called": "Mam"}, "Nothing is kept of somebody who has died."),
    ],
)
def test_a_caring_role_keeps_what_the_database_promises(given, message):
    another = make_person()
    role = make_caring_role(cared_for=another)
    people = {"another": another, "herself": role.person}
    broken = CaringRole(person=role.person, relation=Relation.SIBLING, **{n: people.get(v, v) for n, v in given.items()})

    with pytest.raises(ValidationError) as refused:
        broken.full_clean()

    assert refused.value.messages == [message]
    with pytest.raises(IntegrityError):
        broken.save()


def test_a_use_is_permitted_once_at_a_time():
    permission = make_permission(use=Use.QUOTE)
    again = Permission(person=permission.person, use=Use.QUOTE, granted_at=permission.granted_at)

    with pytest.raises(ValidationError) as refused:
        again.full_clean()

    assert refused.value.messages == ["This use is already permitted."]
    with pytest.raises(IntegrityError):
        again.save()


def test_a_permission_is_not_withdrawn_before_it_was_given():
    permission = make_permission(granted_at=datetime(2026, 9, 2, tzinfo=UTC))
    permission.withdrawn_at = datetime(2026, 9, 1, tzinfo=UTC)

    with pytest.raises(ValidationError) as refused:
        permission.full_clean()

    assert refused.value.messages == ["A permission cannot be withdrawn before it was given."]
    with pytest.raises(IntegrityError):
        permission.save()


def test_what_people_choose_is_shown_in_everyday_words():
    role = make_caring_role(relation=Relation.PARENT)
    permission = make_permission(person=role.person, use=Use.CONTACT)

    assert [role.get_relation_display(), permission.get_use_display()] == ["My mum or dad", "Ask me to take part"]
    assert [str(role), str(permission), str(role.person)] == ["PARENT", "CONTACT", role.person.name]


@pytest.mark.parametrize(("use", "names_a_body"), [(Use.SHARE, False), (Use.QUOTE, True)])
def test_sharing_and_only_sharing_names_the_body(use, names_a_body):
    person = make_person()
    body = person.organisation if names_a_body else None
    permission = Permission(person=person, use=use, body=body, granted_at=person.registered_at)

    with pytest.raises(ValidationError) as refused:
        permission.full_clean()

    assert refused.value.messages == ["Say with which organisation, where it is about sharing and only there."]
    with pytest.raises(IntegrityError):
        permission.save()


def test_sharing_is_permitted_once_for_each_body():
    first = make_permission(use=Use.SHARE, body=make_organisation())
    make_permission(person=first.person, use=Use.SHARE, body=make_organisation())

    with pytest.raises(IntegrityError):
        make_permission(person=first.person, use=Use.SHARE, body=first.body)


def test_the_words_in_which_permission_is_asked_are_those_of_their_version():
    asked = (
        {f"{text.label} {text.hint}" for _use, text in ALL_USES}
        | {str(text) for text in QUESTIONS.values()}
        | set(map(str, Use.labels))
    )
    digest = sha256("\n".join(sorted(asked)).encode()).hexdigest()

    assert {WORDING: digest[:16]} == {1: "96964531fe11ca62"}, (
        "The words have changed: raise WORDING, and write down the new digest here."
    )
