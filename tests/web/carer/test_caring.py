"""Seeing and changing on one's own page whom one looks after, and whether one stays once that is over."""

from datetime import date

import pytest

from cyfran.domain.people.choices import Use
from cyfran.domain.people.models import CaringRole
from cyfran.domain.people.queries import my_link
from cyfran.web.carer.my.forms import KnownToForm, PermissionsForm, WishesForm
from cyfran.web.carer.register.forms import PermitForm, ReachForm, WhomForm
from cyfran.web.ui.caring import CaringRoleForm, StayForm
from cyfran.web.ui.load import LimitForm, LoadOnPage
from cyfran.web.ui.reach import YouForm
from tests.factories.people import make_caring_role, make_permission, make_person
from tests.proving import come_with_code
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def at(name, person, *more):
    return address(f"carer:my:{name}", my_link(person), *more)


def test_she_adds_whom_she_looks_after_without_a_name(client, gwenllian):
    response = client.post(at("caring_add", gwenllian), {"relation": "CHILD", "hours": "NOT_SURE", "called": ""})

    role = CaringRole.objects.get()
    assert (role.person, role.relation, role.hours, role.called, role.state) == (gwenllian, "CHILD", "NOT_SURE", "", "ACTIVE")
    assert "My son or daughter" in text_of(client.get(response.url))


def test_she_pauses_it_and_the_page_says_so(client, gwenllian):
    role = make_caring_role(person=gwenllian)
    given = {"relation": "PARENT", "hours": "UP_TO_9", "called": "M", "state": "PAUSED"}

    client.post(at("caring_role", gwenllian, role.public_id), given)

    page = text_of(client.get(at("caring", gwenllian)))
    assert "My mum or dad (M)" in page
    assert "Not at the moment: it is paused" in page


def test_a_role_that_is_over_is_asked_nothing_but_how_it_is(client, gwenllian):
    role = make_caring_role(person=gwenllian, state="DIED", since=date(2026, 11, 1))

    form = client.get(at("caring_role", gwenllian, role.public_id)).context["form"]

    assert list(form.fields) == ["state"]


def test_after_a_death_her_page_asks_nothing_about_caring_and_once_whether_she_stays(client, gwenllian):
    role = make_caring_role(person=gwenllian, called="Mam")
    said = {"relation": "PARENT", "hours": "UP_TO_9", "called": "Mam", "state": "DIED"}

    response = client.post(at("caring_role", gwenllian, role.public_id), said)
    page = text_of(client.get(response.url))
    wishes = client.get(address("carer:my:reach", come_with_code(client, gwenllian))).context["form"]
    answered = client.post(at("stay", gwenllian), {"answer": "NOT_NOW"})
    later = text_of(client.get(at("caring", gwenllian)))

    assert "We are very sorry for your loss." in page
    assert ("What said here who they were is deleted." in page, "you will be asked nothing about it" in page) == (True, True)
    assert [word for word in ("Mam", "My mum or dad", "Whom you look after", "How long you have looked") if word in page] == []
    assert "how_long" not in wishes.fields
    assert "We are very sorry for your loss." not in text_of(client.get(answered.url))
    assert at("stay", gwenllian) in later


def test_where_no_name_was_given_no_page_says_that_one_is_deleted(client, gwenllian):
    role = make_caring_role(person=gwenllian)
    said = {"relation": "PARENT", "hours": "UP_TO_9", "called": "", "state": "DIED"}

    asked = text_of(client.get(at("caring_role", gwenllian, role.public_id)))
    after = text_of(client.post(at("caring_role", gwenllian, role.public_id), said, follow=True))

    assert ("Nothing more is asked about them." in asked, "We are very sorry." in after) == (True, True)
    assert "is deleted" not in asked + after


def test_hours_said_once_for_several_people_stand_there_as_those_of_all_until_one_is_asked_about_alone(client, gwenllian):
    roles = [make_caring_role(person=gwenllian, hours="FROM_10_TO_19", hours_in_all=True) for _one in range(2)]
    same = {"relation": "PARENT", "hours": "FROM_10_TO_19", "called": "", "state": "PAUSED"}

    client.post(at("caring_role", gwenllian, roles[0].public_id), same)
    before = text_of(client.get(at("caring", gwenllian)))
    client.post(at("caring_role", gwenllian, roles[0].public_id), same | {"hours": "UP_TO_9"})
    after = text_of(client.get(at("caring", gwenllian)))

    together = "10 to 19 hours a week, for all of them together"
    assert (before.count(together), after.count(together), "Up to 9 hours a week" in after) == (2, 1, True)


