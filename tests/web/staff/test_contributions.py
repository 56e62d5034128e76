"""What was said: the list of a project, one of it, checking, sorting, and taking it back."""

from datetime import UTC, date, datetime

import pytest

from cyfran.domain.contributions.models import Theme
from cyfran.domain.contributions.queries import publishable_words
from cyfran.domain.people.choices import Use
from tests.factories.contributions import make_contribution, make_theme
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_response, make_shown_contribution
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_staged_project
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of, ticked

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
    make_contribution(stage=stage, words="unchecked", audience="PUBLIC")
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

    with django_assert_num_queries(14):
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

    with django_assert_num_queries(7):
        client.get(at("show", contribution))


# --- Checking, sorting, taking back -----------------------------------------------------------------------------------


def test_the_original_stands_beside_the_words_to_check(client, stage, mari, noon):
    contribution = make_contribution(stage=stage, audience="PUBLIC", words="Siân never rings.")

    form = client.get(at("check", contribution))
    client.post(at("check", contribution), {"public_words": "The worker never rings."})
    again = client.get(at("check", contribution))

    contribution.refresh_from_db()
    assert form.context["form"]["public_words"].value() == "Siân never rings."
    assert again.context["form"]["public_words"].value() == "The worker never rings."
    assert (contribution.public_words, contribution.checked_by, contribution.checked_at) == (
        "The worker never rings.",
        mari,
        noon,
    )
    assert contribution.words == "Siân never rings."


def test_words_that_cannot_be_shown_are_checked_and_stay_hidden(client, stage):
    contribution = make_contribution(stage=stage, audience="PUBLIC")

    client.post(at("check", contribution), {"public_words": ""})

    contribution.refresh_from_db()
    assert (contribution.public_words, contribution.checked_at is None) == ("", False)


def test_words_for_the_team_cannot_be_made_public(client, stage):
    contribution = make_contribution(stage=stage, audience="TEAM")

    page = text_of(client.post(at("check", contribution), {"public_words": "Nobody rings."}))

    contribution.refresh_from_db()
    assert "The person has not permitted these words to be shown." in page
    assert contribution.public_words == ""


def test_one_thing_said_is_sorted_into_several_themes(client, project, stage):
    first, second, before = (make_theme(project=project) for _ in range(3))
    contribution = make_contribution(stage=stage)
    contribution.themes.add(before)

    form = client.get(at("sort", contribution))
    client.post(at("sort", contribution), {"themes": [first.public_id, second.public_id]})

    assert ticked(form) == [before.public_id]
    assert set(contribution.themes.all()) == {first, second}


def test_a_project_without_themes_leads_to_adding_one(client, project, stage):
    page = text_of(client.get(at("sort", make_contribution(stage=stage))))

    assert "This project has no themes yet." in page
    assert at("themes", project) in page


def test_words_are_taken_back_after_a_question(client, stage, noon):
    contribution = make_shown_contribution(stage=stage, words="Nobody rings.")

    question = text_of(client.get(at("withdraw", contribution)))
    page = text_of(client.post(at("withdraw", contribution), follow=True))

    contribution.refresh_from_db()
    assert "it cannot be undone" in question
    assert (contribution.withdrawn_at, contribution.public_words) == (noon, "")
    assert "Nobody rings." not in page


# --- Themes -----------------------------------------------------------------------------------------------------------


def test_themes_are_added_in_both_languages_and_counted(client, project, stage):
    used = make_theme(project=project, name_en="Plain words")
    make_contribution(stage=stage).themes.add(used)

    half = text_of(client.post(at("themes", project), {"name_en": "Waiting"}))
    page = client.post(at("themes", project), {"name_cy": "Aros", "name_en": "Waiting"}, follow=True)

    assert '<a href="#id_name_cy">Fill in “Name of the theme in Welsh”.</a>' in half
    assert [(theme.name, theme.said) for theme in page.context["themes"]] == [("Plain words", 1), ("Waiting", 0)]
    assert address("staff:responses:theme", used.public_id) in text_of(page)


def test_a_theme_of_the_same_name_is_refused_in_words(client, project):
    make_theme(project=project, name_en="Waiting")

    page = text_of(client.post(at("themes", project), {"name_cy": "Aros", "name_en": "Waiting"}))

    assert "This project already has a theme of this name." in page
    assert Theme.objects.count() == 1


@pytest.mark.parametrize("item_count", [1, 3])
def test_themes_cost_the_same_however_many(client, project, item_count, django_assert_num_queries):
    for _number in range(item_count):
        make_theme(project=project)

    with django_assert_num_queries(8):
        client.get(at("themes", project))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("check", {"public_words": ["Nobody rings."]}),
        ("sort", {"themes": ["theme"]}),
        ("withdraw", {"anything": []}),
        ("themes", {"name_cy": ["Aros"], "name_en": ["Waiting"]}),
        ("list", {"contributions": ["contribution"], "theme": ["theme"]}),
    ],
)
def test_random_posts_never_break_what_was_said(client, project, stage, name, fields):
    contribution, theme = make_contribution(stage=stage, audience="PUBLIC"), make_theme(project=project)
    real = {"contribution": contribution.public_id, "theme": theme.public_id}
    thing = project if name in ("themes", "list") else contribution

    expected = {field: [real.get(value, value) for value in values] for field, values in fields.items()}
    assert_random_posts_never_break(client, at(name, thing), expected)
