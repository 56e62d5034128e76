"""Today: what is due, by whom, the overdue first."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from cyfran.domain.base.choices import Channel, DecisionRight
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.correspondence.choices import State
from cyfran.domain.decisions.choices import Outcome
from cyfran.domain.groups.actions import add_seat, vacate_seat
from cyfran.domain.groups.choices import SeatKind
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.projects.choices import ProposalState
from cyfran.web.staff.today import open_things
from cyfran.web.staff.today.open_things import DueLine
from cyfran.web.staff.today.presenters import due_lines
from tests.factories.base import make_administrator, make_user
from tests.factories.contributions import make_contribution
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_decision, make_response
from tests.factories.groups import make_group, make_seat
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.opportunities import make_draw, make_invitation, make_opportunity
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_project, make_proposal, make_stage
from tests.web.reading import address, text_of
from tests.web.staff.conftest import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def stage(council, mari):
    """Give the design stage of one of mari's projects."""
    return make_stage(project=make_project(organisation=council, owner=mari, title_en="Short breaks"))


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


# --- Each kind of line ------------------------------------------------------------------------------------------------


def test_a_waiting_request_is_due_to_its_owner(mari, council):
    proposal = make_proposal(organisation=council, owner=mari, due_on=date(2026, 12, 1))
    make_proposal(organisation=council, state=ProposalState.DECLINED)

    assert [*due_lines(mari, now=NOON)] == [
        DueLine(
            what="Answer the request of 1 October 2026 to Abermorfa Council",
            href=address("staff:proposals:show", proposal.public_id),
            owner=mari,
            on=date(2026, 12, 1),
            when="by 1 December 2026",
        )
    ]


def test_what_was_said_is_due_until_it_is_answered(mari, stage):
    olwen = make_person(organisation=stage.project.organisation, name="Olwen Dychmygol")
    open_one = make_contribution(stage=stage, person=olwen, due_on=date(2026, 12, 8))
    make_response(contribution=make_contribution(stage=stage))

    assert [*due_lines(mari, now=NOON)] == [
        DueLine(
            what="Answer what Olwen Dychmygol said on 10 November 2026 in “Short breaks”",
            href=address("staff:responses:add", open_one.public_id),
            owner=mari,
            on=date(2026, 12, 8),
            when="by 8 December 2026",
        )
    ]


def test_words_that_wait_to_be_checked_stand_in_one_line_for_each_project(mari, stage):
    given = {"stage": stage, "audience": "PUBLIC", "person": make_permission(use="QUOTE").person}
    make_response(contribution=make_contribution(stage=stage, audience="PUBLIC"), state="DONE")
    for days in (3, 5):
        make_response(contribution=make_contribution(**given, given_at=NOON - timedelta(days=days)), state="DONE")
    make_response(contribution=make_contribution(**given, checked_at=NOON, checked_by=mari), state="DONE")
    make_response(contribution=make_contribution(**given, withdrawn_at=NOON), state="DONE")
    make_response(contribution=make_contribution(stage=stage), state="DONE")

    assert [*due_lines(mari, now=NOON)] == [
        DueLine(
            what="Check 2 things said in “Short breaks”, so that they can be shown",
            href=address("staff:contributions:list", stage.project.public_id) + "?show=unchecked",
            owner=mari,
            on=date(2026, 11, 15),
            when="since 15 November 2026",
        )
    ]


@pytest.mark.parametrize(
    ("channel", "state", "words"),
    [
        (Channel.LETTER, State.TO_DO, "Print and post 2 letters of Abermorfa Council"),
        (Channel.PHONE, State.TO_DO, "Make 2 calls for Abermorfa Council"),
        (Channel.TEXT, State.TO_DO, "Send 2 text messages of Abermorfa Council"),
        (Channel.EMAIL, State.FAILED, "See to 2 messages of Abermorfa Council that could not be sent or came back"),
    ],
)
def test_messages_of_one_kind_stand_in_one_line_and_are_the_contacts(mari, council, channel, state, words):
    council.named_contact = mari
    council.save()
    for days in (1, 3):
        person = make_person(organisation=council, channel=channel, telephone="01970 000001", address="1 Heol Ddychmygol")
        make_message(person=person, state=state, queued_at=NOON - timedelta(days=days))
    make_message(person=make_person(organisation=council), state=State.SENT)

    assert [*due_lines(mari, now=NOON)] == [
        DueLine(
            what=words,
            href=address("staff:messages:list") + f"?state={state}&channel={channel}",
            owner=mari,
            on=date(2026, 11, 17),
            when="since 17 November 2026",
            is_overdue=True,
        )
    ]


