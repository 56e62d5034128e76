"""Who holds which seat of a group, and for how long."""

from datetime import date

import pytest

from cyfran.domain.groups.choices import SeatKind
from cyfran.domain.groups.models import Seat
from cyfran.domain.involvement.queries import load_of
from tests.factories.groups import make_group, make_seat
from tests.factories.involvement import make_ledger_entry
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_person
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def term(**given) -> dict:
    starts = {"starts_on_day": "1", "starts_on_month": "12", "starts_on_year": "2026"}
    ends = {"ends_on_day": "30", "ends_on_month": "11", "ends_on_year": "2028"}
    return {**starts, **ends, "hours_a_year": "6", **given}


def seat_page(seat: Seat) -> str:
    return address("staff:groups:seat", seat.group.public_id, seat.public_id)


def test_the_people_of_an_example_sit_in_its_groups_alone(client, mari, council):
    seat = make_seat(group=make_group(organisation=council))
    invented = make_person(organisation=council, name="Olwen Dychmygol", is_example=True)

    found = client.post(seat_page(seat), {"find": "this", "text": "olwen"}, follow=True)
    page = text_of(client.post(seat_page(seat), term(holder=invented.public_id)))

    assert list(found.context["found"]) == []
    assert "There is a problem" in page
    assert client.get(seat_page(seat) + f"?holder={invented.public_id}").status_code == 404


def test_a_seat_is_added_and_leads_on_to_who_holds_it(client, mari, council):
    group = make_group(organisation=council)

    page = client.post(address("staff:groups:add_seat", group.public_id), {"kind": "CARER"}, follow=True)

    seat = Seat.objects.get()
    assert (seat.group, seat.kind, seat.holder) == (group, SeatKind.CARER, None)
    assert page.redirect_chain == [(seat_page(seat), 302)]


def test_people_are_searched_for_a_seat_and_chosen_in_the_address(client, mari, council):
    seat = make_seat(group=make_group(organisation=council))
    olwen, dai = make_person(organisation=council, name="Olwen"), make_person(organisation=council, name="Dai")
    make_person(name="Olwen Elsewhere")

    with_deputy = seat_page(seat) + f"?deputy={dai.public_id}"
    found = client.post(with_deputy, {"find": "this", "text": "olwen"}, follow=True)
    chosen = text_of(client.get(seat_page(seat) + f"?holder={olwen.public_id}&deputy={dai.public_id}"))

    assert list(found.context["found"]) == [olwen]
    assert f'href="?deputy={dai.public_id}&amp;holder={olwen.public_id}"' in text_of(found)
    assert found.redirect_chain == [(with_deputy, 302)]
    assert f'<input type="hidden" name="holder" value="{olwen.public_id}"' in chosen
    assert f'<input type="hidden" name="deputy" value="{dai.public_id}"' in chosen


def test_whom_a_seat_is_for_is_no_vote_in_welsh(client, mari, council):
    seat = make_seat(group=make_group(organisation=council))

    page = text_of(client.get(address("staff:groups:seat", seat.group.public_id, seat.public_id, language="cy")))

    assert "Ar gyfer" in page
    assert "O blaid" not in page


def test_a_seat_is_filled_for_a_term(client, mari, council):
    seat = make_seat(group=make_group(organisation=council))
    olwen, dai = make_person(organisation=council), make_person(organisation=council)

    client.post(seat_page(seat), term(holder=olwen.public_id, deputy=dai.public_id))

    seat.refresh_from_db()
    assert (seat.holder, seat.deputy) == (olwen, dai)
    assert (seat.starts_on, seat.ends_on, seat.minutes_a_year) == (date(2026, 12, 1), date(2028, 11, 30), 360)
    assert load_of(olwen, date(2026, 11, 20)) == 360


def test_two_share_a_seat_and_both_leave_it_together(client, mari, council):
    seat = make_seat(group=make_group(organisation=council))
    olwen, dai = make_person(organisation=council, name="Olwen"), make_person(organisation=council, name="Dai")

    page = text_of(client.post(seat_page(seat), term(holder=olwen.public_id, deputy=dai.public_id, is_shared="on"), follow=True))
    question = text_of(client.get(address("staff:groups:vacate", seat.group.public_id, seat.public_id)))

    assert ("Shared by two" in page, load_of(dai, date(2026, 11, 20))) == (True, 360)
    assert "Olwen and Dai will both no longer be shown as holding this seat" in question


def test_nobody_shares_a_seat_alone(client, mari, council):
    seat, olwen = make_seat(group=make_group(organisation=council)), make_person(organisation=council)

    page = text_of(client.post(seat_page(seat), term(holder=olwen.public_id, is_shared="on")))

    assert "Choose with whom the holder shares the seat." in page


