"""The questions about equality on a person's own page."""

import pytest

from cyfran.domain.people.choices import Dimension, Said
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import equality_answers_of, my_link
from cyfran.web.carer import links
from tests.proving import come_with_code
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def reached_by_letter(person: Person) -> Person:
    person.email, person.channel, person.address = "", "LETTER", "1 Invented Street"
    person.save()
    return person


def said_by(person) -> dict[str, str]:
    person.refresh_from_db()
    return dict(equality_answers_of(person).values_list("dimension", "answer"))


def test_she_answers_what_she_likes_changes_it_and_deletes_it(client, gwenllian):
    page = address("carer:my:equality", my_link(gwenllian))
    offered = text_of(client.get(page))
    client.post(page, {"sex": "FEMALE", "religion": "PREFER_NOT"})
    first, page = said_by(gwenllian), address("carer:my:equality", come_with_code(client, gwenllian))
    shown = text_of(client.get(page))
    client.post(page, {"sex": "MALE"})
    second = said_by(gwenllian)
    client.post(page, {"forget": "1"})

    assert (first, second, said_by(gwenllian)) == ({"SEX": "FEMALE", "RELIGION": "PREFER_NOT"}, {"SEX": "MALE"}, {})
    assert ("Delete my answers" in offered, "Delete my answers" in shown) == (False, True)
    assert (shown.count("checked"), shown.count("I prefer not to say")) == (2, len(Dimension))


@pytest.mark.parametrize("posted", [{"forget": "1"}, {"sex": "MALE"}])
def test_her_link_alone_neither_deletes_nor_replaces_what_she_answered(client, gwenllian, posted):
    page = address("carer:my:equality", my_link(gwenllian))
    client.post(page, {"sex": "FEMALE"})

    asked = text_of(client.get(page))
    client.post(page, posted)

    assert ("First we make sure that it is you" in asked, said_by(gwenllian)) == (True, {"SEX": "FEMALE"})


def test_a_second_press_on_her_first_answers_lands_where_the_first_did_and_changes_nothing(client, gwenllian):
    page = address("carer:my:equality", my_link(gwenllian))
    offered = text_of(client.get(page))

    answers = [client.post(page, {"first": "1", "sex": sex}) for sex in ("FEMALE", "FEMALE", "MALE")]
    after = text_of(client.get(answers[-1].url))

    assert '<input type="hidden" name="first" value="1">' in offered
    assert {answer.url for answer in answers} == {address("carer:my:show", my_link(gwenllian))}
    assert "Your answers stay as you gave them first." in after
    assert said_by(gwenllian) == {"SEX": "FEMALE"}


def test_whom_no_code_reaches_answers_anew_or_deletes_it_without_seeing_what_she_said(client, gwenllian):
    page = address("carer:my:equality", my_link(reached_by_letter(gwenllian)))
    client.post(page, {"sex": "FEMALE"})
    shown = text_of(client.get(page))
    client.post(page, {"sex": "MALE"})
    second = said_by(gwenllian)
    client.post(page, {"forget": "1"})

    assert (second, said_by(gwenllian)) == ({"SEX": "MALE"}, {})
    assert (shown.count("checked"), "What you said is not shown here" in shown) == (0, True)


def test_every_question_may_be_left(client, gwenllian):
    after = client.post(address("carer:my:equality", my_link(gwenllian)), {}, follow=True)

    assert "Your answers are counted" in text_of(after)
    assert said_by(gwenllian) == {}


def test_whoever_holds_her_link_reads_her_answers_nowhere_even_where_no_code_reaches_her(client, gwenllian):
    reached_by_letter(gwenllian)
    client.post(address("carer:my:equality", my_link(gwenllian)), {"orientation": Said.BISEXUAL})

    page = text_of(client.get(address("carer:my:copy", my_link(gwenllian))))
    copy = client.get(address("carer:my:copy_json", my_link(gwenllian))).json()

    assert ("Bisexual" in page, "what you said about equality are not here" in page) == (False, True)
    assert [one for one in copy["records"] if one["record"] == "people.EqualityAnswer"] == []


def test_her_answers_are_shown_to_her_when_she_comes_with_a_code(client, gwenllian):
    client.post(address("carer:my:equality", my_link(gwenllian)), {"sex": "FEMALE"})
    come_with_code(client, gwenllian)

    shown = text_of(client.get(address("carer:my:equality", links.ME)))

    assert (shown.count("checked"), "not shown here" in shown) == (1, False)


def test_her_answers_are_in_her_own_copy_without_the_token(client, gwenllian):
    client.post(address("carer:my:equality", my_link(gwenllian)), {"orientation": Said.BISEXUAL})
    come_with_code(client, gwenllian)

    page = text_of(client.get(address("carer:my:copy", links.ME)))
    copy = client.get(address("carer:my:copy_json", links.ME)).json()

    gwenllian.refresh_from_db()
    assert ("Sexual orientation" in page, "Bisexual" in page, gwenllian.equality_token in page) == (True, True, False)
    assert [one["answer"] for one in copy["records"] if one["record"] == "people.EqualityAnswer"] == ["BISEXUAL"]


def test_random_posts_never_break_the_questions(client, gwenllian):
    fields = {"sex": ["FEMALE", "HINDU"], "religion": ["NONE"], "forget": ["1"]}

    assert_random_posts_never_break(client, address("carer:my:equality", my_link(gwenllian)), fields)
