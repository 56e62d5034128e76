"""A draw by lot, as anyone may read it and repeat it."""

import csv
import json
from argparse import Namespace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from hashlib import sha256

import pytest

from cyfran.cli import draw as command
from cyfran.domain.base import clock
from cyfran.domain.opportunities.actions.draws import announce_draw, draw_panel, run_draw, set_targets
from cyfran.domain.opportunities.actions.lotteries import make_lottery
from cyfran.domain.opportunities.actions.merging import merge_people
from cyfran.domain.opportunities.actions.renewals import renew_group
from cyfran.domain.opportunities.choices import OpportunityState, Outcome
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.projects.models import Project
from cyfran.web.ui import paging
from tests.factories.base import make_administrator
from tests.factories.groups import make_group, make_seat
from tests.factories.opportunities import make_announced_draw, make_draw_target, make_opportunity, make_pool
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_project, make_stage
from tests.web.public.reading import headings_of, links_of, text_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NUMBER = "4 8 15 16 23 42"


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def announced(people=5, at=NOW, **project) -> Draw:
    stage = make_stage(project=make_project(**{"published_at": NOW, **project}))
    pool = [make_person(organisation=stage.project.organisation, is_example=stage.project.is_example) for _one in range(people)]
    for person in pool:
        make_permission(person=person)
    return make_announced_draw(stage=stage, people=pool, at=at, title_cy="Grŵp cynllunio", title_en="Design group")


def drawn(**given) -> Draw:
    draw = announced(**given)
    return draw_panel(draw=draw, seed=NUMBER, by=make_administrator(), at=NOW + timedelta(days=1, hours=8))


def verified(client, draw, folder) -> int:
    """Save both files under the names they have on the page, and repeat the draw from them as it says."""
    for file in ("public_lottery.csv", "draw.json"):
        (folder / file).write_bytes(client.get(page_of(draw, file)).content)
    return command.run(Namespace(verify=str(folder / "draw.json"), json=True, public_lottery=None, lottery=None))


def page_of(draw, name="", language="en"):
    return f"/{language}/draws/{draw.public_id}/{name}"


# --- The list ---------------------------------------------------------------------------------------------------------


def test_the_list_names_each_draw_the_newest_first_and_leads_to_its_page(client):
    older = drawn(title_en="Short breaks")
    newer = announced(at=NOW + timedelta(hours=1))

    page = client.get("/en/draws/")

    assert headings_of(page) == ["Groups drawn by lot", "Design group", "Design group"]
    assert links_of(page) == [page_of(newer), page_of(older)]
    body = older.opportunity.organisation.name_en
    assert f"Short breaks Drawn {body} 1 place Drawn on 21 November 2026" in text_of(page)
    assert "1 place The number will be known on 21 November 2026" in text_of(page)


def test_the_list_says_so_when_it_is_empty_and_leads_to_the_example(client):
    example = announced(is_example=True)

    page = client.get("/en/draws/")

    assert "No group has been drawn by lot for a real project yet." in text_of(page)
    assert links_of(page) == ["/en/draws/?example=1", "/en/projects/"]
    examples = client.get("/en/draws/?example=1")
    assert links_of(examples) == [page_of(example), "/en/draws/"]
    assert "This is an invented example" in examples.content.decode()


def test_the_list_leaves_out_what_was_not_announced_and_projects_that_are_not_published(client):
    hidden = drawn().opportunity.stage.project
    Project.objects.filter(pk=hidden.pk).update(published_at=None)
    Draw.objects.filter(pk=announced().pk).update(beacon="", beacon_at=None, announced_at=None)

    assert headings_of(client.get("/en/draws/")) == ["Groups drawn by lot"]


def test_a_long_list_comes_in_pages(client, monkeypatch):
    monkeypatch.setattr(paging, "_ON_A_PAGE", 1)
    first, second = announced(), announced(at=NOW + timedelta(hours=1))

    pages = [client.get(f"/en/draws/?page={number}") for number in (1, 2)]

    assert [page_of(second) in links_of(pages[0]), page_of(first) in links_of(pages[1])] == [True, True]
    assert page_of(first) not in links_of(pages[0])


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_more_draws(client, count, django_assert_num_queries):
    for _draw in range(count):
        announced()

    with django_assert_num_queries(3):
        client.get("/en/draws/")


@pytest.mark.parametrize("page", ["projects", "data"])
def test_the_list_is_found_from_pages_about_method_and_data(client, page):
    assert "/en/draws/" in links_of(client.get(f"/en/{page}/"))


def test_the_list_is_found_from_the_foot_of_every_page(client):
    foot = client.get("/en/groups/").content.decode().partition("<footer")[2]

    assert 'href="/en/draws/"' in foot


# --- One draw ---------------------------------------------------------------------------------------------------------


