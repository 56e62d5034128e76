"""Two records of one person are made one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cyfran.domain.base.registry import alike
from cyfran.domain.correspondence.models import Message
from cyfran.domain.involvement.choices import EntryKind
from cyfran.domain.involvement.models import LedgerEntry
from cyfran.domain.involvement.queries import limit_of, load_of, minutes_given
from cyfran.domain.people.actions.equality import answer_equality
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.actions.merging import merge
from cyfran.domain.people.actions.parting import part, settle_merge
from cyfran.domain.people.actions.people import change_contact_wishes, permit, withdraw_permission
from cyfran.domain.people.choices import AgeBand, Dimension, Relation, RoleState, Said, Use
from cyfran.domain.people.models import EqualityAnswer, Person
from cyfran.domain.people.queries import (
    equality_answers_of,
    people_reached_at,
    permits,
)
from tests.factories.base import make_user
from tests.factories.contributions import make_contribution
from tests.factories.correspondence import make_message
from tests.factories.groups import make_group, make_seat
from tests.factories.involvement import make_ledger_entry, make_limit
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.people import make_caring_role, make_flag, make_permission, make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
LATER = AT + timedelta(days=28)


def test_everything_moves_and_what_both_have_alike_counts_once(twice):
    kept, gone = twice
    for person in twice:
        make_permission(person=person)
        make_ledger_entry(person=person, kind=EntryKind.GIVEN, minutes=60, source_public_id="samemeeting")
        make_caring_role(person=person)
    make_caring_role(person=gone, relation=Relation.SIBLING)
    make_ledger_entry(person=gone, kind=EntryKind.GIVEN, minutes=30)
    make_ledger_entry(person=gone, minutes=90, on=AT.date())
    said, told, worry = make_contribution(person=gone), make_message(person=gone), make_flag(person=gone)

    merge(kept=kept, gone=gone, by=make_user(), at=AT)

    said.refresh_from_db()
    worry.refresh_from_db()
    assert (said.person, worry.person, Message.objects.get(pk=told.pk).person) == (kept, kept, kept)
    assert (minutes_given(kept), load_of(kept, AT.date()), permits(kept, Use.CONTACT)) == (90, 90, True)
    assert sorted(kept.caring_roles.values_list("relation", flat=True)) == ["PARENT", "SIBLING"]


def test_of_what_both_say_alike_the_last_word_stands(twice):
    kept, gone = twice
    opportunity = make_opportunity()
    make_invitation(person=kept, opportunity=opportunity)
    answered = make_invitation(person=gone, opportunity=opportunity, answer="YES", answered_at=AT)
    make_limit(person=kept, hours=9, said_at=AT)
    make_limit(person=gone, hours=2, said_at=AT - timedelta(days=1))

    merge(kept=kept, gone=gone, by=None, at=AT)

    assert (list(opportunity.invitations.all()), opportunity.invitations.get().person) == ([answered], kept)
    assert limit_of(kept).hours == 9


def test_minutes_counted_from_what_is_set_aside_count_no_more(twice):
    kept, gone = twice
    opportunity = make_opportunity()
    for person in twice:
        asked = make_invitation(person=person, opportunity=opportunity, answer="YES", answered_at=AT)
        make_ledger_entry(person=person, source_public_id=asked.public_id, source_kind="opportunities.invitation", on=AT.date())

    merge(kept=kept, gone=gone, by=None, at=AT)

    assert (load_of(kept, AT.date()), LedgerEntry.objects.count()) == (60, 1)


@pytest.mark.parametrize("who", [0, 1])
def test_what_either_record_took_back_stays_taken_back_and_undoing_gives_each_its_own(twice, who):
    kept, gone = twice
    for person in twice:
        permit(person=person, use=Use.QUOTE, by=person, at=AT)
    withdraw_permission(person=twice[who], use=Use.QUOTE, by=twice[who], at=AT)

    merge(kept=kept, gone=gone, by=None, at=AT)
    together = [permits(person, Use.QUOTE) for person in twice]
    part(gone=gone, by=None, at=AT)

    assert together == [False, False]
    assert [permits(person, Use.QUOTE) for person in twice] == [who == 1, who == 0]


def test_what_was_permitted_on_one_record_alone_is_permitted(twice):
    kept, gone = twice
    make_permission(person=gone, use=Use.RECORD)

    merge(kept=kept, gone=gone, by=None, at=AT)

    assert (permits(kept, Use.RECORD), permits(gone, Use.RECORD)) == (True, False)


def test_answers_about_equality_count_once_and_are_found_by_her_alone(twice):
    kept, gone = twice
    answer_equality(person=kept, answers={Dimension.SEX: Said.FEMALE}, at=AT)
    answer_equality(person=gone, answers={Dimension.SEX: Said.MALE, Dimension.RELIGION: Said.NONE}, at=AT)

    merge(kept=kept, gone=gone, by=None, at=AT)
    together = list(EqualityAnswer.objects.values_list("answer", flat=True))
    part(gone=gone, by=None, at=AT)

    assert together == [Said.FEMALE]
    assert sorted(equality_answers_of(gone).values_list("answer", flat=True)) == sorted([Said.MALE, Said.NONE])


def test_answers_given_on_one_record_alone_are_found_from_the_other_and_outlive_it(twice):
    kept, gone = twice
    answer_equality(person=gone, answers={Dimension.SEX: Said.FEMALE}, at=AT)

    merge(kept=kept, gone=gone, by=None, at=AT)
    settle_merge(gone=gone, by=None, at=LATER + timedelta(days=1))

    kept.refresh_from_db()
    assert list(equality_answers_of(kept).values_list("answer", flat=True)) == [Said.FEMALE]


def test_what_one_record_does_not_say_it_learns_from_the_other(twice):
    kept, gone = twice
    user = make_user()
    Person.objects.filter(pk=kept.pk).update(language="CY")
    change_contact_wishes(person=gone, telephone="01632 960001", language="EN", age_band=AgeBand.FROM_65, by=None, at=AT)
    Person.objects.filter(pk=gone.pk).update(user=user)

    merge(kept=kept, gone=gone, by=None, at=AT)

    kept.refresh_from_db()
    assert (kept.telephone, kept.language, kept.age_band, kept.user) == ("01632 960001", "CY", AgeBand.FROM_65, user)
    assert list(people_reached_at("01632 960001")) == [kept]


def test_records_that_cannot_be_of_one_person_are_not_made_one(twice):
    kept, gone = twice
    removed = erase(person=make_person(organisation=kept.organisation), by=None, at=AT)
    merge(kept=make_person(organisation=kept.organisation), gone=gone, by=None, at=AT)

    for other in (kept, make_person(), removed, gone):
        with pytest.raises(ValidationError, match="These two records cannot be made one"):
            merge(kept=kept, gone=other, by=None, at=AT)


def test_two_who_both_sign_in_or_are_child_and_adult_are_not_made_one(twice):
    kept, gone = twice
    Person.objects.filter(pk=gone.pk).update(age_band=AgeBand.FROM_13_TO_15)
    with pytest.raises(ValidationError, match="One of the two records is of a child"):
        merge(kept=kept, gone=gone, by=None, at=AT)

    for person in twice:
        Person.objects.filter(pk=person.pk).update(user=make_user(), age_band="")
    with pytest.raises(ValidationError, match="These two records cannot be made one"):
        merge(kept=kept, gone=gone, by=None, at=AT)


def test_two_of_whom_one_looks_after_the_other_or_stands_in_for_her_are_not_made_one(twice):
    kept, gone = twice
    role = make_caring_role(person=kept, cared_for=gone)
    with pytest.raises(ValidationError, match="one looks after the other or is their deputy"):
        merge(kept=kept, gone=gone, by=None, at=AT)

    role.delete()
    make_seat(group=make_group(), holder=kept, deputy=gone, starts_on=AT.date())
    with pytest.raises(ValidationError, match="one looks after the other or is their deputy"):
        merge(kept=kept, gone=gone, by=None, at=AT)

    assert Person.objects.filter(merged_into__isnull=False).count() == 0


def test_grief_goes_with_her(twice):
    kept, gone = twice
    make_permission(person=kept)
    make_caring_role(person=gone, state=RoleState.DIED)

    merge(kept=kept, gone=gone, by=None, at=AT)

    assert list(kept.caring_roles.values_list("state", flat=True)) == [RoleState.DIED]


def test_the_database_keeps_no_record_that_went_nowhere_or_into_itself(twice):
    kept, gone = twice

    for broken in ({"merged_at": AT}, {"merged_into": kept}, {"merged_into": gone, "merged_at": AT}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Person.objects.filter(pk=gone.pk).update(**broken)


def test_everything_that_is_said_once_of_a_person_is_known_to_be_alike():
    once = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model is Person and model is not Person
        if field.unique or any(field.name in one.fields for one in model._meta.total_unique_constraints)
    }

    assert once - {"people.Permission"} <= set(alike())


def test_nothing_more_is_written_on_the_record_that_went(twice):
    kept, gone = twice
    merge(kept=kept, gone=gone, by=None, at=AT)

    with pytest.raises(ValidationError, match="This record went into another of the same person"):
        change_contact_wishes(person=gone, language="CY", by=None, at=AT)
