"""Evaluation: asking those who took part, taking down their answers, and seeing the counts."""

import pytest

from cyfran.domain.correspondence.models import Message
from cyfran.domain.evaluation.models import Evaluation
from tests.factories.contributions import make_contribution
from tests.factories.evaluation import make_evaluation
from tests.factories.people import make_caring_role, make_permission, make_person
from tests.factories.projects import make_staged_project
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

ANSWERS = {
    "listened_to": "YES",
    "able_to_take_part": "PARTLY",
    "told_what_came": "NO",
    "level_felt": "CONSULTATION",
    "given_by": "PHONE",
}


@pytest.fixture
def project(council, mari):
    return make_staged_project(organisation=council, owner=mari)


@pytest.fixture
def took_part(project, council):
    """Make somebody who said something in the project and permits being asked."""

    def make(name):
        person = make_person(organisation=council, name=name)
        make_permission(person=person)
        make_contribution(stage=project.stages.get(kind="DESIGN"), person=person)
        return person

    return make


def close(project):
    project.closed_on = project.started_on
    project.save()


def at(name, project):
    return address(f"staff:evaluation:{name}", project.public_id)


def test_those_who_took_part_are_asked_and_the_page_says_who_has_answered(client, project, took_part):
    ann, nia = took_part("Ann"), took_part("Nia")
    make_evaluation(project=project, person=nia)

    page = client.post(at("ask", project), follow=True)

    shown = page.context["evaluation"]
    assert list(Message.objects.values_list("person", "purpose")) == [(ann.pk, "EVALUATION")]
    assert "1 person is asked how it was." in text_of(page)
    assert [(person.name, person.has_answered) for person in shown.participants] == [("Ann", False), ("Nia", True)]
    assert f"{at('add', project)}?person={ann.public_id}" in text_of(page)


def test_asking_needs_a_press(client, project, took_part):
    took_part("Ann")

    page = client.get(at("ask", project))

    assert page.headers["Location"] == at("show", project)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("language", "asked", "left"),
    [
        ("en", "Asked on 20 November 2026", "Nobody is left to ask: everyone who may be asked was asked before."),
        (
            "cy",
            "Gofynnwyd ar 20 Tachwedd 2026",
            "Nid oes neb ar ôl i ofyn iddynt: gofynnwyd eisoes i bawb y gellir gofyn",
        ),
    ],
)
def test_a_second_press_asks_nobody_again_and_says_who_was_asked(client, project, took_part, language, asked, left):
    ask = address("staff:evaluation:ask", project.public_id, language=language)
    ann = took_part("Ann")

    first = text_of(client.post(ask, follow=True))
    second = text_of(client.post(ask, follow=True))

    assert list(Message.objects.values_list("person", flat=True)) == [ann.pk]
    assert asked in first
    assert second.count(left) == 2
    assert f'action="{ask}"' not in second


def test_where_nobody_who_took_part_permits_being_asked_it_does_not_say_that_everybody_was(client, project, council):
    make_contribution(stage=project.stages.get(kind="DESIGN"), person=make_person(organisation=council))

    page = text_of(client.post(at("ask", project), follow=True))

    assert page.count("Nobody who took part may be asked now.") == 2
    assert "Nobody is left to ask" not in page


def test_whoever_took_part_since_is_asked_alone(client, project, took_part):
    ann = took_part("Ann")
    client.post(at("ask", project))
    nia = took_part("Nia")

    page = client.get(at("show", project))
    client.post(at("ask", project))

    assert [(person.name, bool(person.asked_at)) for person in page.context["evaluation"].participants] == [
        ("Ann", True),
        ("Nia", False),
    ]
    assert list(Message.objects.order_by("id").values_list("person", flat=True)) == [ann.pk, nia.pk]


def test_nobody_is_asked_about_a_closed_project_and_nothing_is_taken_down(client, project, took_part):
    took_part("Ann")
    close(project)

    page = text_of(client.get(at("show", project)))
    asked = text_of(client.post(at("ask", project), follow=True))
    taken_down = client.get(at("add", project), follow=True)

    assert "Has not said how it was" in page
    assert "Ask them" not in page
    assert "Write down their answers" not in page
    assert "This project is closed, and how it was for people is published." in asked
    assert taken_down.redirect_chain == [(at("show", project), 302)]
    assert not Message.objects.exists()


