"""How much is asked of somebody, as staff see it, and writing down her word on how much it may be."""

from datetime import date

import pytest

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.groups.actions import fill_seat
from cyfran.domain.involvement.models import Limit
from tests.factories.groups import make_group, make_seat
from tests.factories.involvement import make_ledger_entry, make_limit
from tests.factories.people import make_person
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

WORD = {
    "hours": "20", "lifted": "NOT", "rhythm": "AT_ONCE", "channel": "PHONE",
    "rests_until_day": "", "rests_until_month": "", "rests_until_year": "",
}  # fmt: skip


@pytest.fixture
def olwen(council):
    return make_person(organisation=council, name="Olwen Dychmygol")


def person_page(client, person):
    return text_of(client.get(address("staff:people:show", person.public_id)))


def load_of(person):
    return address("staff:people:load", person.public_id)


def test_three_boards_show_their_summed_hours_and_a_warning(client, mari, olwen, noon):
    term = {"starts_on": date(2026, 2, 1), "ends_on": None, "minutes_a_year": 240}
    for _board in range(3):
        fill_seat(seat=make_seat(group=make_group()), holder=olwen, by=mari, at=noon, **term)

    page = person_page(client, olwen)

    assert "Asked of them, by all organisations together: 12 hours. Given by them: 0 minutes." in page
    assert "Of this, 3 seats together ask 12 hours each year." in page
    assert "Their limit of 12 hours is reached. Nobody can ask them for anything else; only they can lift it." in page
    assert page.count("Asked each year") == 3


def test_one_seat_below_the_limit_gives_no_warning(client, mari, olwen):
    make_ledger_entry(person=olwen, minutes=240, each_year=True)

    page = person_page(client, olwen)

    assert "Of this, 1 seat asks 4 hours each year." in page
    assert "Their limit is 12 hours." in page
    assert "govuk-warning-text__icon" not in page


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"lifted": "ONCE"}, "Their limit is 1 hour. They said that we may go past it once."),
        ({"lifted": "FOR_GOOD"}, "They said that we need not count, so there is no limit."),
        ({"rhythm": "MONTHLY"}, "How often they wish to be asked: Once a month, all together."),
        ({"rests_until": date(2027, 2, 1)}, "They rest: nobody can ask them for anything before 1 February 2027."),
    ],
)
def test_staff_read_what_somebody_said_of_her_limit(client, mari, olwen, said, sentence):
    make_limit(person=olwen, **said)

    assert sentence in person_page(client, olwen)


def test_her_word_is_written_down_with_the_way_it_came(client, mari, olwen):
    after = text_of(client.post(load_of(olwen), WORD, follow=True))

    assert list(Limit.objects.values_list("person", "hours", "lifted", "channel", "entered_by")) == [
        (olwen.pk, 20, "NOT", "PHONE", mari.pk)
    ]
    assert "What they said is written down." in after
    assert "Their limit is 20 hours." in after
    assert AuditEvent.objects.get(verb="limit.changed").facts["channel"] == "PHONE"


def test_nothing_is_written_down_without_the_way_it_came(client, mari, olwen):
    page = text_of(client.post(load_of(olwen), WORD | {"channel": ""}))

    assert "Choose an answer for “How did they tell you?”." in page
    assert not Limit.objects.exists()


def test_a_stranger_finds_no_such_person(client, mari):
    stranger = make_person()

    assert client.post(load_of(stranger), WORD).status_code == 404
    assert not Limit.objects.exists()


def test_each_look_at_it_is_on_record(client, mari, olwen):
    client.get(load_of(olwen))

    assert AuditEvent.objects.filter(verb="person.looked_at", subject_public_id=olwen.public_id).count() == 1


def test_random_posts_never_break_it(client, mari, olwen):
    fields = {name: ["", value] for name, value in WORD.items()}

    assert_random_posts_never_break(client, load_of(olwen), fields)


def test_the_holder_chosen_for_a_seat_stands_with_what_is_asked_of_them_already(client, mari, council, olwen):
    make_ledger_entry(person=olwen, minutes=240, each_year=True)
    seat = make_seat(group=make_group(organisation=council))
    door = address("staff:groups:seat", seat.group.public_id, seat.public_id)

    without, chosen = text_of(client.get(door)), text_of(client.get(f"{door}?holder={olwen.public_id}"))

    assert "Of this, 1 seat asks 4 hours each year." in chosen
    assert "The holder's time" not in without
    assert AuditEvent.objects.get(verb="person.looked_at").subject_public_id == olwen.public_id


# --- How it is shared out ---------------------------------------------------------------------------------------------


def test_the_list_says_how_much_the_busiest_tenth_carry(client, mari, council):
    for minutes in (360, 60, 60, 60, 60):
        make_ledger_entry(person=make_person(organisation=council), minutes=minutes)
    make_ledger_entry(minutes=5000)

    page = text_of(client.get(address("staff:people:list")))

    sentence = "Of all that these 5 people were asked for in the last 12 months, the busiest one carries 60%."
    assert f"{sentence} Shared out alike, it would be 20%." in page


def test_the_list_says_nothing_of_four_people(client, mari, council):
    for _number in range(4):
        make_ledger_entry(person=make_person(organisation=council))

    assert "the busiest" not in text_of(client.get(address("staff:people:list")))
