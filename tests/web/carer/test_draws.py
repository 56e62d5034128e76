"""Her own part in a draw: how she was chosen, or why she was not."""

import re
from datetime import timedelta

import pytest

from cyfran.domain.opportunities.actions.draws import (
    announce_draw,
    draw_panel,
    prepare_draw,
    run_draw,
    set_targets,
)
from cyfran.domain.opportunities.actions.lotteries import make_lottery
from cyfran.domain.opportunities.actions.panels import decline
from cyfran.domain.opportunities.bridge import solving
from cyfran.domain.opportunities.bridge.targets import Wanted
from cyfran.domain.opportunities.choices import Answer, Confirmation, OpportunityState, Outcome, WhyNot
from cyfran.domain.opportunities.models import Draw, DrawnPerson, DrawTarget
from cyfran.domain.opportunities.queries import invitation_link
from cyfran.domain.people.queries import my_link
from cyfran.engine.errors import EngineError
from cyfran.engine.selection.results import Explanation, Reason
from tests.factories.base import make_administrator
from tests.factories.groups import make_group, make_seat
from tests.factories.involvement import make_ledger_entry, make_limit
from tests.factories.opportunities import make_opportunity, make_pool
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_project, make_stage
from tests.web.carer.conftest import NOON
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

NUMBER = "4 8 15 16 23 42"


@pytest.fixture
def ready(council):
    """Seven in the pool, of whom four speak Welsh and one was asked for much; one of the two to be drawn must speak Welsh."""
    project = make_project(organisation=council, published_at=NOON)
    opportunity = make_opportunity(stage=make_stage(project=project), state=OpportunityState.OPEN, title_en="Design group")
    draw = prepare_draw(opportunity=opportunity, size=2, reserves=1, by=make_administrator(), at=NOON)
    pool = make_pool(draw, "CY", "CY", "CY", "CY", "EN", "EN", "EN")
    make_ledger_entry(person=pool[0], minutes=4 * 60, on=NOON.date())
    make_permission(person=make_person(organisation=council, name="Tired"))
    make_ledger_entry(person=council.people.get(name="Tired"), minutes=12 * 60, on=NOON.date())
    make_person(organisation=council, name="Silent")
    make_limit(person=make_person(organisation=council, name="Resting"), rests_until=NOON.date() + timedelta(days=30))
    make_permission(person=council.people.get(name="Resting"))
    set_targets(draw=draw, targets=[Wanted("LANGUAGE", "CY", 1, 1)], by=None, at=NOON)
    run_draw(draw=draw, by=None, at=NOON)
    make_lottery(draw=draw, at=NOON)
    draw.refresh_from_db()
    Draw.objects.filter(pk=draw.pk).update(ready_at=NOON)
    draw.refresh_from_db()
    return draw


@pytest.fixture
def announced(ready):
    return announce_draw(draw=ready, beacon="LOTTO", beacon_at=NOON + timedelta(days=1, hours=8), by=None, at=NOON)


@pytest.fixture
def drawn(announced):
    return draw_panel(draw=announced, seed=NUMBER, by=make_administrator(), at=NOON + timedelta(days=1, hours=8))


def page_of(one: DrawnPerson, language="en"):
    return address("carer:draws:show", my_link(one.person), one.draw.public_id, language=language)


def of(draw, **given) -> DrawnPerson:
    return draw.people.filter(**given).first()


def test_before_the_draw_she_reads_her_chance_and_when_it_is_settled(client, announced):
    tired_a_little = of(announced, minutes_asked=240)

    text = text_of(client.get(page_of(tired_a_little)))

    assert "What is my chance?" in text
    assert "The number that decides will be known from Saturday 21 November 2026, 20:00." in text
    assert "Your chance of being drawn: <strong>about 1 in 7</strong>." in text
    assert "The smallest chance of anybody in the pool: about 1 in 7. The biggest: about 1 in 3." in text
    assert "At most 1 in the group can be “Language: Welsh”, as you are. There are more of you than that." in text
    assert "With one more place for “Language: Welsh”, your chance would be" in text
    assert "You were asked for 4 hours in the 12 months before the draw." in text
    assert f"In the files there you are “{tired_a_little.public_id}”." in text


