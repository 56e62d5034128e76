"""Equality as staff meet it: they ask for somebody who rings, and read counts."""

import pytest

from cyfran.domain.people.actions.equality import answer_equality
from cyfran.domain.people.choices import Dimension, Said
from cyfran.domain.people.queries import equality_answers_of
from tests.factories.organisations import make_membership, make_organisation
from tests.factories.people import make_equality_answer, make_person
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_staff_write_down_what_she_answers_and_never_see_what_she_answered_before(client, mari, council, noon):
    olwen = make_person(organisation=council)
    answer_equality(person=olwen, answers={Dimension.SEX: Said.MALE}, at=noon)
    page = address("staff:people:equality", olwen.public_id)

    asked = text_of(client.get(page))
    client.post(page, {"sex": "FEMALE"})

    olwen.refresh_from_db()
    assert "checked" not in asked
    assert list(equality_answers_of(olwen).values_list("answer", flat=True)) == ["FEMALE"]


def test_staff_read_counts_of_five_or_more_with_the_note_on_caring(client, mari, council):
    for _time in range(7):
        make_equality_answer(organisation=council, dimension=Dimension.RELIGION, answer=Said.SIKH)
    make_equality_answer(organisation=council, dimension=Dimension.RELIGION, answer=Said.HINDU)

    page = text_of(client.get(address("staff:reports:equality")))

    assert 'Sikh</th> <td class="govuk-table__cell govuk-table__cell--numeric"> 7' in page
    assert 'Hindu</th> <td class="govuk-table__cell govuk-table__cell--numeric"> fewer than five' in page
    assert "Looks after somebody now" in page
    assert "Caring is not one of the nine protected characteristics of the Equality Act 2010" in page


def test_who_works_for_several_chooses_whose_counts_and_another_body_is_not_offered(client, mari, council):
    second, foreign = make_organisation(name_en="Second Council"), make_organisation(name_en="Foreign Council")
    make_membership(user=mari, organisation=second)
    page = address("staff:reports:equality")

    offered = text_of(client.get(page))
    chosen = text_of(client.get(page, {"organisation": second.public_id}))
    refused = text_of(client.get(page, {"organisation": foreign.public_id}))

    assert ("Second Council" in offered, "Foreign Council" in offered, "Looks after" in offered) == (True, False, False)
    assert "How many people on record with Second Council" in chosen
    assert "Looks after" not in refused
