"""Texts that a demonstration receives: files of a folder, each with the number in its first line and the words below."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class TextFile:
    """A text that lies in the folder, still unread. By its number it is told from an earlier one in a file of the same name."""

    path: Path
    number: str
    sent_from: str
    words: str


def texts_in_folder() -> Iterator[TextFile]:
    """Return the texts that lie in `inbox/` beside the records, the earliest first; only a demonstration has any."""
    if not settings.DEMONSTRATION:
        return
    for path in sorted((settings.DATA / "inbox").glob("*.txt")):
        sent_from, _line, words = path.read_text(encoding="utf-8", errors="replace").partition("\n")
        yield TextFile(path, f"{path.name[:30]} {path.stat().st_mtime_ns}", sent_from.strip(), words.strip())
