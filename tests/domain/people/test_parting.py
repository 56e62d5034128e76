"""That two records were made one is undone, or stands."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError

from cyfran.domain.base import clock
from cyfran.domain.base.tasks import NotAllSeenToError
from cyfran.domain.involvement.choices import EntryKind
from cyfran.domain.people.actions import parting
from cyfran.domain.people.actions.equality import answer_equality
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.actions.merging import merge
from cyfran.domain.people.actions.parting import part, settle_merge
from cyfran.domain.people.actions.people import permit, withdraw_permission
from cyfran.domain.people.choices import AgeBand, Dimension, Relation, Said, Use
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import (
    my_link,
    person_by_link,
)
from cyfran.domain.people.tasks import settle_merges
from tests.factories.base import make_user
from tests.factories.contributions import make_contribution
from tests.factories.correspondence import make_message
from tests.factories.evaluation import make_evaluation
from tests.factories.groups import make_seat
from tests.factories.involvement import make_ledger_entry, make_limit
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.opportunities import make_drawn_person, make_invitation, make_opportunity
from tests.factories.people import make_caring_role, make_flag, make_permission, make_person
from tests.factories.projects import make_project, make_proposal

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
LATER = AT + timedelta(days=28)
APPS = (
    "people",
    "involvement",
    "correspondence",
    "groups",
    "projects",
    "opportunities",
    "meetings",
    "contributions",
    "evaluation",
)


def all_rows() -> dict[str, list[str]]:
    """Return every row of what hangs on people, opened, but for the list of who did what."""
    models = [model for name in APPS for model in apps.get_app_config(name).get_models()]
    return {
        model._meta.label: [serializers.serialize("json", [row]) for row in model._default_manager.order_by("pk")]
        for model in models
    }


def much_on(person: Person, *, opportunity, meeting, project, draw) -> None:
    """Let something of every kind hang on a person, some of it in common with another."""
    make_permission(person=person)
    make_permission(person=person, use=Use.QUOTE)
    make_caring_role(person=person)
    make_caring_role(person=person, relation=Relation.SIBLING, called=person.name[:4], cared_for=None)
    make_caring_role(cared_for=person)
    make_flag(person=person, words="A bad week")
    make_invitation(person=person, opportunity=opportunity)
    make_attendance(person=person, meeting=meeting)
    make_ledger_entry(person=person, source_public_id="meeting")
    make_ledger_entry(person=person, kind=EntryKind.GIVEN)
    make_limit(person=person)
    make_contribution(person=person)
    make_message(person=person)
    make_evaluation(person=person, project=project)
    make_proposal(person=person)
    make_drawn_person(person=person, draw=draw)
    make_seat(holder=person, deputy=make_person(), starts_on=date(2026, 1, 1))
    answer_equality(person=person, answers={Dimension.SEX: Said.FEMALE}, at=AT)


def test_undoing_brings_back_every_row_as_it_was(twice):
    kept, gone = twice
    common = {"opportunity": make_opportunity(), "meeting": make_meeting(), "project": make_project()}
    draw = make_drawn_person().draw
    for person in twice:
        much_on(person, **common, draw=draw)
    make_invitation(person=gone, answer="YES", answered_at=AT, answer_words="With pleasure")
    withdraw_permission(person=gone, use=Use.QUOTE, by=gone, at=AT)
    Person.objects.filter(pk=gone.pk).update(age_band=AgeBand.FROM_65, user=make_user(), format="LARGE_PRINT")
    before = all_rows()

    merge(kept=kept, gone=gone, by=None, at=AT)
    between = all_rows()
    part(gone=gone, by=make_user(), at=LATER)

    assert (all_rows() == before, between == before) == (True, False)


def test_what_came_since_stays_where_it_is_when_it_is_undone(twice):
    kept, gone = twice
    for person in twice:
        make_permission(person=person, use=Use.QUOTE)
    withdraw_permission(person=gone, use=Use.QUOTE, by=gone, at=AT)
    merge(kept=kept, gone=gone, by=None, at=AT)
    since, again = make_contribution(person=kept), permit(person=kept, use=Use.QUOTE, by=kept, at=AT)

    part(gone=gone, by=make_user(), at=LATER)

    since.refresh_from_db()
    assert since.person == kept
    assert list(kept.permissions.filter(withdrawn_at__isnull=True)) == [again]
    assert person_by_link(my_link(gone)) == gone


def test_after_28_days_it_stands_and_nothing_says_who_the_other_record_was_but_its_link_leads_on(twice):
    kept, gone = twice
    link = my_link(gone)
    merge(kept=kept, gone=gone, by=None, at=AT)

    settle_merge(gone=gone, by=None, at=LATER)
    early = Person.objects.get(pk=gone.pk).name
    settle_merge(gone=gone, by=None, at=LATER + timedelta(days=1))

    gone.refresh_from_db()
    assert (early, gone.name, gone.email, gone.set_aside, person_by_link(link)) == ("Olwen Sampl", "—", "", "", kept)
    with pytest.raises(ValidationError, match="This can be undone for 28 days only"):
        part(gone=gone, by=None, at=LATER)


def test_removing_the_one_who_stays_removes_the_other_record_too(twice):
    kept, gone = twice
    links = [my_link(kept), my_link(gone)]
    merge(kept=kept, gone=gone, by=None, at=AT)

    erase(person=kept, by=kept, at=AT)

    assert list(Person.objects.values_list("name", "set_aside")) == [("—", ""), ("—", "")]
    assert [person_by_link(link) for link in links] == [None, None]


def test_three_records_are_made_one_and_parted_the_last_first(twice):
    first, second = twice
    third = make_person(organisation=first.organisation)
    said = make_contribution(person=second)

    merge(kept=first, gone=second, by=None, at=AT)
    merge(kept=third, gone=first, by=None, at=AT + timedelta(minutes=1))
    together = [person_by_link(my_link(one)) for one in (first, second, third)]
    second.refresh_from_db()
    with pytest.raises(ValidationError, match="Undo that first"):
        part(gone=second, by=None, at=LATER)
    part(gone=first, by=None, at=LATER)
    second.refresh_from_db()
    part(gone=second, by=None, at=LATER)

    said.refresh_from_db()
    assert together == [third, third, third]
    assert (said.person, [person_by_link(my_link(one)) for one in (first, second, third)]) == (second, [first, second, third])


def test_what_goes_wrong_with_one_merge_stops_no_other_from_being_settled(monkeypatch, twice):
    kept, gone = twice
    other = make_person(organisation=kept.organisation)
    for one in (gone, other):
        merge(kept=kept, gone=one, by=None, at=AT)
    monkeypatch.setattr(clock, "now", lambda: LATER + timedelta(days=1))

    def stumble(*, person, by, at):
        if person == gone:
            raise ValueError
        return erase(person=person, by=by, at=at)

    monkeypatch.setattr(parting, "erase", stumble)

    with pytest.raises(NotAllSeenToError, match=r"^1$"):
        settle_merges.call()

    assert set(Person.objects.filter(erased_at__isnull=False)) == {other}
