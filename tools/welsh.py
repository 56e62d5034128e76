"""Spelling and mutations of Welsh text, as far as a machine can tell. A clean report is no proof: people review Welsh.

    .venv/bin/python tools/welsh.py "Mae'r gofalwr yn dod i Bangor."

Words and phrases that the dictionary does not know but we do stand in tools/welsh-words.txt.
"""

import functools
import gc
import re
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

try:
    from cymraeg_mcp.mutations import MutationEngine, MutationFinding
    from cymraeg_mcp.paths import mutation_rules_path
    from cymraeg_mcp.spelling import known
    from cymraeg_mcp.tokenizer import tokenize
except ImportError as missing:  # pragma: no cover
    raise SystemExit("The Welsh dictionary is not installed: `python3 start.py test` brings it.") from missing

ALLOWED = Path(__file__).with_name("welsh-words.txt")
KINDS = ("soft", "nasal", "aspirate")

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{[^{}]*\}")
ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+|\S+@\S+\.\w+|\b\w[\w-]*(?:\.\w[\w-]*)*\.(?:uk|wales|cymru|org|com|csv|pdf)\b")
ENTITY = re.compile(r"&#?\w+;")
# These stand inside a sentence, so that a word before one still changes the word after it.
INLINE_TAG = re.compile(r"</?(?:a|abbr|b|bdi|code|em|i|span|strong)\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
CLITIC = re.compile(r"'(?:ch|i|m|n|r|th|u|w)$")
BARRIER = " ; "


@dataclass(frozen=True)
class Allowed:
    """What welsh-words.txt grants: words in every mutated form, names that need none, phrases that are not looked into."""

    words: frozenset[str]
    names: frozenset[str]
    phrases: re.Pattern[str] | None


def read_allowed(path: Path) -> Allowed:
    """Read one word or phrase a line; a capital makes it a name, a space a phrase, and # begins a comment."""
    lines = [line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines()]
    phrases = sorted((line for line in lines if " " in line), key=len, reverse=True)
    pattern = "|".join(rf"(?<!\w){re.escape(phrase)}(?!\w)" for phrase in phrases)
    words = [line for line in lines if line and " " not in line]
    return Allowed(
        words=frozenset(word.lower() for word in words),
        names=frozenset(word for word in words if word[0].isupper()),
        phrases=re.compile(pattern, re.IGNORECASE) if phrases else None,
    )


@functools.cache
def _allowed() -> Allowed:
    return read_allowed(ALLOWED)


@functools.cache
def _dictionary() -> Callable[[str], bool]:
    """Load the dictionary, which takes half a second, and return the question whether it has a word."""
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):
        known("gofal")
        gc.collect()  # the reader leaves its files open until it is collected
    lookup: Callable[[str], bool] = known
    return lookup


@functools.cache
def _engine() -> MutationEngine:
    engine = MutationEngine(mutation_rules_path(), _is_known)
    engine.feminine_nouns.discard("munud")  # masculine in the north, so both are right
    return engine


def spelling(text: str) -> list[str]:
    """Return the words of a Welsh text that neither the dictionary nor our own list knows, each once."""
    words = (token.text.strip("'") for token in tokenize(_plain(text)))
    return list(dict.fromkeys(word for word in words if not _is_acronym(word) and not _is_known(word)))


def mutations(text: str) -> list[str]:
    """Return a sentence for each word that its neighbour should have changed, or changed otherwise."""
    return [
        f"“{finding.trigger} {finding.word}” should be {' or '.join(finding.suggestions)} ({finding.rule_en})"
        for finding in _engine().check_text(_plain(text))
        if finding.word not in _allowed().names and not _is_verb_after_or(finding)
    ]


def _is_verb_after_or(finding: MutationFinding) -> bool:
    """Tell an order after “neu” (“neu dewiswch”): verbs with a person resist the mutation."""
    return bool(finding.trigger == "neu" and finding.word.lower().endswith("wch"))


def _plain(text: str) -> str:
    """Return the words a reader would see, with a barrier where something unknown stands between them."""
    text = text.replace("’", "'")
    text = INLINE_TAG.sub("", text)
    for unread in (TAG, ADDRESS, PLACEHOLDER, ENTITY, _allowed().phrases):
        if unread is not None:
            text = unread.sub(BARRIER, text)
    return text


def _is_acronym(word: str) -> bool:
    return len(word) == 1 or (word.isupper() and len(word) <= 6)


@functools.cache
def _is_known(word: str) -> bool:
    return any(_dictionary()(form) or _is_allowed(form) for form in (word, CLITIC.sub("", word)))


def _is_allowed(word: str) -> bool:
    """Tell whether our list has the word, or one whose mutated form it is."""
    bases = [word, *(base for kind in KINDS for base in _engine().demutate(word, kind))]
    return any(base.lower() in _allowed().words for base in bases)


def main(texts: list[str]) -> int:
    """Report on the texts given, or on standard input."""
    for text in texts or [sys.stdin.read()]:
        for remark in [*(f"“{word}” is not a known word" for word in spelling(text)), *mutations(text)]:
            print(remark)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
