"""What staff write down of whom somebody looks after, and of whether she stays."""

import pytest

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.people.models import CaringRole, Person
from tests.factories.people import make_caring_role, make_permission, make_person
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def olwen(mari, council):
    return make_person(organisation=council, name="Olwen Dychmygol")


def at(name, person, *more):
    return address(f"staff:people:{name}", person.public_id, *more)


def test_what_somebody_says_by_telephone_is_written_down_and_every_look_is_logged(client, olwen, mari):
    client.post(at("caring_add", olwen), {"relation": "PARTNER", "hours": "FROM_50", "called": ""})

    role = CaringRole.objects.get()
    assert (role.person, role.relation, role.hours) == (olwen, "PARTNER", "FROM_50")
    assert "My husband, wife or partner" in text_of(client.get(at("caring", olwen)))
    assert AuditEvent.objects.filter(verb="person.looked_at", subject_public_id=olwen.public_id).count() == 2


def test_two_who_look_after_one_another_are_linked_by_how_they_are_reached_though_they_share_it(client, olwen, council):
    huw = make_person(organisation=council, name="Huw Dychmygol", email=olwen.email)
    hers, his = make_caring_role(person=olwen), make_caring_role(person=huw)

    for role in (hers, his):
        client.post(at("caring_name", role.person, role.public_id), {"contact": olwen.email, "both_agree": "on"})

    assert [CaringRole.objects.get(pk=role.pk).cared_for for role in (hers, his)] == [huw, olwen]
    assert "Huw has a record of their own." in text_of(client.get(at("caring", olwen)))


@pytest.mark.parametrize("given", [{"contact": "nobody@example.org", "both_agree": "on"}, {"both_agree": "on"}])
def test_nobody_is_linked_who_is_not_found(client, olwen, given):
    role = make_caring_role(person=olwen)

    client.post(at("caring_name", olwen, role.public_id), given)

    assert CaringRole.objects.get().cared_for is None


def test_a_link_is_not_made_before_both_agree_and_is_taken_back_for_either(client, olwen, council):
    huw = make_person(organisation=council)
    role = make_caring_role(person=olwen)

    client.post(at("caring_name", olwen, role.public_id), {"contact": huw.email})
    not_yet = CaringRole.objects.get().cared_for
    CaringRole.objects.update(cared_for=huw)
    client.post(at("caring_forget", olwen, role.public_id))

    assert (not_yet, CaringRole.objects.get().cared_for) == (None, None)


def test_whether_somebody_stays_is_asked_only_once_it_is_over(client, olwen):
    make_permission(person=olwen)
    role = make_caring_role(person=olwen)
    before = text_of(client.get(at("caring", olwen)))
    CaringRole.objects.filter(pk=role.pk).update(state="DIED")

    after = text_of(client.get(at("caring", olwen)))
    client.post(at("caring", olwen), {"answer": "NO"})

    assert ("Do they wish to stay?" in before, "Do they wish to stay?" in after) == (False, True)
    assert (Person.objects.get(pk=olwen.pk).stays, olwen.permissions.filter(withdrawn_at=None).count()) == ("NO", 0)
    assert "how_long" not in client.get(at("contact", olwen)).context["form"].fields


def test_the_roles_of_somebody_elsewhere_are_not_found(client, mari):
    stranger = make_caring_role()

    names = ("caring_role", "caring_name", "caring_forget")
    assert [client.get(at(name, stranger.person, stranger.public_id)).status_code for name in names] == [404] * 3
    assert client.get(at("caring", stranger.person)).status_code == 404
