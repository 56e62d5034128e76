from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.choices import Language
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.contributions.actions import (
    add_theme,
    add_to_theme,
    check_words,
    contribute,
    sort_into_themes,
    withdraw_words,
)
from cyfran.domain.contributions.choices import Audience, GivenBy
from cyfran.domain.contributions.models import Contribution, Theme
from tests.factories.base import make_user
from tests.factories.contributions import make_contribution, make_theme
from tests.factories.meetings import make_meeting
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_stage

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
SAID = {"words": "Does neb yn gofyn.", "words_language": Language.WELSH, "audience": Audience.PUBLIC}


def test_contribute_keeps_the_words_and_says_who_owes_an_answer_by_when():
    stage, person = make_stage(), make_person()

    contribution = contribute(stage=stage, person=person, given_by=GivenBy.WEB, by=person, at=NOW, **SAID)

    assert Contribution.objects.get() == contribution
    assert (contribution.words, contribution.words_language, contribution.audience) == (
        "Does neb yn gofyn.",
        Language.WELSH,
        Audience.PUBLIC,
    )
    assert (contribution.owner, contribution.due_on) == (stage.project.owner, date(2026, 12, 19))
    assert (contribution.given_at, contribution.entered_by, contribution.public_words) == (NOW, None, "")


@pytest.mark.parametrize("words", ["x" * 5001, "one\0two", ""])
def test_contribute_takes_no_words_that_cannot_be_kept(words):
    with pytest.raises(ValidationError) as refused:
        contribute(stage=make_stage(), person=make_person(), given_by=GivenBy.WEB, by=None, at=NOW, **SAID | {"words": words})

    assert refused.value.message_dict.keys() == {"words"}
    assert not Contribution.objects.exists()


def test_contribute_leaves_the_words_out_of_the_trail():
    person = make_person()

    contribution = contribute(stage=make_stage(), person=person, given_by=GivenBy.WEB, by=person, at=NOW, **SAID)

    event = AuditEvent.objects.get()
    assert (event.verb, event.subject_public_id, event.actor_public_id) == (
        "contribution.given",
        contribution.public_id,
        person.public_id,
    )
    assert event.facts == {"given_by": "WEB", "audience": "PUBLIC"}


def test_contribute_by_telephone_keeps_who_entered_it():
    coordinator = make_user()

    contribution = contribute(
        stage=make_stage(),
        person=make_person(),
        given_by=GivenBy.PHONE,
        by=coordinator,
        at=NOW,
        entered_by=coordinator,
        **SAID,
    )

    contribution.refresh_from_db()
    assert (contribution.given_by, contribution.entered_by) == (GivenBy.PHONE, coordinator)


def test_contribute_at_a_meeting_names_the_meeting():
    meeting = make_meeting()

    contribution = contribute(
        stage=meeting.stage, person=make_person(), given_by=GivenBy.MEETING, meeting=meeting, by=None, at=NOW, **SAID
    )

    contribution.refresh_from_db()
    assert contribution.meeting == meeting


def test_contribute_refuses_a_meeting_of_another_stage():
    with pytest.raises(ValidationError, match="That meeting was in another stage"):
        contribute(
            stage=make_stage(),
            person=make_person(),
            given_by=GivenBy.MEETING,
            meeting=make_meeting(),
            by=None,
            at=NOW,
            **SAID,
        )

    assert not Contribution.objects.exists()


def test_contribute_is_open_on_the_last_day_of_a_project_and_not_after():
    stage = make_stage(project=make_project(closed_on=date(2026, 11, 21)))
    contribute(stage=stage, person=make_person(), given_by=GivenBy.WEB, by=None, at=NOW, **SAID)

    with pytest.raises(ValidationError, match="This project is closed"):
        contribute(stage=stage, person=make_person(), given_by=GivenBy.WEB, by=None, at=NOW + timedelta(days=1), **SAID)

    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("change", [{"words": ""}, {"words_language": "FR"}, {"audience": "EVERYBODY"}])
def test_contribute_refuses_what_it_cannot_keep(change):
    with pytest.raises(ValidationError):
        contribute(stage=make_stage(), person=make_person(), given_by=GivenBy.WEB, by=None, at=NOW, **SAID | change)

    assert not Contribution.objects.exists()


def test_check_words_sets_down_what_may_be_read_and_who_checked_it():
    contribution, checker = make_contribution(audience=Audience.PUBLIC, words="Ann next door asks."), make_user()

    check_words(contribution=contribution, public_words="A neighbour asks.", by=checker, at=NOW)

    contribution.refresh_from_db()
    assert (contribution.words, contribution.public_words) == ("Ann next door asks.", "A neighbour asks.")
    assert (contribution.checked_by, contribution.checked_at) == (checker, NOW)
    assert AuditEvent.objects.get().facts == {"shown": True}


