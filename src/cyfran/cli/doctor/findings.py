"""What the doctor found: one sentence for each thing looked at, and what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    FINE = "fine"
    CARE = "care"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: how it is, in a sentence, and what to do where it is not fine."""

    about: str
    state: State
    words: str
    advice: str = ""


Findings = Iterator[Finding]


def fine(about: str, words: str) -> Finding:
    return Finding(about, State.FINE, words)


def care(about: str, words: str, advice: str) -> Finding:
    """It works, and somebody should look at it."""
    return Finding(about, State.CARE, words, advice)


def fault(about: str, words: str, advice: str) -> Finding:
    """It does not work, or it puts people's records at risk."""
    return Finding(about, State.FAULT, words, advice)
