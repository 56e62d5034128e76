"""Texts that people send: kept once, understood where they can be, and nothing lost where they cannot."""

import os
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.actions.receiving import settle_received, take_in
from cyfran.domain.correspondence.choices import Meaning, ReceivedState, State
from cyfran.domain.correspondence.models import Received
from cyfran.domain.correspondence.queries import received_open_to
from cyfran.domain.correspondence.tasks import take_in_files
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.choices import Use
from cyfran.domain.people.models import Flag
from cyfran.domain.people.queries import permits
from tests.factories.base import make_administrator, make_user
from tests.factories.correspondence import make_message, make_received
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_permission, make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
NUMBER = "07700 900001"


@pytest.fixture
def ann():
    person = make_person(telephone=NUMBER, channel="TEXT", organisation=make_organisation())
    make_coordinator(organisation=person.organisation)
    make_permission(person=person, use=Use.CONTACT)
    return person


def texted(words, number="+44 7700 900001", number_there="one"):
    return take_in(sent_from=number, words=words, number_there=number_there, at=AT)


def test_an_answer_is_kept_for_the_room_that_asked(ann):
    received = texted("Ie diolch")

    assert (received.person, received.words, received.meaning, received.state) == (ann, "Ie diolch", "YES", "NEW")
    event = AuditEvent.objects.get(verb="text.received")
    assert (event.actor_public_id, event.facts) == (ann.public_id, {"meaning": "YES", "state": "NEW"})


def test_the_same_text_told_of_twice_is_kept_once(ann):
    assert texted("STOP") == texted("STOP")

    assert (Received.objects.count(), ann.permissions.count()) == (1, 1)


def test_stop_takes_the_permission_back_at_once(ann):
    received = texted("stopiwch")

    withdrawn = ann.permissions.get()
    assert (received.state, received.settled_at, permits(ann, Use.CONTACT)) == ("DONE", AT, False)
    assert (withdrawn.withdrawn_at, withdrawn.withdrawn_by) == (AT, "TEXT")


def test_help_is_brought_before_somebody_with_a_clock(ann):
    received = texted("HELP")

    flag = Flag.objects.get()
    assert (received.state, flag.person, flag.kind, flag.words) == ("DONE", ann, "DISTRESS", "HELP")


def test_a_cry_for_help_that_nobody_there_could_see_to_waits_for_staff():
    make_person(telephone=NUMBER, channel="TEXT", organisation=make_organisation())

    assert (texted("HELP").state, Flag.objects.count()) == ("FOR_STAFF", 0)


@pytest.mark.parametrize("words", ["Can I bring Mam?", "Ydy hi'n iawn dod yn hwyr?"])
def test_what_is_no_saying_waits_for_a_person(ann, words):
    received = texted(words)

    assert (received.person, received.meaning, received.state) == (ann, Meaning.OTHER, "FOR_STAFF")


@pytest.mark.parametrize("words", ["YES", "STOP", "HELP"])
def test_what_comes_from_nobody_on_record_waits_for_a_person(words):
    received = texted(words, number="07700 900999")

    assert (received.person, received.state, received.sent_from) == (None, "FOR_STAFF", "07700 900999")


def test_of_two_who_share_a_telephone_it_is_whoever_was_texted_last(ann):
    other = make_person(telephone=NUMBER, channel="TEXT", organisation=ann.organisation)
    make_message(person=ann, state=State.SENT, settled_at=datetime(2026, 11, 2, tzinfo=UTC))
    make_message(person=other, state=State.SENT, settled_at=datetime(2026, 11, 3, tzinfo=UTC))

    assert texted("YES").person == other


def test_a_very_long_text_is_kept_as_far_as_there_is_room(ann):
    assert len(texted("a b " * 2000).words) == 2000


def test_staff_say_once_that_a_text_was_dealt_with():
    received, staff = make_received(state=ReceivedState.FOR_STAFF), make_user()

    settle_received(received=received, by=staff, at=AT)

    assert (received.state, received.settled_at, received.settled_by) == ("DONE", AT, staff)
    with pytest.raises(ValidationError, match="dealt with already"):
        settle_received(received=received, by=staff, at=AT)


def test_texts_are_read_where_the_person_is_and_unknown_numbers_by_who_looks_after_the_installation():
    council = make_organisation()
    ours = make_received(person=make_person(organisation=council))
    theirs = make_received()
    unknown = make_received(person=None)
    coordinator = make_coordinator(organisation=council)
    keeper = make_administrator()

    assert list(received_open_to(coordinator, Act.SEND)) == [ours]
    assert list(received_open_to(keeper, Act.SEND)) == [unknown, theirs, ours]


def test_two_texts_in_files_of_one_name_are_two(ann, settings, tmp_path):
    settings.DATA, settings.DEMONSTRATION = tmp_path, True
    (tmp_path / "inbox").mkdir()
    for written_at, words in enumerate(["Ie", "Na"]):
        file = tmp_path / "inbox" / "text.txt"
        file.write_text(f"{NUMBER}\n{words}\n")
        os.utime(file, (written_at, written_at))
        take_in_files.call()

    assert list(Received.objects.order_by("id").values_list("person", "meaning")) == [(ann.pk, "YES"), (ann.pk, "NO")]


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_files_in_the_inbox_of_a_demonstration_are_texts(ann, settings, tmp_path, is_demonstration):
    settings.DATA, settings.DEMONSTRATION = tmp_path, is_demonstration
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "one.txt").write_text(f"{NUMBER}\nIe\n")

    take_in_files.call()
    take_in_files.call()

    kept = list(Received.objects.values_list("person", "meaning"))
    left = [file.name for file in (tmp_path / "inbox").iterdir()]
    assert (kept, left) == (([(ann.pk, "YES")], []) if is_demonstration else ([], ["one.txt"]))
