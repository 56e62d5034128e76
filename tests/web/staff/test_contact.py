"""From asking to coming, and wishes beside how often people are asked: counts, never below five."""

from datetime import UTC, date, datetime

import pytest

from cyfran.domain.involvement.choices import TimesAsked
from cyfran.domain.involvement.queries import times_asked
from cyfran.domain.opportunities.choices import OpportunityState
from tests.factories.involvement import make_ledger_entry, make_limit
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_person
from tests.factories.projects import make_staged_project
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

AT = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
DROP_OFF = ["Quarter", "Asked", "Reached", "Answered", "Said yes", "Came"]


@pytest.fixture
def meeting(council, mari):
    stage = make_staged_project(organisation=council, owner=mari).stages.get(kind="DESIGN")
    opportunity = make_opportunity(stage=stage, state=OpportunityState.OPEN)
    return make_meeting(stage=stage, opportunity=opportunity)


def ask(meeting, people, *, came=0, invited_at=AT, **given):
    for number in range(people):
        one = make_invitation(opportunity=meeting.opportunity, invited_at=invited_at, **given)
        if number < came:
            make_attendance(meeting=meeting, person=one.person)


def test_it_is_told_from_quarter_to_quarter_how_far_invitations_went(client, mari, meeting):
    ask(meeting, 6, came=5, reached_at=AT, answer="YES", answered_at=AT)
    ask(meeting, 2, reached_at=AT, answer="NOT_THIS_TIME", answered_at=AT)
    ask(meeting, 1)
    ask(meeting, 1, answer="NOT_THIS_TIME", answered_at=AT)
    ask(meeting, 4, invited_at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
    ask(meeting, 5, invited_at=datetime(2024, 1, 2, 9, 0, tzinfo=UTC))

    page = client.get(address("staff:contact:drop_off"))

    table = page.context["table"]
    assert table.columns == DROP_OFF
    assert table.lines == [
        ["2026, quarter 3", "10", "9", "9", "6", "5"],
        ["2026, quarter 4", *["Fewer than five"] * 5],
    ]
    assert [(bar.label, bar.figure, bar.share) for bar in table.bars][-1] == ("Came", 5, 50)


def test_the_same_table_can_be_taken_away(client, mari, meeting):
    ask(meeting, 6)

    response = client.get(address("staff:contact:drop_off_csv"))

    lines = response.content.decode("utf-8-sig").splitlines()
    assert [line.replace('"', "") for line in lines] == [
        ",".join(DROP_OFF),
        "2026, quarter 3,6,Fewer than five,Fewer than five,Fewer than five,Fewer than five",
    ]


def test_it_is_told_of_one_project_alone_from_its_beginning(client, council, mari, meeting):
    project = meeting.stage.project
    other = make_opportunity(stage=make_staged_project(organisation=council).stages.get(kind="IDEA"), state=OpportunityState.OPEN)
    ask(meeting, 6, came=5, reached_at=AT, answer="YES", answered_at=AT)
    ask(meeting, 5, invited_at=datetime(2024, 1, 2, 9, 0, tzinfo=UTC))
    make_invitation(opportunity=other, invited_at=AT)

    page = client.get(address("staff:contact:drop_off_in", project.public_id))
    empty = text_of(client.get(address("staff:contact:drop_off_in", other.stage.project.public_id)))
    workbench = text_of(client.get(address("staff:projects:show", project.public_id)))

    few = "Fewer than five"
    assert page.context["table"].lines == [
        ["2024, quarter 1", "5", few, few, few, few],
        ["2026, quarter 3", "6", "6", "6", "6", "5"],
    ]
    assert "Fewer than five" in empty
    assert address("staff:contact:drop_off_in", project.public_id) in workbench


def test_a_project_of_another_body_is_not_found(client, mari):
    project = make_staged_project()

    assert client.get(address("staff:contact:drop_off_in", project.public_id)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_one_project_costs_the_same_for_more(client, mari, meeting, count, django_assert_num_queries):
    ask(meeting, count)

    with django_assert_num_queries(6):
        client.get(address("staff:contact:drop_off_in", meeting.stage.project.public_id))


def test_where_nobody_was_asked_it_says_so(client, mari):
    assert "Nobody was asked in the last two years." in text_of(client.get(address("staff:contact:drop_off")))


def test_wishes_stand_beside_how_often_people_were_asked(client, mari, council):
    for number in range(12):
        person = make_person(organisation=council)
        make_limit(person=person, rhythm="MONTHLY")
        for _ask in range(0 if number < 7 else 4):
            make_ledger_entry(person=person, on=date(2026, 5, 1))
    for _number in range(3):
        make_person(organisation=council)
    make_limit(rhythm="MONTHLY")

    table = client.get(address("staff:contact:wishes")).context["table"]

    rows = {line[0]: line[1:] for line in table.lines}
    # Five are in one of the three: which, cannot be told.
    assert rows["Once a month, all together"] == ["12", "7", "not shown", "not shown", "not shown"]
    assert rows["They have not said"] == ["Fewer than five", *["not shown"] * 4]


def test_the_table_of_wishes_can_be_taken_away(client, mari, council):
    text = client.get(address("staff:contact:wishes_csv")).content.decode("utf-8-sig")

    assert text.startswith("How often they would like to be asked,People,Not asked,1 to 3 times")
    assert len(text.splitlines()) == 6


@pytest.mark.parametrize(("times", "band"), [(0, "NEVER"), (1, "UP_TO_3"), (3, "UP_TO_3"), (4, "UP_TO_12"), (13, "MORE")])
def test_times_are_counted_in_bands(times, band):
    assert times_asked(times) == TimesAsked(band)


def test_whoever_works_for_several_chooses_one_first(client, mari):
    other = make_organisation(name_en="Zzz Council")
    make_coordinator(other, email="x@example.org")
    mari.memberships.create(organisation=other, role="COORDINATOR", joined_on=date(2026, 1, 5))

    without = client.get(address("staff:contact:wishes"))
    chosen = client.get(address("staff:contact:wishes") + f"?organisation={other.public_id}")

    assert (without.context["table"], chosen.context["organisation"]) == (None, other)
    assert client.get(address("staff:contact:wishes_csv")).url == address("staff:contact:wishes")
    assert client.get(address("staff:contact:drop_off_csv")).url == address("staff:contact:drop_off")


@pytest.mark.parametrize("page", ["staff:contact:drop_off", "staff:contact:wishes"])
@pytest.mark.parametrize("count", [1, 3])
def test_each_costs_the_same_for_more(client, mari, meeting, page, count, django_assert_num_queries):
    ask(meeting, count)

    with django_assert_num_queries(5):
        client.get(address(page))