def test_an_announced_draw_says_how_it_works_and_which_number_will_settle_it(client):
    draw = announced()
    make_draw_target(draw=draw, feature="LANGUAGE", value="CY", least=1, most=2)

    page = client.get(page_of(draw))

    text = text_of(page)
    assert headings_of(page) == [
        "Drawn by lot: Design group",
        "How it works",
        "The draw in figures",
        "What the group should look like",
        "Check it yourself",
    ]
    assert "The number that settles it will be known from Saturday 21 November 2026, 20:00; nobody knows it yet." in text
    assert "People in the pool 5" in text
    assert "Least chance about 1 in 5 (20.0%)" in text
    assert "Numbered groups in the lottery 1000" in text
    assert "Where the number comes from The main numbers of the National Lottery's Lotto draw on the evening" in text
    assert "Language: Cymraeg 1 2" in text or "Language: Welsh 1 2" in text
    assert draw.lottery_sha256 in text
    assert "Group drawn" not in text
    assert links_of(page) == [page_of(draw, "public_lottery.csv")]


def test_once_drawn_it_gives_the_number_and_the_record(client):
    draw = drawn()

    page = client.get(page_of(draw))

    text = text_of(page)
    assert "This group was drawn by lot on 21 November 2026. Nobody picked it." in text
    assert f"The number {NUMBER} Group drawn {draw.number}" in text
    assert "cyfran draw --verify draw.json" in text
    assert f"{draw.lottery_sha256}:{NUMBER}" in text
    assert f"divide it by 1000. The remainder plus one is the group drawn: {draw.number}." in text
    assert links_of(page) == [page_of(draw, "public_lottery.csv"), page_of(draw, "draw.json")]
    assert "“cyfran” is .venv/bin/cyfran in the folder where Cyfran was set up with: python3 start.py setup" in text_of(page)


def test_a_draw_that_is_left_undone_once_its_number_is_known_shows_as_such(client, monkeypatch):
    draw = announced()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1, hours=8))

    text, cards = text_of(client.get(page_of(draw))), text_of(client.get("/en/draws/"))

    assert "The number that settles this group was to be known from Saturday 21 November 2026, 20:00." in text
    assert "The group has not been drawn with it yet." in text
    assert "nobody knows it yet" not in text
    assert "The number was to be known on 21 November 2026, and nothing is drawn yet" in cards


@pytest.mark.parametrize(
    ("fairness", "sentence"),
    [
        ("LEXIMIN", "as large a chance as the targets allow"),
        ("MAXIMIN", "as large a chance as the targets allow"),
        ("NASH", "as even as the targets allow"),
        ("GOLDILOCKS", "from being far below or far above the others"),
    ],
)
def test_it_says_how_chances_were_shared_out_in_this_draw(client, fairness, sentence):
    draw = announced()
    Draw.objects.update(fairness=fairness)

    text = text_of(client.get(page_of(draw)))

    said = [
        "as large a chance as the targets allow",
        "as even as the targets allow",
        "from being far below or far above the others",
    ]
    assert [words for words in said if words in text] == [sentence]


def test_it_reads_in_welsh(client):
    page = client.get(page_of(drawn(), language="cy"))

    assert headings_of(page)[0] == "Tynnu drwy loteri: Grŵp cynllunio"
    assert "Ni ddewiswyd ef gan neb." in text_of(page)


def test_anyone_can_repeat_the_draw_with_the_two_files_alone(client, tmp_path, capsys):
    code = verified(client, drawn(), tmp_path)

    assert code == 0
    parts = ("verified", "same_lottery", "chances_add_up", "same_panel", "same_number", "same_least")
    not_checked = ["inputs_sha256", "engine_version", "fairness", "size", "targets", "min_chance", "bound", "gap", "gini"]
    assert json.loads(capsys.readouterr().out) == {**dict.fromkeys(parts, True), "unchecked": not_checked}


def test_a_draw_is_repeated_from_the_same_files_once_people_in_it_are_found_to_be_one(client, tmp_path):
    draw = drawn()
    chosen, other = (draw.people.filter(outcome=outcome).first().person for outcome in (Outcome.CHOSEN, Outcome.NOT_CHOSEN))
    elsewhere = make_person(organisation=chosen.organisation)
    files = [client.get(page_of(draw, file)).content for file in ("public_lottery.csv", "draw.json")]

    merge_people(kept=elsewhere, gone=chosen, by=None, at=NOW)
    merge_people(kept=elsewhere, gone=other, by=None, at=draw.opportunity.starts_at)

    assert [client.get(page_of(draw, file)).content for file in ("public_lottery.csv", "draw.json")] == files
    assert verified(client, draw, tmp_path) == 0
    assert [one.person for one in draw.people.filter(outcome=Outcome.CHOSEN)] == [elsewhere]


def test_anyone_can_repeat_the_draw_by_hand_as_the_page_says(client):
    draw = drawn()

    groups: dict[str, list] = {}
    for line in csv.DictReader(client.get(page_of(draw, "public_lottery.csv")).content.decode().splitlines()):
        groups.setdefault(line["panel"], [float(line["probability"])]).append(line["id"])
    digest = sha256(json.dumps([*groups.values()], separators=(",", ":")).encode()).hexdigest()
    remainder = int(sha256(f"{digest}:{NUMBER}".encode()).hexdigest(), 16) % len(groups)

    assert (digest, remainder + 1) == (draw.lottery_sha256, draw.number)


