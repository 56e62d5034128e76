import argparse

import pytest

from cyfran.cli import begin
from cyfran.cli.exits import BAD_INPUT, DONE
from cyfran.domain.base.models import AuditEvent, User
from cyfran.domain.groups.models import Group
from cyfran.domain.organisations.models import Area, Region
from cyfran.domain.organisations.queries import administrators
from tests.factories.base import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def run(email="Ann@Example.org", name="Ann Example") -> int:
    return begin.run(argparse.Namespace(email=email, name=name))


def test_begin_loads_wales_and_its_register_appoints_somebody_and_brings_nobody_invented(capsys, settings):
    settings.PUBLIC_ADDRESS = "https://a.test"

    assert run() == DONE

    assert (Region.objects.count(), Area.objects.count(), Group.objects.count()) == (7, 22, 80)
    assert [(user.email, user.name, user.is_administrator) for user in User.objects.all()] == [
        ("ann@example.org", "Ann Example", True)
    ]
    assert not Group.objects.filter(is_example=True).exists()
    assert capsys.readouterr().out.splitlines() == [
        "The pages: https://a.test",
        "Staff sign in at https://a.test/en/account/sign-in/ with an e-mail address, the code sent to it, and a second step.",
    ]


def test_begin_again_changes_nothing_and_says_so(capsys):
    run()
    before = AuditEvent.objects.count()
    capsys.readouterr()

    run()

    assert (User.objects.count(), AuditEvent.objects.count()) == (1, before)
    assert capsys.readouterr().err.endswith("The administrator is there already.\n")


def test_somebody_with_an_account_looks_after_the_installation_in_the_same_account():
    ann = make_user(email="ann@example.org", name="Ann")

    run(name="Somebody Else")

    assert list(administrators()) == [ann]
    assert AuditEvent.objects.filter(verb="user.made_administrator", subject_public_id=ann.public_id).count() == 1
    assert administrators()[0].name == "Ann"


@pytest.mark.parametrize(("email", "name"), [("nobody", "Ann"), ("ann@example.org", "")])
def test_an_address_that_is_none_and_somebody_without_a_name_are_refused(email, name, capsys):
    with pytest.raises(SystemExit) as refused:
        run(email=email, name=name)

    assert refused.value.code == BAD_INPUT
    assert not User.objects.exists()