def test_the_holder_stays_and_the_deputy_changes(client, mari, council):
    olwen, dai = make_person(organisation=council), make_person(organisation=council)
    seat = make_seat(group=make_group(organisation=council), holder=olwen, deputy=dai, starts_on=date(2026, 1, 1))

    without = client.get(seat_page(seat) + "?deputy=")
    client.post(seat_page(seat), term(holder=olwen.public_id, deputy=""))

    seat.refresh_from_db()
    assert (without.context["holder"], without.context["deputy"]) == (olwen, None)
    assert (seat.holder, seat.deputy) == (olwen, None)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"holder": ""}, "Search for the person who holds the seat, and choose them."),
        ({"starts_on_day": "31", "starts_on_month": "2"}, "Give a day that exists"),
        ({"ends_on_year": "2025"}, "The term must end after it starts."),
    ],
)
def test_what_is_wrong_with_a_term_is_said(client, mari, council, given, sentence):
    seat = make_seat(group=make_group(organisation=council))
    olwen = make_person(organisation=council)

    page = text_of(client.post(seat_page(seat), term(**{"holder": olwen.public_id, **given})))

    assert sentence in page


def test_a_seat_past_the_limit_of_its_holder_is_refused_by_name(client, mari, council):
    seat, olwen = make_seat(group=make_group(organisation=council)), make_person(organisation=council, name="Olwen Dychmygol")
    make_ledger_entry(person=olwen, minutes=390, on=date(2026, 11, 1))

    page = text_of(client.post(seat_page(seat), term(holder=olwen.public_id)))

    seat.refresh_from_db()
    assert seat.holder is None
    assert "This asks more of these people than their limit allows, and only they can lift it: Olwen Dychmygol." in page


def test_the_hours_of_a_seat_are_filled_in_again(client, mari, council):
    olwen = make_person(organisation=council)
    seat = make_seat(group=make_group(organisation=council), holder=olwen, starts_on=date(2026, 1, 1), minutes_a_year=350)

    assert client.get(seat_page(seat)).context["form"]["hours_a_year"].value() == 6


def test_nobody_is_their_own_deputy(client, mari, council):
    seat = make_seat(group=make_group(organisation=council))
    olwen = make_person(organisation=council)

    page = text_of(client.post(seat_page(seat), term(holder=olwen.public_id, deputy=olwen.public_id)))

    assert "The deputy must be somebody other than the holder of the seat." in page


def test_a_held_seat_takes_nobody_else(client, mari, council):
    seat = make_seat(group=make_group(organisation=council), holder=make_person(organisation=council), starts_on=date(2026, 1, 1))
    other = make_person(organisation=council)

    page = text_of(client.post(seat_page(seat), term(holder=other.public_id)))

    assert "Somebody holds this seat. Say first that it is vacant." in page


def test_a_person_of_another_body_is_not_seated(client, mari, council):
    seat = make_seat(group=make_group(organisation=council))
    elsewhere = make_person()

    client.post(seat_page(seat), term(holder=elsewhere.public_id))

    seat.refresh_from_db()
    assert seat.holder is None
    assert client.get(seat_page(seat) + f"?holder={elsewhere.public_id}").status_code == 404


def test_a_seat_is_vacated_after_a_question(client, mari, council):
    olwen = make_person(organisation=council, name="Olwen Dychmygol")
    seat = make_seat(group=make_group(organisation=council), holder=olwen, starts_on=date(2026, 1, 1))
    door = address("staff:groups:vacate", seat.group.public_id, seat.public_id)

    question = text_of(client.get(door))
    client.post(door)

    seat.refresh_from_db()
    assert "Olwen Dychmygol will no longer be shown as holding this seat" in question
    assert seat.holder is None


def test_a_seat_belongs_to_its_group_and_to_no_stranger(client, mari, council):
    seat = make_seat(group=make_group(organisation=council))
    other = make_group(organisation=council)

    assert client.get(address("staff:groups:seat", other.public_id, seat.public_id)).status_code == 404
    client.force_login(make_coordinator(make_organisation()))
    assert client.post(seat_page(seat), term()).status_code == 404
    assert client.post(address("staff:groups:vacate", seat.group.public_id, seat.public_id)).status_code == 404


def test_random_posts_never_break_filling_a_seat(client, mari, council):
    seat = make_seat(group=make_group(organisation=council))
    olwen, dai = make_person(organisation=council), make_person(organisation=council)
    fields = {name: [value] for name, value in term(holder=olwen.public_id, deputy=dai.public_id).items()}

    assert_random_posts_never_break(client, seat_page(seat), fields)
