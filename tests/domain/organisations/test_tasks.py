"""Telling staff of their roles: what stands in the e-mail, and what happens where it does not go."""

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core.mail import EmailMessage
from django_tasks_db.models import DBTaskResult

from cyfran.domain.base import clock
from cyfran.domain.organisations.actions.roles import appoint_by_address, end_administrator_and_tell, end_role
from cyfran.domain.organisations.choices import Role
from cyfran.domain.organisations.models import Membership
from cyfran.domain.organisations.tasks import NotToldError, tell_of_role
from tests.factories.base import make_administrator, make_user
from tests.factories.organisations import make_membership, make_organisation

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
GIVEN = """Hello Nia Sampl,

Rhian Dychmygol has given you the role “Practitioner” in “Abermorfa Council”. Its last day is 31 December 2027.

This is what it allows:
- See projects, their plans and decisions, and the reports
- See people by name, and what is on record of them
- Register people, and change what they wish and permit
- See how people are reached
- Write down what people ask, say and answer by telephone or on paper

Sign in here with this e-mail address. You need no password: a code is sent to you.
http://127.0.0.1:8000/en/account/sign-in/

If you did not expect this, ask Rhian Dychmygol at once: rhian@example.org
"""
ENDED = """Hello Nia Sampl,

Rhian Dychmygol has ended your role “Practitioner” in “Abermorfa Council”. What it opened is no longer open to you.

Any other role you have stays as it is.

If you did not expect this, ask Rhian Dychmygol at once: rhian@example.org
"""


@pytest.fixture
def rhian():
    return make_administrator(name="Rhian Dychmygol", email="rhian@example.org")


@pytest.fixture
def council():
    return make_organisation(name_en="Abermorfa Council", name_cy="Cyngor Abermorfa")


def facts_of(held, **more) -> dict[str, object]:
    place = {"kind": "organisations.organisation", "place": held.organisation_id}
    return {"user": held.user_id, "by": None, "role": held.role, **place, "until": "", "is_ended": False, **more}


def test_whoever_gets_a_role_is_told_who_gave_it_what_it_allows_and_where_to_sign_in(
    rhian, council, mailoutbox, django_capture_on_commit_callbacks
):
    held = Membership(organisation=council, role=Role.PRACTITIONER, ends_on=date(2027, 12, 31))

    with django_capture_on_commit_callbacks(execute=True):
        appoint_by_address(held=held, email="nia@example.org", name="Nia Sampl", by=rhian, at=AT)

    (email,) = mailoutbox
    welsh, english = email.body.split("\n\n———\n\n")
    assert (email.to, email.reply_to) == (["nia@example.org"], ["rhian@example.org"])
    assert email.subject == "Mae gennych rôl yn Cyfran / You have a role in Cyfran"
    assert english == GIVEN
    assert "Mae Rhian Dychmygol wedi rhoi'r rôl “Ymarferydd” i chi yn “Cyngor Abermorfa”." in welsh
    assert "http://127.0.0.1:8000/cy/account/sign-in/" in welsh


def test_whoever_loses_a_role_is_told_who_ended_it(rhian, council, mailoutbox, django_capture_on_commit_callbacks):
    nia = make_user(name="Nia Sampl")
    held = make_membership(user=nia, organisation=council, role=Role.PRACTITIONER)

    with django_capture_on_commit_callbacks(execute=True):
        end_role(held=held, by=rhian, at=AT)

    (email,) = mailoutbox
    assert (email.to, email.subject.partition(" / ")[2]) == ([nia.email], "A role of yours in Cyfran has ended")
    assert email.body.partition("\n\n———\n\n")[2] == ENDED


def test_nobody_is_told_of_the_end_of_what_was_over_long_ago(rhian, council, mailoutbox, django_capture_on_commit_callbacks):
    days = {"joined_on": AT.date() - timedelta(days=9), "ends_on": AT.date() - timedelta(days=1)}
    held = make_membership(organisation=council, role=Role.PRACTITIONER, **days)

    with django_capture_on_commit_callbacks(execute=True):
        end_role(held=held, by=rhian, at=AT)

    assert mailoutbox == []


def test_whoever_no_longer_looks_after_the_installation_is_told(rhian, mailoutbox, django_capture_on_commit_callbacks):
    make_administrator()

    with django_capture_on_commit_callbacks(execute=True):
        end_administrator_and_tell(user=rhian, by=None, at=AT)

    said = "Whoever looks after this installation has ended your role “Administrator” in “The whole installation”."
    assert [(email.to, said in email.body) for email in mailoutbox] == [([rhian.email], True)]
    assert "tell the administrator of Cyfran at your organisation at once" in mailoutbox[0].body


def test_the_e_mail_takes_the_word_for_carers_of_the_organisation(mailoutbox):
    held = make_membership(organisation=make_organisation(term="UNPAID_CARER"))

    tell_of_role.call(facts_of(held, role=Role.CARER_REPRESENTATIVE))

    assert "the role “Unpaid carer representative”" in mailoutbox[0].body


def test_nobody_is_told_of_a_role_once_the_account_or_the_place_is_gone(mailoutbox):
    held = make_membership()

    tell_of_role.call(facts_of(held, user=0))
    tell_of_role.call(facts_of(held, place=0))

    assert mailoutbox == []


def test_an_e_mail_that_does_not_go_is_tried_again_later_and_later_and_then_the_task_has_failed(monkeypatch, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr(EmailMessage, "send", refuse)
    facts = facts_of(make_membership())

    tell_of_role.call(facts)
    tell_of_role.call(facts, 7)
    with pytest.raises(NotToldError):
        tell_of_role.call(facts, 8)

    again = DBTaskResult.objects.order_by("run_after")
    assert [(one.args_kwargs["args"][1], one.run_after - AT) for one in again] == [
        (2, timedelta(minutes=5)),
        (8, timedelta(minutes=320)),
    ]


def refuse(_email):
    raise SMTPServerDisconnected
