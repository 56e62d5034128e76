"""What was said: the list of a project, one of it, checking, sorting, and taking it back."""

from datetime import UTC, date, datetime
from html import unescape

import pytest

from cyfran.domain.contributions.queries import publishable_words
from cyfran.domain.people.choices import Use
from tests.factories.contributions import make_contribution, make_theme
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_response, make_shown_contribution
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_staged_project
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def project(council, mari):
    return make_staged_project(organisation=council, owner=mari, published_at=datetime(2026, 9, 2, tzinfo=UTC))


@pytest.fixture
def stage(project):
    return project.stages.get(kind="DESIGN")


def at(name, thing):
    return address(f"staff:contributions:{name}", thing.public_id)


# --- The list ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", ["answered", "late", "unchecked", "waiting"]),
        ("?show=unanswered", ["late", "unchecked", "waiting"]),
        ("?show=overdue", ["late"]),
        ("?show=unchecked", ["unchecked"]),
        ("?show=unsorted", ["late", "unchecked", "waiting"]),
        ("?show=nonsense", ["answered", "late", "unchecked", "waiting"]),
    ],
)
def test_the_list_is_narrowed(client, project, stage, query, words):
    answered = make_contribution(stage=stage, words="answered", due_on=date(2026, 11, 1))
    answered.themes.add(make_theme(project=project))
    make_response(contribution=answered)
    make_contribution(stage=stage, words="late", due_on=date(2026, 11, 19))
    make_contribution(stage=stage, words="unchecked", audience="PUBLIC", person=make_permission(use="QUOTE").person)
    make_contribution(stage=stage, words="waiting", due_on=date(2026, 11, 20))
    make_contribution(words="of another project")

    page = client.get(at("list", project) + query)

    assert sorted(one.words for one in page.context["contributions"]) == words


def test_the_list_is_narrowed_to_a_theme(client, project, stage):
    theme, contribution = make_theme(project=project), make_contribution(stage=stage)
    contribution.themes.add(theme)
    make_contribution(stage=stage)

    page = client.get(at("list", project) + f"?theme={theme.public_id}")

    assert [one.public_id for one in page.context["contributions"]] == [contribution.public_id]


def test_the_list_says_in_a_word_what_came_of_each(client, project, stage):
    late = make_contribution(stage=stage, due_on=date(2026, 11, 19))
    waiting = make_contribution(stage=stage, due_on=date(2026, 11, 20))
    promised = make_contribution(stage=stage, due_on=date(2026, 12, 15))
    make_response(contribution=promised, state="PLANNED", due_on=date(2026, 12, 15))
    done = make_contribution(stage=stage)
    make_response(contribution=done)
    make_contribution(stage=stage, words="Taken back.", withdrawn_at=datetime(2026, 11, 15, tzinfo=UTC))

    page = client.get(at("list", project))

    shown = {one.public_id: (str(one.answer_name), one.due_on) for one in page.context["contributions"]}
    assert {one.public_id: shown[one.public_id] for one in (late, waiting, promised, done)} == {
        late.public_id: ("Answer overdue", date(2026, 11, 19)),
        waiting.public_id: ("Waits for an answer", date(2026, 11, 20)),
        promised.public_id: ("We will do this", date(2026, 12, 15)),
        done.public_id: ("We did this", None),
    }
    assert "Taken back." not in text_of(page)


def test_the_words_in_the_list_bear_their_language(client, project, stage):
    make_contribution(stage=stage, words="Neb yn gofyn.", words_language="CY")

    assert '<p class="govuk-body" lang="cy">Neb yn gofyn.</p>' in text_of(client.get(at("list", project)))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_for_more_said(client, project, stage, item_count, django_assert_num_queries):
    for _number in range(item_count):
        contribution = make_contribution(stage=stage)
        contribution.themes.add(make_theme(project=project))
        make_response(contribution=contribution)

    with django_assert_num_queries(16):
        client.get(at("list", project))


