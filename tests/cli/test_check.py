"""`cyfran check`: what the doctor says of an installation in which all is well, and of each thing that is not."""

import json
import shutil
import smtplib
import sqlite3
from collections import namedtuple
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cyfran.cli.check import examine
from cyfran.cli.doctor import installation, machine, records
from cyfran.cli.doctor.findings import Finding, State
from cyfran.cli.exits import DONE, NOT_WELL
from cyfran.cli.main import main
from cyfran.domain.base.models import Worker
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.choices import State as MessageState
from cyfran.domain.people.models import Person
from tests.factories.base import make_audit_event, make_user, make_worker
from tests.factories.contributions import make_contribution
from tests.factories.correspondence import make_message
from tests.factories.organisations import make_membership, make_organisation
from tests.factories.people import make_flag, make_person
from tests.factories.projects import make_proposal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
Room = namedtuple("Room", "free")
UNREACHED = ("fault", "The mail server mail.example.org does not answer, or does not let us in.")


@pytest.fixture(autouse=True)
def installed(db, settings, tmp_path):
    """Give the doctor an installation in which all is well: a demonstration of its own, with a worker."""
    make_worker()
    said = {"protection_officer_cy": "dpo@example.org", "protection_officer_en": "dpo@example.org"}
    make_person(is_example=True, organisation=make_organisation(**said, special_basis="EXPLICIT_CONSENT"))
    settings.DATA, settings.DEMONSTRATION = tmp_path, True


def said(look) -> list[tuple[str, str]]:
    return [(str(finding.state), finding.words) for finding in look()]


def task(status: str, **times) -> None:
    DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="a.task",
        backend_name="default",
        run_after=timezone.now(),
    )
    DBTaskResult.objects.update(**times)


def test_where_all_is_well_it_says_so_and_ends_well(capsys):
    assert main(["check"]) == DONE

    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines[:-1]} == {"[well]"}
    assert (len(lines), lines[-1]) == (11, "All is well.")


def test_what_is_wrong_is_counted_said_and_told_to_programs(capsys, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Room(5_000_000))

    assert main(["check"]) == NOT_WELL
    in_words = capsys.readouterr().out.splitlines()
    assert main(["check", "--json"]) == NOT_WELL
    in_json = json.loads(capsys.readouterr().out)

    advice = "Make room: what people say cannot be kept on a full disk. Old backups and the outbox are the first to look at."
    assert f"[wrong] Room left on the disk, in megabytes: 5. {advice}" in in_words
    assert in_words[-1] == "Things that are wrong: 1."
    assert in_json["well"] is False
    assert {"about": "disk", "state": "fault", "words": "Room left on the disk, in megabytes: 5.", "advice": advice} in in_json[
        "findings"
    ]


def test_a_disk_that_is_nearly_full_is_a_thing_to_look_at(monkeypatch, capsys):
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Room(900_000_000))

    assert said(machine.disk) == [("care", "Room left on the disk, in megabytes: 900.")]
    assert main(["check"]) == DONE
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing is wrong. Things to look at: 1."


def test_a_folder_that_cannot_be_written_to_is_wrong(settings):
    settings.DATA = settings.DATA / "nowhere"

    assert said(machine.disk) == [("fault", f"Nothing can be written to the folder {settings.DATA}.")]


def test_a_clock_that_went_back_is_wrong():
    make_audit_event(at=timezone.now() + timedelta(minutes=10, seconds=30))

    words = "The clock is not right: it differs by 10 minutes from the database or from what is on record."
    assert said(machine.the_clock) == [("fault", words)]


def test_settings_that_open_what_should_be_closed_are_wrong(settings):
    settings.DEBUG, settings.PUBLIC_ADDRESS, settings.HTTPS = True, "http://cyfran.example.org", False
    make_person(is_example=False)

    found = said(installation.configuration)

    assert [state for state, _words in found] == ["fault"] * 3
    assert [words.split()[0] for _state, words in found] == ["CYFRAN_DEBUG", "CYFRAN_DEMONSTRATION", "The"]


@pytest.mark.parametrize(
    ("address", "people", "state", "words"),
    [
        ("http://127.0.0.1:8000", [False], "fault", "there are people who are not invented"),
        ("http://127.0.0.1:8000", [], "fault", "the example is not here"),
        ("https://try.example.org", [True], "care", "whoever knows https://try.example.org can sign in there as anybody"),
        ("http://127.0.0.1:8000", [True], "fine", "leave nothing open"),
    ],
)
def test_a_demonstration_is_well_only_where_all_is_invented_and_it_is_reached_from_this_machine_alone(
    address, people, state, words, settings
):
    settings.PUBLIC_ADDRESS, settings.HTTPS, settings.BEHIND_PROXY = address, address.startswith("https"), True
    Person.objects.all().delete()
    for is_example in people:
        make_person(is_example=is_example)

    [(found, sentence)] = said(installation.configuration)

    assert (found, words in sentence) == (state, True)


