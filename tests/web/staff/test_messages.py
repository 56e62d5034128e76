"""Messages: what went, what waits to be posted or rung, and the letters to print."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.choices import Failure, Purpose, State
from cyfran.domain.correspondence.models import Message
from tests.factories.correspondence import make_message
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_proposal
from tests.paper import words_of
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def make_letter(council, **given) -> Message:
    person = make_person(organisation=council, channel=Channel.LETTER, address="1 Heol Ddychmygol\nAbermorfa", **given)
    return make_message(person=person, state=State.TO_DO)


def make_call(council, **given) -> Message:
    person = make_person(organisation=council, channel=Channel.PHONE, telephone="01970 000001", **given)
    return make_message(person=person, state=State.TO_DO)


def test_a_message_that_waits_says_until_when_and_why(client, mari, council):
    until = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    message = make_message(person=make_person(organisation=council), reason="QUIET", waits_until=until)

    page = text_of(client.get(address("staff:messages:show", message.public_id)))

    assert "It waits until their quiet hours are over" in page
    assert "It goes from Tuesday 1 December 2026, 09:00 on" in page


def test_of_what_is_not_needed_any_more_nobody_reads_that_it_was_tried(client, mari, council):
    settled = {"state": State.NOT_NEEDED, "settled_at": datetime(2026, 11, 19, 9, 0, tzinfo=UTC)}
    message = make_message(person=make_person(organisation=council), **settled)

    page = text_of(client.get(address("staff:messages:show", message.public_id)))

    assert ("Not needed since Thursday 19 November 2026, 09:00" in page, "Tried" in page) == (True, False)


# --- The list ---------------------------------------------------------------------------------------------------------


def test_the_list_shows_the_messages_of_ones_own_organisations_the_latest_first(client, mari, council):
    older = make_message(person=make_person(organisation=council), queued_at=datetime(2026, 10, 1, 9, 0, tzinfo=UTC))
    newer = make_message(person=make_person(organisation=council), queued_at=datetime(2026, 10, 2, 9, 0, tzinfo=UTC))
    make_message()

    page = client.get(address("staff:messages:list"))

    assert [message.public_id for message in page.context["rows"]] == [newer.public_id, older.public_id]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("?state=TO_DO", 2),
        ("?channel=LETTER", 1),
        ("?purpose=ANSWER", 1),
        ("?state=TO_DO&channel=EMAIL", 0),
        ("?state=X", 3),
    ],
)
def test_the_list_is_narrowed(client, mari, council, query, count):
    make_letter(council)
    make_call(council)
    make_message(person=make_person(organisation=council), purpose=Purpose.ANSWER, state=State.SENT)

    page = client.get(address("staff:messages:list") + query)

    assert len(page.context["rows"]) == count


def test_the_list_leads_to_the_letters_that_wait(client, mari, council):
    make_letter(council)
    make_letter(council)

    assert "Print all 2 letters that wait" in text_of(client.get(address("staff:messages:list")))


def test_an_empty_list_says_when_messages_come(client, mari):
    assert "There are no such messages." in text_of(client.get(address("staff:messages:list")))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_for_more_messages(client, mari, council, item_count, django_assert_num_queries):
    for _number in range(item_count):
        make_letter(council)

    with django_assert_num_queries(6):
        client.get(address("staff:messages:list"))


# --- One message ------------------------------------------------------------------------------------------------------


def test_a_call_shows_the_number_and_the_words_to_say(client, mari, council):
    call = make_call(council, language="EN")

    page = text_of(client.get(address("staff:messages:show", call.public_id)))

    assert "The words to say" in page
    assert '<a class="govuk-link" href="tel:01970000001">01970 000001</a>' in page
    assert "Words." in page
    assert "Geiriau." not in page


@pytest.mark.parametrize("telephone", ["", "01970 000002"])
def test_an_e_mail_that_failed_shows_its_address_and_the_number_to_ring(client, mari, council, telephone):
    person = make_person(organisation=council, email="nia2004@example.org", telephone=telephone)
    failed = make_message(person=person, state=State.FAILED, failure=Failure.ADDRESS_REFUSED)

    page = text_of(client.get(address("staff:messages:show", failed.public_id)))

    assert "E-mail address: nia2004@example.org" in page
    assert re.findall('href="tel:([^"]*)"', page) == ([telephone.replace(" ", "")] if telephone else [])


def test_where_word_for_an_earlier_address_failed_the_number_of_today_is_not_shown(client, mari, council):
    person = make_person(organisation=council, telephone="01970 000002")
    failed = make_message(person=person, state=State.FAILED, sent_to="earlier@example.org", purpose=Purpose.REACH)

    page = text_of(client.get(address("staff:messages:show", failed.public_id)))

    assert ("E-mail address: earlier@example.org" in page, "tel:" in page) == (True, False)


def test_whoever_rings_or_writes_to_a_child_reads_whom_to_ask_for(client, mari, council):
    child = {"age_band": "UNDER_13", "adult": "Gwen Dychmygol"}
    call, letter = make_call(council, **child), make_letter(council, **child)

    to_ring = text_of(client.get(address("staff:messages:show", call.public_id)))
    to_post = text_of(client.get(address("staff:messages:show", letter.public_id)))
    to_print = text_of(client.get(address("staff:messages:letters")))
    listed = text_of(client.get(address("staff:messages:list")))

    assert "Ask for: Gwen Dychmygol" in to_ring
    assert "Ask for: Gwen Dychmygol" in to_post
    assert "Ask for: Gwen Dychmygol" in to_print
    assert "Gwen Dychmygol" not in listed


def test_once_a_child_has_been_rung_nobody_needs_to_know_whom_to_ask_for(client, mari, council):
    call = make_call(council, age_band="UNDER_13", adult="Gwen Dychmygol")
    client.post(address("staff:messages:settle", call.public_id))

    assert "Gwen Dychmygol" not in text_of(client.get(address("staff:messages:show", call.public_id)))


def test_somebody_who_chose_no_language_gets_welsh_and_then_english(client, mari, council):
    letter = make_letter(council)

    page = text_of(client.get(address("staff:messages:show", letter.public_id)))

    assert page.index("Geiriau.") < page.index("Words.")
    assert 'lang="cy"' in page


@pytest.mark.parametrize(
    ("body", "size"),
    [
        ("Words.", "6 letters: it goes as one text message.</p>"),
        ("Tŵr. " * 30, "150 letters: it goes as 3 text messages, put together on arrival. It has letters such as ŵ"),
    ],
)
def test_a_text_says_in_how_many_messages_it_goes(client, mari, council, body, size):
    person = make_person(organisation=council, channel=Channel.TEXT, telephone="07700 900104", language="EN")
    message = make_message(person=person, state=State.TO_DO, body_en=body)

    assert size in text_of(client.get(address("staff:messages:show", message.public_id)))


def test_only_a_text_is_counted(client, mari, council):
    assert "letters:" not in text_of(client.get(address("staff:messages:show", make_call(council).public_id)))


def test_a_look_at_a_message_is_a_look_at_the_person(client, mari, council):
    letter = make_letter(council)

    client.get(address("staff:messages:show", letter.public_id))
    client.get(address("staff:messages:letter", letter.public_id))

    looks = AuditEvent.objects.filter(verb="person.looked_at", subject_public_id=letter.person.public_id)
    assert looks.count() == 2


def test_a_message_is_settled_and_leads_on_to_what_else_waits(client, mari, council, noon):
    call = make_call(council, name="Olwen Dychmygol")

    page = client.post(address("staff:messages:settle", call.public_id), follow=True)

    call.refresh_from_db()
    assert (call.state, call.settled_by, call.settled_at) == (State.DONE, mari, noon)
    assert page.redirect_chain == [(address("staff:messages:list") + "?state=TO_DO", 302)]
    assert "Olwen Dychmygol is told, and it is on record." in text_of(page)


def test_a_message_is_settled_once(client, mari, council):
    call = make_call(council)
    client.post(address("staff:messages:settle", call.public_id))

    page = client.post(address("staff:messages:settle", call.public_id), follow=True)

    assert "This message is not waiting for anybody to post it or to ring." in text_of(page)


@pytest.mark.parametrize(
    ("purpose", "page_for_it"),
    [
        (Purpose.INVITATION, "staff:opportunities:reply"),
        (Purpose.EVALUATION, "staff:evaluation:add"),
    ],
)
def test_a_message_leads_to_where_the_answer_is_written_down(client, mari, council, purpose, page_for_it):
    person = make_permission(person=make_person(organisation=council)).person
    message = make_message(person=person, purpose=purpose, about_public_id="b2c3d4f5g6")

    page = text_of(client.get(address("staff:messages:show", message.public_id)))

    assert f'href="{address(page_for_it, "b2c3d4f5g6")}?person={message.person.public_id}"' in page


def test_a_message_about_a_request_leads_to_it_where_it_was_put_to_us(client, mari, council):
    olwen = make_person(organisation=council)
    ours, elsewhere = make_proposal(organisation=council, person=olwen), make_proposal(person=olwen)
    messages = [
        make_message(person=olwen, purpose=Purpose.PROPOSAL_ANSWERED, about_public_id=proposal.public_id)
        for proposal in (ours, elsewhere)
    ]

    pages = [text_of(client.get(address("staff:messages:show", message.public_id))) for message in messages]

    assert ["The request it is about" in page for page in pages] == [True, False]


def test_an_e_mail_that_failed_says_why_and_is_tried_again(client, mari, council, mailoutbox, django_capture_on_commit_callbacks):
    person = make_person(organisation=council, email="gwenllian@example.org")
    failed = make_message(person=person, state=State.FAILED, failure=Failure.NOT_REACHED)

    page = text_of(client.get(address("staff:messages:show", failed.public_id)))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("staff:messages:again", failed.public_id))

    failed.refresh_from_db()
    assert "The service that sends it could not be reached" in page
    assert "I have told them in another way" in page
    assert (failed.state, [mail.to for mail in mailoutbox]) == (State.SENT, [["gwenllian@example.org"]])


def test_an_e_mail_that_went_is_not_sent_again(client, mari, council):
    sent = make_message(person=make_person(organisation=council), state=State.SENT)

    page = client.post(address("staff:messages:again", sent.public_id), follow=True)

    assert "Only what goes by itself and has not been sent can be sent again." in text_of(page)


@pytest.mark.parametrize(("minutes", "is_offered"), [(59, False), (61, True)])
def test_an_e_mail_long_on_its_way_may_be_tried_again(client, mari, council, noon, minutes, is_offered):
    person = make_person(organisation=council)
    message = make_message(person=person, state=State.SENDING, queued_at=noon - timedelta(minutes=minutes))

    page = text_of(client.get(address("staff:messages:show", message.public_id)))

    assert ("Try to send it again" in page) is is_offered


def test_settling_and_trying_again_need_a_press_of_the_button(client, mari, council):
    call = make_call(council)

    for name in ("settle", "again"):
        opened = client.get(address(f"staff:messages:{name}", call.public_id))
        assert opened.url == address("staff:messages:show", call.public_id)
    call.refresh_from_db()
    assert call.state == State.TO_DO


@pytest.mark.parametrize("name", ["show", "letter", "settle", "again"])
def test_no_message_opens_to_a_stranger(client, council, name):
    call = make_call(council)
    client.force_login(make_coordinator(make_organisation()))

    assert client.post(address(f"staff:messages:{name}", call.public_id)).status_code == 404


# --- Letters ----------------------------------------------------------------------------------------------------------


def test_a_letter_opens_as_a_pdf_with_its_address_and_that_it_was_shown_is_on_record(client, mari, council):
    letter = make_letter(council, name="Margaret Madeup")

    page = client.get(address("staff:messages:letter", letter.public_id))

    assert (page.headers["Content-Type"], page.headers["Content-Disposition"]) == (
        "application/pdf",
        'inline; filename="letters.pdf"',
    )
    assert "Margaret Madeup 1 Heol Ddychmygol Abermorfa" in words_of(page.content)
    assert AuditEvent.objects.filter(verb="person.contact_revealed", facts__why="MESSAGE").count() == 1


def test_all_letters_that_wait_are_printed_together_the_oldest_first(client, mari, council):
    make_letter(council, name="Ieuan Ffug")
    make_letter(council, name="Margaret Madeup")
    make_call(council)
    make_letter(make_organisation(), name="Elin Estron")

    page = text_of(client.get(address("staff:messages:letters")))
    printed = client.get(unescape(re.search(r'href="([^"]*letters.pdf[^"]*)"', page)[1]))

    words = words_of(printed.content)
    assert words.index("Ieuan Ffug") < words.index("Margaret Madeup")
    assert "Elin Estron" not in page + words
    assert AuditEvent.objects.filter(verb="person.contact_revealed", facts__why="MESSAGE").count() == 2


def test_letters_that_wait_no_more_are_not_printed(client, mari, council):
    elsewhere, posted = make_letter(make_organisation()), make_letter(council)
    client.post(address("staff:messages:settle", posted.public_id))

    for letter in (elsewhere, posted):
        page = client.get(address("staff:messages:print"), {"posted": [letter.public_id]}, follow=True)
        assert "None of these letters was still waiting." in text_of(page)


def test_where_answers_go_is_written_down_and_stands_with_the_letters(client, mari, council):
    before = text_of(client.get(address("staff:messages:letters")))

    client.post(address("staff:messages:return_address", council.public_id), {"return_address": "RHADBOST\r\nAbermorfa"})

    council.refresh_from_db()
    assert "No address yet, so letters carry no slip for an answer." in before
    assert "RHADBOST<br>Abermorfa" in text_of(client.get(address("staff:messages:letters")))
    assert council.return_address.splitlines() == ["RHADBOST", "Abermorfa"]


def test_where_answers_go_is_not_for_a_stranger_to_say(client, council):
    client.force_login(make_coordinator(make_organisation()))

    page = client.post(address("staff:messages:return_address", council.public_id), {"return_address": "Elsewhere"})

    council.refresh_from_db()
    assert (page.status_code, council.return_address) == (404, "")


def test_the_letters_on_the_page_are_marked_as_posted_and_no_others(client, mari, council):
    printed = make_letter(council)
    came_later = make_letter(council)

    page = client.post(address("staff:messages:letters"), {"posted": [printed.public_id]}, follow=True)

    printed.refresh_from_db()
    came_later.refresh_from_db()
    assert (printed.state, printed.settled_by, came_later.state) == (State.DONE, mari, State.TO_DO)
    assert "1 letter is on record as posted." in text_of(page)


def test_the_letters_of_a_stranger_are_not_marked(client, mari):
    elsewhere = make_letter(make_organisation())

    page = client.post(address("staff:messages:letters"), {"posted": [elsewhere.public_id]}, follow=True)

    elsewhere.refresh_from_db()
    assert elsewhere.state == State.TO_DO
    assert "None of these letters was still waiting." in text_of(page)


def test_without_letters_the_page_says_where_they_come_from(client, mari):
    assert "No letter waits." in text_of(client.get(address("staff:messages:letters")))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_letters_cost_the_same_for_more(client, mari, council, item_count, django_assert_num_queries):
    for _number in range(item_count):
        make_letter(council)
    client.get(address("staff:messages:letters"))

    with django_assert_num_queries(6):
        client.get(address("staff:messages:letters"))


def test_random_posts_never_break_the_letters(client, mari, council):
    letter = make_letter(council)

    assert_random_posts_never_break(client, address("staff:messages:letters"), {"posted": [letter.public_id]})
