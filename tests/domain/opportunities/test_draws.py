import json
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.models import Message
from cyfran.domain.evaluation.actions import close_with_evaluation
from cyfran.domain.involvement.actions import change_limit
from cyfran.domain.opportunities.actions.draws import (
    adopt_advice,
    announce_draw,
    change_draw,
    draw_panel,
    prepare_draw,
    run_draw,
    set_targets,
    stop_draw,
)
from cyfran.domain.opportunities.actions.lotteries import make_lottery
from cyfran.domain.opportunities.actions.offers import close_opportunity, invite, reply
from cyfran.domain.opportunities.actions.panels import confirm, decline, replace
from cyfran.domain.opportunities.bridge.lotteries import panels_of, record_of
from cyfran.domain.opportunities.bridge.people import people_for
from cyfran.domain.opportunities.bridge.solving import stand_in_for
from cyfran.domain.opportunities.bridge.targets import Wanted
from cyfran.domain.opportunities.choices import Answer, Confirmation, DrawState, Fairness, OpportunityState, Outcome, WhyNot
from cyfran.domain.opportunities.models import Draw, DrawnPerson, Invitation, Opportunity
from cyfran.domain.opportunities.queries import may_be_invited_to
from cyfran.domain.organisations.choices import Measure
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.actions.people import withdraw_permission
from cyfran.domain.people.choices import Use
from cyfran.domain.people.models import Person
from cyfran.domain.projects.models import Project
from cyfran.engine.selection.digests import lottery_digest
from cyfran.engine.selection.verify import Record, verify
from tests.factories.base import make_user
from tests.factories.evaluation import make_evaluation
from tests.factories.opportunities import make_draw, make_draw_target, make_drawn_person, make_opportunity, make_pool
from tests.factories.organisations import make_baseline
from tests.factories.people import make_permission, make_person

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
KNOWN = NOW + timedelta(hours=10)
BALANCED = [Wanted("LANGUAGE", "CY", 1, 1), Wanted("LANGUAGE", "EN", 1, 1)]


