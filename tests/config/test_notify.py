"""What of GOV.UK Notify is set together, and what is refused by name."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from cyfran.config.notify import Notify, env_notify
from tests.fakes.notify import KEY, TEMPLATES

ALL = {"CYFRAN_NOTIFY_KEY": KEY, "CYFRAN_NOTIFY_TEXT": TEMPLATES["TEXT"], "CYFRAN_NOTIFY_TOKEN": "t" * 32}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch):
    for name in ("KEY", "EMAIL", "TEXT", "LETTERS", "TOKEN", "ADDRESS"):
        monkeypatch.delenv(f"CYFRAN_NOTIFY_{name}", raising=False)
    monkeypatch.delenv("CYFRAN_SMTP_HOST", raising=False)


def test_without_any_of_it_notify_is_not_spoken_to():
    assert env_notify() == Notify()


def test_what_is_set_is_read(monkeypatch):
    for name, value in ALL.items():
        monkeypatch.setenv(name, value)

    read = env_notify()

    assert read == Notify(key=KEY, templates={"TEXT": TEMPLATES["TEXT"]}, token="t" * 32)
    assert (KEY in repr(read), "t" * 32 in repr(read)) == (False, False)


def test_letters_go_without_a_template(monkeypatch):
    monkeypatch.setenv("CYFRAN_NOTIFY_KEY", KEY)
    monkeypatch.setenv("CYFRAN_NOTIFY_LETTERS", "1")

    assert env_notify().ways == {"LETTER"}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"CYFRAN_NOTIFY_KEY": "half-a-key"}, "CYFRAN_NOTIFY_KEY must be a whole API key"),
        ({"CYFRAN_NOTIFY_KEY": ""}, "CYFRAN_NOTIFY_KEY and one or more of CYFRAN_NOTIFY_EMAIL, CYFRAN_NOTIFY_TEXT"),
        ({"CYFRAN_NOTIFY_TEXT": ""}, "are set together, or none of them"),
        (
            {"CYFRAN_NOTIFY_EMAIL": "7", "CYFRAN_SMTP_HOST": "a"},
            "CYFRAN_NOTIFY_EMAIL must be the ID of a template of GOV.UK Notify",
        ),
        ({"CYFRAN_NOTIFY_LETTERS": "perhaps"}, "CYFRAN_NOTIFY_LETTERS must be 1 or 0"),
        ({"CYFRAN_NOTIFY_TOKEN": "short"}, "CYFRAN_NOTIFY_TOKEN must be a random text of at least 32 characters"),
        ({"CYFRAN_NOTIFY_TOKEN": ""}, "CYFRAN_NOTIFY_TEXT needs CYFRAN_NOTIFY_TOKEN too"),
        ({"CYFRAN_NOTIFY_ADDRESS": "http://example.org"}, "CYFRAN_NOTIFY_ADDRESS must be an address"),
        ({"CYFRAN_NOTIFY_EMAIL": TEMPLATES["EMAIL"]}, "CYFRAN_NOTIFY_EMAIL needs CYFRAN_SMTP_HOST too"),
    ],
)
def test_what_is_wrong_is_refused_by_name(change, named, monkeypatch):
    for name, value in (ALL | change).items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured) as refused:
        env_notify()

    assert named in str(refused.value)
    assert KEY not in str(refused.value)