def test_check_words_may_find_that_nothing_can_be_shown():
    contribution = make_contribution(audience=Audience.PUBLIC, public_words="A neighbour asks.", checked_at=NOW)

    check_words(contribution=contribution, public_words="", by=make_user(), at=NOW)

    contribution.refresh_from_db()
    assert (contribution.public_words, contribution.checked_at) == ("", NOW)
    assert AuditEvent.objects.get().facts == {"shown": False}


def test_check_words_refuses_words_for_the_team_alone():
    contribution = make_contribution(audience=Audience.TEAM)

    with pytest.raises(ValidationError, match="The person has not permitted these words to be shown"):
        check_words(contribution=contribution, public_words="Nobody asks.", by=make_user(), at=NOW)

    contribution.refresh_from_db()
    assert (contribution.public_words, contribution.checked_at) == ("", None)


def test_check_words_refuses_words_taken_back():
    contribution = make_contribution(audience=Audience.PUBLIC, withdrawn_at=NOW)

    with pytest.raises(ValidationError, match="The person has taken these words back"):
        check_words(contribution=contribution, public_words="Nobody asks.", by=make_user(), at=NOW)


def test_check_words_does_not_bring_back_words_taken_back_meanwhile():
    contribution = make_contribution(audience=Audience.PUBLIC)
    as_the_checker_opened_it = Contribution.objects.get()
    withdraw_words(contribution=contribution, by=contribution.person, at=NOW)

    with pytest.raises(ValidationError, match="The person has taken these words back"):
        check_words(contribution=as_the_checker_opened_it, public_words="Nobody asks.", by=make_user(), at=NOW)

    contribution.refresh_from_db()
    assert (contribution.withdrawn_at, contribution.public_words) == (NOW, "")


def test_withdraw_words_keeps_that_something_was_said_and_shows_it_nowhere():
    contribution = make_contribution(audience=Audience.PUBLIC, public_words="Nobody asks.", checked_at=NOW)

    withdraw_words(contribution=contribution, by=contribution.person, at=NOW)

    contribution.refresh_from_db()
    assert (contribution.withdrawn_at, contribution.public_words) == (NOW, "")
    assert contribution.words == "Nobody asks how I am."
    assert AuditEvent.objects.get().verb == "contribution.withdrawn"


def test_withdraw_words_again_changes_nothing():
    contribution = make_contribution(withdrawn_at=NOW)

    withdraw_words(contribution=contribution, by=contribution.person, at=NOW + timedelta(days=1))

    contribution.refresh_from_db()
    assert contribution.withdrawn_at == NOW
    assert not AuditEvent.objects.exists()


def test_add_theme_names_it_in_both_languages():
    project = make_project()

    theme = add_theme(project=project, name_cy="Aros", name_en="Waiting", by=None, at=NOW)

    assert Theme.objects.get() == theme
    assert (theme.project, theme.name_cy, theme.name_en) == (project, "Aros", "Waiting")
    assert AuditEvent.objects.get().verb == "theme.added"


@pytest.mark.parametrize("names", [{"name_cy": "", "name_en": "Waiting"}, {"name_cy": "Aros", "name_en": ""}])
def test_add_theme_refuses_half_a_name(names):
    with pytest.raises(ValidationError):
        add_theme(project=make_project(), by=None, at=NOW, **names)


def test_sort_into_themes_replaces_the_ones_it_had():
    contribution = make_contribution()
    before, first, second = (make_theme(project=contribution.stage.project) for _ in range(3))
    contribution.themes.add(before)

    sort_into_themes(contribution=contribution, themes=[first, second], by=None, at=NOW)

    assert set(contribution.themes.all()) == {first, second}
    assert AuditEvent.objects.get().facts == {"themes": sorted([first.public_id, second.public_id])}


def test_sort_into_themes_refuses_a_theme_of_another_project():
    contribution = make_contribution()

    with pytest.raises(ValidationError, match="A theme belongs to one project"):
        sort_into_themes(contribution=contribution, themes=[make_theme()], by=None, at=NOW)

    assert not contribution.themes.exists()


def test_add_to_theme_keeps_the_themes_each_already_had():
    stage = make_stage()
    before, theme = (make_theme(project=stage.project) for _ in range(2))
    sorted_before, unsorted, left_alone = (make_contribution(stage=stage) for _ in range(3))
    sorted_before.themes.add(before)

    add_to_theme(theme=theme, contributions=[sorted_before, unsorted], by=None, at=NOW)

    assert set(sorted_before.themes.all()) == {before, theme}
    assert set(unsorted.themes.all()) == {theme}
    assert not left_alone.themes.exists()
    assert AuditEvent.objects.filter(verb="contribution.sorted").count() == 2


def test_add_to_theme_sorts_nothing_where_one_was_said_in_another_project():
    theme = make_theme()
    fitting = make_contribution(stage=make_stage(project=theme.project))

    with pytest.raises(ValidationError, match="A theme belongs to one project"):
        add_to_theme(theme=theme, contributions=[fitting, make_contribution()], by=None, at=NOW)

    assert not fitting.themes.exists()
