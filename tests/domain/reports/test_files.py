import csv
import hashlib
import io

import pytest

from cyfran.domain.reports.files import as_csv, canonical_bytes, condition_of, digest_of, digest_of_words
from cyfran.engine.levels.finding import Condition
from cyfran.engine.levels.ladder import Level

TEXT = {"cy": "Asesiad", "en": "Assessment"}


def document(**project) -> dict:
    """An account of one project in which nearly nothing happened."""
    ratings = dict.fromkeys(("yes", "partly", "no", "not_sure"))
    empty = {
        "reference": "prosiect",
        "organisation": "sir-ddychmygol",
        "title": TEXT,
        "question": TEXT,
        "started_on": "2026-03-01",
        "closed_on": None,
        "level": "consultation",
        "planned_level": "engagement",
        "claimed_level": None,
        "level_felt": None,
        "conditions": [],
        "stages": [],
        "answers": {"due": None, "given": 7, "in_time": 6},
        "evaluation": {"people": None, "listened_to": ratings, "able_to_take_part": ratings, "told_what_came": ratings},
        "decisions": [],
        "said_and_done": [],
    }
    return {
        "format_version": 1,
        "method_version": 1,
        "is_example": False,
        "of": {"kind": "organisation", "slug": "sir-ddychmygol", "name": {"cy": "Sir Ddychmygol", "en": "Madeup County"}},
        "year": 2026,
        "from": "2026-01-01",
        "to": "2026-12-31",
        "as_of": "2026-11-21",
        "definitions": ["claim"],
        "register": {"groups": 0, "classes": Counts(), "carers": Counts(), "decision_rights": Counts()},
        "proposals": {"received": 2, "answered_in_time": 1, "overdue": 1},
        "projects": [{**empty, **project}],
    }


class Counts(dict):
    def __missing__(self, code):
        return 0


def said(**given) -> dict:
    row = {
        "reference": "dywediad",
        "sha256": "",
        "language": "cy",
        "themes": [{"cy": "Aros", "en": "Waiting"}],
        "state": "cannot",
        "reason": {"cy": "Dim arian.", "en": "No money."},
        "answered_on": "2026-11-20",
        "decided_on": None,
    }
    return {**row, **given}


def rows_of(account, words=None, *, section) -> list[list[str]]:
    table = list(csv.reader(io.StringIO(as_csv(account, words or {}), newline="")))
    assert table[0] == ["section", "reference", "measure", "code", "value", "cy", "en"]
    return [row for row in table if row[0] == section]


def test_canonical_bytes_are_the_same_in_whatever_order_the_keys_come():
    assert canonical_bytes({"b": 1, "a": {"d": "ŵ", "c": None}}) == '{"a":{"c":null,"d":"ŵ"},"b":1}'.encode()
    assert canonical_bytes({"a": {"c": None, "d": "ŵ"}, "b": 1}) == canonical_bytes({"b": 1, "a": {"d": "ŵ", "c": None}})