def test_an_open_vote_stands_there_until_it_is_decided(mari, stage):
    vote = make_decision(stage=stage, carer_right=DecisionRight.ADVISE)
    make_decision(stage=stage, carer_right=DecisionRight.ADVISE, outcome=Outcome.AGAINST)

    assert [*due_lines(mari, now=NOON)] == [
        DueLine(
            what="Decide: Should one worker follow each assessment?",
            href=address("staff:decisions:show", vote.public_id),
            owner=mari,
            on=date(2026, 11, 9),
            when="voting since 9 November 2026",
        )
    ]


def test_meetings_to_come_and_those_nobody_wrote_down_stand_there(mari, stage):
    past = make_meeting(stage=stage, title_en="First meeting", starts_at=NOON - timedelta(days=2))
    to_come = make_meeting(stage=stage, title_en="Second meeting", starts_at=NOON + timedelta(days=2))
    make_attendance(meeting=make_meeting(stage=stage, starts_at=NOON - timedelta(days=9)))

    assert [(line.what, line.href, line.when, line.is_overdue) for line in due_lines(mari, now=NOON)] == [
        ("Write down who was at “First meeting”", address("staff:meetings:show", past.public_id), "on 18 November 2026", True),
        ("Meet: Second meeting", address("staff:meetings:show", to_come.public_id), "on 22 November 2026", False),
    ]


def test_an_opportunity_waits_for_invitations_then_for_replies_then_to_be_closed(mari, stage):
    given = {"stage": stage, "state": OpportunityState.OPEN}
    make_opportunity(**given, title_en="Nobody asked", reply_by=date(2026, 12, 1))
    asked = make_opportunity(**given, title_en="Some silent", reply_by=date(2026, 11, 19))
    make_invitation(opportunity=asked)
    make_invitation(opportunity=asked, answer="YES", answered_at=NOON)
    answered = make_opportunity(**given, title_en="All answered")
    make_invitation(opportunity=answered, answer="YES", answered_at=NOON)
    make_opportunity(**given, title_en="Over", starts_at=NOON - timedelta(days=1), reply_by=date(2026, 11, 1))
    make_opportunity(stage=stage, title_en="Being prepared")

    assert [(line.what, line.when, line.is_overdue) for line in due_lines(mari, now=NOON)] == [
        ("Hear from those invited to “Some silent”: 1 of 2 have not replied", "by 19 November 2026", True),
        ("Close “Over”: it has taken place", "on 19 November 2026", True),
        ("Invite people to “Nobody asked”", "by 1 December 2026", False),
    ]


def test_whoever_was_promised_a_word_waits_for_it_until_it_starts(mari, stage):
    meeting = make_opportunity(stage=stage, state=OpportunityState.CLOSED, title_en="First meeting")
    over = make_opportunity(stage=stage, state=OpportunityState.CLOSED, starts_at=NOON - timedelta(hours=1))
    nia, dai = (make_person(organisation=stage.project.organisation, name=name) for name in ("Nia", "Dai"))
    answered = {"answered_at": NOON - timedelta(days=2)}
    make_invitation(opportunity=meeting, person=nia, answer="ANOTHER_WAY", **answered)
    make_invitation(opportunity=meeting, person=dai, answer="YES", answer_words="I come by bus.", **answered)
    make_invitation(opportunity=meeting, answer="YES", **answered)
    make_invitation(opportunity=meeting, answer="NOT_THIS_TIME", answer_words="No bus.", **answered)
    make_invitation(opportunity=over, answer="ANOTHER_WAY", **answered)

    lines = due_lines(mari, now=NOON)

    assert [(line.what, line.href, line.owner, line.when) for line in lines] == [
        (what, address("staff:opportunities:show", meeting.public_id), mari, "before 12 January 2027")
        for what in (
            "Be in touch with Dai about what they wrote with their yes to “First meeting”",
            "Hear Nia another way: “First meeting”",
        )
    ]


