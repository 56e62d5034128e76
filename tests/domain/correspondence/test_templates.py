"""What each message says, in both languages, whole."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy, override

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.fields import BilingualText
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.bridge.texts import size_of
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import with_address
from cyfran.domain.people.choices import Use
from cyfran.domain.people.queries import my_link
from tests.factories.base import make_user
from tests.factories.organisations import make_organisation
from tests.factories.people import make_permission, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.domain.correspondence.urls")]

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def both(english):
    return BilingualText(cy=f"{english} (Cymraeg)", en=english)


FACTS = {
    Purpose.MY_PAGE: {},
    Purpose.INVITATION: {
        "title": both("First meeting"),
        "about_it": both("What matters to you?\r\nCome & tell us: 'all' of it."),
        "place": both("The hall"),
        "short_notice": both("The room was free."),
        "starts_at": datetime(2026, 7, 1, 17, 30, tzinfo=UTC),
        "reply_by": date(2026, 6, 24),
        "minutes": 150,
        "forms": [gettext_lazy("in person"), gettext_lazy("online")],
        "offers": [gettext_lazy("replacement care")],
        "beforehand": [(gettext_lazy("languages"), [gettext_lazy("Welsh"), gettext_lazy("English")])],
        "why_not_more": both("The cabinet decides."),
        "is_full": False,
        "needs_sign_up": True,
        "link": "abc",
        "drawn_in": "",
    },
    Purpose.MOVED: {
        "title": both("First meeting"),
        "was_at": datetime(2026, 7, 1, 17, 30, tzinfo=UTC),
        "reason": both("The hall is flooded."),
        "starts_at": datetime(2026, 7, 8, 17, 30, tzinfo=UTC),
        "place": both("The library"),
        "link": "abc",
        "has_answered": True,
        "needs_sign_up": True,
    },
    Purpose.CALLED_OFF: {
        "title": both("First meeting"),
        "was_at": datetime(2026, 7, 1, 17, 30, tzinfo=UTC),
        "reason": both("The hall is flooded."),
        "owed": [gettext_lazy("replacement care"), gettext_lazy("payment for time")],
        "link": "abc",
    },
    Purpose.PLACE_FREE: {
        "title": both("First meeting"),
        "starts_at": datetime(2026, 7, 1, 17, 30, tzinfo=UTC),
        "place": both("The hall"),
        "link": "abc",
    },
    Purpose.REMINDER: {
        "title": both("First meeting"),
        "starts_at": datetime(2026, 7, 1, 17, 30, tzinfo=UTC),
        "place": both("The hall"),
        "forms": [gettext_lazy("in person")],
        "offers": [gettext_lazy("replacement care")],
        "link": "abc",
    },
    Purpose.THANKS: {"title": both("First meeting"), "on": date(2026, 7, 1), "minutes": 90},
    Purpose.ANSWER: {
        "project": both("Short breaks"),
        "words": "Nobody asks <us> how we're doing.",
        "said_on": date(2026, 10, 1),
        "answer": gettext_lazy("We will do this"),
        "reason": both("From May."),
        "due_on": date(2027, 5, 1),
    },
    Purpose.PROPOSAL_RECEIVED: {
        "asked": both("Abermorfa Council"),
        "words": "When does it open?",
        "due_on": date(2026, 12, 19),
        "owner": None,
    },
    Purpose.PROPOSAL_ANSWERED: {
        "asked": both("Abermorfa Council"),
        "words": "When does it open?",
        "answer": gettext_lazy("No"),
        "reason": both("It is settled by law."),
    },
    Purpose.PASSED_ON: {
        "asked_by": both("Abermorfa Council"),
        "title": both("First meeting"),
        "about_it": both("What matters to you?"),
        "place": both("The hall"),
        "starts_at": datetime(2026, 7, 1, 17, 30, tzinfo=UTC),
        "reply_by": date(2026, 6, 24),
        "minutes": 150,
        "forms": [gettext_lazy("in person")],
        "offers": [gettext_lazy("replacement care")],
        "beforehand": [(gettext_lazy("languages"), [gettext_lazy("Welsh"), gettext_lazy("English")])],
        "why_not_more": both("The cabinet decides."),
        "is_full": False,
        "needs_sign_up": True,
        "code": "abc",
        "way": "email",
    },
    Purpose.DIGEST: {
        "things": [
            {"subject": both("A walk"), "body": both("Will you come?")},
            {"subject": both("A talk"), "body": both("Will you listen?")},
        ]
    },
    Purpose.EVALUATION: {"project": both("Short breaks"), "link": "abc"},
    Purpose.SUPPORT: {"on": date(2026, 11, 20)},
    Purpose.REACH: {"on": date(2026, 11, 21)},
    Purpose.LEAVING: {"on": date(2026, 12, 20), "years": 3},
}


def queue(purpose, **given):
    person = given.pop("person", None) or make_person(name="Ann O'Example")
    make_permission(person=person, use=Use.CONTACT)
    facts = {**FACTS[purpose], **given}
    if "owner" in facts:
        facts["owner"] = make_user(name="Bob Invented")
    organisation = person.organisation
    return queue_message(person=person, organisation=organisation, purpose=purpose, about=person, at=AT, **facts)


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.TEXT, Channel.PHONE])
@pytest.mark.parametrize("purpose", Purpose)
def test_no_weekday_stands_in_welsh_where_it_would_change_its_first_letter(purpose, channel):
    person = make_person(channel=channel, telephone="07700 900001")

    assert re.findall(r"\b(?:[Aa]r|[Ii]|[Oo]|[Aa]m|[Gg]an|[Hh]yd) dydd\b", queue(purpose, person=person).body_cy) == []


@pytest.mark.parametrize("purpose", [Purpose.INVITATION, Purpose.PASSED_ON])
def test_what_can_be_done_at_any_time_names_no_hour(purpose):
    person = make_person(channel=Channel.TEXT, telephone="07700 900001")

    long, short = queue(purpose, starts_at=None).body_en, queue(purpose, person=person, starts_at=None).body_en

    assert ("When: whenever it suits you\n" in long, "First meeting, whenever it suits you. 150 minutes" in short) == (True, True)
    assert re.findall(r"July|\d\d:\d\d", long + short) == []


@pytest.mark.parametrize("purpose", [Purpose.INVITATION, Purpose.PASSED_ON])
def test_where_nobody_signs_up_nobody_is_asked_to_answer(purpose):
    people = [make_person(channel=channel, telephone="07700 900001") for channel in (Channel.EMAIL, Channel.PHONE, Channel.TEXT)]

    bodies = "\n".join(queue(purpose, person=person, needs_sign_up=False).body_en for person in people)

    assert bodies.count("You need not sign up: just come.") == (3 if purpose == Purpose.INVITATION else 2)
    assert [words for words in ("Please answer by", "YES or NO", "say yes") if words in bodies] == []


def test_every_purpose_has_its_message():
    assert set(FACTS) == set(Purpose)


@pytest.mark.parametrize("purpose", Purpose)
def test_a_message_is_plain_text_whole_in_both_languages(purpose):
    message = queue(purpose)

    for subject, body in ((message.subject_cy, message.body_cy), (message.subject_en, message.body_en)):
        assert subject.strip() == subject != ""
        assert "&#x27;" not in body
        assert "\n\n\n" not in body
        assert "Ann O'Example" in body
    assert "/en/" not in message.body_cy
    # Where she was reached until then, somebody else may read it: no link to her page goes there.
    leads_on = purpose != Purpose.REACH
    assert ("/cy/" in message.body_cy, "/en/" in message.body_en) == (leads_on, leads_on)


def test_an_invitation_says_what_when_how_long_and_what_is_offered():
    contact = make_user(name="Bob Invented", telephone="01970 000 009")
    person = make_person(name="Ann", organisation=make_organisation(name_en="Invented Council", named_contact=contact))

    message = queue(Purpose.INVITATION, person=person)

    assert message.subject_en == "Will you take part? First meeting"
    assert message.body_en == (
        "Hello Ann,\n\n"
        "You said that we may ask you to take part. Here is something Invented Council would like to work on with you:\n\n"
        "First meeting\n\n"
        "What matters to you?\nCome & tell us: 'all' of it.\n\n"
        "When: Wednesday 1 July 2026, 18:30\n"
        "Where: The hall\n"
        "Your time: 150 minutes in all, with reading and travel\n"
        "Please answer by: Wednesday 24 June 2026\n\n"
        "You can take part in any of these ways:\n- in person\n- online\n\n"
        "So that you can, we offer:\n- replacement care\n\n"
        "So that you know beforehand:\n- Languages: Welsh, English\n\n"
        "Why you cannot do more about the decision: The cabinet decides.\n\n"
        "We are asking at short notice. The reason: The room was free.\n\n"
        "To say yes, not this time, not this month, or that you would like to say it another way, open this "
        "page. You need no password:\n\n"
        "/en/invitation/abc/\n\n"
        "A no is quite all right, and you need not say why.\n\n"
        f"How often we ask you is yours to say, and you can tell us to stop:\n\n/en/my/{my_link(person)}/load/\n\n"
        "If you would sooner talk, ring Bob Invented on 01970 000 009.\n\n"
        "Invented Council"
    )


def test_an_invitation_leaves_out_what_does_not_apply():
    nothing = BilingualText(cy="", en="")

    body = queue(
        Purpose.INVITATION, place=nothing, short_notice=nothing, offers=[], beforehand=[], why_not_more=nothing, minutes=1
    ).body_en

    assert "Where:" not in body
    assert "we offer" not in body
    assert "short notice" not in body
    assert "beforehand" not in body
    assert "cannot do more" not in body
    assert "Your time: 1 minute in all, with reading and travel" in body
    assert "\n\n\n" not in body


def test_each_language_gets_its_own_half_whatever_the_language_of_the_page():
    with override("cy"):
        message = queue(Purpose.ANSWER)

    assert message.subject_cy.endswith("Short breaks (Cymraeg)")
    assert "From May. (Cymraeg)" in message.body_cy
    assert "From May. (Cymraeg)" not in message.body_en
    assert "From May." in message.body_en


def test_an_answer_quotes_her_very_words_and_links_to_her_page():
    person = make_person()

    message = queue(Purpose.ANSWER, person=person)

    assert "On 1 October 2026 you said, about “Short breaks”:\n\n“Nobody asks <us> how we're doing.”" in message.body_en
    assert "Our answer: We will do this.\n\nFrom May.\n\nWe will tell you more by 1 May 2027." in message.body_en
    assert f"\n/cy/my/{my_link(person)}/\n" in message.body_cy


def test_an_answer_with_nothing_more_to_come_promises_nothing():
    assert "We will tell you more" not in queue(Purpose.ANSWER, due_on=None).body_en


def test_a_request_that_arrived_names_who_answers_and_by_when():
    body = queue(Purpose.PROPOSAL_RECEIVED).body_en

    assert "“When does it open?”" in body
    assert "Bob Invented has your request now and will answer you, with reasons, by 19 December 2026." in body


def test_an_answered_request_carries_its_reasons():
    message = queue(Purpose.PROPOSAL_ANSWERED)

    assert "The answer is: No.\n\nIt is settled by law." in message.body_en
    assert "It is settled by law. (Cymraeg)" in message.body_cy


@pytest.mark.parametrize("purpose", [Purpose.PROPOSAL_RECEIVED, Purpose.PROPOSAL_ANSWERED])
def test_a_request_passed_on_for_another_body_holds_no_words(purpose):
    body = queue(purpose, words="").body_en

    assert "You asked Abermorfa Council to work on something with people who look after somebody.\n\n" in body
    assert "You wrote" not in body


def test_the_page_of_the_evaluation_is_opened_by_its_own_link():
    message = queue(Purpose.EVALUATION)

    assert message.subject_en == "How was it for you? Short breaks"
    assert "\n/en/evaluation/abc/\n" in message.body_en


def test_somebody_without_a_telephone_to_ring_can_be_written_to():
    contact = make_user(name="Bob Invented", email="bob@example.org")
    person = make_person(organisation=make_organisation(named_contact=contact))

    assert "If you have a question, write to Bob Invented at bob@example.org." in queue(Purpose.MY_PAGE, person=person).body_en


def test_templates_in_peoples_words_are_words():
    body = queue(Purpose.ANSWER, words="{{ person.email }} {% now 'Y' %} 100%").body_en

    assert "“{{ person.email }} {% now 'Y' %} 100%”" in body


@pytest.mark.parametrize("channel", Channel)
def test_a_message_with_half_of_a_text_missing_goes_in_no_form_at_all(channel):
    person = make_person(channel=channel, email="ann@example.org", telephone="01970 000 001", address="1 Invented Street")

    with pytest.raises(ValidationError) as refused:
        queue(Purpose.INVITATION, person=person, place=BilingualText(cy="", en="The hall"))

    assert (refused.value.code, Message.objects.count()) == ("message_half_missing", 0)


@pytest.mark.parametrize("facts", [{}, {**FACTS[Purpose.EVALUATION], "more": 1}])
def test_a_message_takes_exactly_the_facts_it_is_written_from(facts):
    person = make_person()

    with pytest.raises(TypeError, match="EVALUATION is written from"):
        queue_message(person=person, organisation=person.organisation, purpose=Purpose.EVALUATION, about=person, at=AT, **facts)


def test_a_message_takes_the_word_for_carers_of_who_sends_it_and_leaves_what_she_said():
    council = make_organisation(term="UNPAID_CARER")
    facts = FACTS[Purpose.ANSWER] | {"answer": gettext_lazy("Carers decide."), "words": "What do carers decide?"}

    person = make_person(organisation=council)
    message = queue_message(person=person, organisation=council, purpose=Purpose.ANSWER, about=person, at=AT, **facts)

    assert "What do carers decide?" in message.body_en
    assert "Unpaid carers decide." in message.body_en
    assert "Gofalwyr di-dâl sy'n penderfynu." in message.body_cy


def texts(purpose, **given):
    person = make_person(name="Ann O'Example", channel=Channel.TEXT, telephone="07700 900104")
    return queue(purpose, person=person, **given)


@pytest.mark.parametrize("purpose", Purpose)
def test_what_goes_by_text_is_short_and_whole_in_both_languages(purpose):
    message = texts(purpose)

    for body in (message.body_cy, message.body_en):
        size = size_of(with_address(body))
        # Our own words have no letter for which fewer would fit: what a title needs is up to who writes it.
        assert (size.parts <= 3, size.is_of_gsm) == (True, True)
        assert "\n\n" not in body
        assert "“" not in body
        assert body.strip() == body != ""
    leads_on = purpose != Purpose.REACH
    assert ("/cy/" in message.body_cy, "/en/" in message.body_en) == (leads_on, leads_on)
    assert (message.subject_en == "", "/en/" in message.body_cy) == (False, False)


def test_an_invitation_by_text_says_what_when_how_long_and_how_to_answer():
    person = make_person(
        channel=Channel.TEXT, telephone="07700 900104", organisation=make_organisation(name_en="Invented Council")
    )

    message = queue(Purpose.INVITATION, person=person)

    assert message.body_en == (
        "Invented Council asks: will you take part? First meeting, Wednesday 1 July, 18:30. 150 minutes in all.\n"
        "Text back YES or NO, or read more and answer here:\n"
        "/en/invitation/abc/\n"
        "You said that we may ask you. To be asked no more, text back STOP."
    )
    assert "IE neu NA" in message.body_cy
    assert "STOP" in message.body_cy


def test_what_is_asked_of_nobody_says_nothing_of_stopping():
    asking = {purpose for purpose in Purpose if "STOP" in texts(purpose).body_en}

    assert asking == {Purpose.INVITATION, Purpose.PASSED_ON, Purpose.EVALUATION, Purpose.DIGEST}


def test_a_change_of_how_she_is_reached_names_the_number_to_ring():
    contact = make_user(telephone="01970 000 009")
    person = make_person(channel=Channel.TEXT, telephone="07700 900104", organisation=make_organisation(named_contact=contact))

    assert queue(Purpose.REACH, person=person).body_en.endswith("If that was not your wish, ring 01970 000 009 at once.")


@pytest.mark.parametrize("purpose", Purpose)
def test_what_is_said_on_the_telephone_names_who_rings_and_holds_no_address(purpose):
    organisation = make_organisation(name_cy="Cyngor Dychmygol", name_en="Invented Council")
    person = make_person(name="Ann", channel=Channel.PHONE, telephone="01970 000001", organisation=organisation)

    message = queue(purpose, person=person)

    assert message.body_en.startswith(
        "Hello Ann,\n\nI am ringing from Invented Council. Is this a good moment, or shall I ring at another time?\n\n"
    )
    assert ("/en/" in message.body_en, "/cy/" in message.body_cy, "\n\n\n" in message.body_cy) == (False, False, False)


def test_on_the_telephone_an_invitation_asks_for_an_answer_there_and_then():
    person = make_person(channel=Channel.PHONE, telephone="01970 000001")

    body = queue(Purpose.INVITATION, person=person, drawn_in="b2c3").body_en

    assert "You were drawn by lot.\n\nWhen: Wednesday 1 July 2026" in body
    assert body.endswith(
        "Would you like to take part? You can say yes, not this time, not this month, or that you would "
        "like to say it another way.\n\n"
        "A no is quite all right, and you need not say why."
    )