def test_digests_are_those_of_the_bytes():
    assert digest_of({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()
    assert digest_of_words("Tŷ") == hashlib.sha256("Tŷ".encode()).hexdigest()


def test_condition_of_gives_back_what_the_account_kept():
    entry = {"level": "co_production", "code": "in_every_stage", "met": False, "planned": True, "facts": {"missing": ["idea"]}}

    assert condition_of(entry) == Condition(Level.CO_PRODUCTION, "in_every_stage", False, True, {"missing": ("idea",)})


def test_as_csv_says_each_thing_in_code_and_in_both_languages():
    found = rows_of(document(claimed_level="co_production"), section="project")

    assert found[1:3] == [
        ["project", "prosiect", "title", "", "", "Asesiad", "Assessment"],
        ["project", "prosiect", "question", "", "", "Asesiad", "Assessment"],
    ]
    assert [(row[2], row[3], row[6]) for row in found[5:]] == [
        ("level", "consultation", "Consultation"),
        ("planned_level", "engagement", "Engagement"),
        ("claimed_level", "co_production", "Co-production"),
        ("level_felt", "", ""),
    ]


def test_as_csv_shows_a_number_or_that_it_is_hidden():
    found = rows_of(document(), section="answers")

    assert [(row[2], row[4], row[6]) for row in found] == [
        ("due", "", "not shown"),
        ("given", "7", ""),
        ("in_time", "6", ""),
    ]


def test_as_csv_has_no_answers_of_participants_before_the_project_is_closed():
    assert rows_of(document(evaluation=None), section="evaluation") == []


def test_as_csv_gives_every_part_of_a_project():
    stage = {
        "stage": "idea",
        "state": "done",
        "happened_on": "2026-03-10",
        "right": "advise",
        "carers_took_part": True,
        "carers": 7,
    }
    decision = {
        "reference": "pleidlais",
        "stage": "decision",
        "right": "advise",
        "outcome": "against",
        "decided_on": "2026-06-10",
        **dict.fromkeys(("question", "decided_by", "reason", "dissent"), TEXT),
    }
    condition = {
        "level": "co_production",
        "code": "in_every_stage",
        "met": False,
        "planned": True,
        "facts": {"missing": ["idea"]},
    }
    account = document(stages=[stage], decisions=[decision], conditions=[condition])

    assert [row[1:5] for row in rows_of(account, section="stage")] == [
        ["prosiect/idea", "stage", "idea", ""],
        ["prosiect/idea", "state", "done", ""],
        ["prosiect/idea", "happened_on", "", "2026-03-10"],
        ["prosiect/idea", "right", "advise", ""],
        ["prosiect/idea", "carers_took_part", "yes", ""],
        ["prosiect/idea", "carers", "", "7"],
    ]
    assert [(row[2], row[6]) for row in rows_of(account, section="decision")[2:]] == [
        ("outcome", "Against"),
        ("decided_on", ""),
        ("question", "Assessment"),
        ("decided_by", "Assessment"),
        ("reason", "Assessment"),
        ("dissent", "Assessment"),
    ]
    ((_, _, code, state, _, _, sentence),) = rows_of(account, section="condition")
    assert (code, state) == ("in_every_stage", "planned")
    assert sentence.endswith("still without: idea.")


def test_as_csv_gives_words_in_the_language_in_which_they_were_said():
    found = rows_of(document(said_and_done=[said()]), {"dywediad": "Rwy wedi blino aros."}, section="said_and_done")

    assert found == [
        ["said_and_done", "dywediad", "words", "cy", "", "Rwy wedi blino aros.", ""],
        ["said_and_done", "dywediad", "theme", "", "", "Aros", "Waiting"],
        ["said_and_done", "dywediad", "state", "cannot", "", *found[2][5:]],
        ["said_and_done", "dywediad", "reason", "", "", "Dim arian.", "No money."],
        ["said_and_done", "dywediad", "answered_on", "", "2026-11-20", "", ""],
        ["said_and_done", "dywediad", "decided_on", "", "", "", ""],
    ]


def test_as_csv_leaves_a_gap_that_says_so_where_words_may_not_be_shown():
    found = rows_of(document(said_and_done=[said()]), section="said_and_done")

    assert found[0][6] == "These words were withdrawn."


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_as_csv_cannot_be_taken_for_a_formula(start):
    formula = f"{start}1+1"
    account = document(title={"cy": formula, "en": formula}, said_and_done=[said(language="en")])

    titles = rows_of(account, section="project")[1]
    words = rows_of(account, {"dywediad": formula}, section="said_and_done")[0]

    assert titles[5:] == [f"'{formula}", f"'{formula}"]
    assert words[5:] == ["", f"'{formula}"]


def test_as_csv_keeps_commas_quotes_and_new_lines_in_their_cell():
    words = 'She said "no",\nand left.'

    found = rows_of(document(said_and_done=[said(language="en")]), {"dywediad": words}, section="said_and_done")

    assert found[0][6] == words