def test_a_promise_is_kept_once_the_words_or_the_answer_are_written_down(mari, stage):
    meeting = make_opportunity(stage=stage, state=OpportunityState.CLOSED)
    heard = make_invitation(opportunity=meeting, answer="ANOTHER_WAY", answered_at=NOON - timedelta(days=2))
    make_response(contribution=make_contribution(stage=stage, person=heard.person, given_at=NOON - timedelta(days=1)))
    rung = {"answer": "YES", "answer_words": "I come by bus.", "entered_by": mari, "answered_by_channel": Channel.PHONE}
    make_invitation(opportunity=meeting, answered_at=NOON, **rung)

    assert [*due_lines(mari, now=NOON)] == []


def test_words_of_before_the_answer_keep_no_promise(mari, stage):
    meeting = make_opportunity(stage=stage, state=OpportunityState.CLOSED)
    invitation = make_invitation(opportunity=meeting, answer="ANOTHER_WAY", answered_at=NOON)
    make_response(contribution=make_contribution(stage=stage, person=invitation.person, given_at=NOON - timedelta(days=1)))

    assert len(due_lines(mari, now=NOON)) == 1


def test_vacant_seats_stand_there_with_the_day_they_fell_vacant(mari, council):
    group = make_group(organisation=council, name_en="Carers' Panel")
    seat = add_seat(group=group, kind=SeatKind.CARER, by=mari, at=datetime(2026, 6, 1, 9, 0, tzinfo=UTC))
    vacate_seat(seat=seat, by=mari, at=datetime(2026, 10, 5, 9, 0, tzinfo=UTC))
    add_seat(group=group, kind=SeatKind.CARER, by=mari, at=datetime(2026, 10, 7, 9, 0, tzinfo=UTC))

    [line] = due_lines(mari, now=NOON)

    assert (line.what, line.when) == ("Fill 2 vacant seats in “Carers' Panel”", "vacant since 5 October 2026")
    assert line.href == address("staff:groups:show", group.public_id)


def test_terms_that_end_soon_stand_there(mari, council):
    group = make_group(organisation=council, name_en="Carers' Panel")
    given = {"group": group, "starts_on": date(2025, 1, 1)}
    make_seat(**given, holder=make_person(name="Olwen"), ends_on=date(2026, 11, 19))
    make_seat(**given, holder=make_person(name="Dai"), ends_on=date(2027, 1, 19))
    make_seat(**given, holder=make_person(name="Nia"), ends_on=date(2027, 1, 20))
    make_seat(**given, holder=make_person(name="Huw"))

    assert [(line.what, line.when, line.is_overdue) for line in due_lines(mari, now=NOON)] == [
        ("Find who comes after Olwen in “Carers' Panel”", "the term ends on 19 November 2026", True),
        ("Find who comes after Dai in “Carers' Panel”", "the term ends on 19 January 2027", False),
    ]


def test_what_has_no_named_contact_is_the_administrators(mari, council):
    administrator = make_administrator()
    make_seat(group=make_group(organisation=council))

    assert [line.owner for line in due_lines(mari, now=NOON)] == [administrator]


@pytest.mark.parametrize("is_active", [True, False])
def test_a_contact_who_has_left_owns_nothing(mari, council, is_active):
    administrator = make_administrator()
    council.named_contact = make_user(is_active=is_active)
    council.save()
    make_seat(group=make_group(organisation=council))

    assert [line.owner for line in due_lines(mari, now=NOON)] == [administrator]


def test_nothing_of_another_body_stands_there(mari):
    other = make_stage()
    make_proposal()
    make_contribution(stage=other, audience="PUBLIC")
    make_decision(stage=other, carer_right=DecisionRight.ADVISE)
    make_meeting(stage=other, starts_at=NOON)
    opportunity = make_opportunity(stage=other, state=OpportunityState.OPEN)
    make_invitation(opportunity=opportunity, answer="ANOTHER_WAY", answered_at=NOON)
    make_message(state=State.FAILED)
    make_seat()

    assert [*due_lines(mari, now=NOON)] == []


# --- The page ---------------------------------------------------------------------------------------------------------


