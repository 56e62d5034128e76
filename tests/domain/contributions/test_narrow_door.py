"""Promise 7: nothing anyone said is shown beyond what they permitted, nor before a person has checked it."""

from datetime import UTC, datetime
from itertools import product
from random import Random

import pytest

from cyfran.domain.contributions.actions import check_words, withdraw_words
from cyfran.domain.contributions.choices import Audience
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.contributions.queries import publishable_words
from cyfran.domain.people.actions.people import permit, withdraw_permission
from cyfran.domain.people.choices import Use
from tests.factories.base import make_user
from tests.factories.contributions import make_contribution
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_project, make_stage

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def people_by_permission():
    """Somebody for each state a permission can be in; those named in capitals permit being quoted now."""
    people = {name: make_person() for name in ("never", "other use", "taken back", "GIVEN", "GIVEN AGAIN")}
    make_permission(person=people["other use"], use=Use.CONTACT)
    make_permission(person=people["taken back"], use=Use.QUOTE, withdrawn_at=NOW)
    make_permission(person=people["GIVEN"], use=Use.QUOTE)
    make_permission(person=people["GIVEN AGAIN"], use=Use.QUOTE, withdrawn_at=NOW)
    make_permission(person=people["GIVEN AGAIN"], use=Use.QUOTE, granted_at=NOW)
    return people


def test_the_narrow_door_shows_what_is_permitted_in_every_way_and_nothing_else(django_assert_num_queries):
    people = people_by_permission()
    stages = {published: make_stage(project=make_project(published_at=NOW if published else None)) for published in (True, False)}
    permitted = set()
    for (name, person), published, audience, checked, words, withdrawn in product(
        people.items(), (True, False), Audience, (True, False), ("", "Nobody asks."), (True, False)
    ):
        if words and (audience != Audience.PUBLIC or not checked):
            continue  # The database refuses these.
        contribution = make_contribution(
            stage=stages[published],
            person=person,
            audience=audience,
            checked_at=NOW if checked else None,
            public_words=words,
            withdrawn_at=NOW if withdrawn else None,
        )
        if name.isupper() and published and words and not withdrawn:
            permitted.add(contribution)

    with django_assert_num_queries(1):
        shown = list(publishable_words())

    assert len(shown) == len(permitted) == 2
    assert set(shown) == permitted


def test_the_narrow_door_can_be_narrowed_further_in_the_same_query(django_assert_num_queries):
    person = make_permission(use=Use.QUOTE).person
    fields = {"person": person, "audience": Audience.PUBLIC, "checked_at": NOW, "public_words": "Nobody asks."}
    wanted, _other = (make_contribution(stage=make_stage(project=make_project(published_at=NOW)), **fields) for _ in range(2))

    with django_assert_num_queries(1):
        shown = list(publishable_words().filter(stage__project=wanted.stage.project))

    assert shown == [wanted]
    assert publishable_words().count() == 2


@pytest.mark.parametrize("seed", range(4))
def test_the_narrow_door_follows_every_act_at_once(seed):
    """Random people permit, take back, withdraw, publish and check, in any order; after each act the door is right."""
    random, checker = Random(seed), make_user()
    people = [make_person() for _ in range(3)]
    stages = [make_stage() for _ in range(2)]
    said = [
        make_contribution(stage=random.choice(stages), person=random.choice(people), audience=random.choice(Audience.values))
        for _ in range(12)
    ]
    permits, published, withdrawn, words = set(), set(), set(), {}

    for _ in range(80):
        contribution = Contribution.objects.get(pk=random.choice(said).pk)
        person, project = contribution.person, contribution.stage.project
        match random.choice(["permit", "take back", "publish", "check", "check", "withdraw"]):
            case "permit":
                permit(person=person, use=Use.QUOTE, by=person, at=NOW)
                permits.add(person.pk)
            case "take back":
                withdraw_permission(person=person, use=Use.QUOTE, by=person, at=NOW)
                permits.discard(person.pk)
            case "publish":
                project.published_at = random.choice([NOW, None])
                project.save()
                (published.add if project.published_at else published.discard)(project.pk)
            case "check" if contribution.audience == Audience.PUBLIC and contribution.pk not in withdrawn:
                words[contribution.pk] = random.choice(["", "Nobody asks.", "They ask late."])
                check_words(contribution=contribution, public_words=words[contribution.pk], by=checker, at=NOW)
            case "withdraw" if len(withdrawn) < 4:
                withdraw_words(contribution=contribution, by=person, at=NOW)
                withdrawn.add(contribution.pk)

        expected = {
            c.pk: words[c.pk]
            for c in said
            if words.get(c.pk) and c.pk not in withdrawn and c.person_id in permits and c.stage.project_id in published
        }
        assert dict(publishable_words().values_list("pk", "public_words")) == expected


def test_the_narrow_door_shows_words_as_they_were_checked():
    person = make_permission(use=Use.QUOTE).person
    make_contribution(
        stage=make_stage(project=make_project(published_at=NOW)),
        person=person,
        words="Ann at number 4 asks.",
        audience=Audience.PUBLIC,
        checked_at=NOW,
        public_words="A neighbour asks.",
    )

    assert list(publishable_words().values_list("public_words", flat=True)) == ["A neighbour asks."]
