"""A worry about somebody reaches one named person at once, and has a clock."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from unittest.mock import Mock

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django_tasks_db.models import DBTaskResult

from cyfran.domain.base import clock
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.contributions.actions import hand_over
from cyfran.domain.organisations.actions.organisations import name_leads
from cyfran.domain.organisations.choices import Act, Role
from cyfran.domain.people.actions.flags import close_flag, give_flag, raise_flag, take_in_hand
from cyfran.domain.people.choices import FlagKind
from cyfran.domain.people.files import help_lines
from cyfran.domain.people.models import Flag
from cyfran.domain.people.queries import flags_open_to
from cyfran.domain.people.tasks import tell_owner
from tests.factories.base import make_administrator, make_user
from tests.factories.organisations import make_coordinator, make_membership, make_organisation
from tests.factories.people import make_flag, make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@pytest.fixture
def lead():
    organisation = make_organisation()
    lead = make_coordinator(organisation, name="Lowri Sampl")
    name_leads(organisation=organisation, young_carer_lead=None, safeguarding_lead=lead, by=None, at=AT)
    lead.organisation = organisation
    return lead


def test_a_worry_is_sealed_and_its_owner_told_at_once_without_a_word_of_it(lead, mailoutbox, django_capture_on_commit_callbacks):
    person = make_person(organisation=lead.organisation, name="Olwen Dychmygol")

    with django_capture_on_commit_callbacks(execute=True):
        flag = raise_flag(person=person, kind=FlagKind.SAFEGUARDING, words="Zebedee", by=make_user(), at=AT)

    stored = str(Flag.objects.values_list("words", flat=True).get())
    assert (flag.owner, flag.due_at, flag.state) == (lead, AT + timedelta(hours=4), "OPEN")
    assert [mail.to for mail in mailoutbox] == [[lead.email]]
    assert [text for text in (stored, mailoutbox[0].body, mailoutbox[0].subject) if "Zebedee" in text or "Olwen" in text] == []
    assert "Zebedee" not in str(list(AuditEvent.objects.values_list("facts", flat=True)))


def test_no_second_cry_is_refused_and_each_is_told_with_a_clock_of_its_own(lead, mailoutbox, django_capture_on_commit_callbacks):
    person = make_person(organisation=lead.organisation)

    with django_capture_on_commit_callbacks(execute=True):
        cries = [
            raise_flag(person=person, kind=FlagKind.DISTRESS, words="z" * 1000, by=person, at=AT + timedelta(hours=hour))
            for hour in range(3)
        ]

    assert [cry.due_at for cry in cries] == [AT + timedelta(hours=24 + hour) for hour in range(3)]
    assert ([len(cry.words) for cry in Flag.objects.all()], len(mailoutbox)) == ([1000] * 3, 3)


def test_where_nobody_is_named_or_she_may_no_longer_the_named_contact_sees_to_it(lead):
    contact = make_coordinator(lead.organisation)
    lead.organisation.named_contact = contact
    lead.organisation.save()
    lead.memberships.all().delete()

    flag = raise_flag(person=make_person(organisation=lead.organisation), kind=FlagKind.DISTRESS, by=None, at=AT)

    assert flag.owner == contact


def test_a_named_contact_who_may_not_open_it_is_passed_over(lead):
    lead.organisation.named_contact = make_user()
    lead.organisation.safeguarding_lead = None
    lead.organisation.save()
    person = make_person(organisation=lead.organisation)

    owner = raise_flag(person=person, kind=FlagKind.DISTRESS, by=None, at=AT).owner
    administrator = make_administrator()

    assert owner == lead
    assert raise_flag(person=person, kind=FlagKind.DISTRESS, by=None, at=AT).owner == administrator


def test_where_the_e_mail_does_not_go_it_is_tried_again_and_nothing_says_that_it_went(monkeypatch, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(
        "django.core.mail.EmailMessage.send", Mock(side_effect=SMTPRecipientsRefused({"bob@example.org": (550, b"")}))
    )
    monkeypatch.setattr(clock, "now", lambda: AT)
    flag = make_flag()

    tell_owner.call(flag.pk)

    again = DBTaskResult.objects.get()
    assert (again.args_kwargs, again.run_after) == ({"args": [flag.pk], "kwargs": {}}, AT + timedelta(minutes=5))
    assert not AuditEvent.objects.filter(verb="flag.told").exists()


def test_of_a_worry_that_has_been_seen_to_nobody_is_told(mailoutbox):
    flag = make_flag(state="CLOSED", closed_at=AT)

    tell_owner.call(flag.pk)

    assert mailoutbox == []


def test_its_owner_takes_it_in_hand_and_closes_it_and_nobody_else_can():
    flag = make_flag()

    for act, facts in ((take_in_hand, {}), (close_flag, {"outcome": "Rung."})):
        with pytest.raises(ValidationError, match="Only whoever has this in hand"):
            act(flag=flag, by=make_user(), at=AT, **facts)
    states = [take_in_hand(flag=flag, by=flag.owner, at=AT).state]
    closed = close_flag(flag=flag, outcome="Rung.", by=flag.owner, at=AT)

    assert (states, closed.state, closed.closed_at, closed.outcome) == (["IN_HAND"], "CLOSED", AT, "Rung.")


def test_it_is_given_to_a_colleague_who_is_told_and_to_nobody_else(lead, mailoutbox, django_capture_on_commit_callbacks):
    flag = make_flag(person=make_person(organisation=lead.organisation))

    with django_capture_on_commit_callbacks(execute=True):
        give_flag(flag=flag, owner=lead, by=flag.owner, at=AT)
    with pytest.raises(ValidationError, match="This cannot be given to them"):
        give_flag(flag=flag, owner=make_user(), by=lead, at=AT)

    assert (Flag.objects.get().owner, [mail.to for mail in mailoutbox]) == (lead, [[lead.email]])


def test_that_it_waits_is_open_to_who_keeps_peoples_records_there_and_to_no_stranger(lead):
    flag = make_flag(person=make_person(organisation=lead.organisation), owner=lead)
    teammate, stranger = make_coordinator(lead.organisation), make_coordinator(make_organisation())

    seen = [list(flags_open_to(user, Act.KEEP_PEOPLE)) for user in (lead, make_administrator(), teammate, stranger)]

    assert seen == [[flag], [flag], [flag], []]


def test_only_who_keeps_peoples_records_is_named_lead():
    with pytest.raises(ValidationError, match="Choose somebody who keeps the records"):
        name_leads(organisation=make_organisation(), young_carer_lead=make_user(), safeguarding_lead=None, by=None, at=AT)


def test_worries_and_leads_go_to_the_successor_who_is_told(lead, mailoutbox, django_capture_on_commit_callbacks):
    successor = make_coordinator(lead.organisation, telephone="01970 000 001")
    make_flag(person=make_person(organisation=lead.organisation), owner=lead)

    with django_capture_on_commit_callbacks(execute=True):
        hand_over(leaver=lead, successor=successor, organisation=lead.organisation, by=None, at=AT)

    lead.organisation.refresh_from_db()
    assert (Flag.objects.get().owner, lead.organisation.safeguarding_lead) == (successor, successor)
    assert [(mail.to, mail.subject.partition(" / ")[2]) for mail in mailoutbox] == [
        ([lead.email], "A role of yours in Cyfran has ended"),
        ([successor.email], "Somebody needs you soon"),
    ]


@pytest.mark.parametrize(
    ("turned_to", "role"),
    [
        ("", Role.VIEWER),
        ("named_contact", Role.PRACTITIONER),
        ("young_carer_lead", Role.VIEWER),
        ("safeguarding_lead", Role.COMMISSIONER),
    ],
)
def test_nobody_takes_over_what_her_role_does_not_let_her_see_to(turned_to, role):
    organisation = make_organisation()
    leaver = make_coordinator(organisation)
    successor = make_membership(organisation=organisation, role=role, user=make_user(telephone="01970 000 001")).user
    if turned_to:
        setattr(organisation, turned_to, leaver)
        organisation.save()
    else:
        make_flag(person=make_person(organisation=organisation), owner=leaver)

    with pytest.raises(ValidationError, match="may not see to everything"):
        hand_over(leaver=leaver, successor=successor, organisation=organisation, by=None, at=AT)


def test_a_practitioner_takes_over_worries_and_leads(lead):
    member = make_membership(organisation=lead.organisation, role=Role.PRACTITIONER, user=make_user(telephone="01970 000 001"))
    make_flag(person=make_person(organisation=lead.organisation), owner=lead)

    hand_over(leaver=lead, successor=member.user, organisation=lead.organisation, by=None, at=AT)

    lead.organisation.refresh_from_db()
    assert (Flag.objects.get().owner, lead.organisation.safeguarding_lead) == (member.user, member.user)


@pytest.mark.parametrize(
    ("had", "now", "events"),
    [
        ("01970 000 001", "01970 000 001", []),
        ("", "01970 000 002", [{"changed": ["telephone"]}]),
    ],
)
def test_a_successor_keeps_the_number_she_has_and_one_written_for_her_is_on_record(lead, had, now, events):
    successor = make_coordinator(lead.organisation, telephone=had)

    hand_over(leaver=lead, successor=successor, organisation=lead.organisation, by=None, at=AT, telephone="01970 000 002")

    successor.refresh_from_db()
    written = AuditEvent.objects.filter(verb="user.changed", subject_public_id=successor.public_id)
    assert (successor.telephone, list(written.values_list("facts", flat=True))) == (now, events)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"state": "CLOSED"}, "Say when this was seen to."),
        ({"due_at": AT - timedelta(days=30)}, "Say by when this is seen to."),
    ],
)
def test_a_flag_keeps_what_the_database_promises(given, message):
    flag = make_flag()
    for name, value in given.items():
        setattr(flag, name, value)

    with pytest.raises(ValidationError) as refused:
        flag.full_clean()
    assert refused.value.messages == [message]
    with pytest.raises(IntegrityError):
        flag.save()


def test_every_number_to_ring_is_whole_in_both_languages_and_says_where_and_when_it_was_read():
    blank = [(line["code"], name) for line in help_lines() for name, value in line.items() if not value]

    assert blank == []
    assert [line["number"] for line in help_lines()] == ["999", "111", "116 123", "0800 1111"]
