"""Choosing whom to ask, and taking down what they answer."""

from datetime import UTC, date, datetime

import pytest

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.models import Message
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.models import Person
from tests.factories.correspondence import make_not_sent
from tests.factories.involvement import make_ledger_entry, make_limit, make_preference
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.organisations import make_organisation
from tests.factories.people import make_caring_role, make_permission, make_person
from tests.factories.projects import make_staged_project
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of, ticked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

BY_TELEPHONE = {"channel": "PHONE", "telephone": "01970 000001", "email": ""}


@pytest.fixture
def opportunity(council, mari):
    project = make_staged_project(organisation=council, owner=mari)
    return make_opportunity(stage=project.stages.get(kind="DESIGN"), state=OpportunityState.OPEN, minutes_travel=30)


@pytest.fixture
def willing(council):
    """Make somebody of the council who permits being asked."""

    def make(name, **given):
        person = make_person(organisation=council, name=name, **given)
        make_permission(person=person)
        return person

    return make


def invite_door(opportunity):
    return address("staff:opportunities:invite", opportunity.public_id)


# --- Choosing ---------------------------------------------------------------------------------------------------------


def test_those_whom_another_organisation_asked_in_the_same_month_are_marked(client, opportunity, willing, council):
    twice, here = willing("Ann Pretend"), willing("Nia Ffuglen")
    make_ledger_entry(person=twice, minutes=60, organisation=make_organisation(), on=date(2026, 11, 2))
    make_ledger_entry(person=here, minutes=60, organisation=council, on=date(2026, 11, 2))
    make_ledger_entry(person=here, minutes=60, organisation=make_organisation(), on=date(2026, 10, 31))

    page = text_of(client.get(invite_door(opportunity)))

    assert "1 of the people on this page was asked by another organisation too this month." in page
    assert page.count("this month by another organisation too.") == 1


def test_those_who_may_be_asked_stand_with_the_minutes_asked_of_them_the_least_asked_first(client, opportunity, willing, council):
    often, never, long_ago = willing("Ann Pretend"), willing("Olwen Dychmygol", **BY_TELEPHONE), willing("Nia Ffuglen")
    make_ledger_entry(person=often, minutes=150, on=date(2026, 3, 1))
    make_ledger_entry(person=long_ago, minutes=500, on=date(2025, 11, 19))
    make_person(organisation=council, name="Has not permitted it")
    make_invitation(opportunity=opportunity, person=willing("Asked already"))

    page = client.get(invite_door(opportunity))

    choices = page.context["form"].fields["people"].widget.choices
    assert [(str(label), label.hint) for _public_id, label in choices] == [
        ("Nia Ffuglen", "Asked for nothing in the last 12 months. E-mail."),
        ("Olwen Dychmygol", "Asked for nothing in the last 12 months. Telephone."),
        ("Ann Pretend", "Asked for 2 hours 30 minutes in the last 12 months. E-mail."),
    ]
    assert "This asks 2 hours of each person." in text_of(page)
    assert never.public_id in text_of(page)


def test_what_does_not_suit_somebody_is_read_beside_her_name(client, opportunity, willing):
    make_preference(person=willing("Ann Pretend"), evenings=False, mornings=True)

    choices = client.get(invite_door(opportunity)).context["form"].fields["people"].widget.choices

    assert [label.hint for _public_id, label in choices] == [
        "Asked for nothing in the last 12 months. E-mail. They named other times."
    ]


@pytest.mark.parametrize(
    ("text", "query", "names"),
    [("", "", []), ("", "?tick=all", ["Ann", "Nia"]), ("", "?tick=rested", ["Nia"]), ("ann", "?tick=all", ["Ann"])],
)
def test_boxes_are_ticked_for_all_or_for_those_not_asked_this_year(client, opportunity, willing, text, query, names):
    people = {name: willing(name).public_id for name in ("Ann", "Nia")}
    make_ledger_entry(person=Person.objects.get(name="Ann"))

    client.post(invite_door(opportunity), {"find": "this", "text": text})
    page = client.get(invite_door(opportunity) + query)

    assert sorted(ticked(page)) == sorted(people[name] for name in names)


