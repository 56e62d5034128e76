import pytest

from cyfran.web.staff.gallery.presenters import COMPONENTS
from tests.factories.base import make_user

pytestmark = pytest.mark.django_db

ADDRESS = "/en/staff/gallery/"


def test_staff_see_an_example_of_every_part(client):
    client.force_login(make_user())

    page = client.get(ADDRESS).content.decode()

    assert [name for name in COMPONENTS if f'id="part-{name}"' not in page] == []


def test_the_gallery_shows_a_form_with_its_errors(client):
    client.force_login(make_user())

    page = client.post(ADDRESS, {}).content.decode()

    assert "There is a problem" in page
    assert "Error: " in page


def test_the_gallery_is_for_staff(client):
    response = client.get(ADDRESS)

    assert response.status_code == 302
    assert "/account/" in response["Location"]