def test_where_part_of_a_group_is_renewed_it_says_who_stays_and_that_they_count(client, tmp_path):
    stage = make_stage(project=make_project(published_at=NOW))
    body = stage.project.organisation
    group = make_group(organisation=body)
    for _seat in range(3):
        make_seat(group=group, holder=make_person(organisation=body), starts_on=date(2024, 1, 1))
    opportunity = make_opportunity(stage=stage, state=OpportunityState.OPEN)
    draw = renew_group(group=group, opportunity=opportunity, share=Fraction(1, 3), by=make_administrator(), at=NOW)
    make_pool(draw, "CY", "CY", "CY", "CY", "EN")
    set_targets(draw=draw, targets=[], by=None, at=NOW)
    run_draw(draw=draw, by=None, at=NOW)
    make_lottery(draw=draw, at=NOW)
    draw.refresh_from_db()
    announce_draw(draw=draw, beacon="DICE", beacon_at=draw.ready_at + timedelta(days=1), by=None, at=draw.ready_at)
    draw_panel(draw=draw, seed="1 2 3 4 5 6 1 2 3 4 5 6", by=make_administrator(), at=draw.beacon_at)

    text = text_of(client.get(page_of(draw)))
    verdict = verified(client, draw, tmp_path)

    assert "Only part of the group is new. 2 people stay, keep their seats, and count towards the targets." in text
    assert "People in the group 3 Stay in the group 2 Seats drawn by lot 1" in text
    assert verdict == 0


def test_the_files_tell_nothing_of_anybody(client):
    draw = drawn()

    told = "".join(client.get(page_of(draw, file)).content.decode() for file in ("public_lottery.csv", "draw.json"))

    for one in draw.people.select_related("person"):
        assert one.public_id in told
        assert one.person.public_id not in told
        assert one.person.name not in told


def test_there_is_no_record_before_the_draw(client):
    assert client.get(page_of(announced(), "draw.json")).status_code == 404


def test_of_fewer_than_five_people_nothing_is_told_that_could_be_counted(client):
    draw = drawn(people=4)

    page = client.get(page_of(draw))

    text = text_of(page)
    assert "People in the pool Fewer than five" in text
    assert "Fewer than five people were in the pool. So that nobody can be recognised" in text
    assert "The list is closed first." in text
    for hidden in ("closed and published", "chance about", "Numbered groups in the lottery", "Group drawn", draw.lottery_sha256):
        assert hidden not in text
    assert [client.get(page_of(draw, file)).status_code for file in ("public_lottery.csv", "draw.json")] == [404, 404]


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        (6, "For 6 of the 11 people in the pool no group that keeps the targets and rules has room. They have no chance."),
        (9, "For most people in the pool no group that keeps the targets and rules has room. They have no chance."),
        (2, "For some people in the pool no group that keeps the targets and rules has room. They have no chance."),
    ],
)
def test_it_says_that_no_group_has_room_for_some_of_the_pool(client, left_out, sentence):
    draw = announced(people=11)
    Draw.objects.update(result=draw.result | {"left_out": left_out})

    text = text_of(client.get(page_of(draw)))

    assert sentence in text
    assert "Least chance of all others about 1 in 11" in text
    assert f"{left_out} of" not in text or left_out == 6


@pytest.mark.parametrize("file", ["", "public_lottery.csv", "draw.json"])
def test_a_draw_that_was_not_announced_or_is_of_no_published_project_is_not_there(client, file):
    hidden, waiting = drawn(), announced()
    Project.objects.filter(pk=hidden.opportunity.stage.project_id).update(published_at=None)
    Draw.objects.filter(pk=waiting.pk).update(beacon="", beacon_at=None, announced_at=None)

    answers = [client.get(page_of(draw, file)).status_code for draw in (hidden, waiting)]

    assert answers == [404, 404]


def test_a_draw_of_an_example_says_that_it_is_one(client):
    page = client.get(page_of(announced(is_example=True)))

    assert "This is an invented example" in page.content.decode()


def test_the_page_of_the_project_leads_there(client):
    draw = announced()

    page = client.get(f"/en/projects/{draw.opportunity.stage.project.public_id}/")

    assert "Who was chosen by lot, and how" in headings_of(page)
    assert "The draw for “Design group”, announced on 20 November 2026" in text_of(page)
    assert {page_of(draw), "/en/draws/"} <= {*links_of(page)}


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_more_targets(client, count, django_assert_num_queries):
    draw = announced()
    for value in ("CY", "EN", "NOT_SAID")[:count]:
        make_draw_target(draw=draw, feature="LANGUAGE", value=value)

    with django_assert_num_queries(3):
        client.get(page_of(draw))