def test_the_page_shows_the_overdue_first_and_says_so(client, mari, council):
    make_proposal(organisation=council, owner=mari, due_on=date(2026, 12, 1))
    make_proposal(organisation=council, owner=mari, due_on=date(2026, 11, 19))

    page = text_of(client.get(address("staff:today:show")))

    late, to_come = page.split("Now and next")
    assert "by 19 November 2026" in late
    assert '<strong class="cy-tag cy-tag--overdue">Overdue</strong>' in late
    assert "by 1 December 2026" in to_come
    assert "Overdue" not in to_come
    assert "Mari Enghraifft" in to_come


def test_the_page_shows_ones_own_or_everybodys(client, mari, council):
    make_proposal(organisation=council, owner=mari, due_on=date(2026, 12, 1))
    make_proposal(organisation=council, owner=make_coordinator(council), due_on=date(2026, 12, 2))

    everybodys = client.get(address("staff:today:show"))
    mine = client.get(address("staff:today:show") + "?whose=mine")

    assert [line.on for line in everybodys.context["page"]] == [date(2026, 12, 1), date(2026, 12, 2)]
    assert [line.on for line in mine.context["page"]] == [date(2026, 12, 1)]


def test_a_day_with_nothing_due_says_what_is_good_to_do(client, mari):
    assert "Nothing waits for you." in text_of(client.get(address("staff:today:show")))


def test_the_page_is_in_welsh_too(client, mari, council):
    make_proposal(organisation=council, owner=mari)

    page = text_of(client.get(address("staff:today:show", language="cy")))

    assert '<html lang="cy"' in page
    assert "Cyngor Abermorfa" in page


def test_a_stranger_sees_an_empty_day(client, council):
    make_proposal(organisation=council)
    client.force_login(make_coordinator(make_organisation()))

    assert list(client.get(address("staff:today:show")).context["page"]) == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_for_more(client, mari, council, item_count, django_assert_num_queries):
    for _number in range(item_count):
        stage = make_stage(project=make_project(organisation=council, owner=mari), carer_right=DecisionRight.ADVISE)
        make_proposal(organisation=council, owner=mari)
        make_contribution(stage=stage, audience="PUBLIC")
        make_decision(stage=stage, carer_right=DecisionRight.ADVISE)
        make_meeting(stage=stage)
        opportunity = make_opportunity(stage=stage, state=OpportunityState.OPEN)
        make_invitation(opportunity=opportunity)
        make_invitation(opportunity=opportunity, answer="ANOTHER_WAY", answered_at=NOON)
        make_message(person=make_person(organisation=council), state=State.FAILED)
        make_seat(group=make_group(organisation=council))

    with django_assert_num_queries(20):
        client.get(address("staff:today:show"))


@pytest.mark.parametrize("page", [1, 40])
def test_a_thousand_open_things_are_no_burden(client, mari, stage, page, django_assert_num_queries, monkeypatch):
    said = make_contribution(stage=stage, due_on=date(2026, 12, 8))
    Contribution.objects.bulk_create(_copies_of(said, 999))
    written = []
    monkeypatch.setattr(open_things, "DueLine", lambda *line: written.append(line) or DueLine(*line))

    with django_assert_num_queries(19):
        shown = client.get(address("staff:today:show") + f"?page={page}")

    assert shown.context["page"].paginator.count == 1000
    assert len(written) == 25


def _copies_of(said, count):
    fields = {"stage": said.stage, "person": said.person, "words": said.words, "words_language": said.words_language}
    given = {"given_by": said.given_by, "given_at": said.given_at, "owner": said.owner, "due_on": said.due_on}
    return [Contribution(**fields, **given) for _number in range(count)]


def test_nothing_of_a_closed_project_waits_for_replies_or_a_word(mari, stage):
    still_open = make_opportunity(stage=stage, state=OpportunityState.OPEN)
    make_invitation(opportunity=still_open)
    make_invitation(opportunity=still_open, answer="ANOTHER_WAY", answered_at=NOON - timedelta(days=2))
    make_draw(opportunity=still_open, state="FAILED", error_code="pool_too_small", started_at=NOON)
    stage.project.closed_on = NOON.date()
    stage.project.save()

    assert list(due_lines(mari, now=NOON)) == []