def test_those_ticked_are_asked_each_in_their_own_way(client, opportunity, willing):
    olwen, nia, left_alone = willing("Olwen", **BY_TELEPHONE), willing("Nia"), willing("Ann")

    page = client.post(invite_door(opportunity), {"people": [olwen.public_id, nia.public_id]}, follow=True)

    assert set(Invitation.objects.values_list("person", flat=True)) == {olwen.pk, nia.pk}
    assert set(Message.objects.values_list("person", "channel", "state")) == {
        (olwen.pk, "PHONE", "TO_DO"),
        (nia.pk, "EMAIL", "QUEUED"),
    }
    assert "2 people are asked. Look under Messages for what is to be posted, rung or texted." in text_of(page)
    assert not left_alone.invitations.exists()


def test_asking_by_e_mail_alone_leaves_nothing_to_do(client, opportunity, willing):
    page = client.post(invite_door(opportunity), {"people": [willing("Nia").public_id]}, follow=True)

    assert "1 person is asked, by e-mail." in text_of(page)


def test_nobody_is_asked_who_does_not_permit_it_or_is_with_another_body(client, opportunity, council):
    unwilling, stranger = make_person(organisation=council), make_person()
    make_permission(person=stranger)

    for person in (unwilling, stranger):
        client.post(invite_door(opportunity), {"people": [person.public_id]})

    assert not Invitation.objects.exists()


def test_whoever_is_at_their_limit_or_rests_is_named_apart_and_has_no_box(client, opportunity, willing):
    busy, resting, willing_one = willing("Ann Pretend"), willing("Nia Ffuglen"), willing("Olwen Dychmygol")
    make_ledger_entry(person=busy, minutes=630, on=date(2026, 3, 1), organisation=make_organisation())
    make_limit(person=resting, rests_until=date(2027, 2, 1))

    page = client.get(invite_door(opportunity))

    assert [str(label) for _public_id, label in page.context["form"].fields["people"].widget.choices] == ["Olwen Dychmygol"]
    assert [(person.name, person.because) for person in page.context["not_to_ask"]] == [
        ("Ann Pretend", "Asked for 10 hours 30 minutes in the last 12 months, of a limit of 12 hours. Only they can lift it."),
        ("Nia Ffuglen", "Resting: to be asked again from 1 February 2027."),
    ]
    looks = set(AuditEvent.objects.filter(verb="person.looked_at").values_list("subject_public_id", flat=True))
    assert looks == {busy.public_id, resting.public_id, willing_one.public_id}


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"rhythm": "OFF"}, "They said that they wish not to be asked. Only they can change that."),
        ({"asks": 1}, "Asked as often in the last 30 days as they wish. Only they can change that."),
    ],
)
def test_how_often_somebody_wishes_to_be_asked_keeps_her_from_being_asked(client, opportunity, willing, said, because):
    asked_lately = willing("Ann Pretend")
    make_ledger_entry(person=asked_lately, on=date(2026, 11, 10))
    make_limit(person=asked_lately, hours=12, **said)

    page = client.get(invite_door(opportunity))

    assert [person.because for person in page.context["not_to_ask"]] == [because]


def test_whoever_cannot_be_asked_after_all_is_passed_over_and_the_page_says_why(client, opportunity, willing):
    busy, willing_one = willing("Ann Pretend"), willing("Olwen Dychmygol")
    make_ledger_entry(person=busy, minutes=630, on=date(2026, 3, 1))

    page = text_of(client.post(invite_door(opportunity), {"people": [busy.public_id, willing_one.public_id]}, follow=True))

    assert [invitation.person for invitation in Invitation.objects.all()] == [willing_one]
    assert "1 person was not asked. Why stands under “Not asked, and why”." in page
    assert "Ann Pretend, 20 November 2026: It would go past the hours they may be asked for" in page


