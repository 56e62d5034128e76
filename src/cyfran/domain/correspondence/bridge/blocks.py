"""A message taken apart into what is set differently: words, lists, links and lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

_ITEM, _LINE = "- ", "———"
_LINK = re.compile(r"https?://\S+")


class BlockKind(StrEnum):
    WORDS = "WORDS"
    LIST = "LIST"
    LINK = "LINK"
    LINE = "LINE"


@dataclass(frozen=True)
class Block:
    """Some lines of one kind: a paragraph, the items of a list without their dashes, one link, or a line between two things."""

    kind: BlockKind
    lines: tuple[str, ...]


def blocks_of(body: str) -> tuple[Block, ...]:
    """Take the body of a message apart, as it stands after its links have got their address."""
    return tuple(block for paragraph in re.split(r"\n\s*\n", body.strip()) for block in _blocks_in(paragraph))


def _blocks_in(paragraph: str) -> Iterator[Block]:
    for kind, lines in groupby(filter(None, map(str.strip, paragraph.splitlines())), key=_kind_of):
        if kind in (BlockKind.LINK, BlockKind.LINE):
            yield from (Block(kind, (line,)) for line in lines)
        else:
            yield Block(kind, tuple(line.removeprefix(_ITEM) if kind == BlockKind.LIST else line for line in lines))


def _kind_of(line: str) -> BlockKind:
    if _LINK.fullmatch(line):
        return BlockKind.LINK
    if line == _LINE:
        return BlockKind.LINE
    return BlockKind.LIST if line.startswith(_ITEM) else BlockKind.WORDS
