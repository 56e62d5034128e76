"""Making words safe to show, sorting them into themes, and taking them back."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.contributions.models import Theme
from tests.factories.contributions import make_contribution, make_theme
from tests.factories.decisions import make_shown_contribution
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

    with django_assert_num_queries(9):
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
