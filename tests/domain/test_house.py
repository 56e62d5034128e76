"""What must hold of every domain app alike."""

import inspect
import re
from importlib import import_module, util
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

SOURCE = Path(import_module("cyfran").__file__).parent
ORDER = (
    *("base", "organisations", "people", "involvement", "correspondence", "groups", "projects"),
    *("opportunities", "meetings", "contributions", "decisions", "evaluation", "reports"),
)
# How workers keep order among themselves: it touches nothing that anybody did.
WORKERS_OWN = ("tick", "beat", "leave", "take_up_tasks", "tidy", "empty_journal")
# What Cyfran does by itself, or for somebody known only by a link: nobody signed in has a part in it.
NOBODY_ACTS = {
    *("deliver", "make_lottery", "queue_message", "register_and_propose", "register_and_welcome"),
    *("ask_code", "ask_code_of", "send_code", "send_link", "send_my_link", "take_up_messages", "tell_owner"),
    *("list_and_tell", "remove_silent", "ask_together", "find_out", "note_delivery", "take_in", "claim_text"),
    *("ask_who_came", "remind", "drop_late_reminders", "thank"),
    # Who answered about equality is written down nowhere.
    *("answer_equality", "forget_equality", "count_equality"),
    *WORKERS_OWN,
}
# Actions that are not wrapped in one transaction, and why that is sound.
NOT_ATOMIC = {
    "record_event": "it writes one row, in the transaction of whoever calls it",
    "record_events": "it writes all its rows in one go",
    "record_looks": "it writes all its rows in one go",
    "record_reveals": "it writes all its rows in one go",
    "record_reading": "it writes all its rows in one go",
    "deliver": "it claims and settles in two short transactions, so that no lock waits for a mail server",
    "find_out": "it asks a service, and keeps what it says in one short transaction",
    "send_my_link": "it writes nothing itself",
    "ask_code": "it writes nothing itself",
    "ask_code_of": "it writes nothing itself",
    "send_code": "it writes one row, and no lock waits for a mail server",
    "empty_journal": "it works on the file of the database, and on no record",
    "tell_owner": "it writes one row, and no lock waits for a mail server",
    "make_lottery": "it thinks for long, and keeps what came of it in one short transaction",
}


def our_models() -> list[type[models.Model]]:
    return [model for name in ORDER for model in apps.get_app_config(name).get_models()]


def functions_of_actions() -> list:
    """Return every function that a module of actions defines."""
    modules = []
    for path in sorted((SOURCE / "domain").glob("*/actions.py")) + sorted((SOURCE / "domain").glob("*/actions/*.py")):
        name = ".".join(("cyfran", *path.relative_to(SOURCE).with_suffix("").parts))
        modules.append(import_module(name))
    return [
        function
        for module in modules
        for _name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
    ]


def our_actions() -> list:
    return [function for function in functions_of_actions() if not function.__name__.startswith("_")]


def position(model: type[models.Model]) -> int:
    return ORDER.index(model._meta.app_label)


def factory_of(model: type[models.Model]) -> str:
    return "make_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()


def test_every_app_of_the_domain_has_its_place_in_the_order():
    installed = [app.label for app in apps.get_app_configs() if app.name.startswith("cyfran.domain.")]

    assert installed == list(ORDER)


def test_relations_point_down_the_domain_order():
    upward = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and position(field.related_model) > position(model)
    ]

    assert upward == []


@pytest.mark.parametrize("app", ORDER)
def test_every_model_has_a_factory(app):
    factories = f"tests.factories.{app}"
    made = vars(import_module(factories)) if util.find_spec(factories) else {}

    assert [factory_of(model) for model in apps.get_app_config(app).get_models() if factory_of(model) not in made] == []


@pytest.mark.django_db
@pytest.mark.parametrize("app", ORDER)
def test_every_factory_makes_one_of_its_model_from_nothing(app):
    factories = import_module(f"tests.factories.{app}")

    made = {model: getattr(factories, factory_of(model))() for model in apps.get_app_config(app).get_models()}

    assert {model: type(thing) for model, thing in made.items()} == {model: model for model in made}
    assert [model for model, thing in made.items() if not model._default_manager.filter(pk=thing.pk).exists()] == []


def test_every_promise_of_the_database_has_its_own_words():
    silent = [
        f"{model._meta.label}.{constraint.name}"
        for model in our_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]

    assert silent == []


def test_every_action_is_called_by_keywords_and_told_who_acts_and_when():
    untold = []
    for action in our_actions():
        parameters = inspect.signature(action).parameters
        by_keyword = {name for name, parameter in parameters.items() if parameter.kind is parameter.KEYWORD_ONLY}
        wanted = {"at"} if action.__name__ in NOBODY_ACTS else {"at", "by"}
        positional = [name for name, parameter in parameters.items() if parameter.kind is parameter.POSITIONAL_OR_KEYWORD]
        if not wanted <= by_keyword or (positional and action.__name__ not in ("record_event", "record_events")):
            untold.append(f"{action.__module__}.{action.__name__}")

    assert untold == []


def test_every_action_does_all_or_nothing():
    # `transaction.atomic` wraps a function and keeps what it wrapped.
    halfway = {action.__name__ for action in our_actions() if not hasattr(action, "__wrapped__")}

    assert halfway == set(NOT_ATOMIC)


def test_every_action_leaves_an_event():
    calls = {function.__name__: set(re.findall(r"\w+(?=\()", inspect.getsource(function))) for function in functions_of_actions()}
    leaving = {"record_event", "record_events"}
    while found := {name for name, called in calls.items() if called & leaving} - leaving:
        leaving |= found

    # They do no more than wake workers, whose own actions leave their events, and keep these in order.
    assert {action.__name__ for action in our_actions()} - leaving == {"ask_code", "ask_code_of", "send_my_link", *WORKERS_OWN}


def test_every_action_says_what_it_does():
    assert [action.__name__ for action in our_actions() if not inspect.getdoc(action)] == []


def test_a_package_says_nothing_of_its_own():
    assert [str(path.relative_to(SOURCE)) for path in SOURCE.rglob("domain/**/__init__.py") if path.read_text()] == []


def test_no_code_asks_for_a_role_by_its_name_but_the_table_of_acts_and_those_who_give_roles():
    asks = re.compile(r"\.role (?:==|!=|in) .*|\bRole\.[A-Z]\w+")
    code = {path.relative_to(SOURCE).as_posix(): path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}

    asking = {place: found for place, text in code.items() if (found := set(asks.findall(text)))}

    del asking["domain/organisations/choices.py"]
    assert asking == {
        "cli/example/arrivals.py": {"Role.ADMINISTRATOR"},
        "domain/evaluation/queries.py": {"Role.FACILITATOR"},
        "domain/organisations/actions/organisations.py": {"Role.ADMINISTRATOR"},
        "domain/organisations/actions/roles.py": {"Role.ADMINISTRATOR", "Role.COORDINATOR"},
    }