def test_whoever_looks_after_somebody_is_not_asked_whether_she_stays(client, gwenllian):
    make_caring_role(person=gwenllian)

    assert client.get(at("stay", gwenllian)).status_code == 404


def test_after_a_year_one_button_says_that_it_is_still_so(client, gwenllian):
    role = make_caring_role(person=gwenllian, said_on=date(2025, 11, 1))

    page = text_of(client.get(at("show", gwenllian)))
    client.post(at("caring_still", gwenllian))

    assert "On 1 November 2025 you told us whom you look after." in page
    role.refresh_from_db()
    assert role.said_on == date(2026, 11, 20)
    assert "Is it still so?" not in text_of(client.get(at("show", gwenllian)))


def test_who_is_looked_after_sees_it_and_takes_it_back_and_a_stranger_cannot(client, gwenllian):
    olwen = make_person(name="Olwen Dychmygol")
    role = make_caring_role(person=olwen, cared_for=gwenllian)

    page = text_of(client.get(at("caring", gwenllian)))
    stranger = client.post(at("caring_forget", make_person(), role.public_id)).status_code
    client.post(at("caring_forget", gwenllian, role.public_id))

    assert "Olwen is on record as looking after you." in page
    role.refresh_from_db()
    assert (stranger, role.cared_for, role.person) == (404, None, olwen)


def test_another_persons_role_is_not_found(client, gwenllian):
    assert client.get(at("caring_role", gwenllian, make_caring_role().public_id)).status_code == 404


def test_registering_asks_nothing_twice():
    forms = [WhomForm(), YouForm(), ReachForm(channel="EMAIL"), PermitForm()]

    labels = [str(field.label) for form in forms for field in form.fields.values()]
    names = [name for form in forms for name in form.fields]

    assert (len(set(labels)), len(set(names))) == (len(labels), len(names))


def test_what_is_on_record_is_filled_in_wherever_it_could_be_asked_again(gwenllian, noon):
    role = make_caring_role(person=gwenllian, called="M", hours="FROM_50")
    make_permission(person=gwenllian, use="CONTACT")
    gwenllian.age_band, gwenllian.how_long, gwenllian.how_long_said_on = "FROM_65", "OVER_2", noon.date()
    gwenllian.telephone, gwenllian.address, gwenllian.stays, gwenllian.language = "01632 960001", "1 Tŷ Dychmygol", "YES", "CY"
    forms = [
        WishesForm(None, person=gwenllian),
        CaringRoleForm(None, role=role),
        StayForm(None, person=gwenllian),
        KnownToForm(None, person=gwenllian),
        PermissionsForm(None, initial={"uses": ["CONTACT"]}, asked=[Use.CONTACT]),
        LimitForm(None, load=LoadOnPage.of(gwenllian, today=noon.date())),
    ]
    # Nothing is said of these yet, which is an answer too.
    left_empty = {"hours", "rests_until", "asks", "quiet_from", "quiet_until", "bodies"}

    empty = [name for form in forms for name in form.fields if not form[name].value() and name not in left_empty]

    assert empty == []


def test_her_page_costs_the_same_for_more_whom_she_looks_after(client, gwenllian, django_assert_max_num_queries):
    for _one in range(3):
        make_caring_role(person=gwenllian, cared_for=make_person())

    with django_assert_max_num_queries(15):
        client.get(at("show", gwenllian))


@pytest.mark.parametrize("name", ["caring_add", "stay"])
def test_nothing_that_is_posted_breaks_the_pages(client, gwenllian, name):
    make_caring_role(person=gwenllian, state="ENDED")

    fields = {"relation": ["CHILD"], "called": ["M"], "hours": ["UP_TO_9"], "state": ["ACTIVE"], "answer": ["YES"]}
    assert_random_posts_never_break(client, at(name, gwenllian), fields)
