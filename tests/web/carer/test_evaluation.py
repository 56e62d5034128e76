"""Saying how it was, by one's own link."""

from importlib import import_module

import pytest
from django.conf import settings
from django.test import RequestFactory

from cyfran.domain.evaluation.models import Evaluation
from cyfran.domain.evaluation.queries import evaluation_link
from cyfran.web.carer.evaluation import views
from tests.factories.contributions import make_contribution
from tests.factories.projects import make_project, make_stage
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

ANSWERS = {"listened_to": "YES", "able_to_take_part": "PARTLY", "told_what_came": "NO", "level_felt": "CONSULTATION"}


@pytest.fixture
def project(council, gwenllian):
    """Make a project in which Gwenllian said something."""
    project = make_project(organisation=council)
    make_contribution(stage=make_stage(project=project), person=gwenllian)
    return project


@pytest.fixture
def url(project, gwenllian):
    return address("carer:evaluation:show", evaluation_link(project, gwenllian))


def test_four_answers_are_kept_and_thanked_for(client, url, project, gwenllian, noon):
    response = client.post(url, ANSWERS)

    evaluation = Evaluation.objects.get()
    assert {name: getattr(evaluation, name) for name in ANSWERS} == ANSWERS
    assert (evaluation.project, evaluation.person, evaluation.given_by, evaluation.given_at) == (project, gwenllian, "WEB", noon)
    assert "Thank you for saying how it was" in text_of(client.get(response.url))


def test_it_is_said_once(client, url):
    client.post(url, ANSWERS)
    again = client.post(url, ANSWERS | {"listened_to": "NO"})

    assert "Thank you for saying how it was" in text_of(again)
    assert [evaluation.listened_to for evaluation in Evaluation.objects.all()] == ["YES"]


def test_two_presses_at_the_same_moment_are_one_answer(project, gwenllian):
    requests = [RequestFactory().post("/", ANSWERS) for _ in range(2)]
    for request in requests:
        request.session = import_module(settings.SESSION_ENGINE).SessionStore()

    # Both have seen that nothing was said yet; the second finds out when its turn comes.
    first, second = (views._evaluate_once(request=request, project=project, person=gwenllian, **ANSWERS) for request in requests)

    assert first == second == Evaluation.objects.get()


def test_the_steps_of_the_ladder_are_in_plain_words_with_their_names(client, url):
    page = text_of(client.get(url))

    assert "We were asked, and then they decided" in page
    assert "Consultation" in page
    assert "None recorded" not in page


def test_what_is_missing_is_asked_for_and_the_rest_kept(client, url):
    response = client.post(url, {"listened_to": "NO"})

    assert response.context["form"]["listened_to"].value() == "NO"
    assert "Choose an answer for “Which of these was it most like?”." in text_of(response)
    assert not Evaluation.objects.exists()


def test_somebody_who_did_not_take_part_is_told_so(client, gwenllian):
    elsewhere = address("carer:evaluation:show", evaluation_link(make_project(), gwenllian))

    assert "Only somebody who took part can say how it was." in text_of(client.post(elsewhere, ANSWERS))


def test_it_is_in_welsh_too(client, project, gwenllian):
    url = address("carer:evaluation:show", evaluation_link(project, gwenllian), language="cy")

    assert '<html lang="cy"' in text_of(client.get(url))
    assert "Seibiant byr" in text_of(client.get(url))
    client.post(url, ANSWERS)
    assert '<html lang="cy"' in text_of(client.get(url))


def test_random_posts_never_break_it(client, url):
    ratings = ["YES", "NOT_SURE"]
    expected = dict.fromkeys(ANSWERS, ratings) | {"level_felt": ["COERCION", "CO_PRODUCTION", "NONE_RECORDED"]}

    assert_random_posts_never_break(client, url, expected)


def test_it_costs_few_queries(client, url, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        client.get(url)
