"""Adding an organisation with its first administrator, so that it can pass on what others ask."""

import pytest

from cyfran.domain.base.models import AuditEvent, User
from cyfran.domain.organisations.choices import Role
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import contact_of, partners_of
from tests.factories.base import make_user
from tests.factories.organisations import make_membership, make_organisation
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

ADD = address("staff:roles:add_organisation")


@pytest.fixture
def rhian(client, council):
    """Sign in an administrator of the council."""
    rhian = make_membership(user=make_user(name="Rhian Dychmygol"), organisation=council, role=Role.ADMINISTRATOR).user
    client.force_login(rhian)
    return rhian


def carers_organisation(region, **more: str) -> dict[str, str]:
    names = {"name_cy": "Gofalwyr Dychmygol", "name_en": "Made-up Carers"}
    first = {"email": "nia@example.org", "administrator": "Nia Sampl", "telephone": "01970 000 007"}
    return {"kind": "CARERS_ORGANISATION", "region": region.slug, "area": "", **names, **first, **more}


def test_an_administrator_adds_a_carers_organisation_with_its_first_administrator(client, rhian, council):
    answer = client.post(ADD, carers_organisation(council.region, area=council.area.slug), follow=True)

    added = Organisation.objects.get(kind="CARERS_ORGANISATION")
    assert (added.name_cy, added.name_en, added.slug) == ("Gofalwyr Dychmygol", "Made-up Carers", "made-up-carers")
    assert (added.region, added.area) == (council.region, council.area)
    assert list(added.memberships.values_list("user__email", "user__name", "role")) == [
        ("nia@example.org", "Nia Sampl", Role.ADMINISTRATOR)
    ]
    assert (contact_of(added).name, contact_of(added).telephone) == ("Nia Sampl", "01970 000 007")
    assert AuditEvent.objects.get(verb="organisation.added").actor_public_id == rhian.public_id
    assert "Made-up Carers is added. Its first administrator is told by e-mail." in text_of(answer)
    assert added in partners_of(council)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": "HEALTH_BOARD"}, "Choose from the answers that are offered."),
        ({"name_en": "abermorfa council"}, "There is an organisation of this name already."),
        ({"name_cy": ""}, "Error: Add another organisation"),
        ({"telephone": "12"}, "Write a whole telephone number, such as 029 2018 0123."),
        ({"email": "nobody"}, "Error: Add another organisation"),
    ],
)
def test_an_organisation_is_not_added_half_nor_twice(client, rhian, council, wrong, sentence):
    page = text_of(client.post(ADD, carers_organisation(council.region, **wrong)))

    assert sentence in page
    assert not Organisation.objects.exclude(pk=council.pk).exists()
    assert not User.objects.filter(email="nia@example.org").exists()


def test_an_organisation_is_added_in_a_region_of_ones_own_and_in_an_area_of_that(client, rhian, council):
    elsewhere = make_organisation()

    client.post(ADD, carers_organisation(elsewhere.region))
    page = text_of(client.post(ADD, carers_organisation(council.region, area=elsewhere.area.slug)))

    assert "This area is in another region." in page
    assert not Organisation.objects.filter(kind="CARERS_ORGANISATION").exists()


def test_only_who_gives_roles_adds_an_organisation(client, mari):
    assert client.get(ADD).status_code == 404
