"""Somebody who is removed is found nowhere any more, and what was decided stands as it did."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.urls import reverse

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.base.registry import NOT_PERSONAL, WORK_DONE, Erased, declared, erased
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.contributions.queries import publishable_words
from cyfran.domain.correspondence.actions.writing import queue_message
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.models import Message
from cyfran.domain.decisions.queries import unanswered
from cyfran.domain.involvement.models import LedgerEntry
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.actions.flags import close_flag
from cyfran.domain.people.actions.people import change_contact_wishes
from cyfran.domain.people.choices import ERASED_NAME, Format, HowLong, Stays
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link, people_open_to, people_reached_at, person_by_link
from tests.factories.base import make_administrator, make_user
from tests.factories.contributions import make_contribution
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_shown_contribution
from tests.factories.groups import make_seat
from tests.factories.involvement import make_ledger_entry
from tests.factories.opportunities import make_invitation
from tests.factories.people import make_caring_role, make_flag, make_permission, make_person
from tests.factories.projects import make_proposal

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
PERSON = "myfanwy0"
SECRETS = ["Myfanwy", "myfanwy@example.org", "01970 000 777", "7 Invented Lane", "Zebedee"]


@pytest.fixture
def myfanwy(settings, tmp_path):
    """Make somebody who took part in everything; all she said and was sent holds the word Zebedee."""
    settings.DATA = tmp_path
    (tmp_path / "outbox").mkdir()
    (tmp_path / "outbox" / "one.log").write_text("To: myfanwy@example.org\n\nHello Myfanwy")
    (tmp_path / "outbox" / "other.log").write_text("To: bob@example.org")
    (tmp_path / "outbox" / "text.log").write_text("To: 01970000777\n\n123456")
    (tmp_path / "outbox" / "moved.log").write_text(f"To: before@example.org\nCyfran-Person: {PERSON}\n\nHello")
    (tmp_path / "outbox" / "like.log").write_text("To: long-myfanwy@example.org")
    two = ["To: bob@example.org\n\nHello Bob\n", "To: Myfanwy <Myfanwy@Example.org>\n\nHello Myfanwy\n", ""]
    (tmp_path / "outbox" / "two.log").write_text(f"{'-' * 79}\n".join(two))
    person = make_person(
        public_id=PERSON, name="Myfanwy", email=SECRETS[1], telephone=SECRETS[2], address=SECRETS[3], age_band="FROM_65"
    )
    make_caring_role(person=person)
    make_permission(person=person, use="CONTACT")
    said = make_shown_contribution(words="Zebedee", public_words="Zebedee was kind", person=person)
    make_proposal(person=person, words="Zebedee again", organisation=person.organisation)
    make_invitation(person=person, answer="YES", answered_at=AT, answer_words="With Zebedee")
    make_message(person=person, body_en="Dear Myfanwy, Zebedee", subject_en="Zebedee")
    make_seat(holder=person, starts_on=AT.date())
    make_ledger_entry(person=person)
    assert said in publishable_words()
    return person


def found_in_the_database() -> list[str]:
    """Return which of her secrets stand in any column of any table."""
    with connection.cursor() as cursor:
        everything = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- names of our own tables
            everything += [str(row) for row in cursor.fetchall()]
    return [secret for secret in SECRETS if any(secret in row for row in everything)]


def test_somebody_who_is_removed_is_found_by_no_search_of_database_files_and_pages(
    client, myfanwy, tmp_path, caplog, django_capture_on_commit_callbacks
):
    link, project = my_link(myfanwy), Contribution.objects.get().stage.project
    client.post(reverse("carer:my:say", args=[link, project.public_id]), {"words": "Zebedee, begun", "words_language": "EN"})
    before = found_in_the_database()

    with django_capture_on_commit_callbacks(execute=True):
        erase(person=myfanwy, by=myfanwy, at=AT)

    assert before == ["Myfanwy", "Zebedee"]
    assert found_in_the_database() == []
    assert sorted(file.name for file in (tmp_path / "outbox").iterdir()) == ["like.log", "other.log", "two.log"]
    assert (tmp_path / "outbox" / "two.log").read_text() == f"To: bob@example.org\n\nHello Bob\n{'-' * 79}\n"
    pages = ["public:projects:list", "public:changes:list", "public:changes:csv", "public:proposals:list", "public:reports:list"]
    shown = [client.get(reverse(page)).content.decode() for page in pages]
    shown += [client.get(reverse("public:projects:show", args=[project.public_id])).content.decode()]
    kept = [*shown, caplog.text, str(getattr(cache, "_cache", ""))]
    assert [secret for secret in SECRETS if any(secret in text for text in kept)] == []


def test_what_was_counted_and_decided_stays_with_the_row_and_its_trail(myfanwy):
    answers, entries = Contribution.objects.get().responses.count(), LedgerEntry.objects.count()

    erase(person=myfanwy, by=myfanwy, at=AT)

    myfanwy.refresh_from_db()
    said = Contribution.objects.get()
    assert (myfanwy.name, myfanwy.erased_at, said.person, said.withdrawn_at) == ("—", AT, myfanwy, AT)
    assert (said.responses.count(), LedgerEntry.objects.count(), myfanwy.invitations.count()) == (answers, entries, 1)
    assert (myfanwy.permissions.count(), myfanwy.messages.count(), myfanwy.seats.count()) == (0, 0, 0)
    event = AuditEvent.objects.get(verb="person.erased")
    assert (event.subject_public_id, event.actor_public_id, event.facts) == (myfanwy.public_id, myfanwy.public_id, {})


def test_nobody_reaches_finds_or_changes_somebody_who_was_removed(myfanwy):
    link = my_link(myfanwy)

    erase(person=myfanwy, by=make_user(), at=AT)

    assert person_by_link(link) is None
    assert list(people_reached_at(SECRETS[1])) == list(people_open_to(make_administrator(), Act.SEE_PEOPLE)) == []
    with pytest.raises(ValidationError, match="This person has been removed"):
        change_contact_wishes(person=Person.objects.get(), by=None, at=AT, name="Myfanwy")
    with pytest.raises(IntegrityError):
        Person.objects.update(name="Myfanwy")


def test_removing_twice_changes_nothing(myfanwy):
    erase(person=myfanwy, by=None, at=AT)

    erase(person=myfanwy, by=None, at=datetime(2026, 11, 23, tzinfo=UTC))

    assert (Person.objects.get().erased_at, AuditEvent.objects.filter(verb="person.erased").count()) == (AT, 1)


# What a row still says once its person is removed: where it counts, since when, and what hangs on it.
_STAYS = {
    "public_id",
    "organisation",
    "area",
    "channel",
    "registered_at",
    "link_version",
    "erased_at",
    "merged_into",
    "merged_at",
}


def test_nothing_declared_of_a_person_is_left_but_what_holds_the_row():
    names = {name for name, what in declared()["people.Person"].items() if what not in (WORK_DONE, NOT_PERSONAL)}
    reach = {"email": "ann@example.org", "telephone": "01970 000 001", "address": "1 Invented Lane", "language": "CY"}
    care = {"how_long": HowLong.UNDER_1, "how_long_said_on": AT.date(), "stays": Stays.NO, "age_band": "UNDER_13", "adult": "Bob"}
    days = {"leaves_on": AT.date(), "stayed_on": AT.date()}
    twice = {"merged_into": make_person(), "merged_at": AT, "set_aside": "{}", "equality_token": "invented"}
    person = make_person(user=make_user(), format="LARGE_PRINT", english_first=True, **days, **reach, **care, **twice)
    person.refresh_from_db()
    unsaid = {name for name in names if getattr(person, name) in ("", None)}

    erase(person=person, by=None, at=AT)

    person.refresh_from_db()
    left = {name for name in names if getattr(person, name) not in ("", None, False, ERASED_NAME, Format.STANDARD)}
    assert (unsaid, left) == ({"erased_at"}, _STAYS)


def test_the_database_keeps_no_wish_to_stay_of_somebody_who_was_removed():
    person = erase(person=make_person(), by=None, at=AT)

    with pytest.raises(IntegrityError, match="nothing_tells_who_an_erased_person_was"):
        Person.objects.filter(pk=person.pk).update(stays=Stays.YES)


def test_the_wishes_of_those_who_are_there_stay_when_those_of_the_removed_are_forgotten():
    removed, there = erase(person=make_person(), by=None, at=AT), make_person(stays=Stays.YES)
    migration = import_module("cyfran.domain.people.migrations.0014_what_the_removed_wished_is_forgotten")

    migration.forget_wishes(apps, None)

    assert [Person.objects.get(pk=person.pk).stays for person in (removed, there)] == ["", Stays.YES]


def test_what_goes_with_a_person_is_said_of_fields_that_are_there():
    known = declared()

    unknown = [
        f"{model}.{name}"
        for model, ways in erased().items()
        for way in ways
        for name in (way.person, *way.emptied)
        if name not in known[model]
    ]

    assert unknown == []
    assert erased()["people.Permission"] == [Erased("person", whole_row=True)]


def test_somebody_who_was_removed_is_written_to_no_more_and_no_answer_to_her_waits(myfanwy):
    said = make_contribution(person=myfanwy)
    project = said.stage.project
    before = list(unanswered(project, AT.date()))
    erase(person=myfanwy, by=None, at=AT)

    message = queue_message(person=myfanwy, organisation=project.organisation, purpose=Purpose.MY_PAGE, about=myfanwy, at=AT)

    assert (before, list(unanswered(project, AT.date()))) == ([said], [])
    assert (message, Message.objects.count()) == (None, 0)


def test_a_worry_nobody_has_seen_to_is_kept_for_its_owner_until_it_is_closed(myfanwy):
    owner = make_user()
    waiting = make_flag(person=myfanwy, owner=owner, words="Zebedee hits me")
    over = make_flag(person=myfanwy, words="Zebedee", state="CLOSED", closed_at=AT, outcome="Zebedee rang")

    erase(person=myfanwy, by=myfanwy, at=AT)
    waiting.refresh_from_db()
    over.refresh_from_db()
    kept = waiting.words
    raw = found_in_the_database()
    close_flag(flag=waiting, outcome="We rang Myfanwy", by=owner, at=AT)

    waiting.refresh_from_db()
    assert kept == "Zebedee hits me\n\nMyfanwy\nmyfanwy@example.org\n01970 000 777\n7 Invented Lane"
    assert (over.words, over.outcome, raw) == ("", "", [])
    assert (waiting.state, waiting.words, waiting.outcome) == ("CLOSED", "", "")


def test_whoever_is_removed_reads_that_an_open_worry_is_kept_and_why(client):
    page = client.get(reverse("carer:my:removed")).content.decode()

    assert "A call for help, or a worry that somebody wrote down, as long as nobody has seen to it" in page
    assert "So nobody in danger is lost from sight." in page
