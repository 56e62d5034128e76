"""Messages as staff see them, and as they are printed."""

from datetime import UTC, date, datetime

import pytest

from cyfran.domain.base.choices import Channel, Language
from cyfran.domain.correspondence.choices import Purpose, State
from cyfran.domain.correspondence.queries import Letter, Part, letter_of, messages_open_to, parts_of
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.choices import Format
from cyfran.domain.people.models import Person
from tests.factories.base import make_administrator, make_user
from tests.factories.correspondence import make_message
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_caring_role, make_permission, make_person

pytestmark = pytest.mark.django_db

WELSH = Part("cy", "Pwnc", "Geiriau.")
ENGLISH = Part("en", "Subject", "Words.")


def test_messages_open_to_are_those_of_the_users_organisations():
    ours = make_message()
    make_message()

    assert list(messages_open_to(make_coordinator(ours.organisation), Act.SEND)) == [ours]
    assert list(messages_open_to(make_user(), Act.SEND)) == []
    assert messages_open_to(make_administrator(), Act.SEND).count() == 2


def open_messages(organisation):
    return list(messages_open_to(make_coordinator(organisation), Act.SEND))


@pytest.mark.parametrize("purpose", [Purpose.INVITATION, Purpose.EVALUATION])
@pytest.mark.parametrize("state", [State.QUEUED, State.TO_DO, State.FAILED])
def test_what_asks_somebody_who_grieves_waits_for_nobody_until_she_says_that_she_stays(purpose, state):
    person = make_permission().person
    message = make_message(person=person, purpose=purpose, state=state)
    make_caring_role(person=person, state="DIED")

    in_grief = open_messages(person.organisation)
    Person.objects.update(stays="YES")

    assert (in_grief, open_messages(person.organisation)) == ([], [message])


@pytest.mark.parametrize(
    "given", [{"purpose": Purpose.ANSWER}, {"purpose": Purpose.INVITATION, "state": State.SENT}], ids=["an answer", "sent before"]
)
def test_what_asks_nothing_or_went_before_is_not_held_back(given):
    message = make_message(**given)
    make_caring_role(person=message.person, state="DIED")

    assert open_messages(message.organisation) == [message]


@pytest.mark.parametrize("item_count", [1, 3])
def test_messages_cost_the_same_for_more_of_them(item_count, django_assert_num_queries):
    organisation = make_organisation()
    for _ in range(item_count):
        make_message(person=make_person(organisation=organisation), state=State.TO_DO)
    user = make_coordinator(organisation)

    with django_assert_num_queries(1):
        assert len([(m.person.name, m.organisation.name) for m in messages_open_to(user, Act.SEND)]) == item_count


@pytest.mark.parametrize(
    ("language", "parts"), [("", (WELSH, ENGLISH)), (Language.WELSH, (WELSH,)), (Language.ENGLISH, (ENGLISH,))]
)
def test_a_message_is_read_in_the_language_chosen_else_in_welsh_and_english(language, parts):
    assert parts_of(make_message(language=language)) == parts


def test_links_lead_to_where_cyfran_is_found_when_the_message_is_read(settings):
    body = "See:\n\n/en/my/abc/\n\nNot /en/my/abc/ in a line, nor\nhttps://elsewhere.example.org/en/my/abc/"
    message = make_message(language=Language.ENGLISH, body_en=body)
    settings.PUBLIC_ADDRESS = "https://cyfran.example.org"

    (part,) = parts_of(message)

    assert part.body == body.replace("\n/en", "\nhttps://cyfran.example.org/en")


def test_both_languages_stand_in_the_order_she_wishes():
    wished = make_message(person=make_person(english_first=True))

    assert (parts_of(wished), parts_of(make_message())) == ((ENGLISH, WELSH), (WELSH, ENGLISH))


def test_whoever_chose_one_language_is_written_to_in_it_alone_whatever_came_first():
    message = make_message(person=make_person(english_first=True, language=Language.WELSH))

    assert parts_of(message) == (WELSH,)


@pytest.mark.parametrize(
    ("language", "instead"),
    [
        (Language.ENGLISH, "(The address of the page is too long to read out. Offer to do it together now, or to send the "),
        (Language.WELSH, "(Mae cyfeiriad y dudalen yn rhy hir i'w ddarllen yn uchel. "),
    ],
)
def test_what_is_said_over_the_telephone_holds_no_link(language, instead):
    person = make_person(channel=Channel.PHONE, telephone="01970 000001", language=language)
    body = "See:\n\n/en/my/abc/\n\nGoodbye."

    (part,) = parts_of(make_message(person=person, body_cy=body, body_en=body))

    first, said, last = part.body.split("\n\n")
    assert (first, said.startswith(instead), last) == ("See:", True, "Goodbye.")


def test_letter_of_a_message_has_what_is_printed():
    person = make_person(
        name="Ann Example",
        channel=Channel.LETTER,
        address="1 Invented Street\r\n\r\n Nowhere ",
        language=Language.WELSH,
        format=Format.LARGE_PRINT,
    )
    # Half past midnight in summer: the letter bears the day of Wales, not of Greenwich.
    message = make_message(person=person, queued_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))

    assert letter_of(message) == Letter(
        name="Ann Example",
        address_lines=("1 Invented Street", "Nowhere"),
        written_on=date(2026, 7, 1),
        organisation=person.organisation,
        parts=(WELSH,),
        is_large_print=True,
    )


def test_letter_of_somebody_with_only_a_landline_has_no_address():
    person = make_person(channel=Channel.PHONE, email="", telephone="01970 000 001")

    letter = letter_of(make_message(person=person))

    assert (letter.address_lines, letter.parts, letter.is_large_print) == ((), (WELSH, ENGLISH), False)