def test_those_ticked_are_sorted_into_a_theme_beside_the_ones_they_have(client, project, stage):
    before, theme = make_theme(project=project), make_theme(project=project, name_en="Plain words")
    first, second, left_alone = (make_contribution(stage=stage) for _ in range(3))
    first.themes.add(before)
    chosen = {"contributions": [first.public_id, second.public_id], "theme": theme.public_id}

    page = client.post(at("list", project) + "?show=unanswered", chosen, follow=True)

    assert set(first.themes.all()) == {before, theme}
    assert set(second.themes.all()) == {theme}
    assert not left_alone.themes.exists()
    assert page.redirect_chain == [(at("list", project) + "?show=unanswered", 302)]
    assert "2 things said are now in “Plain words”." in text_of(page)


def test_sorting_says_what_is_missing_and_takes_nothing_of_another_project(client, project, stage):
    make_contribution(stage=stage)
    elsewhere, theme = make_contribution(), make_theme(project=project)

    nothing = text_of(client.post(at("list", project), {}))
    client.post(at("list", project), {"contributions": [elsewhere.public_id], "theme": theme.public_id})

    assert '<a href="#id_contributions_0">Tick at least one thing that was said.</a>' in nothing
    assert '<a href="#id_theme">Choose an answer for “Into which theme?”.</a>' in nothing
    assert not elsewhere.themes.exists()


# --- One --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Everyone can read the checked words, without the name."),
        ({"public_words": ""}, "whoever checked the words found that they cannot be shown."),
        ({"public_words": "", "checked_at": None}, "until somebody has checked that the words do not tell who said them."),
        ({"public_words": "", "audience": "TEAM"}, "Only those working on this: that is what they wished."),
        ({"public_words": "", "withdrawn_at": datetime(2026, 11, 15, tzinfo=UTC)}, "Nobody: they took these words back."),
    ],
)
def test_one_thing_said_tells_who_can_read_it(client, stage, given, words):
    contribution = make_shown_contribution(stage=stage, **given)

    page = text_of(client.get(at("show", contribution)))

    assert words in page
    assert publishable_words().filter(pk=contribution.pk).exists() is (given == {})


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Only those working on this: they do not permit their words to be shown now."),
        ("cy", "Dim ond y rhai sy'n gweithio ar hyn: nid ydynt yn caniatáu dangos eu geiriau ar hyn o bryd."),
    ],
)
def test_one_thing_said_tells_before_the_check_that_no_showing_is_permitted(client, stage, language, words):
    contribution = make_contribution(stage=stage, audience="PUBLIC")

    page = client.get(address("staff:contributions:show", contribution.public_id, language=language))

    assert words in unescape(text_of(page))


def test_one_thing_said_tells_what_it_waits_for_before_everyone_can_read_it(client, stage, project, council):
    person = make_person(organisation=council)
    contribution = make_shown_contribution(stage=stage, person=person)
    person.permissions.all().delete()

    not_permitted = text_of(client.get(at("show", contribution)))
    make_permission(person=person, use=Use.QUOTE)
    type(project).objects.update(published_at=None)
    not_published = text_of(client.get(at("show", contribution)))

    assert "they do not permit their words to be shown now." in not_permitted
    assert "until the project is published." in not_published


def test_one_thing_said_shows_every_answer_with_its_message_and_the_next_that_waits(client, stage, mari, council):
    contribution, waiting = make_contribution(stage=stage), make_contribution(stage=stage, due_on=date(2026, 11, 19))
    make_response(contribution=contribution, state="LISTENING", answered_at=datetime(2026, 11, 12, tzinfo=UTC))
    response = make_response(contribution=contribution, answered_by=mari)
    told = make_message(
        person=contribution.person, about_kind="decisions.response", about_public_id=response.public_id, state="TO_DO"
    )

    page = client.get(at("show", contribution))

    assert [(one.state, one.message) for one in page.context["contribution"].responses] == [("DONE", told), ("LISTENING", None)]
    assert address("staff:messages:show", told.public_id) in text_of(page)
    assert at("show", waiting) in text_of(page)


@pytest.mark.parametrize("item_count", [1, 3])
def test_one_thing_said_costs_the_same_for_more_answers(client, stage, project, item_count, django_assert_num_queries):
    contribution = make_contribution(stage=stage)
    for _number in range(item_count):
        contribution.themes.add(make_theme(project=project))
        make_response(contribution=contribution)

    with django_assert_num_queries(9):
        client.get(at("show", contribution))
