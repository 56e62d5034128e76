"""Young carers: what they are never asked, who is there for them, and the hours of school."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cyfran.domain.contributions.queries import open_projects_of
from cyfran.domain.correspondence.actions.delivery import deliver
from cyfran.domain.opportunities.bridge.people import people_for
from cyfran.domain.opportunities.queries import invitation_by_link, invitation_link, invitations_of, may_be_invited_to
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.actions.flags import close_flag
from cyfran.domain.people.actions.people import change_contact_wishes, register
from cyfran.domain.people.choices import AgeBand, FlagKind, Hours, Relation, Use
from cyfran.domain.people.models import Flag, Person
from cyfran.domain.people.queries import who_may_be_asked
from cyfran.domain.people.rules import is_in_school_hours
from tests.factories.correspondence import make_message
from tests.factories.opportunities import make_draw, make_invitation, make_opportunity
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_flag, make_permission, make_person

pytestmark = pytest.mark.django_db

# A Wednesday in November: what clocks say in Wales.
AT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


def willing(**given):
    return make_permission(person=make_person(**given), use=Use.CONTACT).person


@pytest.mark.parametrize("age", [AgeBand.FROM_13_TO_15, AgeBand.UNDER_13])
def test_nobody_under_16_is_invited_or_stands_in_a_pool_whatever_is_permitted(age):
    opportunity = make_opportunity()
    person = willing(organisation=opportunity.organisation, age_band=age, adult="Ann Pretend")

    [entrant] = people_for(make_draw(opportunity=opportunity), on=AT.date())

    assert (who_may_be_asked().contains(person), list(may_be_invited_to(opportunity))) == (False, [])
    assert (entrant.was_in_pool, entrant.reason) == (False, "NOT_PERMITTED")


def test_what_somebody_was_asked_to_is_shown_no_more_once_she_says_that_she_is_15():
    invitation = make_invitation()
    link, person = invitation_link(invitation), invitation.person
    before = (list(invitations_of(person)), invitation_by_link(link), open_projects_of(person).count())

    Person.objects.filter(pk=person.pk).update(age_band=AgeBand.FROM_13_TO_15)

    assert before == ([invitation], invitation, 1)
    assert (list(invitations_of(person)), invitation_by_link(link), open_projects_of(person).count()) == ([], None, 0)


@pytest.mark.parametrize(
    ("hour", "minute", "minutes", "is_asked"), [(9, 0, 60, False), (8, 0, 20, True), (8, 0, 60, False), (15, 30, 60, True)]
)
def test_somebody_of_16_or_17_is_asked_to_nothing_in_school_hours(hour, minute, minutes, is_asked):
    starts_at = AT.replace(hour=hour, minute=minute) + timedelta(days=28)
    opportunity = make_opportunity(starts_at=starts_at, minutes_there=minutes)
    person = willing(organisation=opportunity.organisation, age_band=AgeBand.FROM_16_TO_17)
    grown_up = willing(organisation=opportunity.organisation, age_band=AgeBand.FROM_18_TO_24)

    [young, old] = people_for(make_draw(opportunity=opportunity), on=AT.date())

    assert set(may_be_invited_to(opportunity)) == ({person, grown_up} if is_asked else {grown_up})
    assert (young.was_in_pool, young.reason) == ((True, "") if is_asked else (False, "AT_SCHOOL"))
    assert (old.was_in_pool, young.values["AGE"], old.values["AGE"]) == (True, ["FROM_16_TO_24"], ["FROM_16_TO_24"])


def test_weekends_are_no_school_and_the_clocks_of_wales_count():
    saturday, summer = datetime(2026, 11, 28, 10, 0, tzinfo=UTC), datetime(2026, 6, 24, 14, 45, tzinfo=UTC)

    assert [is_in_school_hours(moment) for moment in (AT, saturday, summer)] == [True, False, False]


def test_no_e_mail_reaches_somebody_at_school_but_the_link_she_has_just_asked_for(mailoutbox):
    person = make_person(age_band=AgeBand.FROM_16_TO_17)
    told, link = make_message(person=person, purpose="ANSWER"), make_message(person=person, purpose="MY_PAGE")

    states = [deliver(message=message, at=AT).state for message in (told, link)]
    after = deliver(message=told, at=AT + timedelta(hours=6)).state

    assert (states, after, len(mailoutbox)) == (["QUEUED", "SENT"], "SENT", 2)


def test_registering_under_16_is_brought_before_the_young_carer_lead_by_a_time(mailoutbox, django_capture_on_commit_callbacks):
    organisation = make_organisation()
    organisation.young_carer_lead = make_coordinator(organisation, name="Lowri Sampl")
    organisation.save()
    given = {"organisation": organisation, "area": organisation.area, "channel": "EMAIL", "email": "b@example.org", "uses": []}

    with django_capture_on_commit_callbacks(execute=True):
        relations = [(Relation.PARENT, Hours.NOT_SURE)]
        register(name="Bryn", relations=relations, age_band=AgeBand.FROM_13_TO_15, by=None, at=AT, **given)

    flag = Flag.objects.get()
    assert (flag.kind, flag.owner.name, flag.due_at) == (FlagKind.YOUNG_CARER, "Lowri Sampl", AT + timedelta(hours=48))
    assert [mail.to for mail in mailoutbox] == [[flag.owner.email]]
    assert "Bryn" not in mailoutbox[0].subject + mailoutbox[0].body


def test_saying_later_that_one_is_under_16_is_brought_before_the_lead_once():
    organisation = make_organisation()
    make_coordinator(organisation)
    person = make_person(organisation=organisation)

    for name in ("Bryn", "Brynmor"):
        change_contact_wishes(person=person, by=person, at=AT, age_band=AgeBand.FROM_13_TO_15, name=name)

    assert [(flag.kind, flag.person) for flag in Flag.objects.all()] == [("YOUNG_CARER", person)]


def test_what_permits_asking_is_taken_back_once_somebody_is_known_to_be_under_16():
    person = willing()
    permission, staff = person.permissions.get(), make_coordinator(person.organisation)

    change_contact_wishes(person=person, by=staff, at=AT, age_band=AgeBand.FROM_13_TO_15)

    permission.refresh_from_db()
    assert (permission.withdrawn_at, permission.withdrawal_entered_by) == (AT, staff)


@pytest.mark.parametrize(
    ("on_record", "said", "kept"),
    [
        (AgeBand.UNDER_13, AgeBand.FROM_13_TO_15, "FROM_13_TO_15"),
        (AgeBand.FROM_13_TO_15, AgeBand.FROM_16_TO_17, "FROM_16_TO_17"),
        (AgeBand.FROM_13_TO_15, "", "OVER_16"),
        (AgeBand.FROM_16_TO_17, AgeBand.FROM_18_TO_24, "FROM_18_TO_24"),
    ],
)
def test_that_somebody_young_is_older_by_now_counts_once_staff_wrote_it_down_and_the_lead_is_told_once(on_record, said, kept):
    organisation = make_organisation()
    staff = make_coordinator(organisation)
    person = make_person(organisation=organisation, age_band=on_record, adult="Ann Pretend")

    for name in ("Bryn", "Brynmor"):
        change_contact_wishes(person=person, by=person, at=AT, age_band=said, name=name)
    before = (person.age_band, person.name)
    change_contact_wishes(person=person, by=staff, at=AT, age_band=said)

    flags = Flag.objects.filter(age_said__gt="")
    assert [(flag.kind, flag.age_said, flag.due_at) for flag in flags] == [("YOUNG_CARER", kept, AT + timedelta(hours=48))]
    assert (before, Person.objects.get().age_band) == ((on_record, "Brynmor"), said)


def test_what_is_kept_of_an_age_that_was_made_sure_of_goes_with_the_person():
    flag = make_flag(kind=FlagKind.YOUNG_CARER, age_said=AgeBand.FROM_16_TO_17)

    erase(person=flag.person, by=None, at=AT)
    while_open = Flag.objects.get().age_said
    close_flag(flag=flag, outcome="It is so.", by=flag.owner, at=AT)

    assert (while_open, Flag.objects.get().age_said) == ("FROM_16_TO_17", "")


def test_a_child_under_13_is_reached_through_an_adult_or_not_kept():
    person = make_person()
    person.age_band = AgeBand.UNDER_13

    with pytest.raises(ValidationError) as refused:
        person.full_clean()
    assert refused.value.messages == ["A child under 13 is reached through an adult they know: write who that is."]
    with pytest.raises(IntegrityError):
        person.save()


def test_the_adult_goes_with_the_child():
    person = make_person(age_band=AgeBand.UNDER_13, adult="Ann Pretend")

    erase(person=person, by=None, at=AT)

    assert (Person.objects.get().adult, Person.objects.get().age_band) == ("", "")
