"""Writing down what somebody says, by telephone, on paper or at a meeting."""

from datetime import date

import pytest

from cyfran.domain.contributions.models import Contribution
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.people import make_person
from tests.factories.projects import make_staged_project
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of, ticked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def project(council, mari):
    project = make_staged_project(organisation=council, owner=mari, title_en="Short breaks")
    project.stages.filter(kind="IDEA").update(state="DONE", happened_on=date(2026, 9, 18))
    return project


@pytest.fixture
def olwen(council):
    return make_person(
        organisation=council, name="Olwen Dychmygol", channel="PHONE", telephone="01970 000001", email="", language="CY"
    )


@pytest.fixture
def meeting(project):
    return make_meeting(stage=project.stages.get(kind="DESIGN"), title_en="First evening")


def door(**query):
    return address("staff:contributions:add") + "?" + "&".join(f"{name}={thing.public_id}" for name, thing in query.items())


def said(project, **given):
    """Return what the form sends: words in English by telephone, for the team alone, about the design."""
    sent = {"words": "Nobody rings back.", "words_language": "EN", "given_by": "PHONE", "audience": "TEAM"}
    return sent | {"stage": f"{project.public_id}-design"} | given


# --- By telephone and on paper ----------------------------------------------------------------------------------------


def test_words_are_written_down_for_somebody_who_rings(client, project, olwen, mari, noon):
    form = client.get(door(person=olwen))
    page = client.post(door(person=olwen), said(project, person=olwen.public_id), follow=True)

    contribution = Contribution.objects.get()
    assert ticked(form) == [olwen.public_id, "CY", "PHONE", "TEAM"]
    assert (contribution.person, contribution.words, contribution.words_language) == (olwen, "Nobody rings back.", "EN")
    assert (contribution.stage.kind, contribution.given_by, contribution.audience) == ("DESIGN", "PHONE", "TEAM")
    assert (contribution.entered_by, contribution.given_at) == (mari, noon)
    assert page.redirect_chain == [(address("staff:contributions:show", contribution.public_id), 302)]
    words = "What Olwen Dychmygol said is written down. Mari Enghraifft answers by 18 December 2026."
    assert words in text_of(page)


@pytest.mark.parametrize("text", ["olwen", "01970000001", "01970 000 001"])
def test_somebody_is_found_by_name_or_telephone_and_the_words_are_kept(client, project, olwen, text):
    make_person(name="Olwen of another body", telephone="01970 000001")

    page = client.post(door(project=project), said(project, find="1", text=text, words="Half a sent"))

    assert [one.person.name for one in page.context["form"].found] == ["Olwen Dychmygol"]
    assert olwen.public_id in ticked(page)
    assert ("telephone ending in 001" in text_of(page), "01970 000001" in text_of(page)) == (True, text == "01970 000001")
    assert "Half a sent</textarea>" in text_of(page)
    assert page.context["form"].errors == {}
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "Nobody is found. Try fewer letters"), ("cy", "Ni chafwyd hyd i neb. Rhowch gynnig ar lai o lythrennau")],
)
def test_a_search_without_a_hit_says_so_and_keeps_the_words(client, project, olwen, language, sentence):
    where = door(project=project).replace("/en/", f"/{language}/")

    in_vain = text_of(client.post(where, said(project, find="1", text="Gwilym", words="Half a sent")))
    found = text_of(client.post(where, said(project, find="1", text="olwen")))
    opened = text_of(client.get(where))

    assert [sentence in page for page in (in_vain, found, opened)] == [True, False, False]
    assert "Half a sent</textarea>" in in_vain


def test_two_of_one_name_are_told_apart_and_none_is_chosen(client, project, olwen, council):
    make_person(organisation=council, name="Olwen Enghraifft", telephone="01970 000002")

    page = client.post(door(project=project), said(project, find="1", text="olwen"))

    choices = page.context["form"].fields["person"].widget.choices
    assert [str(label) for _public_id, label in choices] == ["Olwen Dychmygol", "Olwen Enghraifft"]
    assert ticked(page) == ["EN", "PHONE", "TEAM"]


def test_words_of_nobody_are_refused_and_kept(client, project, olwen):
    not_found = text_of(client.post(door(project=project), said(project, text="Gwilym")))
    not_chosen = text_of(client.post(door(project=project), said(project, text="Olwen")))

    assert '<a href="#id_text">Find the person first: nobody is chosen yet.</a>' in not_found
    assert '<a href="#id_person_0">Choose who says it.</a>' in not_chosen
    assert "Nobody rings back.</textarea>" in not_chosen
    assert not Contribution.objects.exists()