def test_what_was_asked_of_her_is_no_reason_where_as_much_was_asked_of_everybody(client, announced):
    one = of(announced, minutes_asked=240)
    announced.people.update(minutes_asked=200)

    assert "You were asked for" not in text_of(client.get(page_of(one)))


def test_where_the_solver_gives_up_her_chance_stands_without_its_reasons(client, drawn, monkeypatch):
    one = drawn.people.filter(outcome=Outcome.CHOSEN).first()

    def gives_up(one):
        raise EngineError("solver_gave_up")

    monkeypatch.setattr(solving, "explanation_for", gives_up)

    page = client.get(page_of(one))

    assert "How was I chosen?" in text_of(page)
    assert "What decided your chance?" not in text_of(page)


def test_who_has_a_bigger_chance_reads_what_makes_it_bigger(client, announced, monkeypatch):
    monkeypatch.setattr(solving, "explanation_for", lambda one: Explanation(one.public_id, one.chance, (), ()))
    DrawTarget.objects.filter(draw=announced).update(value="EN")
    untired = of(announced, person__language="EN", minutes_asked=0)

    text = text_of(client.get(page_of(untired)))

    assert "<li>At least 1 in the group must be “Language: English”, as you are.</li>" in text
    assert "<li>You were asked for nothing in the 12 months before the draw. That makes your chance bigger.</li>" in text


def test_nobody_learns_that_somebody_at_her_address_is_in_the_pool(client, announced, monkeypatch):
    tied = Explanation("x", 0.2, (Reason("one_of_household"),), ())
    monkeypatch.setattr(solving, "explanation_for", lambda one: tied if one == first else Explanation("y", 0.2, (), ()))
    first, second = announced.people.filter(person__language="EN", minutes_asked=0)[:2]

    told = [re.findall("<li>(.*?)</li>", text_of(client.get(page_of(one)))) for one in (first, second)]

    assert told[0] == told[1]
    assert "Of one household, at most one person is chosen." in told[0]


def test_who_was_chosen_reads_how_and_who_decided(client, drawn):
    chosen = of(drawn, outcome=Outcome.CHOSEN)

    text = text_of(client.get(page_of(chosen)))

    assert "How was I chosen?" in text
    assert f"A number that nobody could know picked group {drawn.number} from a long list, and you are in it." in text
    assert "Nobody picks anyone. First, Abermorfa Council says what the group should look like." in text
    assert address("public:draws:show", drawn.public_id) in text


def test_she_reads_everything_that_the_draw_looked_at(client, drawn):
    page = client.get(page_of(of(drawn, minutes_asked=240)))

    assert [(str(row.label), str(row.value)) for row in page.context["mine"].counted] == [
        ("Language", "Welsh"),
        ("Asked of you in the 12 months before", "4 hours"),
        ("Postal address", "Only whether others in the pool share it"),
    ]


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Outcome.RESERVE, "But you are a reserve: if somebody cannot come, we may ask you."),
        (Outcome.NOT_CHOSEN, "the number picked a group without you. That was chance, and says nothing about you."),
    ],
)
def test_who_was_not_chosen_reads_why(client, drawn, outcome, sentence):
    text = text_of(client.get(page_of(of(drawn, outcome=outcome))))

    assert "Why not me?" in text
    assert sentence in text


def test_who_stands_in_and_who_does_not_come_read_that(client, drawn):
    leaving = of(drawn, outcome=Outcome.CHOSEN)
    stand_in = decline(drawn=leaving, channel="PHONE", by=make_administrator(), at=NOON + timedelta(days=4))

    pages = [text_of(client.get(page_of(one))) for one in (leaving, stand_in)]

    assert "You were chosen, and told us that you cannot come. Thank you for letting us know." in pages[0]
    assert "You are the next who keeps the mix as it should be, so you were chosen." in pages[1]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "You were drawn by lot. How you were chosen, and how likely it was, stands here:"),
        ("cy", "Cawsoch eich tynnu drwy loteri. Mae sut y cawsoch eich dewis, a pha mor debygol oedd hynny, i'w weld yma:"),
    ],
)
def test_who_is_asked_because_she_was_drawn_reads_so_in_the_invitation(client, drawn, language, said):
    one = of(drawn, outcome=Outcome.CHOSEN)
    how = page_of(one, language)
    invitation = drawn.opportunity.invitations.get(person=one.person)

    letter = getattr(one.person.messages.get(purpose="INVITATION"), f"body_{language}")
    page = text_of(client.get(address("carer:invitation:show", invitation_link(invitation), language=language)))

    assert f"{said}\n\n" in letter
    assert f"{how}\n" in letter
    assert f'href="{how}"' in page


