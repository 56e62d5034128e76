"""The Welsh catalogue: gather what has to be said in Welsh, help to translate it, check it, compile it.

    .venv/bin/python tools/messages.py gather          bring src/cyfran/locale/cy/…/django.po up to date
    .venv/bin/python tools/messages.py missing         print what has no Welsh yet, as JSON
    .venv/bin/python tools/messages.py fill FILE.json  put the Welsh of such a list into the catalogue
    .venv/bin/python tools/messages.py check           name everything that is missing, left over or wrong
    .venv/bin/python tools/messages.py compile         write django.mo beside it, which the pages read

A list for `fill` is that of `missing` with "cy" added to each entry: a text, or six texts (0, 1, 2, 3, 6, others) for a plural.
"""

import argparse
import contextlib
import fcntl
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # so that the tools find each other when run as commands

from tools.message_checks import NUMBERS, english_of, forms_of, language_problems, named, problems_of, where

ROOT = Path(__file__).resolve().parent.parent
# Babel and Django both know Welsh with fewer forms than it has; this line is the catalogue's own.
PLURALS = "Plural-Forms: nplurals=6; plural=(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n==3) ? 3 : (n==6) ? 4 : 5;"
HEADER = f"""\
# What Cyfran says, in Welsh.
msgid ""
msgstr ""
"Language: cy\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"{PLURALS}\\n"

"""
# Which arguments of each function are texts; "c" marks the context.
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


@dataclass(frozen=True)
class Project:
    """Where the sources and the catalogue lie."""

    root: Path

    @property
    def source(self) -> Path:
        return self.root / "src" / "cyfran"

    @property
    def catalogue(self) -> Path:
        return self.source / "locale" / "cy" / "LC_MESSAGES" / "django.po"


class CatalogueError(Exception):
    """The catalogue cannot be worked on; the text says why."""


# --- Gathering -------------------------------------------------------------------------------------------------------


def gathered(project: Project) -> Catalog:
    """Return every message in the sources, without any Welsh."""
    catalogue = _empty()
    for path in sorted(project.source.rglob("*.py")):
        _add(catalogue, path.relative_to(project.root), path.read_bytes())
    for path in sorted(_templates(project)):
        _add(catalogue, path.relative_to(project.root), _as_python(path).encode())
    return catalogue


def _templates(project: Project) -> Iterator[Path]:
    for ending in ("html", "txt"):
        yield from project.source.glob(f"**/templates/**/*.{ending}")


def _as_python(path: Path) -> str:
    """Return a template as Django shows it to gettext, so that a Python tokenizer can read it."""
    source = path.read_text(encoding="utf-8")
    # Django leaves what follows a translators' comment on its last line, where it would be taken for the comment.
    source = source.replace("{% endcomment %}", "\n{% endcomment %}")
    try:
        python = templatize(source, origin=str(path))
    except SyntaxError as mistake:
        raise CatalogueError(str(mistake)) from mistake
    # The spaces before tags would otherwise read as indentation that nothing asked for.
    return "\n".join(line.lstrip() for line in python.split("\n"))


def _add(catalogue: Catalog, name: Path, content: bytes) -> None:
    for _line, message, comments, context in extract("python", io.BytesIO(content), KEYWORDS, ("Translators:",)):
        catalogue.add(message, locations=[(name.as_posix(), 0)], auto_comments=comments, context=context)


def _empty() -> Catalog:
    return read_po(io.BytesIO(HEADER.encode()), locale="cy")


def updated(project: Project) -> Catalog:
    """Return every message in the sources with the Welsh that the catalogue already has for exactly that text."""
    found, before = gathered(project), read(project)
    for message in _messages(found):
        known = before.get(message.id, message.context)
        if known is not None and english_of(known) == english_of(message):
            message.string, message.user_comments = known.string, known.user_comments
            message.flags |= known.flags & {"fuzzy"}
    return found


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


# --- The file --------------------------------------------------------------------------------------------------------


def read(project: Project) -> Catalog:
    """Read the catalogue, or an empty one where there is none yet."""
    if not project.catalogue.exists():
        return _empty()
    with project.catalogue.open("rb") as file:
        return read_po(file, locale="cy")


