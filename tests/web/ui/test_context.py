import pytest
from django.test import RequestFactory

from cyfran.web.ui.context import page


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/en/groups/?text=a%20b&page=2", {"cy": "/cy/groups/?text=a%20b&page=2", "en": "/en/groups/?text=a%20b&page=2"}),
        ("/cy/nowhere/", {"cy": "/cy/nowhere/", "en": "/en/nowhere/"}),
        ("/cy/en/", {"cy": "/cy/en/", "en": "/en/en/"}),
        ("/api/v1/docs", {"cy": "/cy/", "en": "/en/"}),
        ("/", {"cy": "/cy/", "en": "/en/"}),
    ],
)
def test_a_page_knows_its_address_in_each_language(path, expected):
    assert page(RequestFactory().get(path))["address_in"] == expected


def test_an_address_cannot_lead_away_from_here():
    assert page(RequestFactory().get("//elsewhere.example/en/"))["address_in"] == {"cy": "/cy/", "en": "/en/"}
