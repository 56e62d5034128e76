"""An account as bytes: one form that is the same each time, and a flat table for spreadsheets."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext, override

from cyfran.domain.base.choices import DecisionRight, Level
from cyfran.domain.base.files import as_table
from cyfran.domain.base.words import condition_words
from cyfran.domain.decisions.choices import Outcome, ResponseState
from cyfran.domain.evaluation.choices import QUESTIONS, Rating
from cyfran.domain.groups.choices import Carers, GroupClass
from cyfran.domain.projects.choices import StageKind, StageState
from cyfran.domain.reports.choices import Definition
from cyfran.engine.levels.finding import Condition
from cyfran.engine.levels.ladder import Level as Step

Document = dict[str, Any]
Words = Mapping[str, str | None]

REGISTER_CODES: dict[str, type[TextChoices]] = {"classes": GroupClass, "carers": Carers, "decision_rights": DecisionRight}


class _Row(NamedTuple):
    """One fact. `code` and `value` are for machines; `cy` and `en` say the same to people, or hold a text."""

    section: str
    reference: str
    measure: str
    code: str = ""
    value: object = ""
    cy: str = ""
    en: str = ""


def canonical_bytes(document: Document) -> bytes:
    """Write an account so that the same one gives the same bytes on any machine."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(document: Document) -> str:
    return hashlib.sha256(canonical_bytes(document)).hexdigest()


def digest_of_words(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def condition_of(entry: Mapping[str, Any]) -> Condition:
    """Return a condition as the account holds it: without the counts behind it."""
    facts = {name: tuple(fact) if isinstance(fact, list) else fact for name, fact in entry["facts"].items()}
    return Condition(Step[entry["level"].upper()], entry["code"], entry["met"], entry["planned"], facts)


def as_csv(document: Document, words: Words) -> str:
    """Write an account as a table, a fact in each row; words that may no longer be shown leave a gap that says so."""
    return as_table(_Row._fields, _rows(document, words))


def gap() -> str:
    """Say why words are not there."""
    return gettext("These words were withdrawn.")


def _rows(document: Document, words: Words) -> Iterator[_Row]:
    body = document["of"]["slug"]
    yield _text("report", body, "name", document["of"]["name"])
    for measure in ("year", "from", "to", "as_of", "format_version", "method_version"):
        yield _Row("report", body, measure, value=document[measure])
    for code in document["definitions"]:
        yield _coded("report", body, "definition", code, Definition)
    yield _Row("register", body, "groups", value=document["register"]["groups"])
    for measure, codes in REGISTER_CODES.items():
        for code in codes.values:
            count = document["register"][measure][code.lower()]
            yield _coded("register", body, measure, code.lower(), codes)._replace(value=count)
    for measure, count in document["proposals"].items():
        yield _Row("proposals", body, measure, value=count)
    for project in document["projects"]:
        yield from _project_rows(project, words)


def _project_rows(project: Mapping[str, Any], words: Words) -> Iterator[_Row]:
    reference = project["reference"]
    yield _Row("project", reference, "organisation", code=project["organisation"])
    for measure in ("title", "question"):
        yield _text("project", reference, measure, project[measure])
    for measure in ("started_on", "closed_on"):
        yield _Row("project", reference, measure, value=project[measure] or "")
    for measure in ("level", "planned_level", "claimed_level", "level_felt"):
        yield _coded("project", reference, measure, project[measure], Level)
    for entry in project["conditions"]:
        say = partial(condition_words, condition_of(entry))
        yield _Row("condition", reference, entry["code"], _state(entry), **_in_both(say))
    for measure, count in project["answers"].items():
        yield _count("answers", reference, measure, "", count)
    yield from _evaluation_rows(reference, project["evaluation"])
    for stage in project["stages"]:
        yield from _stage_rows(f"{reference}/{stage['stage']}", stage)
    for decision in project["decisions"]:
        yield from _decision_rows(decision)
    for said in project["said_and_done"]:
        yield from _said_rows(said, words)


def _evaluation_rows(reference: str, evaluation: Mapping[str, Any] | None) -> Iterator[_Row]:
    """Give the answers to the three questions; before the project is closed there are none to give."""
    if not evaluation:
        return
    yield _count("evaluation", reference, "people", "", evaluation["people"])
    for question in QUESTIONS:
        for rating in Rating.values:
            yield _count("evaluation", reference, question, rating.lower(), evaluation[question][rating.lower()])


def _stage_rows(reference: str, stage: Mapping[str, Any]) -> Iterator[_Row]:
    yield _coded("stage", reference, "stage", stage["stage"], StageKind)
    yield _coded("stage", reference, "state", stage["state"], StageState)
    yield _Row("stage", reference, "happened_on", value=stage["happened_on"] or "")
    yield _coded("stage", reference, "right", stage["right"], DecisionRight)
    yield _Row("stage", reference, "carers_took_part", code="yes" if stage["carers_took_part"] else "no")
    yield _count("stage", reference, "carers", "", stage["carers"])


def _decision_rows(decision: Mapping[str, Any]) -> Iterator[_Row]:
    reference = decision["reference"]
    yield _coded("decision", reference, "stage", decision["stage"], StageKind)
    yield _coded("decision", reference, "right", decision["right"], DecisionRight)
    yield _coded("decision", reference, "outcome", decision["outcome"], Outcome)
    yield _Row("decision", reference, "decided_on", value=decision["decided_on"])
    for measure in ("question", "decided_by", "reason", "dissent"):
        yield _text("decision", reference, measure, decision[measure])


def _said_rows(said: Mapping[str, Any], words: Words) -> Iterator[_Row]:
    """Give what was said in the language it was said in, or the gap in both."""
    reference, shown = said["reference"], words.get(said["reference"])
    texts = _in_both(gap) if shown is None else {said["language"]: shown}
    yield _Row("said_and_done", reference, "words", code=said["language"], **texts)
    for theme in said["themes"]:
        yield _text("said_and_done", reference, "theme", theme)
    yield _coded("said_and_done", reference, "state", said["state"], ResponseState)
    yield _text("said_and_done", reference, "reason", said["reason"])
    for measure in ("answered_on", "decided_on"):
        yield _Row("said_and_done", reference, measure, value=said[measure] or "")


def _text(section: str, reference: str, measure: str, text: Mapping[str, str]) -> _Row:
    return _Row(section, reference, measure, cy=text["cy"], en=text["en"])


def _coded(section: str, reference: str, measure: str, code: str | None, codes: type[TextChoices]) -> _Row:
    if not code:
        return _Row(section, reference, measure)
    return _Row(section, reference, measure, code, **_in_both(lambda: codes(code.upper()).label))


def _count(section: str, reference: str, measure: str, code: str, count: int | None) -> _Row:
    """Give a count of people. One that is hidden is not said to be below five: it may only be hidden to hide another."""
    if count is None:
        return _Row(section, reference, measure, code, **_in_both(lambda: gettext("not shown")))
    return _Row(section, reference, measure, code, count)


def _state(entry: Mapping[str, Any]) -> str:
    return "met" if entry["met"] else "planned" if entry["planned"] else "not_met"


def _in_both(say: Callable[[], object]) -> dict[str, str]:
    texts = {}
    for language in ("cy", "en"):
        with override(language):
            texts[language] = str(say())
    return texts
