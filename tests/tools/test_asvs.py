"""The table of ASVS: each item up to level 2 stands in it once, and what it names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAPER = (ROOT / "docs/operations/asvs.md").read_text(encoding="utf-8")
ROWS = [
    (items.split(", "), state, shown)
    for items, state, shown in re.findall(r"^\| ([\d., ]+) \| [^|]+ \| ([a-z ]+) \| ([^|]*) \|$", PAPER, re.MULTILINE)
]
# The numbers of the standard, without those it has deleted and those of level 3 alone.
ITEMS = """
1.1.1-7 1.2.1-4 1.4.1 1.4.4-5 1.5.1-4 1.6.1-4 1.7.1-2 1.8.1-2 1.9.1-2 1.10.1 1.11.1-2 1.12.2 1.14.1-6
2.1.1-12 2.2.1-3 2.3.1-3 2.4.1-5 2.5.1-7 2.6.1-3 2.7.1-6 2.8.1-7 2.9.1-3 2.10.1-4
3.1.1 3.2.1-4 3.3.1-4 3.4.1-5 3.5.1-3 3.7.1 4.1.1-3 4.1.5 4.2.1-2 4.3.1-3
5.1.1-5 5.2.1-8 5.3.1-10 5.4.1-3 5.5.1-4 6.1.1-3 6.2.1-6 6.3.1-2 6.4.1-2
7.1.1-4 7.2.1-2 7.3.1 7.3.3-4 7.4.1-3 8.1.1-4 8.2.1-3 8.3.1-8 9.1.1-3 9.2.1-4 10.2.1-2 10.3.1-3 11.1.1-8
12.1.1-3 12.2.1 12.3.1-6 12.4.1-2 12.5.1-2 12.6.1 13.1.1 13.1.3-5 13.2.1-3 13.2.5-6 13.3.1-2 13.4.1-2
14.1.1-4 14.2.1-6 14.3.2-3 14.4.1-7 14.5.1-4
"""
STATES = ("met", "not applicable", "open")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
FILE = re.compile(r"`([\w./-]+\.(?:md|toml|txt))`")


def each(items: str) -> list[str]:
    """Return the number of each item in ranges such as 1.2.1-4."""
    found = []
    for part in items.split():
        first, _dash, last = part.partition("-")
        section, _dot, number = first.rpartition(".")
        found += [f"{section}.{n}" for n in range(int(number), int(last or number) + 1)]
    return found


def test_each_item_up_to_level_2_stands_in_the_table_once():
    named = [item for items, _state, _shown in ROWS for item in items]

    assert sorted(named) == sorted(each(ITEMS))


def test_what_is_met_names_a_test_and_what_is_not_says_why():
    without = [items for items, state, shown in ROWS if state == "met" and not TEST.search(shown)]
    in_silence = [items for items, state, shown in ROWS if state != "met" and not TEST.sub("", shown).strip("; ")]

    assert {state for _items, state, _shown in ROWS} == set(STATES)
    assert without == []
    assert in_silence == []


def test_what_is_open_is_named_at_the_beginning_as_well():
    beginning = PAPER.partition("\n## ")[0]

    is_open = {item for items, state, _shown in ROWS if state == "open" for item in items}

    assert set(re.findall(r"\b\d+\.\d+\.\d+\b", beginning.partition("Open at level 1")[2])) == is_open


@pytest.mark.parametrize(("path", "name"), sorted(set(TEST.findall(PAPER))))
def test_each_test_that_is_named_is_there(path, name):
    assert re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", sorted(set(FILE.findall(PAPER))))
def test_each_paper_that_is_named_is_there(path):
    assert (ROOT / path).is_file()
