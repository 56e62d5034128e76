"""What can be wrong with one message of the Welsh catalogue, each told in a sentence."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from babel.messages.catalog import Message

# Which numbers the six forms of a Welsh plural are for, in the order of the catalogue's header.
NUMBERS = ("0", "1", "2", "3", "6", "others")
NAMED = re.compile(r"%\(\w+\)[a-z]|\{\w+[^{}]*\}")
POSITIONAL = re.compile(r"%[sd%]|\{\}")
# After these words Welsh changes the first letter of a noun: nobody knows how the name of an organisation, or a weekday, begins.
CHANGED = re.compile(
    r"\b(?:am|ar|at|dan|dros|drwy|gan|heb|hyd|i|o|tan|wrth|a|â|gyda|yn) %\((?:organisation|body|partner|asked_by|when|was|at)\)s",
    re.IGNORECASE,
)
TAG = re.compile(r"</?[a-z]\w*", re.IGNORECASE)


def english_of(message: Message) -> tuple[str, str | None]:
    """Return the English text, and the one for many where the message has a plural."""
    identity: Any = message.id
    return (identity[0], identity[1]) if message.pluralizable else (identity, None)


def where(message: Message) -> list[str]:
    """Return the files that say it."""
    return sorted({name for name, _line in message.locations})


def named(message: Message) -> str:
    """Return how reports call it: its English, and the files that say it."""
    files = ", ".join(where(message))
    return f"“{english_of(message)[0]}” ({files})" if files else f"“{english_of(message)[0]}”"


def forms_of(message: Message) -> tuple[str, ...]:
    """Return the Welsh of a message: one text, or the six of a plural."""
    if isinstance(message.string, str) or message.string is None:
        return (message.string or "",)
    given = tuple(message.string)
    return (*given, *[""] * (len(NUMBERS) - len(given)))


def problems_of(message: Message) -> Iterator[str]:
    """Yield a sentence for everything that would be missing or wrong on a page."""
    forms = forms_of(message)
    if message.fuzzy:
        yield f"{named(message)} is marked as uncertain (fuzzy)."
    if not any(forms):
        yield f"{named(message)} has no Welsh."
    elif lacking := [number for number, form in zip(NUMBERS, forms, strict=False) if not form]:
        yield f"{named(message)} lacks the form for {', '.join(lacking)}."
    singular, plural = english_of(message)
    for position, form in enumerate(forms):
        # “Un cyfarfod” needs no %(n)s: a form for one number may leave out the placeholder of that number.
        for problem in _mismatches(plural or singular, form, for_one_number=position < len(forms) - 1) if form else ():
            yield f"{named(message)}: “{form}” {problem}."
        for found in CHANGED.findall(form):
            yield f"{named(message)}: “{found}” would change the first letter of what comes there; say it without that word."


def _mismatches(english: str, welsh: str, *, for_one_number: bool) -> Iterator[str]:
    lost, gained = _placeholders(english) - _placeholders(welsh), _placeholders(welsh) - _placeholders(english)
    number_left_out = for_one_number and lost.total() == 1 and NAMED.fullmatch(next(iter(lost)))
    if gained or (lost and not number_left_out):
        yield f"has other placeholders: {_listed(lost) or 'nothing'} lost, {_listed(gained) or 'nothing'} gained"
    if Counter(TAG.findall(english)) != Counter(TAG.findall(welsh)):
        yield "has other tags"
    if _edges(english) != _edges(welsh):
        yield "begins or ends with other spaces or line breaks"


def _placeholders(text: str) -> Counter[str]:
    """Count the places for values: each name once, since it may be repeated, and the nameless as often as they occur."""
    return Counter(set(NAMED.findall(text))) + Counter(POSITIONAL.findall(NAMED.sub("", text)))


def _listed(placeholders: Counter[str]) -> str:
    return ", ".join(sorted(placeholders.elements()))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def language_problems(message: Message) -> Iterator[str]:
    """Yield unknown words and doubtful mutations in the Welsh of a message."""
    from tools import welsh  # noqa: PLC0415 -- compiling must work where the dictionary is not installed

    for form in filter(None, dict.fromkeys(forms_of(message))):
        for word in welsh.spelling(form):
            yield f"{named(message)}: “{word}” is not a known word; if it is right, add it to tools/welsh-words.txt."
        for remark in welsh.mutations(form):
            yield f"{named(message)}: {remark}; if it is right, add the phrase to tools/welsh-words.txt."