def test_whose_place_has_gone_to_somebody_else_can_no_longer_say_yes(client, drawn):
    leaving = of(drawn, outcome=Outcome.CHOSEN)
    decline(drawn=leaving, channel="PHONE", by=make_administrator(), at=NOON + timedelta(days=4))
    invitation = drawn.opportunity.invitations.get(person=leaving.person)
    page = address("carer:invitation:show", invitation_link(invitation))

    told, asked = text_of(client.get(page)), text_of(client.get(page, {"change": "yes"}))
    refused = text_of(client.post(page, {"answer": "YES", "words": ""}))

    invitation.refresh_from_db()
    assert "Your place has gone to somebody else." in told
    assert "If you would come should another place become free, write that here, or ring us." in asked
    assert [f'value="{answer}"' in asked for answer in Answer] == [False, False, False, True]
    assert "This place has gone to somebody else, so a yes is no longer possible." in refused
    assert invitation.answer == Answer.NOT_THIS_TIME


@pytest.mark.parametrize(
    ("reason", "sentence", "mended_at"),
    [
        (WhyNot.OVER_LIMIT, "But by then it went past the hours that we may ask of you.", "load"),
        (WhyNot.RESTING, "But by then you were taking a rest from being asked.", "load"),
        (WhyNot.NOT_PERMITTED, "But by then you had said that we may not ask you.", "permissions"),
    ],
)
def test_who_was_chosen_and_could_no_longer_be_asked_reads_why(client, drawn, reason, sentence, mended_at):
    one = of(drawn, outcome=Outcome.CHOSEN)
    DrawnPerson.objects.filter(pk=one.pk).update(confirmation=Confirmation.DECLINED, reason=reason)

    text = text_of(client.get(page_of(one)))

    assert f"You were chosen by lot. {sentence}" in text
    assert address(f"carer:my:{mended_at}", my_link(one.person)) in text


def test_who_was_given_a_seat_while_the_lottery_waited_reads_so(client, drawn):
    one = of(drawn, outcome=Outcome.CHOSEN)
    DrawnPerson.objects.filter(pk=one.pk).update(confirmation=Confirmation.DECLINED, reason=WhyNot.LEAVES)

    text = text_of(client.get(page_of(one)))

    assert "You were chosen by lot. But by then you had been given a seat in this group." in text


@pytest.mark.parametrize(
    ("name", "sentence", "mended_at"),
    [
        ("Tired", "it would have gone past the hours that we may ask of you. Only you can change that.", "load"),
        ("Resting", "because you were taking a rest from being asked.", "load"),
        ("Silent", "because you had not said that we may ask you to take part.", "permissions"),
    ],
)
def test_who_was_not_in_the_pool_reads_why_and_what_she_can_change(client, drawn, name, sentence, mended_at):
    one = of(drawn, person__name=name)

    text = text_of(client.get(page_of(one)))

    assert sentence in text
    assert address(f"carer:my:{mended_at}", my_link(one.person)) in text
    for of_the_pool_alone in (
        "Your chance",
        "What decided your chance?",
        "Why is that?",
        "This is what the draw",
        "In the files there",
    ):
        assert of_the_pool_alone not in text


def test_who_keeps_a_seat_reads_that(client, drawn):
    DrawnPerson.objects.filter(person__name="Silent").update(outcome=Outcome.SEATED, reason="")

    text = text_of(client.get(page_of(of(drawn, person__name="Silent"))))

    assert "You have a seat in this group and keep it. Only the free seats are drawn by lot." in text
    assert "This is what the draw looks at about you." in text