def test_nobody_is_asked_by_a_stranger(client, took_part):
    took_part("Ann")
    strange = make_staged_project()

    assert client.post(at("ask", strange)).status_code == 404
    assert not Message.objects.exists()


def test_no_answer_is_shown_to_staff_before_the_project_is_closed(client, project, took_part):
    for number in range(6):
        make_evaluation(project=project, person=took_part(f"Person {number}"))

    page = client.get(at("show", project))

    shown = page.context["evaluation"]
    assert (shown.ratings, shown.questions, shown.level_felt) == (None, [], "")
    assert "once the project is closed" in text_of(page)


def test_fewer_than_five_answers_are_shown_as_no_count(client, project, took_part):
    close(project)
    for number in range(4):
        make_evaluation(project=project, person=took_part(f"Person {number}"))

    page = client.get(at("show", project))

    shown = page.context["evaluation"]
    assert (shown.ratings.people, shown.level_felt) == (None, "")
    assert "People who have said: Fewer than five" in text_of(page)


def test_five_answers_are_counted_with_the_level_felt(client, project, took_part):
    close(project)
    for number in range(5):
        make_evaluation(project=project, person=took_part(f"Person {number}"))

    shown = client.get(at("show", project)).context["evaluation"]

    assert (shown.ratings.people, shown.level_felt) == (5, "Consultation")
    assert [str(question.words) for question in shown.questions] == [
        "Were you listened to?",
        "Could you take part in a way that fitted your life?",
        "Were you told what came of it?",
    ]
    assert [str(bar.label) for bar in shown.questions[0].bars] == ["Yes", "Partly", "No", "Not sure"]


def test_answers_are_taken_down_for_somebody(client, project, took_part, mari, noon):
    ann = took_part("Ann")
    door = at("add", project) + f"?person={ann.public_id}"

    form = text_of(client.get(door))
    page = client.post(door, {**ANSWERS, "person": ann.public_id}, follow=True)

    evaluation = Evaluation.objects.get()
    assert f'<option value="{ann.public_id}" selected>Ann</option>' in form
    assert {name: getattr(evaluation, name) for name in ANSWERS} == ANSWERS
    assert (evaluation.person, evaluation.entered_by, evaluation.given_at) == (ann, mari, noon)
    assert "The answers of Ann are written down." in text_of(page)


def test_only_those_who_took_part_and_have_not_answered_can_be_chosen(client, project, took_part, council):
    answered, absent = took_part("Nia"), make_person(organisation=council)
    make_evaluation(project=project, person=answered)

    for person in (answered, absent):
        client.post(at("add", project), {**ANSWERS, "person": person.public_id})

    assert Evaluation.objects.count() == 1


def test_nobody_whose_job_it_is_to_look_after_people_can_be_chosen(client, project, took_part):
    worker, ann = took_part("Wena"), took_part("Ann")
    make_caring_role(person=worker, relation="JOB")

    pages = [client.get(at(page, project)).content.decode() for page in ("show", "add")]

    assert [(ann.public_id in page, worker.public_id in page) for page in pages] == [(True, False)] * 2


def test_a_question_left_out_is_asked_for(client, project, took_part):
    ann = took_part("Ann")

    page = text_of(client.post(at("add", project), {**ANSWERS, "person": ann.public_id, "listened_to": ""}))

    assert '<a href="#id_listened_to_0">Choose an answer for “Were you listened to?”.</a>' in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_for_more_people(client, project, took_part, item_count, django_assert_num_queries):
    for number in range(item_count):
        took_part(f"Person {number}")
        make_evaluation(project=project, person=took_part(f"Another {number}"))

    with django_assert_num_queries(12):
        client.get(at("show", project))


def test_random_posts_never_break_an_evaluation(client, project, took_part):
    fields = {name: [value] for name, value in ANSWERS.items()}

    assert_random_posts_never_break(client, at("add", project), {**fields, "person": [took_part("Ann").public_id]})
    assert_random_posts_never_break(client, at("ask", project), {"anything": []})
