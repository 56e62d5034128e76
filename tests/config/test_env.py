"""Settings: what each helper takes, and the one sentence with which it refuses everything else."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from cyfran.config import env

ROOT = Path(__file__).resolve().parents[2]
HOST = "the name of a machine such as mail.example.org, without a port"
HOSTS = "names of machines by commas, such as cyfran.example.org, without https:// and ports"
ADDRESS = "an address such as https://cyfran.example.org, with no more after it than a port"
SENDER = "an e-mail address such as cyfran@example.org or Cyfran <cyfran@example.org>"
DATABASE = "must be like postgres://user:password@host/name or sqlite:///FILE; what it says is neither, or lacks a part."


@pytest.fixture(autouse=True)
def _no_variable(monkeypatch):
    monkeypatch.delenv("CYFRAN_IT", raising=False)


def refusal_of(read, value, monkeypatch, **options) -> str:
    monkeypatch.setenv("CYFRAN_IT", value)
    with pytest.raises(ImproperlyConfigured) as refused:
        read("CYFRAN_IT", **options)
    return str(refused.value)


@pytest.mark.parametrize("blank", [None, "", "  "])
@pytest.mark.parametrize(
    ("read", "options", "value"),
    [
        (env.env_text, {"default": "so"}, "so"),
        (env.env_bool, {"default": True}, True),
        (env.env_int, {"default": 7}, 7),
        (env.env_choice, {"choices": ("one", "two")}, "one"),
        (env.env_folder, {"default": ROOT}, ROOT),
        (env.env_host, {}, ""),
        (env.env_hosts, {"default": "a.org, b.org"}, ["a.org", "b.org"]),
        (env.env_address, {"default": "http://127.0.0.1:8000"}, "http://127.0.0.1:8000"),
        (env.env_sender, {"default": "ann@example.org"}, "ann@example.org"),
    ],
)
def test_what_is_blank_is_as_good_as_not_set(read, options, value, blank, monkeypatch):
    if blank is not None:
        monkeypatch.setenv("CYFRAN_IT", blank)

    assert read("CYFRAN_IT", **options) == value


@pytest.mark.parametrize(
    ("read", "options", "written", "value"),
    [
        (env.env_bool, {}, " Yes ", True),
        (env.env_bool, {"default": True}, "off", False),
        (env.env_int, {"default": 7, "least": 1, "most": 65535}, "65535", 65535),
        (env.env_choice, {"choices": ("one", "two")}, " two ", "two"),
        (env.env_host, {}, "mail.example.org", "mail.example.org"),
        (env.env_hosts, {"default": "a.org"}, "a.org,.b.org, [::1],*", ["a.org", ".b.org", "[::1]", "*"]),
        (env.env_address, {"default": ""}, "https://cyfran.example.org/", "https://cyfran.example.org"),
        (env.env_address, {"default": ""}, "http://[::1]:8123", "http://[::1]:8123"),
        (env.env_sender, {"default": ""}, "Cyfran <ann@example.org>", "Cyfran <ann@example.org>"),
        (env.env_folder, {"default": ROOT}, "/no/such/folder", Path("/no/such/folder")),
    ],
)
def test_what_is_understood_is_read(read, options, written, value, monkeypatch):
    monkeypatch.setenv("CYFRAN_IT", written)

    assert read("CYFRAN_IT", **options) == value


@pytest.mark.parametrize(
    ("read", "options", "written", "sentence"),
    [
        (env.env_bool, {}, "maybe", "1 or 0"),
        (env.env_int, {"default": 7, "most": 9}, "10", "a whole number from 0 to 9"),
        (env.env_int, {"default": 7, "least": 1}, "0", "a whole number from 1 to 1000000"),
        (env.env_int, {"default": 7}, "-1", "a whole number from 0 to 1000000"),
        (env.env_int, {"default": 7}, "9" * 5000, "a whole number from 0 to 1000000"),
        (env.env_choice, {"choices": ("one", "two")}, "Two", "one of these: one, two"),
        (env.env_folder, {"default": ROOT}, __file__, "a folder"),
        (env.env_folder, {"default": ROOT}, f"{__file__}/below", "a folder"),
        (env.env_host, {}, "smtp://a.org", HOST),
        *((env.env_hosts, {"default": ""}, bad, HOSTS) for bad in ("https://a.org", "a.org:80", ",", "a.org,", "a b")),
        *((env.env_address, {"default": ""}, bad, ADDRESS) for bad in ("a.org", "ftp://a.org", "https://", "https://a.org?x")),
        *(
            (env.env_address, {"default": ""}, bad, ADDRESS)
            for bad in ("https://a.org/here", "https://a.org:port", "https://a b")
        ),
        *((env.env_sender, {"default": ""}, bad, SENDER) for bad in ("ann", "ann@", "Ann <ann>")),
    ],
)
def test_what_is_not_understood_is_refused_with_the_variable_and_how_to_mend_it(read, options, written, sentence, monkeypatch):
    assert refusal_of(read, written, monkeypatch, **options) == f"CYFRAN_IT must be {sentence}, not {written!r}."


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://cyfran.example.org", "cyfran.example.org"),
        ("http://127.0.0.1:8123", "127.0.0.1"),
        ("http://[::1]:8123", "[::1]"),
        ("http://[::1]", "[::1]"),
    ],
)
def test_the_machine_of_an_address_is_a_host_that_is_answered(address, host, monkeypatch):
    monkeypatch.delenv("CYFRAN_IT", raising=False)

    assert env.env_hosts("CYFRAN_IT", default=env.host_of(address)) == [host]


@pytest.mark.parametrize(("there", "missing"), [("CYFRAN_IT", "CYFRAN_OTHER"), ("CYFRAN_OTHER", "CYFRAN_IT")])
def test_of_two_that_do_nothing_without_each_other_the_one_that_is_missing_is_named(there, missing, monkeypatch):
    monkeypatch.setenv(there, "set")
    monkeypatch.delenv(missing, raising=False)

    with pytest.raises(ImproperlyConfigured) as refused:
        env.env_with("CYFRAN_IT", "CYFRAN_OTHER")

    assert str(refused.value) == f"{missing} must be set, since {there} is: one does nothing without the other."


def test_a_short_secret_is_refused_and_not_shown(monkeypatch):
    sentence = refusal_of(env.env_secret, "hush", monkeypatch)

    assert sentence.startswith("CYFRAN_IT must be set to a random text of at least 32 characters")
    assert "hush" not in sentence


@pytest.mark.parametrize(
    ("address", "engine", "name"),
    [
        ("sqlite:////somewhere/a%20file", "django.db.backends.sqlite3", "/somewhere/a file"),
        ("postgres://ann:hush@db.example.org:5433/cyfran", "django.db.backends.postgresql", "cyfran"),
        ("postgresql:///cyfran", "django.db.backends.postgresql", "cyfran"),
    ],
)
def test_the_address_of_a_database_is_read(address, engine, name, monkeypatch):
    monkeypatch.setenv("CYFRAN_IT", address)

    database = env.env_database("CYFRAN_IT", default="")

    assert (database["ENGINE"], database["NAME"]) == (engine, name)


@pytest.mark.parametrize(
    "address",
    ["foo", "mysql://ann:hush@db/cyfran", "postgres://ann:hush@db", "postgres://ann:hush@db:port/cyfran", "postgres://["],
)
def test_another_address_of_a_database_is_refused_and_its_password_not_shown(address, monkeypatch):
    assert refusal_of(env.env_database, address, monkeypatch, default="") == f"CYFRAN_IT {DATABASE}"


def test_postgresql_without_its_package_is_refused_with_how_to_bring_it(monkeypatch):
    monkeypatch.setattr(env, "find_spec", lambda _name: None)

    assert refusal_of(env.env_database, "postgres://ann:hush@db/cyfran", monkeypatch, default="") == (
        "CYFRAN_IT names a PostgreSQL database, for which a package is missing: run python3 start.py setup with it set."
    )


def test_a_file_of_settings_gives_what_the_environment_does_not(tmp_path, monkeypatch):
    monkeypatch.setenv("CYFRAN_IT", "from the environment")
    monkeypatch.delenv("CYFRAN_OTHER", raising=False)
    (tmp_path / "cyfran.env").write_text("# Ours\n\nCYFRAN_IT=from the file\n CYFRAN_OTHER = a=b \n")

    env.load_env_file(tmp_path / "cyfran.env")

    assert (os.environ["CYFRAN_IT"], os.environ.pop("CYFRAN_OTHER")) == ("from the environment", "a=b")


@pytest.mark.parametrize("line", ["CYFRAN_DEBUG", "export", "=1", "CYFRAN_DEBUG: 1"])
def test_a_line_of_settings_that_sets_nothing_is_refused_with_its_number(line, tmp_path):
    file = tmp_path / "cyfran.env"
    file.write_text(f"# Ours\n{line}\n")

    with pytest.raises(ImproperlyConfigured) as refused:
        env.load_env_file(file)

    assert str(refused.value) == f"{file}, line 2: write NAME=VALUE, or begin the line with # if it says nothing."


@pytest.mark.parametrize("content", [b"\xff\xfe", None])
def test_a_file_of_settings_that_cannot_be_read_is_named(content, tmp_path):
    file = tmp_path / "cyfran.env"
    file.write_bytes(content) if content else file.mkdir()

    with pytest.raises(ImproperlyConfigured, match=f"^{file} cannot be read: see that it is a text file"):
        env.load_env_file(file)


@pytest.mark.parametrize("words", [["manage.py", "migrate"], ["manage.py", "collectstatic"], ["-m", "cyfran", "demo"]])
def test_every_door_says_it_in_one_sentence(words, tmp_path):
    ours = {**os.environ, "CYFRAN_DATA": str(tmp_path), "CYFRAN_SECRET_KEY": "a key for the tests, which is no secret at all"}
    ours = {**ours, "DJANGO_SETTINGS_MODULE": "cyfran.config.settings", "CYFRAN_DEMONSTRATION": "maybe"}

    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=ours, capture_output=True, text=True, check=False)

    assert (done.returncode in (1, 2), done.stderr) == (True, "CYFRAN_DEMONSTRATION must be 1 or 0, not 'maybe'.\n")


@pytest.mark.parametrize(
    ("name", "meant"), [("CYFRAN_DEMONSTRATON", "CYFRAN_DEMONSTRATION"), ("CYFRAN_SMTP_HOTS", "CYFRAN_SMTP_HOST")]
)
def test_a_variable_that_is_no_setting_is_refused_with_the_one_that_is_meant(name, meant, monkeypatch):
    monkeypatch.setenv(name, "1")

    with pytest.raises(ImproperlyConfigured) as refused:
        env.refuse_unknown_variables()

    assert (
        str(refused.value) == f"{name} is not a setting: do you mean {meant}? All of them stand in docs/operations/settings.md."
    )


def test_variables_of_others_are_none_of_our_business(monkeypatch):
    monkeypatch.setenv("CYFRANISH", "1")
    monkeypatch.setenv("CYFRAN_CHROMIUM", "/usr/bin/chromium")

    env.refuse_unknown_variables()


@pytest.mark.parametrize("words", [["manage.py", "migrate"], ["-m", "cyfran", "demo"], ["-m", "cyfran", "report"]])
def test_a_database_that_is_not_there_is_said_in_one_sentence(words, tmp_path):
    ours = {**os.environ, "CYFRAN_DATA": str(tmp_path), "CYFRAN_SECRET_KEY": "a key for the tests, which is no secret at all"}
    ours = {
        **ours,
        "DJANGO_SETTINGS_MODULE": "cyfran.config.settings",
        "DATABASE_URL": "sqlite:////no/such/folder/file",
        "LC_ALL": "C",
    }
    arguments = ["--organisation", "cyngor", "--year", "2026"] if words[-1] == "report" else []

    done = subprocess.run([sys.executable, *words, *arguments], cwd=ROOT, env=ours, capture_output=True, text=True, check=False)

    assert (done.returncode in (1, 2), done.stderr) == (
        True,
        "The database cannot be used (unable to open database file). "
        "See that DATABASE_URL or CYFRAN_DATA names one that is there.\n",
    )


ONE, OTHER = base64.b64encode(b"1" * 32).decode(), base64.b64encode(b"2" * 32).decode()


def test_keys_are_read_by_their_names_the_one_in_use_first(monkeypatch):
    monkeypatch.setenv("KEYS", f" new:{ONE}, old:{OTHER} ")

    assert list(env.env_keys("KEYS").items()) == [("new", b"1" * 32), ("old", b"2" * 32)]


@pytest.mark.parametrize(
    "value",
    ["", ONE, f"k1:{ONE}A", "k1:MTIz", "k1:#", f"K1:{ONE}", f":{ONE}", f"k1:{ONE},", f"k1:{ONE},k1:{OTHER}", f"a:b:{ONE}"],
)
def test_keys_that_are_not_understood_are_refused_by_name_and_not_shown(monkeypatch, value):
    monkeypatch.setenv("KEYS", value)

    with pytest.raises(ImproperlyConfigured, match="KEYS must be one or more keys by commas") as refused:
        env.env_keys("KEYS")
    assert ONE not in str(refused.value)
