"""Keeping the ledger, and what people say of how much they may be asked."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.involvement.actions import change_limit, change_preference, end_asking, record_asked, record_given
from cyfran.domain.involvement.choices import Lift
from cyfran.domain.involvement.models import LedgerEntry, Limit, Preference
from cyfran.domain.involvement.queries import load_of
from tests.factories.base import make_user
from tests.factories.involvement import make_limit, make_preference
from tests.factories.organisations import make_organisation
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def record(action, **given):
    organisation = given.pop("organisation", None) or make_organisation()
    fields = {"organisation": organisation, "minutes": 60, "on": date(2026, 12, 1), "source": organisation, "by": None, "at": AT}
    return action(**{**fields, **given})


def entries():
    return list(LedgerEntry.objects.values_list("kind", "minutes", "on", "source_kind"))


def test_asked_and_given_for_the_same_thing_stand_side_by_side():
    person, organisation = make_person(), make_organisation()

    record(record_asked, person=person, organisation=organisation, minutes=150)
    record(record_given, person=person, organisation=organisation, minutes=120)

    assert entries() == [
        ("ASKED", 150, date(2026, 12, 1), "organisations.organisation"),
        ("GIVEN", 120, date(2026, 12, 1), "organisations.organisation"),
    ]


def test_the_same_source_recorded_again_replaces_its_minutes():
    person, organisation = make_person(), make_organisation()
    record(record_given, person=person, organisation=organisation, minutes=120)

    record(record_given, person=person, organisation=organisation, minutes=90, on=date(2026, 12, 2))

    assert entries() == [("GIVEN", 90, date(2026, 12, 2), "organisations.organisation")]


def test_no_minutes_take_the_entry_out():
    person, organisation = make_person(), make_organisation()
    record(record_given, person=person, organisation=organisation)

    assert record(record_given, person=person, organisation=organisation, minutes=0) is None
    assert entries() == []


def test_no_minutes_where_nothing_was_recorded_change_nothing():
    assert record(record_asked, person=make_person(), minutes=0) is None
    assert (entries(), AuditEvent.objects.count()) == ([], 0)


def test_minutes_are_never_less_than_none():
    with pytest.raises(ValidationError):
        record(record_asked, person=make_person(), minutes=-5)

    assert entries() == []


def test_every_change_of_the_ledger_is_on_record():
    person, organisation = make_person(), make_organisation()
    record(record_asked, person=person, organisation=organisation)
    record(record_asked, person=person, organisation=organisation, minutes=0)

    facts = {"source_kind": "organisations.organisation", "source_public_id": organisation.public_id}
    events = list(AuditEvent.objects.order_by("id").values_list("verb", "subject_public_id", "facts"))
    assert events == [
        ("minutes.asked", person.public_id, {"minutes": 60, **facts}),
        ("minutes.asked", person.public_id, {"minutes": 0, **facts}),
    ]


def test_what_is_asked_each_year_ends_on_the_day_before_somebody_leaves():
    person, organisation = make_person(), make_organisation()
    record(record_asked, person=person, organisation=organisation, on=date(2025, 1, 1), each_year=True)

    end_asking(person=person, source=organisation, on=date(2026, 11, 21), by=None, at=AT)

    [entry] = LedgerEntry.objects.all()
    assert (entry.on, entry.ends_on) == (date(2025, 1, 1), date(2026, 11, 20))
    assert (load_of(person, date(2026, 11, 20)), load_of(person, date(2026, 11, 21))) == (60, 0)
    event = AuditEvent.objects.get(verb="minutes.asked_no_longer")
    assert (event.subject_public_id, event.facts["source_public_id"]) == (person.public_id, organisation.public_id)


def test_what_never_began_is_taken_out():
    person, organisation = make_person(), make_organisation()
    record(record_asked, person=person, organisation=organisation, on=date(2026, 11, 21), each_year=True)

    end_asking(person=person, source=organisation, on=date(2026, 11, 21), by=None, at=AT)

    assert entries() == []


@pytest.mark.parametrize("recorded", [{"each_year": True, "ends_on": date(2026, 1, 31)}, {}, None], ids=["over", "once", "none"])
def test_what_does_not_go_on_is_left_as_it_is(recorded):
    person, organisation = make_person(), make_organisation()
    if recorded is not None:
        record(record_asked, person=person, organisation=organisation, on=date(2025, 1, 1), **recorded)
    before = list(LedgerEntry.objects.values())

    end_asking(person=person, source=organisation, on=date(2026, 11, 21), by=None, at=AT)

    assert list(LedgerEntry.objects.values()) == before
    assert not AuditEvent.objects.filter(verb="minutes.asked_no_longer").exists()


# --- Limits -----------------------------------------------------------------------------------------------------------


def limits():
    return list(Limit.objects.values_list("hours", "lifted", "rests_until", "channel", "entered_by"))


def test_a_person_changes_her_own_limit_and_it_is_on_record():
    person = make_person()

    change_limit(person=person, hours=20, lifted=Lift.ONCE, rests_until=date(2027, 2, 1), by=person, at=AT)

    assert limits() == [(20, "ONCE", date(2027, 2, 1), "", None)]
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject_public_id, event.actor_public_id) == ("limit.changed", person.public_id, person.public_id)
    assert event.facts == {"changed": ["hours", "lifted", "rests_until"], "lifted": "ONCE", "rhythm": "AT_ONCE", "channel": ""}


def test_staff_take_down_her_word_and_how_it_reached_them():
    limit, staff = make_limit(hours=5), make_user()

    change_limit(person=limit.person, hours=None, channel=Channel.PHONE, by=staff, at=AT)

    assert limits() == [(None, "NOT", None, "PHONE", staff.pk)]


def test_a_word_of_her_own_leaves_no_trace_of_an_earlier_entry_by_staff():
    limit = make_limit(entered_by=make_user(), channel=Channel.LETTER)

    change_limit(person=limit.person, lifted=Lift.FOR_GOOD, by=limit.person, at=AT)

    assert limits() == [(1, "FOR_GOOD", None, "", None)]


@pytest.mark.parametrize("who", ["staff without her word", "somebody else", "nobody"])
def test_nobody_but_the_person_lifts_her_limit(who):
    limit = make_limit()
    by = {"staff without her word": make_user(), "somebody else": make_person(), "nobody": None}[who]

    with pytest.raises(ValidationError) as refused:
        change_limit(person=limit.person, lifted=Lift.FOR_GOOD, by=by, at=AT)

    assert refused.value.messages == ["Only they themselves can change this: say how they told you."]
    assert limits() == [(1, "NOT", None, "", None)]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (date(2026, 11, 21), "Choose a day after today."),
        (date(2029, 1, 1), "Give a day within the next two years."),
    ],
)
def test_a_rest_lasts_until_a_day_to_come(day, message):
    person = make_person()

    with pytest.raises(ValidationError) as refused:
        change_limit(person=person, rests_until=day, by=person, at=AT)

    assert refused.value.message_dict == {"rests_until": [message]}
    assert limits() == []


def test_a_rest_that_is_over_does_not_stand_in_the_way_of_another_change():
    limit = make_limit(rests_until=date(2026, 1, 1))

    change_limit(person=limit.person, hours=4, rests_until=date(2026, 1, 1), by=limit.person, at=AT)

    assert limits() == [(4, "NOT", date(2026, 1, 1), "", None)]


def test_going_past_the_limit_uses_up_a_lift_for_once():
    limit = make_limit(hours=1, lifted=Lift.ONCE)

    record(record_asked, person=limit.person, minutes=60, on=date(2026, 11, 21))
    unused = limits()
    record(record_asked, person=limit.person, minutes=30, on=date(2026, 11, 21))

    assert (unused, limits()) == ([(1, "ONCE", None, "", None)], [(1, "NOT", None, "", None)])
    assert AuditEvent.objects.get(verb="limit.lift_used").subject_public_id == limit.person.public_id


def test_a_lift_for_good_is_not_used_up():
    limit = make_limit(hours=1, lifted=Lift.FOR_GOOD)

    record(record_asked, person=limit.person, minutes=600, on=date(2026, 11, 21))

    assert limits() == [(1, "FOR_GOOD", None, "", None)]


def test_less_than_before_uses_up_no_lift():
    person, organisation = make_person(), make_organisation()
    record(record_asked, person=person, organisation=organisation, minutes=600, on=date(2026, 11, 21))
    make_limit(person=person, lifted=Lift.ONCE)

    record(record_asked, person=person, organisation=organisation, minutes=500, on=date(2026, 11, 21))

    assert limits() == [(1, "ONCE", None, "", None)]


# --- What suits her ---------------------------------------------------------------------------------------------------


def preferences():
    return list(Preference.objects.values_list("topics", "mornings", "evenings", "channel", "entered_by"))


def test_a_person_says_what_suits_her_and_it_is_on_record():
    person = make_person()

    change_preference(person=person, topics=["DEMENTIA", "MONEY"], mornings=True, by=person, at=AT)

    assert preferences() == [(["DEMENTIA", "MONEY"], True, False, "", None)]
    event = AuditEvent.objects.get(verb="preference.changed")
    assert (event.subject_public_id, event.actor_public_id) == (person.public_id, person.public_id)
    assert event.facts == {"changed": ["mornings", "topics"], "channel": ""}


def test_staff_take_down_what_suits_her_and_how_it_reached_them():
    preference, staff = make_preference(), make_user()

    change_preference(person=preference.person, topics=[], channel=Channel.PHONE, by=staff, at=AT)

    assert preferences() == [([], False, True, "PHONE", staff.pk)]


def test_nobody_but_she_says_what_suits_her():
    preference = make_preference()

    with pytest.raises(ValidationError) as refused:
        change_preference(person=preference.person, topics=[], by=make_user(), at=AT)

    assert refused.value.messages == ["Only they themselves can change this: say how they told you."]
    assert preferences() == [(["DEMENTIA"], False, True, "", None)]


@pytest.mark.parametrize("topics", [["SHOES"], [["DEMENTIA"]], "DEMENTIA", {"DEMENTIA": 1}, 3])
def test_what_is_no_list_of_topics_is_refused(topics):
    person = make_person()

    with pytest.raises(ValidationError) as refused:
        change_preference(person=person, topics=topics, by=person, at=AT)

    assert refused.value.message_dict == {"topics": ["Choose from the topics that are offered."]}
    assert preferences() == []