def test_encrypted_pages_without_word_of_a_proxy_are_a_thing_to_look_at(settings):
    settings.PUBLIC_ADDRESS, settings.HTTPS, settings.BEHIND_PROXY = "https://cyfran.example.org", True, False
    settings.DEMONSTRATION = False

    words = "CYFRAN_PUBLIC_ADDRESS begins with https://, and CYFRAN_BEHIND_PROXY is not set."
    assert said(installation.configuration) == [("care", words)]


@pytest.mark.parametrize(("folder", "file", "is_open"), [(0o755, 0o644, True), (0o700, 0o644, False), (0o755, 0o600, False)])
def test_a_secret_that_others_can_read_is_wrong(folder, file, is_open, settings):
    (settings.DATA / "cyfran.env").touch(mode=file)
    (settings.DATA / "cyfran.env").chmod(file)
    settings.DATA.chmod(folder)

    wrong = ("fault", f"Other users of this machine can read {settings.DATA / 'cyfran.env'}.")
    assert (wrong in said(installation.configuration)) is is_open


def test_without_a_mail_server_only_a_demonstration_is_well(settings):
    words = f"No mail server is set: e-mails become files in {settings.DATA / 'outbox'}."

    assert said(installation.mail) == [("fine", words)]
    settings.DEMONSTRATION = False
    assert said(installation.mail) == [("care", words)]


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        (None, ("fine", "The mail server mail.example.org answers.")),
        (OSError(), ("fault", "The mail server mail.example.org does not answer, or does not let us in.")),
        (
            smtplib.SMTPAuthenticationError(535, b"No"),
            ("fault", "The mail server mail.example.org does not answer, or does not let us in."),
        ),
    ],
)
def test_the_mail_server_is_asked(refusal, expected, settings, monkeypatch):
    settings.EMAIL_HOST, settings.EMAIL_BACKEND = "mail.example.org", "django.core.mail.backends.smtp.EmailBackend"

    def answer(_self):
        if refusal:
            raise refusal

    monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.open", answer)

    assert said(installation.mail) == [expected]


@pytest.mark.parametrize(("days", "state"), [(60, "fine"), (5, "fault")])
def test_a_certificate_is_renewed_in_time(days, state, settings, monkeypatch):
    settings.PUBLIC_ADDRESS, settings.HTTPS = "https://cyfran.example.org", True
    until = datetime.now(tz=UTC) + timedelta(days=days)
    monkeypatch.setattr(installation, "certificate_ends", lambda: until)

    assert said(installation.certificate) == [(state, f"The certificate of the address holds until {until.date()}.")]


def test_an_address_that_cannot_be_reached_is_a_thing_to_look_at(settings):
    settings.PUBLIC_ADDRESS, settings.HTTPS = "https://127.0.0.1:1", True

    words = "https://127.0.0.1:1 cannot be reached from here with a certificate that holds."
    assert said(installation.certificate) == [("care", words)]


def test_a_database_that_cannot_be_used_is_wrong_and_the_rest_is_looked_at_all_the_same(monkeypatch):
    def refuse():
        raise OperationalError("unable to open\ndatabase file")

    monkeypatch.setattr(records, "refuse_unless_ready", refuse)

    found = examine()

    words = "The database cannot be used: unable to open database file"
    advice = "See that DATABASE_URL or CYFRAN_DATA names one that is there."
    assert found[0] == Finding("database", State.FAULT, words, advice)
    assert [finding.about for finding in found] == ["database", "disk", "mail"]


def test_a_damaged_database_is_wrong(settings, tmp_path, monkeypatch):
    with sqlite3.connect(tmp_path / "damaged") as file:
        file.execute("CREATE TABLE notes (words text)")
        file.executemany("INSERT INTO notes VALUES (?)", [["somebody" * 50]] * 500)
    content = bytearray((tmp_path / "damaged").read_bytes())
    content[50_000:90_000] = b"?" * 40_000
    (tmp_path / "damaged").write_bytes(content)
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", tmp_path / "damaged")

    [(state, words)] = said(records.database)

    assert (state, words.split(":")[0]) == ("fault", "The database is damaged")


def test_a_database_of_another_version_is_wrong(monkeypatch):
    monkeypatch.setattr("cyfran.cli.database.MigrationExecutor.migration_plan", lambda *_: ["0002"])

    assert said(records.database) == [("fault", "The database is not as this version of Cyfran wants it.")]


@pytest.mark.parametrize(
    ("status", "times", "expected"),
    [
        ("READY", {"enqueued_at": 6}, ("fault", "Tasks that have waited for more than five minutes: 1.")),
        ("READY", {"enqueued_at": 4}, ("fine", "Nothing waits in the background for longer than it should.")),
        ("RUNNING", {"started_at": 61}, ("care", "Tasks that have run for more than an hour: 1.")),
        ("FAILED", {"finished_at": 60}, ("care", "Tasks that failed in the last seven days: 1.")),
        ("SUCCESSFUL", {"finished_at": 60}, ("fine", "Nothing waits in the background for longer than it should.")),
    ],
)
def test_tasks_are_looked_after(status, times, expected):
    task(status, **{name: timezone.now() - timedelta(minutes=minutes) for name, minutes in times.items()})

    assert said(records.queue) == [expected]


