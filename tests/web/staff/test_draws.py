"""Drawing a group by lot, page by page."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from cyfran.cli.selection import read_lottery, read_record
from cyfran.domain.base import clock
from cyfran.domain.opportunities.actions.draws import announce_draw, draw_panel, run_draw, set_targets
from cyfran.domain.opportunities.actions.panels import confirm, decline
from cyfran.domain.opportunities.bridge import solving
from cyfran.domain.opportunities.bridge.targets import Wanted
from cyfran.domain.opportunities.choices import Confirmation, DrawState, OpportunityState, Outcome
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.organisations.choices import Measure
from cyfran.domain.projects.models import Project
from cyfran.engine.errors import EngineError
from cyfran.engine.selection.panels import PanelFinder
from cyfran.engine.selection.verify import Verdict, verify
from tests.factories.groups import make_group, make_seat
from tests.factories.involvement import make_limit
from tests.factories.opportunities import make_draw, make_draw_target, make_opportunity, make_pool
from tests.factories.organisations import make_baseline, make_coordinator, make_organisation
from tests.factories.people import make_person
from tests.factories.projects import make_staged_project
from tests.proving import prove
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of
from tests.web.staff.conftest import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

KNOWN = NOON + timedelta(days=1, hours=8)
RULES = {"size": "2", "reserves": "2", "counts_load": "on", "one_of_household": "on", "fairness": "LEXIMIN"}
NUMBER = "4 8 15 16 23 42"
PAGES = ["show", "change", "targets", "flex", "discard", "run", "stop", "announce", "draw", "chances", "ring"]


@pytest.fixture
def opportunity(council, mari):
    stage = make_staged_project(organisation=council, owner=mari, published_at=NOON).stages.get(kind="DESIGN")
    return make_opportunity(stage=stage, state=OpportunityState.OPEN)


@pytest.fixture
def prepared(opportunity):
    """Six people in the pool, three of each language; two to be drawn."""
    draw = make_draw(opportunity=opportunity, reserves=2)
    make_pool(draw, "CY", "CY", "CY", "EN", "EN", "EN", telephone="01792 000000")
    set_targets(draw=draw, targets=[Wanted("LANGUAGE", "CY", 1, 1)], by=None, at=NOON)
    return draw


@pytest.fixture
def ready(prepared, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        run_draw(draw=prepared, by=None, at=NOON)
    Draw.objects.update(ready_at=NOON)
    prepared.refresh_from_db()
    return prepared


@pytest.fixture
def announced(ready):
    return announce_draw(draw=ready, beacon="LOTTO", beacon_at=KNOWN, by=None, at=NOON)


@pytest.fixture
def drawn(announced, mari):
    return draw_panel(draw=announced, seed=NUMBER, by=mari, at=KNOWN)


def later(monkeypatch, when):
    monkeypatch.setattr(clock, "now", lambda: when)


# --- Targets ----------------------------------------------------------------------------------------------------------


def test_a_draw_begins_with_the_population_and_leads_to_its_targets(client, opportunity):
    make_baseline(area=opportunity.organisation.area, measure=Measure.HOURS_9_OR_LESS, people=50)
    make_baseline(area=opportunity.organisation.area, measure=Measure.HOURS_50_PLUS, people=50)

    answer = client.post(address("staff:draws:add", opportunity.public_id), RULES)

    draw = Draw.objects.get()
    assert answer.headers["Location"] == address("staff:draws:targets", draw.public_id)
    assert (draw.size, draw.reserves, draw.targets.get(value="FROM_50").least) == (2, 2, 1)
    page = text_of(client.get(answer.headers["Location"]))
    assert "This cannot be met yet" in page
    assert "Places in the group: 2. People who can be chosen: 0." in page


def test_a_second_draw_leads_to_the_one_that_is_open(client, prepared):
    answer = client.get(address("staff:draws:add", prepared.opportunity.public_id))

    assert answer.headers["Location"] == address("staff:draws:show", prepared.public_id)


def test_the_size_must_be_a_number(client, opportunity):
    page = client.post(address("staff:draws:add", opportunity.public_id), RULES | {"size": "some"})

    assert "Write a whole number in figures" in text_of(page)
    assert 'value="some"' in text_of(page)


@pytest.mark.parametrize(
    ("size", "sentence"), [("0", "Write 1 or a higher"), ("-4", "Write 1 or a higher"), ("9" * 30, "Write 9999 or a lower")]
)
def test_a_group_of_nobody_or_of_a_whole_nation_is_refused_beside_its_field(client, opportunity, size, sentence):
    page = client.post(address("staff:draws:add", opportunity.public_id), RULES | {"size": size})

    assert page.context["form"].errors == {"size": [f"{sentence} number."]}
    assert f'value="{size}"' in text_of(page)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"LANGUAGE-EN-least": "2", "LANGUAGE-CY-least": "2"}, "what is wanted at least comes to 4, and the group has 2."),
        ({"LANGUAGE-EN-most": "0", "LANGUAGE-CY-most": "1"}, "what is allowed at most comes to 1, and the group has 2."),
        ({"AGE-FROM_65-least": "1"}, "wanted at least: 1. People who can be chosen: 0."),
    ],
)
def test_targets_that_contradict_each_other_are_kept_and_named(client, prepared, sent, sentence):
    page = client.post(address("staff:draws:targets", prepared.public_id), sent, follow=True)

    assert sentence in text_of(page)
    assert {name: str(page.context["form"].initial[name]) for name in sent} == sent


def test_where_those_who_stay_fill_the_group_it_says_so(client, opportunity):
    draw = begun(client, opportunity, 2027, 2028)

    page = client.post(address("staff:draws:change", draw.public_id), RULES | {"size": "1"}, follow=True)

    assert "Those who stay fill all places of the group (1), so nobody can be drawn." in text_of(page)


def test_one_person_can_be_drawn(client, prepared, django_capture_on_commit_callbacks):
    set_targets(draw=prepared, targets=[], by=None, at=NOON)
    client.post(address("staff:draws:change", prepared.public_id), RULES | {"size": "1", "reserves": "500"})

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("staff:draws:run", prepared.public_id))

    prepared.refresh_from_db()
    assert (prepared.state, prepared.result["pool"]) == (DrawState.READY, 6)


def test_targets_are_saved_and_checked(client, prepared):
    sent = {"LANGUAGE-EN-least": "1", "LANGUAGE-EN-most": "1", "AGE-FROM_65-most": "1"}

    answer = client.post(address("staff:draws:targets", prepared.public_id), sent, follow=True)

    assert list(prepared.targets.order_by("feature").values_list("feature", "value", "least", "most")) == [
        ("AGE", "FROM_65", 0, 1),
        ("LANGUAGE", "EN", 1, 1),
    ]
    assert "This can be met" in text_of(answer)
    assert "There are 6 people in the pool." in text_of(answer)


def test_before_the_lottery_it_says_for_whom_no_group_has_room(client, prepared):
    sent = {"LANGUAGE-CY-least": "2", "LANGUAGE-CY-most": "2"}

    answer = client.post(address("staff:draws:targets", prepared.public_id), sent, follow=True)

    said = "For 3 of the 6 people in the pool no group that keeps the targets and rules has room. They have no chance."
    assert said in text_of(answer)
    assert '<p class="govuk-body">Nobody can be chosen who is:</p>' in text_of(answer)
    assert answer.context["advice"].without_room == ["Language: English"]


def test_ends_out_of_order_are_refused_beside_their_fields_and_kept(client, prepared):
    page = client.post(address("staff:draws:targets", prepared.public_id), {"LANGUAGE-EN-least": "2", "LANGUAGE-EN-most": "1"})

    assert page.context["form"]["LANGUAGE-EN-least"].errors_in_summary == [
        "Language: English, at least: “At least” cannot be more than “at most”."
    ]
    assert "This can be met" not in text_of(page)
    assert 'value="2"' in text_of(page)
    assert prepared.targets.get().value == "CY"


def test_advice_is_given_and_followed_in_one_press(client, prepared):
    set_targets(draw=prepared, targets=[Wanted("AGE", "FROM_65", 1, 2)], by=None, at=NOON)
    page = text_of(client.get(address("staff:draws:targets", prepared.public_id)))

    answer = client.post(address("staff:draws:adopt", prepared.public_id), follow=True)

    assert "Age: 65 or over – at least 0 instead of 1" in page
    assert "1 more person (Age: 65 or over)" in page
    assert "The targets are changed as advised." in text_of(answer)
    assert list(prepared.targets.values_list("value", "least", "most")) == [("FROM_65", 0, 2)]


def gives_up(*given, **named):
    raise EngineError("solver_gave_up")


def test_where_the_solver_gives_up_the_targets_say_so_and_nothing_is_made(client, prepared, monkeypatch):
    monkeypatch.setattr(PanelFinder, "any_panel", gives_up)

    page = text_of(client.get(address("staff:draws:targets", prepared.public_id)))
    refused = text_of(client.post(address("staff:draws:run", prepared.public_id)))

    assert "The numbers are too far apart to tell whether a group meets all targets." in page
    assert "No group of this size meets all targets. Change some first." in refused
    assert Draw.objects.get().state == DrawState.PREPARED


def test_where_the_solver_gives_up_nothing_is_taken_down_of_an_answer(client, drawn, monkeypatch):
    leaving = drawn.people.filter(outcome=Outcome.CHOSEN).first()
    monkeypatch.setattr(solving, "first_who_fits", gives_up)

    page = client.post(address("staff:draws:answer", leaving.public_id), {"answer": "DECLINED", "channel": "PHONE"})

    assert "The numbers are too far apart for the solver; nothing was drawn." in text_of(page)
    leaving.refresh_from_db()
    assert leaving.confirmation == Confirmation.WAITING


def test_advice_is_not_followed_once_the_lottery_is_made(client, ready):
    answer = client.post(address("staff:draws:adopt", ready.public_id), follow=True)

    assert "The lottery is made from what was asked. Stop it before you change that." in text_of(answer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"LANGUAGE-EN-least": "2"}, "Save the targets to go on."),
        ({"AGE-FROM_65-least": "1"}, "Age: 65 or over – at least 0 instead of 1"),
    ],
)
def test_targets_are_checked_while_they_are_typed_and_not_stored(
    client, prepared, typed, sentence, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        answer = client.post(address("staff:draws:check", prepared.public_id), typed)

    assert sentence in text_of(answer)
    assert "<form" not in text_of(answer)
    assert prepared.targets.get().value == "CY"


def test_what_advice_may_move_counts_while_targets_are_typed(client, prepared):
    wanted = Wanted("AGE", "FROM_65", 1, 2, least_flex=1)
    set_targets(draw=prepared, targets=[wanted], by=None, at=NOON)

    answer = client.post(address("staff:draws:check", prepared.public_id), {"AGE-FROM_65-least": "1"})

    assert "No change that you allow would do." in text_of(answer)


def test_nothing_is_said_of_what_is_typed_in_part(client, prepared):
    typed = {"LANGUAGE-EN-least": "2", "LANGUAGE-EN-most": "1"}

    assert client.post(address("staff:draws:check", prepared.public_id), typed).status_code == 204


def test_nothing_is_checked_for_a_stranger(client, prepared):
    client.force_login(make_coordinator(make_organisation()))

    assert client.post(address("staff:draws:check", prepared.public_id)).status_code == 404


def test_what_the_population_looks_like_can_be_filled_in_again(client, prepared):
    make_baseline(area=prepared.opportunity.organisation.area, measure=Measure.AGE_16_19, people=50)
    make_baseline(area=prepared.opportunity.organisation.area, measure=Measure.AGE_70_74, people=50)

    page = client.get(address("staff:draws:targets", prepared.public_id) + "?population")

    assert page.context["form"]["AGE-FROM_65-least"].value() == 1
    assert "50%" in text_of(page)
    assert "an estimate" in text_of(page)


def test_whom_the_pool_lacks_beside_the_population_is_said_before_the_draw(client, prepared):
    for measure in (Measure.AGE_16_19, Measure.AGE_70_74):
        make_baseline(area=prepared.opportunity.organisation.area, measure=measure, people=50)
    make_pool(prepared, "CY", "CY", "CY", age_band="FROM_16_TO_24")
    make_pool(prepared, "CY", age_band="FROM_65")

    page = client.get(address("staff:draws:targets", prepared.public_id))

    assert page.context["missing"] == ["Age: 65 or over – 25% of the pool, 50% of the population"]
    assert "3 (75%)" in text_of(page)


def test_staff_read_how_many_are_not_in_the_pool_and_why(client, prepared):
    make_person(organisation=prepared.opportunity.organisation)
    make_limit(person=make_pool(prepared, "CY")[0], rests_until=date(2027, 6, 1))

    page = client.get(address("staff:draws:targets", prepared.public_id))

    assert [(str(row.label), row.value) for row in page.context["outside"]] == [
        ("They do not permit being asked", 1),
        ("They are taking a rest from being asked", 1),
    ]
    assert "They are taking a rest from being asked: 1" in text_of(page)


def test_choosing_whom_to_ask_also_leads_to_a_draw(client, opportunity):
    page = text_of(client.get(address("staff:opportunities:invite", opportunity.public_id)))

    assert address("staff:draws:add", opportunity.public_id) in page


def test_choosing_whom_to_ask_says_that_a_lot_decides(client, ready):
    page = text_of(client.get(address("staff:opportunities:invite", ready.opportunity.public_id)))

    assert "only the lot decides about them" in page
    assert address("staff:draws:add", ready.opportunity.public_id) not in page


def test_nobody_is_missing_from_an_empty_pool(client, opportunity):
    make_baseline(area=opportunity.organisation.area, measure=Measure.AGE_16_19, people=50)
    draw = make_draw(opportunity=opportunity)

    assert client.get(address("staff:draws:targets", draw.public_id)).context["missing"] == []


def test_the_rules_can_be_changed_before_the_lottery(client, prepared):
    sent = {"size": "3", "reserves": "0", "fairness": "GOLDILOCKS"}
    page = client.post(address("staff:draws:change", prepared.public_id), sent, follow=True)

    assert "The targets are now those of a group of the new size: look at them again." in text_of(page)
    prepared.refresh_from_db()
    assert (prepared.size, prepared.reserves, prepared.counts_load, prepared.one_of_household) == (3, 0, False, False)
    assert prepared.fairness == "GOLDILOCKS"


@pytest.mark.parametrize(("fairness", "stands_open"), [("LEXIMIN", 0), ("NASH", 1)])
def test_more_settings_stand_open_where_they_are_not_the_usual_ones(client, prepared, fairness, stands_open):
    Draw.objects.update(fairness=fairness)

    page = text_of(client.get(address("staff:draws:change", prepared.public_id)))

    assert "Nobody is left behind (usual)" in page
    assert page.count('<details class="govuk-details" open>') == stands_open


def test_what_must_not_be_given_up_is_not_proposed(client, prepared):
    set_targets(draw=prepared, targets=[Wanted("AGE", "FROM_65", 1, 2)], by=None, at=NOON)

    answer = client.post(address("staff:draws:flex", prepared.public_id), {"AGE-FROM_65-least": "1"}, follow=True)

    assert list(prepared.targets.values_list("least_flex", "most_flex")) == [(1, 9999)]
    assert "No change that you allow would do." in text_of(answer)
    assert "Change it so" not in text_of(answer)


def test_what_must_not_be_given_up_is_shown_again_and_can_be_set_free(client, prepared):
    wanted = Wanted("LANGUAGE", "CY", 1, 1, least_flex=1, most_flex=1)
    set_targets(draw=prepared, targets=[wanted], by=None, at=NOON)

    page = client.get(address("staff:draws:flex", prepared.public_id))
    client.post(address("staff:draws:flex", prepared.public_id), {})

    assert page.context["form"].initial == {"LANGUAGE-CY-least": 1, "LANGUAGE-CY-most": 1}
    assert list(prepared.targets.values_list("least_flex", "least", "most", "most_flex")) == [(0, 1, 1, 9999)]


def test_advice_cannot_be_held_beyond_the_target_itself(client, prepared):
    sent = {"LANGUAGE-CY-least": "2", "LANGUAGE-CY-most": "0"}

    page = client.post(address("staff:draws:flex", prepared.public_id), sent)

    assert page.context["form"].errors == {
        "LANGUAGE-CY-least": ["Write 1 or a lower number."],
        "LANGUAGE-CY-most": ["Write 1 or a higher number."],
    }


def test_without_targets_there_is_nothing_to_hold(client, opportunity):
    page = text_of(client.get(address("staff:draws:flex", make_draw(opportunity=opportunity).public_id)))

    assert "There are no targets yet." in page


def test_a_draw_in_preparation_can_be_given_up_for_another(client, prepared):
    opportunity = prepared.opportunity

    answer = client.post(address("staff:draws:discard", prepared.public_id), follow=True)

    assert "The draw is given up." in text_of(answer)
    assert not Draw.objects.exists()
    assert client.get(address("staff:draws:renew", opportunity.public_id)).status_code == 200


def test_a_lottery_that_stands_is_not_given_up_with_its_draw(client, ready):
    page = client.post(address("staff:draws:discard", ready.public_id))

    assert "Stop it before you change that." in text_of(page)
    assert Draw.objects.get() == ready


@pytest.mark.parametrize("people", [1, 3])
def test_the_targets_cost_the_same_for_more_people(client, opportunity, people, django_assert_max_num_queries):
    draw = make_draw_target(draw=make_draw(opportunity=opportunity)).draw
    make_pool(draw, *["CY"] * people)

    with django_assert_max_num_queries(15):
        client.get(address("staff:draws:targets", draw.public_id))


# --- The lottery ------------------------------------------------------------------------------------------------------


def test_the_lottery_is_made_in_the_background(client, prepared, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False):
        answer = client.post(address("staff:draws:run", prepared.public_id), follow=True)

    Draw.objects.update(progress=40)
    assert "The lottery is being made" in text_of(answer)
    assert "40% is done" in text_of(client.get(address("staff:draws:show", prepared.public_id)))


def test_targets_that_cannot_be_met_make_no_lottery(client, prepared):
    make_draw_target(draw=prepared, feature="AGE", value="FROM_65", least=1)

    page = client.post(address("staff:draws:run", prepared.public_id))

    assert "No group of this size meets all targets. Change some first." in text_of(page)


def test_a_lottery_can_be_stopped(client, ready):
    answer = client.post(address("staff:draws:stop", ready.public_id))

    ready.refresh_from_db()
    assert (answer.headers["Location"], ready.state) == (
        address("staff:draws:targets", ready.public_id),
        DrawState.STOPPED,
    )


def test_a_lottery_that_could_not_be_made_says_so(client, opportunity):
    draw = make_draw(opportunity=opportunity, state=DrawState.FAILED, error_code="targets_cannot_be_met", started_at=NOON)

    page = text_of(client.get(address("staff:draws:show", draw.public_id)))

    assert "No group met all targets. Loosen a target, and make the lottery again." in page


def test_the_lottery_is_announced_before_its_number_is_known(client, ready):
    when = {"beacon_at_day": "21", "beacon_at_month": "11", "beacon_at_year": "2026", "beacon_at_time": "20:00"}

    answer = client.post(address("staff:draws:announce", ready.public_id), {"beacon": "LOTTO", **when}, follow=True)

    ready.refresh_from_db()
    assert (ready.beacon, ready.beacon_at, ready.announced_at) == ("LOTTO", KNOWN, NOON)
    assert "It is known from Saturday 21 November 2026, 20:00." in text_of(answer)
    assert address("staff:draws:draw", ready.public_id) not in text_of(answer)


@pytest.mark.parametrize("published_at", [NOON, None])
def test_staff_see_a_published_draw_as_everyone_does(client, announced, published_at):
    Project.objects.update(published_at=published_at)

    page = text_of(client.get(address("staff:draws:show", announced.public_id)))

    assert (address("public:draws:show", announced.public_id) in page) == bool(published_at)


def test_where_nobody_could_read_an_announcement_its_page_leads_to_publishing(client, ready):
    Project.objects.update(published_at=None)

    page = text_of(client.get(address("staff:draws:announce", ready.public_id)))

    assert "Publish the project first" in page
    assert address("staff:projects:publish", ready.opportunity.stage.project.public_id) in page


def test_before_it_is_announced_it_warns_of_targets_for_few_people(client, ready):
    draw = address("staff:draws:announce", ready.public_id)

    few = client.get(draw)
    for one in ready.people.all():
        one.values["LANGUAGE"] = ["CY"]
        one.save()
    many = client.get(draw)

    assert (few.context["few"], many.context["few"]) == (["Language: Welsh"], [])
    assert "There are targets for these, and fewer than five people of the pool are so:" in text_of(few)
    assert "which ids are theirs" not in text_of(many)


def test_a_time_that_is_past_is_refused(client, ready):
    when = {"beacon_at_day": "20", "beacon_at_month": "11", "beacon_at_year": "2026", "beacon_at_time": "11:00"}

    page = client.post(address("staff:draws:announce", ready.public_id), {"beacon": "LOTTO", **when})

    assert "Give a time that is still to come." in text_of(page)


def test_the_group_is_drawn_with_the_number(client, announced, monkeypatch):
    later(monkeypatch, KNOWN)

    answer = client.post(address("staff:draws:draw", announced.public_id), {"seed": f" {NUMBER}  "}, follow=True)

    announced.refresh_from_db()
    assert (announced.state, announced.seed) == (DrawState.DRAWN, NUMBER)
    assert "The group is drawn, and whoever in it may be asked has been asked." in text_of(answer)
    assert "Who was chosen, and who comes" in text_of(answer)
    assert "01792 000000" in text_of(answer)


@pytest.mark.parametrize("typed", ["", "\u200b", "4 8 15 16 23", "42 23 16 15 8 4", "4 8 15 16 23 60", "4 8 15 16 23 forty"])
def test_a_slip_of_the_hand_draws_nothing(client, announced, monkeypatch, typed):
    later(monkeypatch, KNOWN)

    page = client.post(address("staff:draws:draw", announced.public_id), {"seed": typed})

    announced.refresh_from_db()
    assert announced.state == DrawState.READY
    assert list(page.context["form"].errors) == ["seed"]
    assert page.context["form"]["seed"].value() == typed


def test_of_two_who_draw_at_once_one_draws(client, announced, mari, monkeypatch):
    later(monkeypatch, KNOWN)
    seen_before = Draw.objects.get(pk=announced.pk)
    client.post(address("staff:draws:draw", announced.public_id), {"seed": NUMBER})

    with pytest.raises(ValidationError, match="it has been drawn already"):
        draw_panel(draw=seen_before, seed="1 2 3 4 5 6", by=mari, at=KNOWN)

    announced.refresh_from_db()
    assert announced.seed == NUMBER
    assert announced.people.filter(outcome=Outcome.CHOSEN).count() == 2


@pytest.mark.parametrize("page", ["stop", "announce", "change", "targets", "run"])
def test_what_was_announced_says_so_where_it_can_no_longer_be_changed(client, announced, page):
    answer = client.get(address(f"staff:draws:{page}", announced.public_id), follow=True)

    assert "This draw was announced, so its lottery stays as it is until the group is drawn." in text_of(answer)


def test_before_the_number_is_known_the_page_says_when_it_will_be(client, announced):
    answer = client.get(address("staff:draws:draw", announced.public_id), follow=True)

    assert "The number is not known yet. It is known from Saturday 21 November 2026, 20:00." in text_of(answer)


def test_nothing_is_drawn_before_the_number_is_known(client, announced):
    page = client.post(address("staff:draws:draw", announced.public_id), {"seed": NUMBER})

    assert "The number is not known yet." in text_of(page)


# --- The group --------------------------------------------------------------------------------------------------------


def test_the_group_stands_beside_its_targets(client, drawn):
    page = client.get(address("staff:draws:show", drawn.public_id))

    [target] = page.context["draw"].targets
    assert (target.name, target.least, target.most, target.group, target.holds) == ("Language: Welsh", 1, 1, 1, True)
    assert (target.start, target.span, target.bar) == (50, 1, 50)


def test_one_press_says_that_somebody_comes(client, drawn):
    one = drawn.people.filter(outcome=Outcome.CHOSEN).first()

    answer = client.post(address("staff:draws:answer", one.public_id), {"answer": "CONFIRMED", "channel": "PHONE"}, follow=True)

    one.refresh_from_db()
    assert one.confirmation == Confirmation.CONFIRMED
    assert f"{one.person.name} comes." in text_of(answer)


def test_one_press_says_that_somebody_does_not_come_and_asks_the_next(client, drawn):
    one = drawn.people.get(outcome=Outcome.CHOSEN, person__language="CY")

    answer = client.post(address("staff:draws:answer", one.public_id), {"answer": "DECLINED", "channel": "PHONE"}, follow=True)

    one.refresh_from_db()
    stand_in = one.replaced_by.person
    assert f"{stand_in.name} is asked instead, and the targets still hold." in text_of(answer)
    assert (stand_in.language, f"in place of {one.person.name}" in text_of(answer)) == ("CY", True)


def test_a_no_is_taken_down_also_once_it_is_closed(client, drawn):
    type(drawn.opportunity).objects.update(state=OpportunityState.CLOSED)
    one = drawn.people.filter(outcome=Outcome.CHOSEN).first()

    page = client.post(address("staff:draws:answer", one.public_id), {"answer": "DECLINED", "channel": "PHONE"}, follow=True)

    assert "does not come. This is closed, so nobody else is asked." in page.content.decode()


def test_who_cannot_come_is_confirmed_on_a_page_before_the_next_is_asked(client, drawn):
    one = drawn.people.filter(outcome=Outcome.CHOSEN).first()
    page = text_of(client.get(address("staff:draws:show", drawn.public_id)))

    asked = client.get(f"{address('staff:draws:answer', one.public_id)}?answer=DECLINED")

    assert ('value="DECLINED"' in page, asked.context["form"]["answer"].value()) == (False, "DECLINED")
    assert drawn.people.filter(confirmation=Confirmation.DECLINED).count() == 0


def test_an_answer_can_be_changed_until_the_place_has_gone(client, drawn, mari):
    coming, leaving = drawn.people.filter(outcome=Outcome.CHOSEN)
    confirm(drawn=coming, channel="PHONE", by=mari, at=KNOWN)
    decline(drawn=leaving, channel="PHONE", by=mari, at=KNOWN)

    page = text_of(client.get(address("staff:draws:show", drawn.public_id)))

    assert page.count("Change the answer") == 1
    assert address("staff:draws:answer", coming.public_id) in page
    assert address("staff:draws:answer", leaving.public_id) not in page


def test_a_free_seat_says_so_when_nobody_is_left(client, drawn):
    drawn.people.filter(outcome__in=[Outcome.RESERVE, Outcome.NOT_CHOSEN]).delete()
    one = drawn.people.filter(outcome=Outcome.CHOSEN).first()

    answer = client.post(address("staff:draws:answer", one.public_id), {"answer": "DECLINED", "channel": "PHONE"}, follow=True)
    refused = client.post(address("staff:draws:replace", one.public_id))

    assert "so this seat stays free" in text_of(answer)
    assert "the next in the pool who keeps the targets is asked, if anybody does." in text_of(answer)
    assert "Nobody else in the pool keeps the targets." in text_of(refused)


def test_the_next_is_asked_for_whoever_said_no_on_her_own_page(client, drawn):
    one = drawn.people.filter(outcome=Outcome.CHOSEN).first()
    drawn.people.filter(pk=one.pk).update(confirmation=Confirmation.DECLINED)

    answer = client.post(address("staff:draws:replace", one.public_id), follow=True)

    one.refresh_from_db()
    assert f"{one.replaced_by.person.name} is asked instead." in text_of(answer)


def test_nobody_is_asked_for_the_answer_of_somebody_without_a_place(client, drawn):
    one = drawn.people.filter(outcome=Outcome.NOT_CHOSEN).first()

    for page in ("answer", "replace"):
        assert client.get(address(f"staff:draws:{page}", one.public_id)).headers["Location"] == address(
            "staff:draws:show", drawn.public_id
        )


@pytest.mark.parametrize("state", ["ready", "drawn"])
def test_a_draw_costs_few_queries(client, request, state, django_assert_max_num_queries):
    draw = request.getfixturevalue(state)

    with django_assert_max_num_queries(15):
        client.get(address("staff:draws:show", draw.public_id))


def test_chances_are_a_picture_and_a_table(client, drawn, django_assert_max_num_queries):
    drawn.people.filter(pk=drawn.people.first().pk).update(minutes_asked=60)
    drawn.people.filter(pk=drawn.people.last().pk).update(minutes_asked=180)

    with django_assert_max_num_queries(15):
        page = client.get(address("staff:draws:chances", drawn.public_id))

    chances = page.context["chances"]
    assert [one.people for one in chances.bins] == [0] * 9 + [6]
    assert [(mark.percent, mark.x) for mark in chances.marks] == [(0, 0), (17, 300), (33, 600)]
    assert (chances.least, chances.greatest, chances.bound) == ("about 1 in 3",) * 3
    assert [load.pool for load in chances.loads] == [4, 1, 1, 0]
    assert sum(load.chosen for load in chances.loads) == 2
    assert text_of(page).count("<title") == 2
    assert "the busiest tenth carried 75%" in text_of(page)


def test_what_comes_after_a_draw_changes_nothing_of_how_load_lay_on_people(client, drawn, mari):
    before = client.get(address("staff:draws:chances", drawn.public_id)).context["chances"]

    decline(drawn=drawn.people.filter(outcome=Outcome.CHOSEN).first(), channel="PHONE", by=mari, at=KNOWN)

    after = client.get(address("staff:draws:chances", drawn.public_id)).context["chances"]
    assert (sum(load.chosen for load in before.loads), after) == (2, before)


def test_chances_and_the_draw_say_how_many_have_none(client, drawn):
    drawn.people.filter(pk=drawn.people.filter(outcome="NOT_CHOSEN").first().pk).update(chance=0)
    Draw.objects.update(result=drawn.result | {"left_out": 1})

    chances = text_of(client.get(address("staff:draws:chances", drawn.public_id)))
    draw = client.get(address("staff:draws:show", drawn.public_id))

    assert "For 1 of the 6 people in the pool no group that keeps the targets and rules has room." in chances
    rows = {str(row.label): row.value for row in draw.context["draw"].rows}
    assert (rows["Have no chance"], rows["Least chance of all others"]) == (1, "about 1 in 3")


def test_everything_can_be_taken_away(client, drawn):
    people = client.get(address("staff:draws:people", drawn.public_id)).content.decode().splitlines()
    lottery = client.get(address("staff:draws:lottery", drawn.public_id)).content.decode().splitlines()
    record = json.loads(client.get(address("staff:draws:record", drawn.public_id)).content)

    assert people[0] == (
        "Id,Name,Age,Hours of caring a week,How long they have cared,Whom they look after,Language,Area,"
        "Hours asked for in 12 months,Chance,Outcome,Reason,Reserve,Answer"
    )
    assert (len(people), len(lottery), lottery[0]) == (7, 2001, "panel,probability,id")
    assert (record["seed"], record["number"], len(record["panel"])) == (NUMBER, drawn.number, 2)


def test_the_people_of_a_draw_are_written_in_the_language_of_the_page(client, drawn):
    one = drawn.people.filter(outcome=Outcome.CHOSEN, person__language="CY").get()

    page = client.get(address("staff:draws:people", drawn.public_id, language="cy")).content.decode()

    [row] = [line for line in page.splitlines() if line.startswith(one.public_id)]
    assert (",Cymraeg," in row, "Heb ateb eto" in row, "NOT_SAID" in page.upper()) == (True, True, False)


def test_whoever_named_no_language_is_written_to_in_both(client, drawn):
    one = drawn.people.filter(outcome=Outcome.CHOSEN).first()
    drawn.people.filter(pk=one.pk).update(values=one.values | {"LANGUAGE": ["NOT_SAID"]})
    one.person.language = ""
    one.person.save()

    table = client.get(address("staff:draws:people", drawn.public_id)).content.decode()
    page = client.get(address("staff:draws:ring", drawn.public_id))

    [row] = [line for line in table.splitlines() if line.startswith(one.public_id)]
    assert ",Welsh and English," in row
    assert "Both, Welsh first" in text_of(page)


def test_a_list_to_print_has_those_who_have_a_place_and_the_reserves(client, drawn, mari):
    leaving = drawn.people.filter(outcome=Outcome.CHOSEN).first()
    stand_in = decline(drawn=leaving, channel="PHONE", by=mari, at=KNOWN)

    page = client.get(address("staff:draws:ring", drawn.public_id))

    listed = [one.name for one in (*page.context["draw"].seats, *page.context["draw"].reserves)]
    assert (stand_in.person.name in listed, leaving.person.name in listed, len(listed)) == (True, False, 3)
    assert text_of(page).count("01792 000000") == 3
    assert address("staff:people:show", stand_in.person.public_id) not in text_of(page)


def test_names_are_taken_away_only_by_somebody_who_showed_lately_who_she_is(client, drawn, mari):
    prove(client, mari, seconds_ago=610)

    answers = [
        client.get(address(f"staff:draws:{file}", drawn.public_id)).status_code for file in ("people", "lottery", "record")
    ]

    assert answers == [302, 200, 200]


@pytest.mark.parametrize(
    ("name", "state"),
    [("targets", "prepared"), ("flex", "prepared"), ("show", "drawn"), ("chances", "drawn"), ("ring", "drawn")],
)
def test_pages_whose_tables_stack_on_a_phone_bring_the_styles_for_it(request, name, state, client):
    draw = request.getfixturevalue(state)

    page = text_of(client.get(address(f"staff:draws:{name}", draw.public_id)))

    assert "cy-stacks" in page
    assert "staff/draws.css" in page


def test_whoever_leaves_a_seat_free_is_not_on_the_list_of_those_to_ring(client, drawn, mari):
    drawn.people.exclude(outcome=Outcome.CHOSEN).delete()
    leaving = drawn.people.filter(outcome=Outcome.CHOSEN).first()
    decline(drawn=leaving, channel="PHONE", by=mari, at=KNOWN)

    page = text_of(client.get(address("staff:draws:ring", drawn.public_id)))

    assert leaving.person.name not in page


def test_what_is_taken_away_can_be_verified_by_anyone(client, drawn, tmp_path):
    (tmp_path / "lottery.csv").write_bytes(client.get(address("staff:draws:lottery", drawn.public_id)).content)
    record, _ = read_record(json.loads(client.get(address("staff:draws:record", drawn.public_id)).content))

    verdict = verify(record, read_lottery(str(tmp_path / "lottery.csv")))

    assert verdict == Verdict(same_lottery=True, chances_add_up=True, same_panel=True)


def test_nothing_is_there_to_take_away_before_the_lottery(client, prepared):
    pages = [address(f"staff:draws:{name}", prepared.public_id) for name in ("people", "lottery", "record")]

    assert [client.get(page).status_code for page in pages] == [404] * 3


# --- Renewal ----------------------------------------------------------------------------------------------------------


def seats(opportunity, *years):
    group = make_group(organisation=opportunity.organisation, name_en="Carers' panel")
    for year in years:
        holder = make_person(organisation=opportunity.organisation, name=f"Term until {year}")
        make_seat(group=group, holder=holder, starts_on=date(2024, 1, 1), ends_on=date(year, 1, 1))
    return group


@pytest.mark.parametrize(("language", "reason"), [("en", "the term ends first"), ("cy", "ei dymor ef neu ei thymor hi")])
def test_renewing_a_group_says_who_leaves_and_goes_on_to_the_targets(client, opportunity, language, reason):
    group = seats(opportunity, 2027, 2028, 2029)
    sent = {"group": group.public_id, "share": "1/3", "reserves": "1"}

    answer = client.post(address("staff:draws:renew", opportunity.public_id, language=language), sent, follow=True)

    draw = Draw.objects.get()
    assert (draw.group, draw.size, len(draw.leaving)) == (group, 3, 1)
    assert f"Term until 2027: {reason}" in text_of(answer)
    assert answer.redirect_chain[-1][0] == address("staff:draws:leaving", draw.public_id, language=language)


def begun(client, opportunity, *years):
    sent = {"group": seats(opportunity, *years).public_id, "share": "1/3", "reserves": "1"}
    client.post(address("staff:draws:renew", opportunity.public_id), sent)
    return Draw.objects.get()


def test_who_would_like_to_leave_is_told_before_the_draw(client, opportunity):
    draw = begun(client, opportunity, 2028, 2028, 2028)
    willing = draw.group.seats.exclude(public_id=draw.leaving[0]["seat"]).first()
    sent = {"number": "1", "willing": [willing.public_id]}

    answer = client.post(address("staff:draws:leaving", draw.public_id), sent, follow=True)

    draw.refresh_from_db()
    assert draw.leaving == [{"seat": willing.public_id, "person": willing.holder.public_id, "because": "willing"}]
    assert f"{willing.holder.name}: would like to leave" in text_of(answer)
    assert answer.context["form"].initial == {"number": 1, "willing": [willing.public_id]}
    assert "Who would like to leave, and stays" not in text_of(answer)


def test_whoever_would_like_to_leave_and_stays_is_told_why(client, opportunity):
    draw = begun(client, opportunity, 2027, 2028, 2028)
    willing = draw.group.seats.exclude(public_id=draw.leaving[0]["seat"]).first()
    sent = {"number": "1", "willing": [willing.public_id]}

    answer = client.post(address("staff:draws:leaving", draw.public_id), sent, follow=True)

    assert answer.context["staying"] == [willing.holder.name]
    assert "Others leave before them: their terms end first" in text_of(answer)


@pytest.mark.parametrize(("number", "sentence"), [("0", "Write 1 or a higher number."), ("3", "Write 2 or a lower number.")])
def test_no_more_can_leave_than_there_are(client, opportunity, number, sentence):
    draw = begun(client, opportunity, 2027, 2028)

    page = client.post(address("staff:draws:leaving", draw.public_id), {"number": number})

    assert sentence in text_of(page)
    assert f'value="{number}"' in text_of(page)


@pytest.fixture
def renewed(client, opportunity, mari, django_capture_on_commit_callbacks):
    """A draw in which one seat of two is renewed; who was drawn said yes."""
    draw = begun(client, opportunity, 2027, 2028)
    make_pool(draw, "CY", "CY")
    with django_capture_on_commit_callbacks(execute=True):
        run_draw(draw=draw, by=None, at=NOON)
    Draw.objects.update(ready_at=NOON)
    draw.refresh_from_db()
    announce_draw(draw=draw, beacon="LOTTO", beacon_at=KNOWN, by=None, at=NOON)
    draw_panel(draw=draw, seed=NUMBER, by=mari, at=KNOWN)
    confirm(drawn=draw.people.get(outcome=Outcome.CHOSEN), channel="PHONE", by=mari, at=KNOWN)
    return draw


TERM = {"starts_on_day": "1", "starts_on_month": "12", "starts_on_year": "2026", "hours_a_year": "8"}


def test_seats_are_handed_over_in_one_press(client, renewed):
    taker = renewed.people.get(outcome=Outcome.CHOSEN).person
    before = text_of(client.get(address("staff:draws:seats", renewed.public_id)))

    answer = client.post(address("staff:draws:seats", renewed.public_id), TERM, follow=True)

    assert f"{taker.name} takes the seat of Term until 2027, who leaves." in before
    assert "The seats are handed over." in text_of(answer)
    assert address("staff:draws:seats", renewed.public_id) not in text_of(answer)
    assert "Term until 2027: the term ends first" in text_of(answer)
    assert sorted(renewed.group.seats.values_list("holder__name", "minutes_a_year")) == [
        (taker.name, 480),
        ("Term until 2028", 0),
    ]


def test_a_seat_past_the_limit_is_refused_by_name_and_what_was_typed_is_kept(client, renewed):
    taker = renewed.people.get(outcome=Outcome.CHOSEN).person

    page = text_of(client.post(address("staff:draws:seats", renewed.public_id), TERM | {"hours_a_year": "150"}))

    assert f"only they can lift it: {taker.name}." in page
    assert 'value="150"' in page


def test_nothing_is_handed_over_before_somebody_said_yes(client, renewed):
    renewed.people.filter(outcome=Outcome.CHOSEN).update(confirmation=Confirmation.WAITING)

    answer = client.get(address("staff:draws:seats", renewed.public_id), follow=True)

    assert "Nobody who was drawn and said yes waits for a seat." in text_of(answer)


@pytest.mark.parametrize("page", ["leaving", "seats"])
def test_only_a_group_that_is_renewed_has_seats_to_hand_over(client, prepared, page):
    assert client.get(address(f"staff:draws:{page}", prepared.public_id)).status_code == 404


@pytest.mark.parametrize("page", ["leaving", "seats"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_of_a_renewal_opens_for_a_stranger(client, renewed, method, page):
    client.force_login(make_coordinator(make_organisation()))

    assert getattr(client, method)(address(f"staff:draws:{page}", renewed.public_id)).status_code == 404


def test_random_posts_never_break_who_leaves(client, opportunity):
    draw = begun(client, opportunity, 2027, 2028)
    fields = {"number": ["1"], "willing": [draw.group.seats.first().public_id]}

    assert_random_posts_never_break(client, address("staff:draws:leaving", draw.public_id), fields)


def test_random_posts_never_break_a_handing_over(client, renewed):
    assert_random_posts_never_break(client, address("staff:draws:seats", renewed.public_id), {k: [v] for k, v in TERM.items()})


def test_renewing_offers_only_groups_of_ones_own_with_carers(client, opportunity):
    group = seats(opportunity, 2027)
    make_group(organisation=opportunity.organisation)
    elsewhere = make_seat(holder=make_person(), starts_on=date(2024, 1, 1)).group

    page = client.get(address("staff:draws:renew", opportunity.public_id))
    refused = client.post(address("staff:draws:renew", opportunity.public_id), {"group": elsewhere.public_id})

    assert [key for key, _name in page.context["form"].fields["group"].choices] == ["", group.public_id]
    assert "Choose from the answers that are offered." in text_of(refused)


def test_renewing_without_a_group_says_what_to_do_first(client, opportunity):
    page = text_of(client.get(address("staff:draws:renew", opportunity.public_id)))

    assert "None of your groups has a carer in a seat yet." in page


def test_random_posts_never_break_a_renewal(client, opportunity):
    fields = {"group": [seats(opportunity, 2027, 2028).public_id], "share": ["1/2"], "reserves": ["1"]}

    assert_random_posts_never_break(client, address("staff:draws:renew", opportunity.public_id), fields)


# --- Everywhere -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("state", ["prepared", "ready", "announced", "drawn"])
def test_every_page_opens_in_every_state_or_leads_on(client, request, state, language):
    draw = request.getfixturevalue(state)
    one = draw.people.first()
    pages = [address(f"staff:draws:{name}", draw.public_id, language=language) for name in PAGES]
    pages += [address(f"staff:draws:{name}", one.public_id, language=language) for name in ("answer", "replace") if one]

    answers = {page: client.get(page, follow=True) for page in pages}

    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(pages, 200)
    assert all(f'<html lang="{language}"' in text_of(answer) for answer in answers.values())


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_of_a_draw_opens_for_a_stranger(client, drawn, method):
    client.force_login(make_coordinator(make_organisation()))
    pages = [address(f"staff:draws:{name}", drawn.public_id) for name in [*PAGES, "people", "lottery", "record"]]
    pages += [address(f"staff:draws:{name}", drawn.people.first().public_id) for name in ("answer", "replace")]
    pages += [address(f"staff:draws:{name}", drawn.opportunity.public_id) for name in ("add", "renew")]

    answers = {page: getattr(client, method)(page).status_code for page in pages}

    assert answers == dict.fromkeys(pages, 404)


def test_a_teammate_may_go_on_with_a_draw(client, council, ready):
    client.force_login(make_coordinator(council))

    assert "Announce the draw" in text_of(client.get(address("staff:draws:show", ready.public_id)))


@pytest.mark.parametrize(("state", "line"), [("ready", "Announce the draw for"), ("announced", "Draw the group for")])
def test_today_names_a_draw_that_waits(client, request, state, line):
    request.getfixturevalue(state)

    assert line in text_of(client.get(address("staff:today:show")))


def test_today_names_a_seat_that_is_free(client, drawn):
    drawn.people.filter(outcome=Outcome.CHOSEN).update(confirmation=Confirmation.DECLINED)

    assert "Fill a free seat in the group drawn for" in text_of(client.get(address("staff:today:show")))


def test_the_page_of_the_opportunity_leads_to_its_draw(client, prepared):
    page = text_of(client.get(address("staff:opportunities:show", prepared.opportunity.public_id)))

    assert address("staff:draws:show", prepared.public_id) in page


@pytest.mark.parametrize("name", ["change", "targets", "flex", "add"])
def test_random_posts_never_break_a_draw_in_preparation(client, prepared, name):
    fields = {**{field: ["2", "on"] for field in RULES}, "LANGUAGE-CY-least": ["1"], "LANGUAGE-CY-most": ["2"]}
    of = prepared.opportunity if name == "add" else prepared

    assert_random_posts_never_break(client, address(f"staff:draws:{name}", of.public_id), fields)


def test_random_posts_never_break_an_announcement(client, ready):
    fields = {"beacon": ["LOTTO"], "beacon_at_day": ["21"], "beacon_at_month": ["11"], "beacon_at_year": ["2026"]}

    assert_random_posts_never_break(
        client, address("staff:draws:announce", ready.public_id), {**fields, "beacon_at_time": ["20:00"]}
    )


def test_random_posts_never_break_the_draw(client, announced, monkeypatch):
    later(monkeypatch, KNOWN)

    assert_random_posts_never_break(client, address("staff:draws:draw", announced.public_id), {"seed": [NUMBER]})


def test_random_posts_never_break_an_answer(client, drawn):
    one = drawn.people.filter(outcome=Outcome.CHOSEN).first()
    fields = {"answer": ["CONFIRMED", "DECLINED"], "channel": ["PHONE"]}

    assert_random_posts_never_break(client, address("staff:draws:answer", one.public_id), fields)
