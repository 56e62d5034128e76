"""What is kept about people, in full, as the registry of personal data has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.registry import PersonalData, Whose, kinds_kept
from cyfran.web.ui.parts import Row, Text


@dataclass(frozen=True)
class KindOnPage:
    """One kind of what is kept, with all that can be said of it."""

    what: Text
    rows: Sequence[Row]


@dataclass(frozen=True)
class GroupOnPage:
    """All that is kept about one kind of people."""

    name: Text
    kinds: Sequence[KindOnPage]


def what_is_kept() -> list[GroupOnPage]:
    return [GroupOnPage(whose.label, [_in_full(kind) for kind in kinds_kept(whose)]) for whose in Whose]


def _in_full(kind: PersonalData) -> KindOnPage:
    rows = [
        Row(_("What for"), kind.why),
        Row(_("Legal ground"), kind.basis.label),
        Row(_("How long"), kind.kept.label),
        Row(_("Who sees it"), "\n".join(str(seer.label) for seer in kind.seen_by)),
    ]
    return KindOnPage(kind.what, rows)
