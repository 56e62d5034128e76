import argparse

import pytest
from allauth.mfa.models import Authenticator
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor

from cyfran.cli import demo
from cyfran.cli.exits import BAD_INPUT, DONE
from cyfran.domain.base.models import AuditEvent, User
from cyfran.domain.groups.models import Group
from cyfran.domain.organisations.models import Area, Region
from cyfran.domain.organisations.queries import administrators
from cyfran.domain.projects.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def outbox(settings, tmp_path):
    settings.DATA = tmp_path


def run() -> int:
    return demo.run(argparse.Namespace())


def refused(capsys) -> str:
    with pytest.raises(SystemExit) as caught:
        run()

    printed = capsys.readouterr()
    assert caught.value.code == BAD_INPUT
    assert printed.out == ""
    return printed.err


def test_demo_loads_wales_its_register_and_an_administrator(capsys):
    assert run() == DONE

    assert (Region.objects.count(), Area.objects.count(), Group.objects.filter(is_example=False).count()) == (7, 22, 80)
    assert [(user.email, user.name) for user in administrators()] == [("administrator@example.org", "Gweinyddwr Enghreifftiol")]
    assert capsys.readouterr().err.splitlines()[:3] == [
        "Added: regions 7, areas 22, public bodies 36, census counts 550.",
        "Added: groups 80.",
        "Added: an administrator.",
    ]


def test_demo_loads_the_worked_example_and_says_how_its_people_come_in(capsys):
    run()

    printed = capsys.readouterr()
    assert Project.objects.filter(is_example=True).count() == 2
    assert "- Mari Enghraifft, who coordinates for Ceredigion County Council: mari.enghraifft@example.org" in printed.out
    assert printed.err.endswith("Added: the worked example.\n")


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_a_demonstration_gives_the_staff_an_app_for_codes_once(capsys, settings, is_demonstration):
    settings.DEMONSTRATION = is_demonstration

    run()
    given = set(Authenticator.objects.values_list("user__email", "type"))
    run()

    assert given == {(user.email, kind) for user in User.objects.all() for kind in ("totp", "recovery_codes") if is_demonstration}
    assert Authenticator.objects.count() == len(given)


def test_demo_says_where_the_pages_are_and_how_to_sign_in(capsys, settings):
    settings.PUBLIC_ADDRESS = "http://cyfran.test:8001"
    settings.DEMONSTRATION = True

    run()

    assert capsys.readouterr().out.splitlines()[:4] == [
        "The pages: http://cyfran.test:8001",
        "Staff sign in at http://cyfran.test:8001/en/account/sign-in/ with an e-mail address, the code sent to it, "
        "and a second step.",
        "Nothing leaves this machine. Every e-mail and each code of the second step is shown at "
        "http://cyfran.test:8001/en/account/outbox/. Who comes in:",
        "- Gweinyddwr Enghreifftiol: administrator@example.org",
    ]


def test_demo_speaks_of_no_outbox_where_people_are_real(capsys, settings):
    settings.DEMONSTRATION = False

    run()

    assert "outbox" not in capsys.readouterr().out


def test_demo_again_changes_nothing_and_says_the_same_at_the_end(capsys):
    run()
    first = capsys.readouterr()
    before = (Group.objects.count(), User.objects.count(), AuditEvent.objects.count())

    assert run() == DONE

    second = capsys.readouterr()
    assert (Group.objects.count(), User.objects.count(), AuditEvent.objects.count()) == before
    assert second.out == first.out
    assert second.err.splitlines()[:3] == [
        "The regions, areas and public bodies of Wales are there already.",
        "The groups of the register are there already.",
        "The administrator is there already.",
    ]


def test_demo_stops_at_a_file_that_cannot_be_used(capsys, settings, tmp_path):
    settings.PROJECT = tmp_path

    assert refused(capsys) == "regions.csv: The file cannot be opened. See that it is there and may be read.\n"
    assert not Region.objects.exists()


def test_demo_stops_where_the_database_is_not_up_to_date(capsys, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["something to do"])

    assert refused(capsys) == "The database is not up to date. Run this first: cyfran upgrade\n"


def test_demo_stops_where_the_database_cannot_be_used(capsys, monkeypatch):
    def fail(*_):
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(MigrationExecutor, "__init__", fail)

    assert refused(capsys) == (
        "The database cannot be used (unable to open database file). "
        "See that DATABASE_URL or CYFRAN_DATA names one that is there.\n"
    )
