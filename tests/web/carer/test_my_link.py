"""Having the link to one's own page sent again."""

import pytest
from django.core import mail

from cyfran.domain.correspondence.models import Message
from cyfran.domain.people.queries import my_link
from cyfran.web.ui.limits import MOST_ABOUT_ONE
from tests.factories.people import make_person
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_the_link_comes_by_email_to_whoever_is_known(client, gwenllian, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("carer:my:again"), {"contact": "Gwenllian@example.org"})

    assert [message.to for message in mail.outbox] == [["gwenllian@example.org"]]
    assert my_link(gwenllian) in mail.outbox[0].body


def test_the_link_waits_for_staff_where_somebody_is_reached_by_telephone(client, council, django_capture_on_commit_callbacks):
    olwen = make_person(organisation=council, channel="PHONE", telephone="01632 960001", email="")

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("carer:my:again"), {"contact": "01632960001"})

    assert [(message.person, message.state) for message in Message.objects.all()] == [(olwen, "TO_DO")]


def test_known_and_unknown_read_the_same(client, gwenllian):
    answers = [
        client.post(address("carer:my:again"), {"contact": contact}) for contact in (gwenllian.email, "nobody@example.org")
    ]

    assert {answer.url for answer in answers} == {address("carer:my:again_sent")}
    assert "If we know you, your link is on its way" in text_of(client.get(answers[0].url))


def test_whoever_asks_again_and_again_reads_the_same_and_sends_no_more(client, gwenllian, django_capture_on_commit_callbacks):
    for _try in range(MOST_ABOUT_ONE + 2):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(address("carer:my:again"), {"contact": gwenllian.email})

        assert answer.url == address("carer:my:again_sent")

    assert len(mail.outbox) == MOST_ABOUT_ONE


def test_an_empty_answer_says_what_to_write(client):
    page = text_of(client.post(address("carer:my:again"), {"contact": " "}))

    assert "Write your e-mail address or your telephone number." in page


def test_both_pages_are_in_welsh_too(client):
    for name in ("carer:my:again", "carer:my:again_sent"):
        assert '<html lang="cy"' in text_of(client.get(address(name, language="cy")))


def test_random_posts_never_break_it(client, gwenllian):
    assert_random_posts_never_break(client, address("carer:my:again"), {"contact": [gwenllian.email, "01632 960001"]})