def write(project: Project, catalogue: Catalog) -> None:
    """Write the catalogue so that the same messages always make the same file."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False, ignore_obsolete=True)
    _replace(project.catalogue, HEADER.encode() + buffer.getvalue())


def _replace(path: Path, content: bytes) -> None:
    """Put the content in place at once, so that nobody ever reads half a file."""
    beside = path.with_suffix(f"{path.suffix}.new")
    beside.write_bytes(content)
    beside.replace(path)


@contextlib.contextmanager
def _alone(project: Project) -> Iterator[None]:
    """Let one at a time read and rewrite the catalogue."""
    project.catalogue.parent.mkdir(parents=True, exist_ok=True)
    with project.catalogue.with_suffix(".po.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def gather(project: Project) -> Catalog:
    """Bring the catalogue up to date with the sources and return it."""
    with _alone(project):
        catalogue = updated(project)
        write(project, catalogue)
    return catalogue


def compile_catalogue(project: Project) -> bool:
    """Write the compiled catalogue if it differs from the one there, and tell whether it did."""
    if not project.catalogue.exists():
        raise CatalogueError("There is no catalogue yet: `tools/messages.py gather` makes one.")
    catalogue = read(project)
    # Babel writes these days into the file; the same catalogue must make the same bytes.
    catalogue.creation_date = catalogue.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    compiled = project.catalogue.with_suffix(".mo")
    if compiled.exists() and compiled.read_bytes() == buffer.getvalue():
        return False
    _replace(compiled, buffer.getvalue())
    return True


# --- Translating -----------------------------------------------------------------------------------------------------


def missing(project: Project) -> list[dict[str, Any]]:
    """Return the messages whose Welsh is absent, partial or uncertain."""
    return [_entry(message) for message in sorted(_messages(updated(project))) if message.fuzzy or not all(forms_of(message))]


def _entry(message: Message) -> dict[str, Any]:
    singular, plural = english_of(message)
    return {"id": singular, "plural": plural, "context": message.context, "where": where(message)}


def fill(project: Project, entries: list[dict[str, Any]]) -> tuple[list[Message], list[str]]:
    """Put the Welsh of the entries into the catalogue; return what was filled, and why the rest was not."""
    filled, refused = [], []
    with _alone(project):
        catalogue = updated(project)
        for entry in entries:
            if not entry.get("cy"):
                continue
            try:
                filled.append(_filled(catalogue, entry))
            except CatalogueError as reason:
                refused.append(str(reason))
        write(project, catalogue)
    return filled, refused


def _filled(catalogue: Catalog, entry: dict[str, Any]) -> Message:
    """Give the entry's message its Welsh, or refuse what the check would refuse."""
    message = catalogue.get(entry["id"], entry.get("context"))
    if message is None or _entry(message)["plural"] != entry.get("plural"):
        raise CatalogueError(f"“{entry['id']}” is not, or no longer, in the sources.")
    welsh = tuple(entry["cy"]) if isinstance(entry["cy"], list) else entry["cy"]
    if message.pluralizable != isinstance(welsh, tuple) or (message.pluralizable and len(welsh) != len(NUMBERS)):
        raise CatalogueError(f"“{entry['id']}” needs {'six texts' if message.pluralizable else 'one text'}.")
    proposed = Message(message.id, welsh, context=message.context, locations=message.locations)
    if problems := list(problems_of(proposed)):
        raise CatalogueError(" ".join(problems))
    message.string = welsh
    message.flags.discard("fuzzy")
    return message


# --- Checking --------------------------------------------------------------------------------------------------------


def check(project: Project) -> list[str]:
    """Return a sentence for everything that is wrong with the catalogue."""
    if not project.catalogue.exists():
        raise CatalogueError("There is no catalogue yet: `tools/messages.py gather` makes one.")
    catalogue = read(project)
    return [
        *_header_problems(project),
        *_differences_from_sources(gathered(project), catalogue),
        *(problem for message in _messages(catalogue) for problem in problems_of(message)),
        *(problem for message in _messages(catalogue) for problem in language_problems(message)),
    ]


def _header_problems(project: Project) -> Iterator[str]:
    header = project.catalogue.read_text(encoding="utf-8").partition("\n\n")[0]
    for line in (PLURALS, "Language: cy"):
        if f'"{line}\\n"' not in header:
            yield f"The header of the catalogue must say “{line}”."


def _differences_from_sources(wanted: Catalog, present: Catalog) -> Iterator[str]:
    in_sources = {_key(message): message for message in _messages(wanted)}
    in_catalogue = {_key(message): message for message in [*_messages(present), *present.obsolete.values()]}
    for key in in_sources.keys() - in_catalogue.keys():
        yield f"{named(in_sources[key])} is not in the catalogue: `make messages` brings it."
    for key in in_catalogue.keys() - in_sources.keys():
        yield f"{named(in_catalogue[key])} is no longer in the sources: `make messages` drops it."


def _key(message: Message) -> tuple[str, str | None, str | None]:
    return (*english_of(message), message.context)


# --- The commands ----------------------------------------------------------------------------------------------------


def _gather(project: Project, _options: argparse.Namespace) -> int:
    messages = list(_messages(gather(project)))
    without = sum(not all(forms_of(message)) for message in messages)
    print(f"{len(messages)} messages, {without} without Welsh.")
    return 0


def _missing(project: Project, _options: argparse.Namespace) -> int:
    print(json.dumps(missing(project), ensure_ascii=False, indent=1))
    return 0


def _fill(project: Project, options: argparse.Namespace) -> int:
    text = sys.stdin.read() if str(options.file) == "-" else options.file.read_text(encoding="utf-8")
    filled, refused = fill(project, json.loads(text))
    for remark in [*refused, *(problem for message in filled for problem in language_problems(message))]:
        print(remark)
    print(f"{len(filled)} filled, {len(refused)} refused.")
    return 1 if refused else 0


def _check(project: Project, _options: argparse.Namespace) -> int:
    problems = check(project)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems in the Welsh catalogue." if problems else "The Welsh catalogue is complete.")
    return 1 if problems else 0


def _compile(project: Project, _options: argparse.Namespace) -> int:
    print("compiled" if compile_catalogue(project) else "unchanged")
    return 0


def main(arguments: list[str]) -> int:
    """Do one of the five things."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, action in {"gather": _gather, "missing": _missing, "fill": _fill, "check": _check, "compile": _compile}.items():
        commands.add_parser(name).set_defaults(action=action)
    commands.choices["fill"].add_argument("file", type=Path, help="a list in JSON, or - for standard input")
    options = parser.parse_args(arguments)
    try:
        return int(options.action(Project(ROOT), options))
    except CatalogueError as reason:
        print(reason, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