def test_why_an_invitation_was_held_back_after_all_stands_where_she_was_asked(client, opportunity, willing):
    invitation = make_invitation(opportunity=opportunity, person=willing("Ann Pretend"))
    about = {"about_kind": "opportunities.invitation", "about_public_id": invitation.public_id}
    make_not_sent(person=invitation.person, **about, reason="OFF", decided_at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
    make_not_sent(reason="RESTING")

    page = text_of(client.get(f"/en/staff/opportunities/{opportunity.public_id}/"))

    assert page.count("Ann Pretend, 20 November 2026: They wish not to be asked") == 1
    assert "They rest" not in page


def test_where_only_people_at_their_limit_are_left_it_is_said(client, opportunity, willing):
    make_limit(person=willing("Ann Pretend"), hours=1)

    page = text_of(client.get(invite_door(opportunity)))

    assert "Nobody can be asked to this now: whoever permits it has been asked already, is at their limit, or rests." in page


def test_only_those_never_asked_are_shown_where_that_is_wished(client, opportunity, willing):
    make_ledger_entry(person=willing("Ann Pretend"), on=date(2020, 1, 1))
    never = willing("Nia Ffuglen")

    page = client.post(invite_door(opportunity), {"find": "this", "text": "", "show": "NEVER"}, follow=True)

    assert list(page.context["page"]) == [never]


def test_where_everybody_has_been_asked_it_is_said(client, opportunity, willing):
    make_invitation(opportunity=opportunity, person=willing("Nia"))

    everyone = text_of(client.get(invite_door(opportunity)))
    searched = text_of(client.post(invite_door(opportunity), {"find": "this", "text": "Nia"}, follow=True))

    assert "Nobody is left to ask" in everyone
    assert "Nobody is found who may be asked." in searched


def test_where_nobody_may_be_asked_it_does_not_say_that_everybody_was(client, opportunity, council):
    make_permission(person=make_person(organisation=council, is_example=True))

    page = text_of(client.get(invite_door(opportunity)))

    assert "Nobody who may be asked to this is on record yet." in page
    assert "Nobody is left to ask" not in page


def test_nobody_ticked_is_said(client, opportunity, willing):
    willing("Nia")

    page = text_of(client.post(invite_door(opportunity), {}))

    assert '<a href="#id_people_0">Tick at least one person.</a>' in page


def test_asking_to_something_in_preparation_is_refused_in_words(client, opportunity, willing):
    draft = make_opportunity(stage=opportunity.stage)

    page = text_of(client.post(invite_door(draft), {"people": [willing("Nia").public_id]}))

    assert "Publish this before you ask people." in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_choosing_costs_the_same_for_more_people(client, opportunity, willing, item_count, django_assert_num_queries):
    for number in range(item_count):
        make_ledger_entry(person=willing(f"Person {number}"))
        make_limit(person=willing(f"Resting {number}"), rests_until=date(2027, 2, 1))

    with django_assert_num_queries(12):
        client.get(invite_door(opportunity))


# --- Answers ----------------------------------------------------------------------------------------------------------


def test_the_opportunity_counts_answers_and_shows_their_words(client, opportunity):
    replied = {"answered_at": datetime(2026, 11, 5, tzinfo=UTC), "answered_by_channel": "LETTER"}
    make_invitation(opportunity=opportunity, answer="YES", **replied)
    make_invitation(opportunity=opportunity, answer="ANOTHER_WAY", answer_words="Ring me in the evening.", **replied)
    make_invitation(opportunity=opportunity)

    page = text_of(client.get(address("staff:opportunities:show", opportunity.public_id)))

    for words in (
        "3 people asked",
        "Yes: 1",
        "Not this time: 0",
        "Another way: 1",
        "No answer yet: 1",
        "“Ring me in the evening.”",
    ):
        assert words in page


def test_whoever_was_removed_before_they_answered_is_counted_apart(client, opportunity):
    erase(person=make_invitation(opportunity=opportunity).person, by=None, at=datetime(2026, 11, 5, tzinfo=UTC))
    make_invitation(opportunity=opportunity)

    page = text_of(client.get(address("staff:opportunities:show", opportunity.public_id)))

    parts = ("2 people asked", "No answer yet: 1", "Removed before they answered: 1")
    assert [words in page for words in parts] == [True, True, True]


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_opportunity_costs_the_same_for_more_people_asked(client, opportunity, item_count, django_assert_num_queries):
    for _number in range(item_count):
        make_invitation(opportunity=opportunity)

    with django_assert_num_queries(16):
        client.get(address("staff:opportunities:show", opportunity.public_id))


def test_nobody_rings_for_an_answer_after_a_loss(client, opportunity):
    make_caring_role(person=make_invitation(opportunity=opportunity).person, state="DIED")
    make_invitation(opportunity=opportunity)

    page = text_of(client.get(address("staff:opportunities:show", opportunity.public_id)))

    assert page.count("Please do not ring or write to them about this now.") == 1


def test_one_press_takes_down_an_answer_by_the_way_she_is_reached(client, opportunity, mari, council, noon):
    invitation = make_invitation(opportunity=opportunity, person=make_person(organisation=council, name="Olwen", **BY_TELEPHONE))
    door = address("staff:opportunities:reply", invitation.public_id)

    page = text_of(client.get(address("staff:opportunities:show", opportunity.public_id)))
    after = text_of(client.post(door, {"answer": "YES", "channel": "PHONE"}, follow=True))

    invitation.refresh_from_db()
    assert f'action="{door}"' in page
    assert '<input type="hidden" name="channel" value="PHONE">' in page
    assert (invitation.answer, invitation.answered_by_channel, invitation.entered_by) == ("YES", "PHONE", mari)
    assert invitation.answered_at == noon
    assert "The answer of Olwen is written down." in after


def test_an_answer_with_words_changes_the_one_before(client, opportunity):
    invitation = make_invitation(
        opportunity=opportunity, answer="YES", answered_at=datetime(2026, 11, 5, tzinfo=UTC), answered_by_channel="LETTER"
    )
    door = address("staff:opportunities:reply", invitation.public_id)

    form = client.get(door)
    client.post(door, {"answer": "ANOTHER_WAY", "channel": "PHONE", "words": "Ring me in the evening."})

    invitation.refresh_from_db()
    assert ticked(form) == ["YES", "LETTER"]
    assert (invitation.answer, invitation.answer_words) == ("ANOTHER_WAY", "Ring me in the evening.")


def test_no_answer_is_taken_down_once_it_has_started(client, opportunity):
    opportunity.starts_at = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)
    opportunity.save()
    invitation = make_invitation(opportunity=opportunity)
    door = address("staff:opportunities:reply", invitation.public_id)

    page = text_of(client.get(address("staff:opportunities:show", opportunity.public_id)))
    refused = text_of(client.post(door, {"answer": "YES", "channel": "PHONE"}))

    assert door not in page
    assert "This has started, so the answer can no longer be changed." in refused