@pytest.mark.parametrize(
    ("because", "sentence"),
    [
        ("term_ends", "Of all who have a seat, your term ends first."),
        ("longest_serving", "Of all who have a seat, you have had yours for the longest time."),
        ("willing", "You said that you would like to leave."),
        ("by_lot", "It could have been several of you, so that was settled by lot as well."),
    ],
)
def test_whose_seat_passes_to_somebody_new_reads_why_it_is_hers(client, drawn, because, sentence):
    one = of(drawn, person__name="Silent")
    seat = make_seat(group=make_group(organisation=one.person.organisation), holder=one.person, starts_on=NOON.date())
    Draw.objects.update(group=seat.group, leaving=[{"seat": seat.public_id, "because": because}])
    DrawnPerson.objects.filter(pk=one.pk).update(reason=WhyNot.LEAVES)

    text = text_of(client.get(page_of(one)))

    assert "You were not in this draw, because your own seat in this group passes to somebody new." in text
    assert f'Why is that? </h2> <ul class="govuk-list govuk-list--bullet"> <li>{sentence}</li>' in text


def test_for_whom_no_group_had_room_reads_that_and_no_chance(client, drawn):
    one = of(drawn, outcome=Outcome.NOT_CHOSEN)
    DrawnPerson.objects.filter(pk=one.pk).update(outcome=Outcome.CANNOT, reason=WhyNot.NO_PANEL, chance=0)

    text = text_of(client.get(page_of(one)))

    assert "You were in the pool, but no group with the mix that was asked for had room for you." in text
    assert "Your chance of being drawn" not in text


def test_who_all_had_the_same_chance_read_that(client, drawn):
    Draw.objects.update(result=drawn.result | {"least": 0.25, "greatest": 0.26})

    text = text_of(client.get(page_of(of(drawn, outcome=Outcome.NOT_CHOSEN))))

    assert "It is the same for everybody in the pool." in text


def test_the_chances_she_reads_leave_out_those_without_one_and_say_so(client, drawn):
    one = of(drawn, outcome=Outcome.CHOSEN)
    pages = []
    for greatest in (0.9, 0.25):
        Draw.objects.update(result=drawn.result | {"left_out": 1, "least": 0.25, "greatest": greatest})
        pages.append(text_of(client.get(page_of(one))))

    said = "For some people in the pool no group that keeps the targets and rules has room. They have no chance."
    assert f"{said} The smallest chance of anybody else: about 1 in 4. The biggest: about 9 in 10." in pages[0]
    assert f"{said} For all others it is the same." in pages[1]


def test_it_reads_in_welsh(client, drawn):
    text = text_of(client.get(page_of(of(drawn, outcome=Outcome.CHOSEN), language="cy")))

    assert "Sut y cefais fy newis?" in text
    assert "Nid oes neb yn dewis neb." in text


def test_of_fewer_than_five_in_the_pool_she_reads_her_own_chance_alone(client, drawn):
    Draw.objects.update(result=drawn.result | {"pool": 4})

    text = text_of(client.get(page_of(of(drawn, outcome=Outcome.NOT_CHOSEN))))

    assert "Your chance of being drawn" in text
    assert "anybody in the pool" not in text
    assert "In the files there" not in text


def test_where_the_project_is_not_published_nothing_leads_to_the_public_page(client, drawn):
    type(drawn.opportunity.stage.project).objects.update(published_at=None)

    text = text_of(client.get(page_of(of(drawn, outcome=Outcome.CHOSEN))))

    assert "How the whole draw works" not in text


def test_her_own_page_leads_to_every_draw_she_was_in(client, drawn):
    chosen = of(drawn, outcome=Outcome.CHOSEN)

    text = text_of(client.get(address("carer:my:show", my_link(chosen.person))))

    assert "Groups drawn by lot" in text.partition("<footer")[0]
    assert "How was I chosen? – Design group" in text
    assert "You were chosen" in text
    assert page_of(chosen) in text


def test_a_draw_that_was_not_announced_is_not_there(client, ready):
    one = ready.people.first()

    her_page = text_of(client.get(address("carer:my:show", my_link(one.person)))).partition("<footer")[0]

    assert client.get(page_of(one)).status_code == 404
    assert "Groups drawn by lot" not in her_page


def test_a_draw_she_was_not_part_of_is_not_there(client, drawn, gwenllian):
    answer = client.get(address("carer:draws:show", my_link(gwenllian), drawn.public_id))

    assert answer.status_code == 404


def test_it_is_worked_out_once(client, drawn, django_assert_max_num_queries):
    page = page_of(of(drawn, outcome=Outcome.CHOSEN))
    client.get(page)

    with django_assert_max_num_queries(10):
        client.get(page)