def test_where_no_worker_is_heard_of_somebody_should_look():
    Worker.objects.update(seen_at=timezone.now() - timedelta(minutes=6))

    assert said(records.queue) == [("care", "No worker has been heard of in the last five minutes.")]


def test_messages_that_do_not_go_are_told_of():
    make_message(state=MessageState.QUEUED, queued_at=timezone.now() - timedelta(hours=2))
    make_message(state=MessageState.QUEUED, reason="RHYTHM", waits_until=timezone.now() - timedelta(hours=2))
    make_message(state=MessageState.QUEUED, reason="RHYTHM", waits_until=timezone.now() + timedelta(days=2))
    make_message(state=MessageState.SENDING, claimed_at=timezone.now() - timedelta(hours=2))
    make_message(state=MessageState.SENDING, claimed_at=timezone.now())
    make_message(state=MessageState.FAILED, failure="NOT_REACHED", settled_at=timezone.now())

    assert said(records.queue) == [
        ("fault", "Messages that have waited for more than an hour: 2."),
        ("care", "Messages of which nobody has known for more than an hour whether they went: 1."),
        ("care", "Messages that could not be sent: 1."),
    ]


def test_what_is_owed_to_people_is_counted(settings):
    settings.DEMONSTRATION = False
    yesterday = timezone.localdate() - timedelta(days=1)
    make_proposal(due_on=yesterday)
    make_contribution(due_on=yesterday)
    make_contribution(due_on=yesterday, withdrawn_at=timezone.now())
    make_flag(due_at=timezone.now() - timedelta(hours=1))
    make_flag(due_at=timezone.now() + timedelta(hours=1))

    assert said(records.what_is_overdue) == [
        ("care", "Requests not answered by their day: 1."),
        ("care", "Contributions not answered by their day: 1."),
        ("care", "Calls for help that nobody has seen to in time: 1."),
    ]


def test_it_counts_what_is_kept_for_longer_than_it_should_be(settings):
    settings.MESSAGE_YEARS = 2
    now = timezone.now()
    long_ago, told = now - timedelta(days=365 * 4), {"purpose": Purpose.LEAVING, "queued_at": now - timedelta(days=31)}
    late, lately, untold = (
        make_person(registered_at=long_ago, leaves_on=(now - timedelta(days=days)).date()) for days in (3, 0, 3)
    )
    make_person(leaves_on=(now - timedelta(days=3)).date())
    for person in (late, lately):
        make_message(person=person, state=MessageState.SENT, settled_at=now - timedelta(days=31), **told)
    make_message(person=untold, state=MessageState.TO_DO, **told)
    make_message(settled_at=now - timedelta(days=732))
    make_message(settled_at=now - timedelta(days=729))

    assert said(records.retention) == [
        ("fault", "People to be removed whose day has passed: 1."),
        ("fault", "Messages kept for longer than they should be: 1."),
    ]


def test_it_tells_of_letters_nobody_has_posted():
    now = timezone.now()
    for days in (6, 8):
        make_message(
            person=make_person(is_example=True), state=MessageState.TO_DO, channel="LETTER", queued_at=now - timedelta(days=days)
        )

    assert said(records.queue) == [("care", "Letters, calls and texts that have waited for more than seven days: 1.")]


def test_the_keys_are_looked_at_as_closely_where_only_second_steps_are_sealed(settings):
    TOTP.activate(make_user(), generate_totp_secret())
    old = settings.FIELD_KEYS

    settings.FIELD_KEYS = {"new": b"n" * 32} | old
    changed = said(records.keys)
    settings.FIELD_KEYS = {"new": b"n" * 32}
    lost = said(records.keys)

    assert changed == [
        ("care", "The first key of CYFRAN_FIELD_KEYS has not sealed everything yet; records left: 2."),
    ]
    assert lost == [("fault", "CYFRAN_FIELD_KEYS does not open what is sealed in the database.")]


def test_a_body_whose_notice_names_nobody_to_turn_to_is_a_thing_to_look_at():
    assert said(records.notice) == [("fine", "The privacy notice names everybody that people can turn to.")]
    make_person(organisation=make_membership().organisation)
    make_person(is_example=False, organisation=make_organisation(protection_officer_en="dpo@example.org"))

    assert said(records.notice) == [
        ("care", "Organisations that do not say in both languages how to reach their data protection officer: 2."),
        ("care", "Organisations that name no condition for what tells of health, origin or belief: 2."),
    ]


def test_it_says_whether_the_keys_open_what_is_sealed_and_whether_they_are_to_be_changed(settings):
    make_person()
    assert said(records.keys) == [("fine", "The first key of CYFRAN_FIELD_KEYS opens what is sealed in the database.")]

    settings.FIELD_KEYS = {"new": b"n" * 32} | settings.FIELD_KEYS
    changed = said(records.keys)
    settings.FIELD_KEYS = {"new": b"n" * 32}

    assert changed == [("care", "The first key of CYFRAN_FIELD_KEYS has not sealed everything yet; records left: 2.")]
    assert said(records.keys) == [("fault", "CYFRAN_FIELD_KEYS does not open what is sealed in the database.")]