def test_random_posts_never_break_asking_and_replying(client, opportunity, willing):
    invitation, nia = make_invitation(opportunity=opportunity), willing("Nia")

    assert_random_posts_never_break(client, invite_door(opportunity), {"people": [nia.public_id]})
    assert_random_posts_never_break(
        client,
        address("staff:opportunities:reply", invitation.public_id),
        {"answer": ["YES", "ANOTHER_WAY"], "channel": ["PHONE", "LETTER"], "words": ["Ring me."]},
    )


def test_where_places_are_counted_the_mix_of_those_who_have_one_is_shown(client, opportunity, council, noon):
    opportunity.places = 2
    opportunity.save()
    for language, waits_since in (("CY", None), ("EN", None), ("EN", noon)):
        person = make_person(organisation=council, language=language)
        make_caring_role(person=person, hours="FROM_50")
        make_invitation(opportunity=opportunity, person=person, answer="YES", answered_at=noon, waits_since=waits_since)

    page = client.get(address("staff:opportunities:show", opportunity.public_id))

    mix = {str(row.label): row.value for row in page.context["opportunity"].mix}
    assert (mix["Language"], mix["Hours of caring a week"]) == ("Welsh: 1\nEnglish: 1", "50 hours a week or more: 2")
    assert "Waiting for a place: 1" in text_of(page)
