"""Two records of one person and the draws they are in."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.correspondence.actions.delivery import settle
from cyfran.domain.correspondence.choices import Purpose, State
from cyfran.domain.correspondence.models import Message
from cyfran.domain.opportunities.actions.draws import draw_panel
from cyfran.domain.opportunities.actions.merging import merge_people, part_people
from cyfran.domain.opportunities.bridge.lotteries import panels_of, record_of
from cyfran.domain.opportunities.bridge.people import people_for
from cyfran.domain.opportunities.choices import Confirmation, DrawState, Outcome, WhyNot
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.opportunities.queries import draws_of, invitation_by_link, invitation_link, may_be_invited_to
from cyfran.domain.people.actions.people import renew_link
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link, person_by_link
from tests.factories.base import make_user
from tests.factories.correspondence import make_message
from tests.factories.opportunities import (
    make_announced_draw,
    make_draw,
    make_drawn_person,
    make_invitation,
    make_opportunity,
)
from tests.factories.organisations import make_organisation
from tests.factories.people import make_permission, make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
LATER = AT + timedelta(days=1)
NUMBER = "4 8 15 16 23 42"


@pytest.fixture
def twice():
    """Make one person with two records in one body, on both of which she permits being asked."""
    organisation = make_organisation()
    people = [make_person(organisation=organisation, name="Olwen Sampl") for _one in range(2)]
    for person in people:
        make_permission(person=person)
    return people


def ask_by_message(people):
    """Ask people of one body to the same; return their invitations, and the messages that still wait to go."""
    opportunity = make_opportunity(organisation=people[0].organisation)
    asked = [make_invitation(opportunity=opportunity, person=person) for person in people]
    about = {"purpose": Purpose.INVITATION, "about_kind": "opportunities.invitation", "state": State.TO_DO}
    return asked, [make_message(person=one.person, about_public_id=one.public_id, **about) for one in asked]


def told_of(draw):
    """Return all that the public reads of a draw, and what came of it for each who was in it."""
    draw.refresh_from_db()
    return record_of(draw), panels_of(draw), list(draw.people.values_list("public_id", "chance", "outcome", "confirmation"))


def test_only_one_of_two_records_is_asked_or_drawn(twice):
    kept, gone = twice
    draw = make_draw(opportunity=make_opportunity(organisation=kept.organisation))

    merge_people(kept=kept, gone=gone, by=None, at=AT)

    assert list(may_be_invited_to(draw.opportunity)) == [kept]
    assert [one.person for one in people_for(draw, on=AT.date())] == [kept]


def test_her_invitation_opens_by_the_link_it_was_sent_with(twice):
    kept, gone = twice
    asked = make_invitation(person=gone)
    link = invitation_link(asked)

    merge_people(kept=kept, gone=gone, by=None, at=AT)

    assert invitation_by_link(link).person == kept


@pytest.mark.parametrize(
    ("reached", "stands"),
    [
        ((None, LATER), LATER),
        ((LATER, AT), AT),
        ((AT, LATER), AT),
        ((AT, None), AT),
        ((None, None), None),
    ],
)
def test_of_two_invitations_to_the_same_the_one_that_stands_reached_her_when_the_first_did(twice, reached, stands):
    kept, gone = twice
    opportunity = make_opportunity(organisation=kept.organisation)
    for person, reached_at in zip(twice, reached, strict=True):
        make_invitation(opportunity=opportunity, person=person, reached_at=reached_at)

    merge_people(kept=kept, gone=gone, by=None, at=LATER)
    merged = [(one.person, one.reached_at) for one in Invitation.objects.all()]
    part_people(gone=Person.objects.get(pk=gone.pk), by=None, at=LATER)

    assert merged == [(kept, stands)]
    assert [(one.person, one.reached_at) for one in Invitation.objects.order_by("person")] == list(
        zip(twice, reached, strict=True)
    )


@pytest.mark.parametrize("arrives", [0, 1])
def test_a_message_that_arrives_meanwhile_stands_on_the_invitation_it_was_about_once_both_are_apart(twice, arrives):
    kept, gone = twice
    asked, sent = ask_by_message(twice)

    merge_people(kept=kept, gone=gone, by=None, at=AT)
    settle(message=Message.objects.get(pk=sent[arrives].pk), by=make_user(), at=LATER)
    merged = Invitation.objects.get()
    part_people(gone=Person.objects.get(pk=gone.pk), by=None, at=LATER)

    assert (merged.person, merged.reached_at) == (kept, LATER)
    reached = {one.pk: None for one in twice} | {twice[arrives].pk: LATER}
    assert dict(Invitation.objects.values_list("person", "reached_at")) == reached
    assert list(Message.objects.order_by("pk").values_list("about_public_id", flat=True)) == [one.public_id for one in asked]


def test_what_arrives_second_changes_nothing_of_when_the_first_reached_her(twice):
    kept, gone = twice
    _asked, sent = ask_by_message(twice)

    merge_people(kept=kept, gone=gone, by=None, at=AT)
    for number, message in enumerate(sent):
        settle(message=Message.objects.get(pk=message.pk), by=make_user(), at=AT + timedelta(hours=number))
    merged = Invitation.objects.get().reached_at
    part_people(gone=Person.objects.get(pk=gone.pk), by=None, at=LATER)

    assert merged == AT
    apart = dict(Invitation.objects.values_list("person", "reached_at"))
    assert apart == {kept.pk: AT, gone.pk: AT + timedelta(hours=1)}


@pytest.mark.parametrize("renewed", [0, 1])
def test_no_link_that_was_renewed_on_either_record_opens_again_and_both_lead_to_her_by_new_ones(twice, renewed):
    kept, gone = twice
    invitations = [make_invitation(person=person) for person in twice]
    before = [*map(invitation_link, invitations), *map(my_link, twice)]
    renew_link(person=twice[renewed], by=None, at=AT)

    merge_people(kept=kept, gone=gone, by=None, at=AT)

    assert [*map(invitation_by_link, before[:2]), *map(person_by_link, before[2:])] == [None] * 4
    asked = [Invitation.objects.get(pk=one.pk) for one in invitations]
    assert [invitation_by_link(invitation_link(one)) for one in asked] == asked
    assert [person_by_link(my_link(Person.objects.get(pk=one.pk))) for one in twice] == [kept, kept]


def test_a_draw_that_began_while_a_record_went_is_drawn_without_it(twice):
    kept, gone = twice
    draw = make_announced_draw(people=[gone], at=AT, organisation=gone.organisation)
    Person.objects.filter(pk=gone.pk).update(merged_into=kept, merged_at=AT)
    gone.permissions.all().delete()

    draw_panel(draw=draw, seed=NUMBER, by=make_user(), at=draw.beacon_at)

    draw.refresh_from_db()
    [one] = draw.people.all()
    assert (draw.state, one.confirmation, one.reason) == (DrawState.DRAWN, Confirmation.DECLINED, WhyNot.NOT_PERMITTED)
    assert not draw.opportunity.invitations.exists()


def test_a_draw_that_was_announced_stays_as_it_is_told_and_the_one_record_takes_the_place(twice):
    kept, gone = twice
    draw = make_announced_draw(people=[gone], at=AT, organisation=gone.organisation)
    before = told_of(draw)

    merge_people(kept=kept, gone=gone, by=None, at=AT)
    after = told_of(draw)
    draw_panel(draw=draw, seed=NUMBER, by=make_user(), at=draw.beacon_at)

    assert after == before
    assert [one.draw for one in draws_of(kept)] == [draw]
    assert Invitation.objects.get(opportunity=draw.opportunity).person == kept


def test_a_record_that_a_draw_may_still_choose_stays_until_the_draw_is_over(twice):
    kept, gone = twice
    draw = make_announced_draw(people=twice, at=AT, organisation=gone.organisation)
    draw.opportunity.refresh_from_db()

    with pytest.raises(ValidationError, match="A draw under way may choose the record that would go"):
        merge_people(kept=kept, gone=gone, by=None, at=AT)
    merge_people(kept=kept, gone=gone, by=None, at=draw.opportunity.starts_at + timedelta(days=1))

    assert [one.person for one in draw.people.order_by("pk")] == [kept, gone]


def test_a_record_that_no_draw_can_choose_goes_and_is_still_told_of_in_it(twice):
    kept, gone = twice
    draw = make_announced_draw(people=[kept], at=AT, organisation=gone.organisation)
    make_drawn_person(draw=draw, person=gone, outcome=Outcome.CANNOT, reason=WhyNot.OVER_LIMIT)
    before = told_of(draw)

    merge_people(kept=kept, gone=gone, by=None, at=AT)

    assert told_of(draw) == before
    assert Person.objects.get(pk=gone.pk).merged_into == kept
