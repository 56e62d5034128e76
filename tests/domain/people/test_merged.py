"""What is found from two records that were made one."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.evaluation.queries import evaluation_by_link, evaluation_link
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.actions.looks import record_looks
from cyfran.domain.people.actions.merging import merge
from cyfran.domain.people.actions.people import change_contact_wishes, renew_link
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import (
    looks_at,
    my_link,
    people_open_to,
    people_reached_at,
    person_by_link,
    rows_about,
    search_people,
    silent_people,
)
from cyfran.domain.people.rules import perhaps_the_same, perhaps_twice
from tests.factories.base import make_administrator, make_user
from tests.factories.opportunities import make_drawn_person
from tests.factories.people import make_person
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def test_both_links_and_both_addresses_lead_to_one(twice):
    kept, gone = twice
    project = make_project()
    links = [my_link(kept), my_link(gone)]

    merge(kept=kept, gone=gone, by=None, at=AT)

    assert [person_by_link(link) for link in links] == [kept, kept]
    assert [list(people_reached_at(f"o{number}@example.org")) for number in (1, 2)] == [[kept], [gone]]
    assert evaluation_by_link(evaluation_link(project, gone)) == (project, kept)
    everybody = people_open_to(make_administrator(), Act.SEE_PEOPLE)
    assert (list(everybody), list(search_people(everybody, "o2@example.org"))) == ([kept], [kept])


def test_one_address_on_both_records_reaches_her_once(twice):
    kept, gone = twice
    change_contact_wishes(person=gone, email="o1@example.org", by=None, at=AT)

    merge(kept=kept, gone=gone, by=None, at=AT)

    assert list(people_reached_at("o1@example.org")) == [kept]


def test_a_new_link_makes_the_old_ones_of_both_records_useless(twice):
    kept, gone = twice
    links = [my_link(kept), my_link(gone)]
    merge(kept=kept, gone=gone, by=None, at=AT)

    renew_link(person=kept, by=None, at=AT)

    assert [person_by_link(link) for link in links] == [None, None]


def test_her_copy_and_who_looked_hold_what_was_on_the_other_record(twice):
    kept, gone = twice
    make_drawn_person(person=gone, draw=make_drawn_person(person=kept).draw)
    record_looks(people=[gone], why=Act.SEE_PEOPLE, by=make_user(), roles=[], at=AT)

    merge(kept=kept, gone=gone, by=None, at=AT)

    rows = [(row, names) for _data, row, names in rows_about(kept)]
    assert {gone, *gone.drawn.all()} <= {row for row, _names in rows}
    assert [names for _row, names in rows if "set_aside" in names] == []
    assert looks_at(kept).count() == 1


def test_whoever_was_heard_of_on_the_other_record_is_not_silent(twice):
    kept, gone = twice
    Person.objects.update(registered_at=datetime(2019, 1, 1, tzinfo=UTC))
    AuditEvent.objects.create(verb="reply.given", actor_kind="PERSON", actor_public_id=gone.public_id, at=AT)
    merge(kept=kept, gone=gone, by=None, at=AT)

    assert list(silent_people(on=AT.date())) == []


def test_people_perhaps_here_twice_are_reached_alike_or_called_alike_in_one_area(twice):
    kept, gone = twice
    area = kept.area
    same_number = make_person(organisation=kept.organisation, name="O. Sampl", telephone="01632 960001")
    change_contact_wishes(person=kept, telephone="+44 1632 960001", by=None, at=AT)
    make_person(name="Olwen Sampl", area=area)
    make_person(organisation=kept.organisation, name="Olwen Sampl", is_example=True, area=area)

    kept.refresh_from_db()

    together = perhaps_twice(Person.objects.all())

    assert sorted(map(sorted, together)) == sorted([[kept.pk, gone.pk], [kept.pk, same_number.pk]])
    assert set(perhaps_the_same(kept, Person.objects.all())) == {gone, same_number}
    assert list(perhaps_the_same(gone, Person.objects.all())) == [kept]


def test_who_may_be_the_same_is_found_however_her_name_is_written(twice):
    kept, gone = twice
    spelt = make_person(organisation=kept.organisation, area=kept.area, name="OLWEN  ŵYN")
    Person.objects.filter(pk=gone.pk).update(name="Olwen Ŵyn")
    gone.refresh_from_db()
    make_person(organisation=kept.organisation, area=kept.area, name="Olwen Ŵynne")

    assert list(perhaps_the_same(gone, Person.objects.all())) == [spelt]


def test_who_may_be_the_same_is_found_by_the_number_of_a_record_that_went_into_hers(twice):
    kept, gone = twice
    Person.objects.filter(pk=gone.pk).update(merged_into=kept, merged_at=AT)
    new = make_person(organisation=kept.organisation, name="Nobody Else", email=gone.email)

    assert list(perhaps_the_same(new, Person.objects.filter(merged_into=None))) == [kept]
