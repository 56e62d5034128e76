"""What the privacy notice says of an organisation, as its administrator says it and as everybody reads it."""

import pytest

from cyfran.domain.organisations.choices import Role
from tests.factories.organisations import make_membership, make_organisation
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

SAID = {
    "protection_officer_cy": "Swyddog: dpo@abermorfa.example",
    "protection_officer_en": "Officer: dpo@abermorfa.example",
    "legal_basis": "PUBLIC_TASK",
    "legal_basis_text_cy": "Deddf ddychmygol",
    "legal_basis_text_en": "An invented Act",
    "special_basis": "PUBLIC_INTEREST",
    "special_basis_text_cy": "Amod dychmygol",
    "special_basis_text_en": "An invented condition",
}


@pytest.fixture
def rhian(client, council):
    rhian = make_membership(organisation=council, role=Role.ADMINISTRATOR).user
    client.force_login(rhian)
    return rhian


def test_what_an_administrator_says_stands_in_the_notice_at_each_reading_level(client, rhian, council):
    before = [text_of(client.get(f"/en/privacy/{level}")) for level in ("", "easy/", "full/")]

    answer = client.post(address("staff:notice:change", council.public_id), SAID, follow=True)

    after = [text_of(client.get(f"/en/privacy/{level}")) for level in ("", "easy/", "full/")]
    shown = ("Abermorfa Council", SAID["protection_officer_en"], "Article 6(1)(e)", "Article 9(2)(g)", "An invented condition")
    assert "It is written down" in text_of(answer)
    assert [page.count("Not given yet: ask the organisation itself.") for page in before] == [2] * 3
    assert [[words in page for words in shown] for page in after] == [[True] * len(shown)] * 3
    assert [page for page in after if "Not given yet" in page] == []


def test_the_notice_says_it_in_the_language_of_the_reader(client, rhian, council):
    client.post(address("staff:notice:change", council.public_id), SAID)

    pages = [text_of(client.get(f"/{language}/privacy/")) for language in ("cy", "en")]

    shown = ("Swyddog: dpo@", "Deddf ddychmygol", "Amod dychmygol", "Officer: dpo@", "An invented Act", "An invented condition")
    assert [[words in page for words in shown] for page in pages] == [[True] * 3 + [False] * 3, [False] * 3 + [True] * 3]


def test_what_an_earlier_version_took_in_one_language_is_shown_with_its_language(client, council):
    make_membership(organisation=council)
    said = {"protection_officer_en": "dpo@abermorfa.example", "legal_basis_text_en": "An Act"}
    type(council).objects.filter(pk=council.pk).update(**said)

    page = text_of(client.get("/cy/privacy/full/"))

    assert [f'<span lang="en">{words}</span>' in page for words in said.values()] == [True, True]


@pytest.mark.parametrize(
    ("left_out", "refusal"),
    [
        ({"legal_basis_text_cy": ""}, "Write this in Welsh and in English: the notice is read in both."),
        ({"protection_officer_en": ""}, "Write this in Welsh and in English: the notice is read in both."),
        ({"protection_officer_cy": "xx"}, "Write an e-mail address or a telephone number by which the officer is reached."),
    ],
)
@pytest.mark.usefixtures("rhian")
def test_half_a_notice_or_an_officer_whom_nobody_can_reach_is_refused_beside_the_field(client, council, left_out, refusal):
    page = text_of(client.post(address("staff:notice:change", council.public_id), SAID | left_out))

    council.refresh_from_db()
    assert (page.count(f"{refusal}</a>"), council.protection_officer) == (1, "")


def test_a_condition_without_that_of_schedule_1_is_refused_and_what_was_typed_stays(client, rhian, council):
    page = text_of(client.post(address("staff:notice:change", council.public_id), SAID | {"special_basis_text_cy": ""}))

    council.refresh_from_db()
    assert "Name the condition of Schedule 1 that goes with it, in Welsh and in English." in page
    assert ("An invented condition" in page, council.protection_officer) == (True, "")


def test_it_is_for_whoever_guards_the_records_of_that_body_alone(client, mari, council):
    closed = client.get(address("staff:notice:list")).status_code
    client.force_login(make_membership(organisation=make_organisation(), role=Role.ADMINISTRATOR).user)

    elsewhere = client.post(address("staff:notice:change", council.public_id), SAID).status_code

    assert (closed, elsewhere) == (404, 404)


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_for_more_bodies(client, rhian, item_count, django_assert_num_queries):
    for _number in range(item_count - 1):
        make_membership(user=rhian, role=Role.ADMINISTRATOR)

    with django_assert_num_queries(5):
        client.get(address("staff:notice:list"))
