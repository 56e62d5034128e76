import pytest
from django.utils import translation

from cyfran.engine.levels.conditions import CONDITIONS
from cyfran.engine.levels.ladder import Level
from cyfran.web.public.levels.presenters import LevelOnPage, levels
from tests.web.public.reading import headings_of, links_of, text_of

pytestmark = pytest.mark.django_db


def test_every_level_says_all_that_the_engine_asks_for():
    with translation.override("en"):
        shown = levels()

    assert [level.code for level in shown] == [level.code for level in Level]
    assert [len(level.conditions) for level in shown] == [len(CONDITIONS.get(level, ())) for level in Level]
    assert shown[Level.CO_DESIGN] == LevelOnPage(
        code="co_design",
        name="Co-design",
        meaning="Carers worked out the design together with staff, with a say in it.",
        conditions=[
            "At least two carers must be members with a say (agree jointly, decide or veto) in the design stage.",
            "The question, or what comes first, must be open to carers.",
        ],
    )


def test_the_method_is_told_in_plain_words_with_its_version(client):
    response = client.get("/en/levels/")

    words = text_of(response)
    assert "At least 90% of the answers due must be given in time." in words
    assert "This is version 1 of the method." in words
    assert "cyfran level project.json" in words
    assert headings_of(response)[4:9] == ["Informing", "Consultation", "Engagement", "Co-design", "Co-production"]
    assert {"/en/data/", "/en/projects/"} <= set(links_of(response))


def test_the_ladder_has_seven_steps_the_highest_first(client):
    words = text_of(client.get("/en/levels/"))

    names = ["Co-production", "Co-design", "Engagement", "Consultation", "Informing", "Educating", "Coercion"]
    steps = [f"{number} {name}" for number, name in zip(range(7, 0, -1), names, strict=True)]
    places = [words.index(step) for step in steps]
    assert places == sorted(places)
