"""Registering people, and keeping what they wish and permit."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.choices import ActorKind, Channel, Language
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.people.actions.people import (
    change_contact_wishes,
    permit,
    register,
    renew_link,
    withdraw_permission,
)
from cyfran.domain.people.choices import AgeBand, Format, Hours, HowLong, Relation, Use
from cyfran.domain.people.models import CaringRole, Permission, Person
from cyfran.domain.people.queries import permits
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_permission, make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def events():
    return list(AuditEvent.objects.order_by("id").values_list("verb", "actor_kind", "facts"))


def register_ann(**given):
    organisation = make_organisation()
    fields = {
        "organisation": organisation,
        "area": organisation.area,
        "name": "Ann Example",
        "channel": Channel.EMAIL,
        "email": "ann@example.org",
        "relations": [(Relation.PARENT, Hours.FROM_50)],
        "uses": [Use.CONTACT],
        "by": None,
        "at": AT,
    }
    return register(**{**fields, **given})


def test_register_writes_down_the_person_her_roles_and_what_she_permits():
    person = register_ann(relations=[(Relation.PARENT, Hours.FROM_50), (Relation.CHILD, Hours.NOT_SURE)])

    assert list(person.caring_roles.values_list("relation", "hours")) == [("PARENT", "FROM_50"), ("CHILD", "NOT_SURE")]
    assert list(person.permissions.values_list("use", "granted_at", "withdrawn_at")) == [("CONTACT", AT, None)]
    assert (person.name, person.language, person.format, person.registered_at) == ("Ann Example", "", "STANDARD", AT)


def test_register_by_herself_is_recorded_as_her_own_act_without_her_name():
    person = register_ann()

    assert events() == [
        ("person.registered", ActorKind.PERSON, {"channel": "EMAIL"}),
        ("permission.granted", ActorKind.PERSON, {"use": "CONTACT"}),
    ]
    assert AuditEvent.objects.first().actor_public_id == person.public_id


def test_register_by_staff_with_only_a_landline():
    organisation = make_organisation()
    user = make_coordinator(organisation)

    person = register_ann(
        organisation=organisation,
        area=organisation.area,
        channel=Channel.PHONE,
        email="",
        telephone="01970 000 001",
        language=Language.WELSH,
        format=Format.LARGE_PRINT,
        age_band=AgeBand.FROM_65,
        uses=[],
        by=user,
        registered_by=user,
    )

    assert (person.channel, person.telephone, person.language, person.registered_by) == ("PHONE", "01970 000 001", "CY", user)
    assert events()[-1] == ("person.registered", ActorKind.USER, {"channel": "PHONE"})


@pytest.mark.parametrize(
    "given",
    [
        {"email": ""},
        {"email": "not an address"},
        {"name": ""},
        {"channel": "PIGEON"},
        {"relations": [("NEPHEW", Hours.FROM_50)]},
    ],
)
def test_register_writes_nothing_when_something_is_wrong(given):
    with pytest.raises(ValidationError):
        register_ann(**given)

    assert [Person.objects.count(), CaringRole.objects.count(), Permission.objects.count(), events()] == [0, 0, 0, []]


def test_change_contact_wishes_keeps_only_the_names_of_what_changed():
    person = make_person(email="ann@example.org")

    change_contact_wishes(
        person=person, by=person, at=AT, channel=Channel.PHONE, telephone="01970 000 001", email="ann@example.org"
    )

    person.refresh_from_db()
    assert (person.channel, person.telephone, person.email) == ("PHONE", "01970 000 001", "ann@example.org")
    assert events() == [("person.wishes_changed", ActorKind.PERSON, {"changed": ["channel", "telephone"]})]


@pytest.mark.parametrize(("says", "said_on"), [("FROM_1_TO_2", AT.date()), ("", None), ("UNDER_1", date(2026, 1, 5))])
def test_how_long_somebody_has_cared_keeps_the_day_on_which_it_was_said(says, said_on):
    person = make_person(how_long=HowLong.UNDER_1, how_long_said_on=date(2026, 1, 5))

    change_contact_wishes(person=person, by=person, at=AT, name="Ann", how_long=says)

    person.refresh_from_db()
    assert (person.how_long, person.how_long_said_on) == (says, said_on)


def test_change_contact_wishes_sees_what_a_form_has_already_written_on_the_instance():
    person = make_person()
    person.language = Language.WELSH

    change_contact_wishes(person=person, by=None, at=AT, language=Language.WELSH)

    person.refresh_from_db()
    assert person.language == "CY"


def test_change_contact_wishes_says_nothing_where_nothing_changed():
    person = make_person(language=Language.WELSH)

    change_contact_wishes(person=person, by=person, at=AT, language=Language.WELSH)

    assert events() == []


def test_change_contact_wishes_refuses_a_way_without_its_contact():
    person = make_person()

    with pytest.raises(ValidationError):
        change_contact_wishes(person=person, by=person, at=AT, channel=Channel.LETTER)

    person.refresh_from_db()
    assert (person.channel, events()) == ("EMAIL", [])


def test_change_contact_wishes_changes_nothing_else():
    person = make_person()

    with pytest.raises(TypeError, match="Cannot be changed here: is_example"):
        change_contact_wishes(person=person, by=person, at=AT, is_example=True)


def test_permit_again_after_taking_back_keeps_both_on_record():
    person = make_person()
    permit(person=person, use=Use.QUOTE, by=person, at=datetime(2026, 11, 1, tzinfo=UTC))
    withdraw_permission(person=person, use=Use.QUOTE, by=person, at=datetime(2026, 11, 2, tzinfo=UTC))

    permit(person=person, use=Use.QUOTE, by=person, at=AT)

    assert list(person.permissions.values_list("granted_at", "withdrawn_at")) == [
        (datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)),
        (AT, None),
    ]
    assert [verb for verb, _, _ in events()] == ["permission.granted", "permission.withdrawn", "permission.granted"]


def test_permit_what_is_already_permitted_changes_nothing():
    standing = make_permission(use=Use.CONTACT)

    assert permit(person=standing.person, use=Use.CONTACT, by=standing.person, at=AT) == standing
    assert (Permission.objects.count(), events()) == (1, [])


def test_permit_refuses_an_unknown_use():
    with pytest.raises(ValidationError):
        permit(person=make_person(), use="SELL", by=None, at=AT)


def test_withdraw_permission_counts_at_once():
    standing = make_permission(use=Use.QUOTE)

    withdrawn = withdraw_permission(person=standing.person, use=Use.QUOTE, by=standing.person, at=AT)

    assert (withdrawn, withdrawn.withdrawn_at, permits(standing.person, Use.QUOTE)) == (standing, AT, False)


def test_withdraw_permission_that_was_never_given_changes_nothing():
    assert withdraw_permission(person=make_person(), use=Use.QUOTE, by=None, at=AT) is None
    assert events() == []


def test_renew_link_raises_the_version_and_is_on_record():
    person = make_person()

    renew_link(person=person, by=person, at=AT)

    person.refresh_from_db()
    assert (person.link_version, events()) == (2, [("person.link_renewed", ActorKind.PERSON, {})])