def test_nobody_is_chosen_who_is_with_another_body(client, project):
    stranger = make_person()

    page = client.post(door(project=project), said(project, person=stranger.public_id))

    assert page.context["form"].errors.as_data().keys() == {"person"}
    assert not Contribution.objects.exists()


def test_people_of_an_example_speak_in_it_alone(client, project, council, mari):
    invented = make_person(organisation=council, name="Ann Pretend", is_example=True)
    example = make_staged_project(organisation=council, is_example=True, title_en="An example")

    real = client.post(door(project=project), said(project, find="1", text="Ann"))
    about_example = client.get(door(person=invented))

    assert real.context["form"].found == []
    assert {stage.project for stage in about_example.context["form"].stages.values()} == {example}
    assert "This is an invented example." in text_of(about_example)


def test_the_stage_being_worked_on_is_chosen_to_begin_with(client, project):
    page = text_of(client.get(door(project=project)))

    assert f'<option value="{project.public_id}-priorities" selected>Short breaks: Priorities</option>' in page


def test_without_an_open_project_the_page_says_what_to_do(client, mari, council):
    make_staged_project(organisation=council, closed_on=date(2026, 11, 1))

    page = text_of(client.get(address("staff:contributions:add")))

    assert "What people say belongs to an open project, and none is open here now." in page
    assert address("staff:projects:add") in page


def test_where_only_the_example_is_open_somebody_real_is_not_told_that_nothing_is(client, mari, council):
    make_staged_project(organisation=council, is_example=True)

    page = text_of(client.get(door(person=make_person(organisation=council, is_example=False))))

    assert "Real people speak in no example, and invented people in it alone." in page


def test_a_project_that_is_closed_says_so_where_something_would_be_written_down(client, mari, council):
    closed = make_staged_project(organisation=council, closed_on=date(2026, 11, 1))

    page = text_of(client.get(door(project=closed)))

    assert "This project is closed, so nothing more can be said in it." in page


def test_saving_and_going_on_leads_to_the_next_person_of_the_same_project(client, project, olwen):
    query = door(project=project) + f"&person={olwen.public_id}"

    page = client.post(query, said(project, person=olwen.public_id, then="another"))

    assert page.headers["Location"] == door(project=project)
    assert Contribution.objects.count() == 1


# --- At a meeting -----------------------------------------------------------------------------------------------------


def test_words_at_a_meeting_come_from_those_who_were_there(client, project, meeting, olwen, council):
    other = make_person(organisation=council, name="Ann Pretend")
    for person in (olwen, other):
        make_attendance(meeting=meeting, person=person)
    words = {"words": "Evenings are better.", "words_language": "EN", "audience": "PUBLIC", "person": other.public_id}

    form = client.get(door(meeting=meeting))
    page = client.post(door(meeting=meeting), {**words, "then": "another"}, follow=True)

    contribution = Contribution.objects.get()
    assert [one.person.name for one in form.context["form"].found] == ["Ann Pretend", "Olwen Dychmygol"]
    assert not {"stage", "given_by"} & form.context["form"].fields.keys()
    assert (contribution.meeting, contribution.stage, contribution.given_by) == (meeting, meeting.stage, "MEETING")
    assert page.redirect_chain == [(door(meeting=meeting), 302)]
    assert "What Ann Pretend said is written down." in text_of(page)


def test_nothing_is_written_down_in_a_project_that_is_closed(client, project, meeting, olwen):
    make_attendance(meeting=meeting, person=olwen)
    project.closed_on = date(2026, 11, 15)
    project.save()
    words = {"words": "Too late.", "words_language": "EN", "audience": "TEAM", "person": olwen.public_id}

    page = text_of(client.post(door(meeting=meeting), words))

    assert "This project is closed, so nothing more can be said in it." in page
    assert "Too late.</textarea>" in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_for_more_people_and_projects(
    client, project, meeting, council, item_count, django_assert_num_queries
):
    for _number in range(item_count):
        make_attendance(meeting=meeting, person=make_person(organisation=council))
        make_staged_project(organisation=council)

    with django_assert_num_queries(12):
        client.get(door(meeting=meeting))
    with django_assert_num_queries(5):
        client.get(address("staff:contributions:add"))


def test_random_posts_never_break_taking_words_down(client, project, meeting, olwen):
    fields = {name: [value] for name, value in said(project, person=olwen.public_id, text="Olwen", then="another").items()}

    assert_random_posts_never_break(client, door(project=project), {**fields, "find": []})
    assert_random_posts_never_break(client, door(meeting=meeting), fields)