@pytest.fixture
def a_draw(django_capture_on_commit_callbacks):
    """Three of each language in the pool, one of each to be drawn, one reserve of each."""
    draw = make_draw(reserves=2)
    make_pool(draw, "CY", "CY", "CY", "EN", "EN", "EN")
    set_targets(draw=draw, targets=BALANCED, by=None, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        run_draw(draw=draw, by=None, at=NOW)
    # The task ran by the real clock; the story of the tests has its own.
    Draw.objects.update(ready_at=NOW)
    draw.refresh_from_db()
    return draw


@pytest.fixture
def drawn(a_draw):
    announce_draw(draw=a_draw, beacon="LOTTO", beacon_at=KNOWN, by=None, at=NOW)
    return draw_panel(draw=a_draw, seed="4 8 15 16 23 42", by=make_user(), at=KNOWN)


def languages(draw, **which) -> list[str]:
    return sorted(draw.people.filter(**which).values_list("person__language", flat=True))


def coming(draw) -> list[str]:
    return languages(draw, outcome=Outcome.CHOSEN, confirmation__in=[Confirmation.WAITING, Confirmation.CONFIRMED])


def test_prepare_draw_begins_with_a_group_that_looks_like_the_population():
    opportunity, coordinator = make_opportunity(), make_user()
    area = opportunity.organisation.area
    make_baseline(area=area, measure=Measure.HOURS_9_OR_LESS, people=500)
    make_baseline(area=area, measure=Measure.HOURS_20_34, people=100)
    make_baseline(area=area, measure=Measure.HOURS_35_49, people=100)
    make_baseline(area=area, measure=Measure.HOURS_50_PLUS, people=300)
    make_baseline(area=area, measure=Measure.HOURS_50_PLUS, people=1, counted_on=date(2011, 3, 27))

    draw = prepare_draw(opportunity=opportunity, size=12, reserves=3, by=coordinator, at=NOW)

    assert (draw.state, draw.size, draw.reserves, draw.prepared_by) == (DrawState.PREPARED, 12, 3, coordinator)
    assert list(draw.targets.values_list("feature", "value", "least", "most")) == [
        ("HOURS", "UP_TO_9", 6, 6),
        ("HOURS", "FROM_10_TO_19", 0, 0),
        ("HOURS", "FROM_20_TO_49", 2, 3),
        ("HOURS", "FROM_50", 3, 4),
    ]
    assert AuditEvent.objects.get(verb="draw.prepared").facts == {"size": 12, "reserves": 3}


def test_prepare_draw_refuses_a_second_beside_one_that_is_open():
    draw = make_draw()

    with pytest.raises(ValidationError, match="A draw for this is being prepared already"):
        prepare_draw(opportunity=draw.opportunity, size=4, by=make_user(), at=NOW)

    assert list(Draw.objects.all()) == [draw]


def test_prepare_draw_refuses_what_has_started():
    opportunity = make_opportunity(state=OpportunityState.OPEN)

    with pytest.raises(ValidationError, match="This has already started"):
        prepare_draw(opportunity=opportunity, size=4, by=make_user(), at=opportunity.starts_at)


def test_set_targets_replaces_those_there_were():
    draw = make_draw_target(value="EN").draw

    set_targets(draw=draw, targets=[Wanted("LANGUAGE", "CY", 1, 9)], by=None, at=NOW)

    assert list(draw.targets.values_list("feature", "value", "least", "most")) == [("LANGUAGE", "CY", 1, 2)]


def test_what_advice_may_move_stays_when_a_target_is_changed():
    draw = make_draw_target(least=1, most=1, least_flex=1, most_flex=1).draw

    set_targets(draw=draw, targets=[Wanted("LANGUAGE", "CY", 0, 2), Wanted("LANGUAGE", "EN", 0, 1)], by=None, at=NOW)

    assert list(draw.targets.values_list("value", "least_flex", "least", "most", "most_flex")) == [
        ("CY", 0, 0, 2, 2),
        ("EN", 0, 0, 1, 9999),
    ]


def test_set_targets_says_how_far_advice_may_move_them():
    draw = make_draw_target(least=1, most=1).draw

    set_targets(draw=draw, targets=[Wanted("LANGUAGE", "CY", 1, 1, least_flex=1, most_flex=2)], by=None, at=NOW)

    assert list(draw.targets.values_list("least_flex", "most_flex")) == [(1, 2)]


def test_set_targets_refuses_ends_out_of_order_and_keeps_what_was_there():
    target = make_draw_target()

    with pytest.raises(ValidationError, match="“At least” cannot be more than “at most”"):
        set_targets(draw=target.draw, targets=[Wanted("LANGUAGE", "EN", 2, 1)], by=None, at=NOW)

    assert list(target.draw.targets.all()) == [target]


def test_what_was_asked_can_no_longer_be_changed_once_the_lottery_is_made(a_draw):
    rules = {"size": 3, "reserves": 0, "counts_load": False, "one_of_household": False, "fairness": Fairness.NASH}

    with pytest.raises(ValidationError) as targets:
        set_targets(draw=a_draw, targets=[], by=None, at=NOW)
    with pytest.raises(ValidationError) as changed:
        change_draw(draw=a_draw, **rules, by=None, at=NOW)

    assert (targets.value.code, changed.value.code) == ("lottery_made", "lottery_made")
    assert (a_draw.size, a_draw.targets.count()) == (2, 2)


def test_change_draw_changes_its_rules():
    draw = make_draw()

    rules = {"counts_load": False, "one_of_household": True, "fairness": Fairness.GOLDILOCKS}
    change_draw(draw=draw, size=3, reserves=1, **rules, by=None, at=NOW)

    draw.refresh_from_db()
    assert (draw.size, draw.reserves, draw.counts_load, draw.one_of_household) == (3, 1, False, True)
    assert draw.fairness == Fairness.GOLDILOCKS
    assert AuditEvent.objects.get().facts == {"changed": ["counts_load", "fairness", "reserves", "size"]}


@pytest.mark.parametrize(
    ("size", "ends"),
    [
        (2, [(0, 1, 0, 1), (0, 2, 0, 40)]),
        (250, [(42, 43, 40, 50), (0, 250, 0, 5000)]),
        (1000, [(170, 170, 160, 200), (0, 1000, 0, 9999)]),
    ],
)
def test_targets_grow_and_shrink_with_the_size_of_the_group(size, ends):
    draw = make_draw(size=500)
    make_draw_target(draw=draw, least=85, most=85, least_flex=80, most_flex=100)
    make_draw_target(draw=draw, value="EN", least=0, most=500)

    change_draw(draw=draw, size=size, reserves=0, counts_load=True, one_of_household=True, fairness="LEXIMIN", by=None, at=NOW)

    assert list(draw.targets.values_list("least", "most", "least_flex", "most_flex")) == ends


def test_run_draw_refuses_targets_that_no_group_meets():
    draw = make_draw()
    make_pool(draw, "EN", "EN")
    make_draw_target(draw=draw)

    with pytest.raises(ValidationError, match="No group of this size meets all targets"):
        run_draw(draw=draw, by=None, at=NOW)

    assert (draw.state, draw.people.count()) == (DrawState.PREPARED, 0)


def test_run_draw_makes_a_lottery_in_which_everybody_has_a_known_chance(a_draw):
    assert (a_draw.state, a_draw.progress, a_draw.engine_version) == (DrawState.READY, 100, 1)
    assert (a_draw.result["pool"], a_draw.result["panels"]) == (6, 1000)
    assert a_draw.result["least"] == pytest.approx(1 / 3, abs=0.002)
    assert [round(chance, 2) for chance in a_draw.people.values_list("chance", flat=True)] == [0.33] * 6
    assert lottery_digest(panels_of(a_draw)) == a_draw.lottery_sha256


def test_run_draw_says_of_those_outside_the_pool_why():
    draw = make_draw(size=1)
    make_pool(draw, "CY")
    silent = make_person(organisation=draw.opportunity.organisation)
    make_person()

    run_draw(draw=draw, by=None, at=NOW)

    assert draw.people.get(person=silent).reason == WhyNot.NOT_PERMITTED
    assert (draw.people.count(), AuditEvent.objects.get(verb="draw.started").facts) == (2, {"pool": 1})


def test_somebody_whom_no_group_has_room_for_is_told_so(django_capture_on_commit_callbacks):
    draw = make_draw(size=1)
    make_pool(draw, "CY", "EN")
    make_draw_target(draw=draw, least=1, most=1)

    with django_capture_on_commit_callbacks(execute=True):
        run_draw(draw=draw, by=None, at=NOW)

    assert list(draw.people.order_by("chance").values_list("chance", "outcome", "reason")) == [
        (0.0, Outcome.CANNOT, WhyNot.NO_PANEL),
        (1.0, Outcome.IN_POOL, ""),
    ]
    draw.refresh_from_db()
    assert (draw.result["pool"], draw.result["left_out"]) == (2, 1)


def test_adopt_advice_works_nothing_out_once_the_lottery_is_made(a_draw, monkeypatch):
    monkeypatch.delattr("cyfran.domain.opportunities.bridge.solving.check")

    with pytest.raises(ValidationError, match="Stop it before you change that"):
        adopt_advice(draw=a_draw, by=None, at=NOW)


def test_make_lottery_keeps_nothing_once_the_draw_is_stopped():
    draw = make_draw()
    make_pool(draw, "CY", "CY", "EN")
    run_draw(draw=draw, by=None, at=NOW)
    started = Draw.objects.get()

    stop_draw(draw=draw, by=None, at=NOW)
    make_lottery(draw=started, at=NOW)

    draw.refresh_from_db()
    assert (draw.state, draw.lottery_sha256, draw.people.count()) == (DrawState.STOPPED, "", 0)


def test_make_lottery_stops_in_the_middle_and_says_how_far_it_is(monkeypatch):
    draw = make_draw()
    make_pool(draw, "CY", "CY", "EN")
    run_draw(draw=draw, by=None, at=NOW)
    started, seen = Draw.objects.get(), []

    def slow(_draw, *, progress):
        progress(0.5)
        seen.append(Draw.objects.get().progress)
        stop_draw(draw=draw, by=None, at=NOW)
        progress(0.6)
        raise AssertionError

    monkeypatch.setattr("cyfran.domain.opportunities.bridge.solving.make", slow)
    monkeypatch.setattr("cyfran.domain.opportunities.actions.lotteries._SECONDS_BETWEEN_LOOKS", 0)
    make_lottery(draw=started, at=NOW)

    assert (seen, Draw.objects.get().state) == ([50], DrawState.STOPPED)


def test_make_lottery_writes_down_why_none_could_be_made():
    draw = make_draw()
    make_pool(draw, "CY", "CY")
    run_draw(draw=draw, by=None, at=NOW)
    make_draw_target(draw=draw, value="EN")

    make_lottery(draw=Draw.objects.get(), at=NOW)

    draw.refresh_from_db()
    assert (draw.state, draw.error_code) == (DrawState.FAILED, "targets_cannot_be_met")


def test_stop_draw_gives_up_a_lottery_nobody_was_told_of(a_draw):
    stop_draw(draw=a_draw, by=None, at=NOW)

    a_draw.refresh_from_db()
    assert (a_draw.state, a_draw.lottery_sha256, bytes(a_draw.lottery)) == (DrawState.STOPPED, "", b"")
    with pytest.raises(ValidationError, match="There is no lottery to stop"):
        stop_draw(draw=a_draw, by=None, at=NOW)


def test_a_lottery_that_was_announced_is_neither_stopped_nor_announced_again(a_draw):
    announce_draw(draw=a_draw, beacon="DRAND", beacon_at=KNOWN, by=None, at=NOW)

    with pytest.raises(ValidationError, match="so it will be drawn"):
        stop_draw(draw=a_draw, by=None, at=NOW)
    with pytest.raises(ValidationError, match="has been announced already"):
        announce_draw(draw=a_draw, beacon="DICE", beacon_at=KNOWN, by=None, at=NOW)

    assert (a_draw.beacon, a_draw.beacon_at, a_draw.announced_at) == ("DRAND", KNOWN, NOW)


def test_announce_draw_wants_a_number_that_nobody_knows_yet(a_draw):
    with pytest.raises(ValidationError) as known:
        announce_draw(draw=a_draw, beacon="DICE", beacon_at=NOW, by=None, at=NOW)
    with pytest.raises(ValidationError) as late:
        announce_draw(draw=a_draw, beacon="DICE", beacon_at=a_draw.opportunity.starts_at, by=None, at=NOW)

    assert known.value.message_dict == {"beacon_at": ["Give a time that is still to come."]}
    assert late.value.message_dict == {"beacon_at": ["Draw before it starts."]}


EVENINGS = [
    (datetime(2026, 11, 21, 20, 0, tzinfo=UTC), NOW, True),
    (datetime(2026, 11, 25, 20, 0, tzinfo=UTC), NOW, True),
    (datetime(2026, 11, 25, 20, 0, tzinfo=UTC), datetime(2026, 11, 25, 19, 29, tzinfo=UTC), True),
    (datetime(2026, 11, 25, 20, 0, tzinfo=UTC), datetime(2026, 11, 25, 19, 30, tzinfo=UTC), False),
    (datetime(2026, 11, 25, 19, 59, tzinfo=UTC), NOW, False),
    (datetime(2026, 11, 22, 6, 5, tzinfo=UTC), NOW, False),
    (datetime(2026, 11, 27, 20, 0, tzinfo=UTC), NOW, False),
]


@pytest.mark.parametrize(("evening", "at", "is_one"), EVENINGS)
def test_a_draw_waits_for_an_evening_on_which_lotto_is_drawn(a_draw, evening, at, is_one):
    refusal = nullcontext() if is_one else pytest.raises(ValidationError, match="Wednesday and Saturday evenings")

    with refusal:
        announce_draw(draw=a_draw, beacon="LOTTO", beacon_at=evening, by=None, at=at)

    assert bool(Draw.objects.get().announced_at) == is_one


def test_announce_draw_wants_a_project_where_everyone_can_read_it(a_draw):
    Project.objects.update(published_at=None)

    with pytest.raises(ValidationError, match="Publish the project first"):
        announce_draw(draw=a_draw, beacon="DICE", beacon_at=KNOWN, by=None, at=NOW)

    assert Draw.objects.get().announced_at is None


def test_announce_draw_wants_a_lottery():
    with pytest.raises(ValidationError, match="There is no lottery to announce"):
        announce_draw(draw=make_draw(), beacon="DICE", beacon_at=KNOWN, by=None, at=NOW)


def test_draw_panel_waits_for_the_number_announced(a_draw):
    with pytest.raises(ValidationError) as too_soon:
        draw_panel(draw=a_draw, seed="1", by=make_user(), at=NOW)
    announce_draw(draw=a_draw, beacon="LOTTO", beacon_at=KNOWN, by=None, at=NOW)
    with pytest.raises(ValidationError) as not_known:
        draw_panel(draw=a_draw, seed="1", by=make_user(), at=KNOWN - timedelta(minutes=1))

    assert (too_soon.value.code, not_known.value.code) == ("not_announced", "not_known_yet")
    assert Draw.objects.get().seed == ""


def test_draw_panel_asks_those_the_number_settles(drawn):
    chosen = drawn.people.filter(outcome=Outcome.CHOSEN)

    assert {one.public_id for one in chosen} == set(panels_of(drawn)[drawn.number - 1].people)
    assert (languages(drawn, outcome=Outcome.CHOSEN), coming(drawn)) == (["CY", "EN"], ["CY", "EN"])
    assert (languages(drawn, outcome=Outcome.RESERVE), languages(drawn, outcome=Outcome.NOT_CHOSEN)) == (["CY", "EN"],) * 2
    assert set(drawn.opportunity.invitations.values_list("person", flat=True)) == {one.person_id for one in chosen}
    assert Message.objects.count() == 2


def test_a_lottery_is_drawn_once(drawn):
    with pytest.raises(ValidationError, match="it has been drawn already"):
        draw_panel(draw=drawn, seed="another", by=make_user(), at=KNOWN)

    assert Draw.objects.get().seed == "4 8 15 16 23 42"


def test_the_record_of_a_draw_can_be_verified_without_the_database(drawn):
    told = json.loads(json.dumps(record_of(drawn)))

    record = Record(
        seed=told["seed"],
        inputs_sha256=told["inputs_sha256"],
        lottery_sha256=told["public_lottery_sha256"],
        panel=tuple(told["panel"]),
        chances=told["public_chances"],
        public=True,
    )

    assert verify(record, panels_of(drawn)).verified
    assert told["gap"] == pytest.approx(told["bound"] - told["min_chance"])
    assert drawn.result["salt"] not in json.dumps(told)
    assert not any(person.public_id in json.dumps(told) for person in [one.person for one in drawn.people.all()])


def test_somebody_who_took_her_permission_back_is_replaced_as_the_panel_is_drawn(a_draw):
    announce_draw(draw=a_draw, beacon="LOTTO", beacon_at=KNOWN, by=None, at=NOW)
    for one in a_draw.people.filter(person__language="CY")[:2]:
        withdraw_permission(person=one.person, use=Use.CONTACT, by=None, at=NOW)

    draw_panel(draw=a_draw, seed="4 8 15 16 23 42", by=make_user(), at=KNOWN)

    assert coming(a_draw) == ["CY", "EN"]
    asked = a_draw.opportunity.invitations.values_list("person__permissions__withdrawn_at", flat=True)
    assert set(asked) == {None}


def test_confirm_takes_down_that_somebody_comes(drawn):
    one = drawn.people.filter(outcome=Outcome.CHOSEN).first()

    confirm(drawn=one, channel="PHONE", by=make_user(), at=KNOWN)

    invitation = drawn.opportunity.invitations.get(person=one.person)
    assert (invitation.answer, invitation.answered_by_channel) == (Answer.YES, "PHONE")
    assert DrawnPerson.objects.get(pk=one.pk).confirmation == Confirmation.CONFIRMED


def test_decline_asks_the_first_reserve_who_keeps_the_targets(drawn):
    leaving = drawn.people.get(outcome=Outcome.CHOSEN, person__language="CY")

    stand_in = decline(drawn=leaving, channel="PHONE", by=make_user(), at=KNOWN)

    leaving.refresh_from_db()
    assert (stand_in.person.language, stand_in.outcome, stand_in.rank is not None) == ("CY", Outcome.CHOSEN, True)
    assert (leaving.confirmation, leaving.replaced_by) == (Confirmation.DECLINED, stand_in)
    assert coming(drawn) == ["CY", "EN"]
    assert drawn.opportunity.invitations.filter(person=stand_in.person).exists()


@pytest.mark.parametrize("since", [{"hours": 1}, {"rests_until": date(2027, 1, 1)}])
def test_decline_passes_over_a_reserve_who_has_since_reached_her_limit_or_rests(drawn, since):
    leaving = drawn.people.get(outcome=Outcome.CHOSEN, person__language="CY")
    reserves = [one.person for one in drawn.people.filter(outcome=Outcome.RESERVE, person__language="CY")]
    for person in reserves:
        change_limit(person=person, by=person, at=NOW, **since)

    stand_in = decline(drawn=leaving, channel="PHONE", by=make_user(), at=KNOWN)

    assert reserves
    assert (stand_in.person.language, stand_in.person in reserves) == ("CY", False)
    assert [Invitation.objects.filter(person=person).exists() for person in reserves] == [False] * len(reserves)


def test_decline_draws_one_more_when_no_reserve_fits(drawn):
    user = make_user()
    first = decline(drawn=drawn.people.get(outcome="CHOSEN", person__language="CY"), channel="PHONE", by=user, at=KNOWN)

    second = decline(drawn=first, channel="PHONE", by=user, at=KNOWN)

    assert (second.person.language, second.rank) == ("CY", None)
    assert coming(drawn) == ["CY", "EN"]


def test_nobody_changes_who_comes_next_by_taking_others_out():
    draw = make_draw()
    draw.seed = "4 8 15 16 23 42"
    make_pool(draw, "CY", "CY", "CY", "EN", "EN", "EN")
    set_targets(draw=draw, targets=BALANCED, by=None, at=NOW)
    DrawnPerson.objects.bulk_create(people_for(draw, on=NOW.date()))
    waiting = list(draw.people.order_by("pk"))
    stays = waiting.pop()

    first = stand_in_for([stays], waiting, draw)

    others = [one for one in waiting if one != first]
    assert first.values["LANGUAGE"] == ["CY"]
    assert {stand_in_for([stays], [one for one in waiting if one != out], draw) for out in others} == {first}


def test_who_was_asked_for_less_comes_next_and_reserves_before_all():
    draw = make_draw()
    make_pool(draw, *["CY"] * 6)
    people = people_for(draw, on=NOW.date())
    for one, hours in zip(people, (7, 7, 7, 3, 7, 7), strict=True):
        one.minutes_asked = 60 * hours
        one.save()
    stays, *waiting = people

    first = stand_in_for([stays], waiting, draw)
    waiting[-1].rank = 1

    assert (first, stand_in_for([stays], waiting, draw)) == (people[3], people[5])


def test_the_last_who_is_left_takes_one_of_two_free_places():
    draw = make_draw(size=3)
    make_pool(draw, "CY", "CY")
    stays, last = people_for(draw, on=NOW.date())

    assert (stand_in_for([stays], [last], draw), stand_in_for([stays], [], draw)) == (last, None)


def test_decline_takes_a_no_down_also_where_nobody_else_is_asked_any_more(drawn):
    close_opportunity(opportunity=drawn.opportunity, by=None, at=KNOWN)
    leaving = drawn.people.filter(outcome=Outcome.CHOSEN).first()

    stand_in = decline(drawn=leaving, channel="PHONE", by=make_user(), at=KNOWN)

    leaving.refresh_from_db()
    assert (stand_in, leaving.confirmation, leaving.replaced_by) == (None, Confirmation.DECLINED, None)
    assert drawn.opportunity.invitations.count() == 2


def test_decline_says_when_nobody_is_left_who_keeps_the_targets(drawn):
    user, leaving = make_user(), drawn.people.get(outcome="CHOSEN", person__language="EN")
    for _ in range(2):
        leaving = decline(drawn=leaving, channel="PHONE", by=user, at=KNOWN)

    last = decline(drawn=leaving, channel="PHONE", by=user, at=KNOWN)

    assert (last, coming(drawn)) == (None, ["CY"])
    leaving.refresh_from_db()
    with pytest.raises(ValidationError, match="Nobody else in the pool keeps the targets"):
        replace(drawn=leaving, by=user, at=KNOWN)


def test_who_says_no_on_her_own_page_is_replaced_in_one_press(drawn):
    leaving = drawn.people.filter(outcome=Outcome.CHOSEN).first()
    invitation = drawn.opportunity.invitations.get(person=leaving.person)
    reply(invitation=invitation, answer=Answer.NOT_THIS_TIME, channel="", by=leaving.person, at=KNOWN)

    stand_in = replace(drawn=leaving, by=make_user(), at=KNOWN)

    leaving.refresh_from_db()
    assert (leaving.confirmation, leaving.replaced_by, coming(drawn)) == (Confirmation.DECLINED, stand_in, ["CY", "EN"])
    with pytest.raises(ValidationError, match="This place is not free"):
        replace(drawn=leaving, by=make_user(), at=KNOWN)


@pytest.mark.parametrize("by_staff", [False, True])
def test_nobody_says_yes_to_a_place_that_has_gone_to_somebody_else(drawn, by_staff):
    leaving, staff = drawn.people.filter(outcome=Outcome.CHOSEN).first(), make_user()
    decline(drawn=leaving, channel="PHONE", by=staff, at=KNOWN)
    invitation = drawn.opportunity.invitations.get(person=leaving.person)
    how = {"channel": "PHONE", "by": staff, "entered_by": staff} if by_staff else {"channel": "", "by": leaving.person}

    with pytest.raises(ValidationError, match="This place has gone to somebody else"):
        reply(invitation=invitation, answer=Answer.YES, at=KNOWN, **how)
    invitation.refresh_from_db()
    answered = invitation.answer
    reply(invitation=invitation, answer=Answer.ANOTHER_WAY, words="If another place is free.", at=KNOWN, **how)

    leaving.refresh_from_db()
    assert (answered, invitation.answer) == (Answer.NOT_THIS_TIME, Answer.ANOTHER_WAY)
    assert (leaving.confirmation, coming(drawn)) == (Confirmation.DECLINED, ["CY", "EN"])


def test_only_somebody_with_a_place_confirms_or_declines(drawn):
    waiting = drawn.people.filter(outcome=Outcome.NOT_CHOSEN).first()

    with pytest.raises(ValidationError, match="no place to confirm"):
        confirm(drawn=waiting, channel="PHONE", by=make_user(), at=KNOWN)
    with pytest.raises(ValidationError, match="no place to confirm"):
        decline(drawn=waiting, channel="PHONE", by=make_user(), at=KNOWN)


def test_what_a_draw_was_announced_for_is_neither_closed_nor_its_project(a_draw):
    announce_draw(draw=a_draw, beacon="DICE", beacon_at=KNOWN, by=None, at=NOW)
    project, carer = a_draw.opportunity.stage.project, make_person(organisation=a_draw.opportunity.organisation)
    make_evaluation(project=project, person=carer)

    with pytest.raises(ValidationError, match="A draw was announced for this"):
        close_opportunity(opportunity=a_draw.opportunity, by=None, at=KNOWN)
    with pytest.raises(ValidationError, match="A draw was announced for this"):
        close_with_evaluation(project=project, on=KNOWN.date(), by=make_user(), at=KNOWN)

    assert (Opportunity.objects.get().state, Project.objects.get().closed_on) == (OpportunityState.OPEN, None)


@pytest.mark.parametrize("at", [KNOWN, datetime(2027, 1, 12, 18, 0, tzinfo=UTC)])
def test_what_was_drawn_or_can_no_longer_be_drawn_may_be_closed(a_draw, at):
    announce_draw(draw=a_draw, beacon="DICE", beacon_at=KNOWN, by=None, at=NOW)
    if at == KNOWN:
        draw_panel(draw=a_draw, seed="1 2 3 4 5 6 1 2 3 4 5 6", by=make_user(), at=KNOWN)

    close_opportunity(opportunity=a_draw.opportunity, by=None, at=at)

    assert Opportunity.objects.get().state == OpportunityState.CLOSED


def test_announce_draw_refuses_what_was_closed(a_draw):
    close_opportunity(opportunity=a_draw.opportunity, by=None, at=NOW)

    with pytest.raises(ValidationError, match="This is closed, so nobody who is drawn could be asked"):
        announce_draw(draw=a_draw, beacon="DICE", beacon_at=KNOWN, by=None, at=NOW)

    assert Draw.objects.get().announced_at is None


def test_nobody_of_the_pool_is_asked_by_hand(drawn):
    left = drawn.people.filter(outcome=Outcome.NOT_CHOSEN).first().person
    outside = make_person(organisation=drawn.opportunity.organisation)
    make_permission(person=outside)

    with pytest.raises(ValidationError) as refused:
        invite(opportunity=drawn.opportunity, people=[left], by=make_user(), at=KNOWN)
    invite(opportunity=drawn.opportunity, people=[outside], by=make_user(), at=KNOWN)

    assert (refused.value.code, left.invitations.count(), outside.invitations.count()) == ("may_not_be_invited", 0, 1)


def test_while_a_lottery_stands_nobody_of_its_pool_may_be_asked_by_hand(a_draw):
    assert list(may_be_invited_to(a_draw.opportunity)) == []

    stop_draw(draw=a_draw, by=None, at=NOW)

    assert may_be_invited_to(a_draw.opportunity).count() == 6


def test_whoever_a_second_draw_chooses_is_asked(drawn):
    left = drawn.people.filter(outcome=Outcome.NOT_CHOSEN).first().person
    make_drawn_person(
        draw=make_draw(opportunity=drawn.opportunity, state=DrawState.RUNNING),
        person=left,
        outcome=Outcome.CHOSEN,
        confirmation=Confirmation.WAITING,
    )

    assert left in may_be_invited_to(drawn.opportunity)


def test_somebody_who_was_removed_is_replaced_as_the_panel_is_drawn(a_draw):
    for person in Person.objects.filter(drawn__draw=a_draw, language="CY").order_by("pk")[:2]:
        erase(person=person, by=None, at=NOW)
    announce_draw(draw=a_draw, beacon="LOTTO", beacon_at=KNOWN, by=None, at=NOW)

    draw_panel(draw=a_draw, seed="4 8 15 16 23 42", by=make_user(), at=KNOWN)

    comes = a_draw.people.filter(outcome=Outcome.CHOSEN, confirmation=Confirmation.WAITING)
    assert [one.person.language for one in comes.order_by("person__language")] == ["CY", "EN"]
    assert [one.person.erased_at for one in comes] == [None, None]


def test_the_place_of_somebody_who_was_removed_goes_to_the_next_who_is_there(drawn):
    gone = drawn.people.get(outcome=Outcome.CHOSEN, person__language="CY")
    reserve = drawn.people.get(outcome=Outcome.RESERVE, person__language="CY")
    for one in (gone, reserve):
        erase(person=one.person, by=None, at=KNOWN)
    gone.refresh_from_db()

    stand_in = replace(drawn=gone, by=make_user(), at=KNOWN)

    gone.refresh_from_db()
    assert (gone.replaced_by, gone.confirmation, stand_in.person.erased_at) == (stand_in, Confirmation.DECLINED, None)
    assert stand_in != reserve
