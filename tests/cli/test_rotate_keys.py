"""`cyfran rotate-keys`: everything is sealed with the first key in the end, and a wrong key is refused."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import decrypt

from cyfran.cli.exits import BAD_INPUT, DONE
from cyfran.cli.main import main
from cyfran.config import env
from cyfran.domain.base import actions
from cyfran.domain.people.models import Person
from tests.factories.base import make_user
from tests.factories.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_everything_is_sealed_with_the_first_key_and_counted(settings, capsys):
    people = [make_person(email=f"person{number}@example.org") for number in range(3)]
    settings.FIELD_KEYS = {"new": b"n" * 32} | settings.FIELD_KEYS

    ended = [main(["rotate-keys"]), main(["rotate-keys"])]

    assert ended == [DONE, DONE]
    assert [line for line in capsys.readouterr().out.splitlines() if "people.Person" in line] == [
        "people.Person: 3 sealed anew, 0 left.",
        "people.Person: 0 sealed anew, 0 left.",
    ]
    settings.FIELD_KEYS = {"new": b"n" * 32}
    assert [Person.objects.get(pk=person.pk).email for person in people] == [f"person{number}@example.org" for number in range(3)]


def test_what_staff_prove_who_they_are_with_is_sealed_anew_too(settings, capsys):
    user, secret = make_user(), generate_totp_secret()
    kept = TOTP.activate(user, secret).instance
    old = kept.data["secret"]
    settings.FIELD_KEYS = {"new": b"n" * 32} | settings.FIELD_KEYS

    main(["rotate-keys"])

    kept.refresh_from_db()
    assert secret not in old
    assert "mfa.Authenticator: 1 sealed anew, 0 left." in capsys.readouterr().out
    settings.FIELD_KEYS = {"new": b"n" * 32}
    assert decrypt(kept.data["secret"]) == secret


@pytest.mark.parametrize("verb", ["rotate-keys", "worker"])
def test_keys_that_do_not_open_what_is_there_are_refused_by_the_name_of_the_variable(verb, settings, capsys):
    make_person()
    settings.FIELD_KEYS = {"new": b"n" * 32}

    with pytest.raises(SystemExit) as ended:
        main([verb])

    assert ended.value.code == BAD_INPUT
    assert capsys.readouterr().err.startswith("CYFRAN_FIELD_KEYS does not open what is sealed in this database")


def test_a_new_key_is_one_that_the_settings_take(capsys, monkeypatch):
    assert main(["rotate-keys", "--new"]) == DONE
    monkeypatch.setenv("KEYS", capsys.readouterr().out)

    assert [re.fullmatch("k[0-9a-f]{6}", name) is not None for name in env.env_keys("KEYS")] == [True]


def test_a_code_used_while_the_key_is_changed_stays_used(settings, monkeypatch):
    user = make_user()
    TOTP.activate(user, generate_totp_secret())
    settings.FIELD_KEYS = {"new": b"n" * 32} | settings.FIELD_KEYS
    found = actions.seal_second_step_anew

    def sealed_after_a_code_was_used(*, step, **options):
        Authenticator.objects.filter(pk=step.pk).update(data=step.data | {"used_mask": 1})
        found(step=step, **options)

    monkeypatch.setattr(actions, "seal_second_step_anew", sealed_after_a_code_was_used)

    main(["rotate-keys"])

    assert Authenticator.objects.get().data["used_mask"] == 1
