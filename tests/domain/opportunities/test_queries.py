from datetime import UTC, datetime, timedelta

import pytest

from cyfran.domain.opportunities.bridge.population import areas_served, population_of
from cyfran.domain.opportunities.choices import Answer, OpportunityState
from cyfran.domain.opportunities.queries import (
    RepliesSummary,
    draws_open_to,
    invitation_by_link,
    invitation_link,
    invitations_of,
    may_be_invited_to,
    not_asked,
    open_opportunities,
    opportunities_open_to,
    replies_summary,
)
from cyfran.domain.organisations.choices import Act, OrganisationKind
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.actions.people import renew_link, withdraw_permission
from cyfran.domain.people.choices import Use
from tests.factories.base import make_administrator, make_user
from tests.factories.correspondence import make_not_sent
from tests.factories.opportunities import make_draw, make_invitation, make_opportunity
from tests.factories.organisations import make_area, make_baseline, make_coordinator, make_organisation
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_project, make_stage

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def test_opportunities_open_to_shows_a_coordinator_those_of_her_organisation():
    ours, theirs = make_opportunity(), make_opportunity()
    coordinator = make_coordinator(ours.organisation)

    assert list(opportunities_open_to(coordinator, Act.ASK)) == [ours]
    assert set(opportunities_open_to(make_administrator(), Act.ASK)) == {ours, theirs}
    assert list(opportunities_open_to(make_user(), Act.ASK)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_opportunities_open_to_costs_the_same_for_more(number, django_assert_num_queries):
    for _ in range(number):
        make_opportunity()
    administrator = make_administrator()

    with django_assert_num_queries(1):
        rows = [(o.title, o.organisation.name, o.stage.project.title) for o in opportunities_open_to(administrator, Act.ASK)]

    assert len(rows) == number


def test_may_be_invited_to_is_those_who_permit_it_and_were_not_asked():
    opportunity = make_opportunity()
    willing, asked, unwilling, elsewhere, example, silent = (
        make_person(organisation=opportunity.organisation),
        make_person(organisation=opportunity.organisation),
        make_person(organisation=opportunity.organisation),
        make_person(),
        make_person(organisation=opportunity.organisation, is_example=True),
        make_person(organisation=opportunity.organisation),
    )
    for person in (willing, asked, unwilling, elsewhere, example):
        make_permission(person=person, use=Use.CONTACT)
    make_permission(person=silent, use=Use.QUOTE)
    withdraw_permission(person=unwilling, use=Use.CONTACT, by=unwilling, at=NOW)
    make_invitation(opportunity=opportunity, person=asked)

    assert list(may_be_invited_to(opportunity)) == [willing]


def test_may_be_invited_to_counts_once_who_withdrew_and_permitted_again():
    opportunity = make_opportunity()
    person = make_person(organisation=opportunity.organisation)
    make_permission(person=person, use=Use.CONTACT, withdrawn_at=NOW)
    make_permission(person=person, use=Use.CONTACT, granted_at=NOW)

    assert list(may_be_invited_to(opportunity)) == [person]


def test_an_example_asks_only_people_of_the_example():
    opportunity = make_opportunity()
    opportunity.stage.project.is_example = True
    real, invented = (make_person(organisation=opportunity.organisation, is_example=example) for example in (False, True))
    for person in (real, invented):
        make_permission(person=person, use=Use.CONTACT)

    assert list(may_be_invited_to(opportunity)) == [invented]


def test_not_asked_names_each_once_with_the_last_reason_and_nobody_who_was_asked_since():
    opportunity, twice = make_opportunity(), make_person()
    about = {"about_kind": "opportunities.opportunity", "about_public_id": opportunity.public_id}
    make_not_sent(person=twice, reason="NOT_NOW", **about)
    make_not_sent(person=twice, reason="TOLD_US", decided_at=NOW, **about)
    since = make_invitation(opportunity=opportunity)
    make_not_sent(person=since.person, **about)
    held_back = make_invitation(opportunity=opportunity)
    its = {"about_kind": "opportunities.invitation", "about_public_id": held_back.public_id}
    make_not_sent(person=held_back.person, reason="OFF", **its)

    assert [(note.person, note.reason) for note in not_asked(opportunity)] == [(twice, "TOLD_US"), (held_back.person, "OFF")]


def test_replies_summary_counts_each_answer(django_assert_num_queries):
    opportunity = make_opportunity()
    for answer in [Answer.YES, Answer.YES, Answer.NOT_THIS_TIME, Answer.ANOTHER_WAY, "", "", ""]:
        make_invitation(opportunity=opportunity, answer=answer, answered_at=NOW if answer else None)
    erase(person=make_invitation(opportunity=opportunity).person, by=None, at=NOW)
    make_invitation()

    with django_assert_num_queries(1):
        summary = replies_summary(opportunity)

    assert summary == RepliesSummary(
        asked=8, yes=2, not_this_time=1, not_this_month=0, another_way=1, waiting=3, removed_unanswered=1
    )


@pytest.mark.parametrize("number", [1, 3])
def test_invitations_of_a_person_come_newest_first_in_one_query(number, django_assert_num_queries):
    person = make_person()
    earlier_first = [
        make_invitation(opportunity=make_opportunity(), person=person, invited_at=NOW + timedelta(days=day))
        for day in range(number)
    ]
    make_invitation()

    with django_assert_num_queries(1):
        rows = [(i.pk, i.opportunity.organisation.name, i.opportunity.stage.project.title) for i in invitations_of(person)]

    assert [row[0] for row in rows] == [invitation.pk for invitation in reversed(earlier_first)]


def test_open_opportunities_are_published_not_closed_and_not_begun_the_next_one_first():
    later = make_opportunity(state=OpportunityState.OPEN, starts_at=NOW + timedelta(days=9))
    sooner = make_opportunity(state=OpportunityState.OPEN, starts_at=NOW + timedelta(days=2))
    make_opportunity(state=OpportunityState.OPEN, starts_at=NOW)
    make_opportunity(state=OpportunityState.CLOSED, starts_at=NOW + timedelta(days=2))
    make_opportunity(starts_at=NOW + timedelta(days=2))

    assert list(open_opportunities(at=NOW)) == [sooner, later]


def test_invitation_by_link_opens_the_invitation_it_was_made_for():
    invitation = make_invitation()
    make_invitation()

    assert invitation_by_link(invitation_link(invitation)) == invitation


def test_invitation_by_link_opens_nothing_once_the_person_renewed_her_links():
    invitation = make_invitation()
    link = invitation_link(invitation)

    renew_link(person=invitation.person, by=invitation.person, at=NOW)

    assert invitation_by_link(link) is None


@pytest.mark.parametrize("spoil", [lambda link: "", lambda link: link[:-1], lambda link: f"x{link}", lambda link: "2-1-abc"])
def test_invitation_by_link_opens_nothing_for_a_link_that_is_not_ours(spoil):
    link = invitation_link(make_invitation())

    assert invitation_by_link(spoil(link)) is None


def test_a_link_to_an_invitation_shows_nothing_of_the_person():
    invitation = make_invitation()

    assert invitation.person.public_id not in invitation_link(invitation)


def test_nothing_of_a_closed_project_is_open():
    stage = make_stage(project=make_project(closed_on=NOW.date()))
    make_opportunity(stage=stage, state=OpportunityState.OPEN)

    assert list(open_opportunities(at=NOW)) == []


def test_carers_of_several_areas_are_counted_by_area():
    partnership = make_organisation(kind=OrganisationKind.PARTNERSHIP)
    first, second = make_area(region=partnership.region), make_area(region=partnership.region)
    make_baseline(area=first, people=300)
    make_baseline(area=second, people=100)
    opportunity = make_opportunity(stage=make_stage(project=make_project(organisation=partnership)))

    counts = population_of(areas_served(opportunity))

    assert counts["AREA"] == {first.slug: 300, second.slug: 100}


def test_areas_served_are_those_of_the_project_before_those_of_the_body():
    elsewhere = make_area()
    opportunity = make_opportunity(stage=make_stage(project=make_project(area=elsewhere)))

    assert list(areas_served(opportunity)) == [elsewhere]


def test_draws_are_open_to_coordinators_of_the_body_alone():
    draw = make_draw()
    ours, stranger = make_coordinator(draw.opportunity.organisation), make_coordinator(make_organisation())

    assert (list(draws_open_to(ours, Act.ASK)), list(draws_open_to(stranger, Act.ASK))) == ([draw], [])
