"""What is kept about people, who answers for it and who sees it, as the records and the table of roles have it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from cyfran.domain.base.registry import PersonalData, Seer, Whose, kinds_kept
from cyfran.domain.organisations.choices import ACTS_OF, Act, Role
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.organisations.queries import who_keep_records
from cyfran.web.ui.parts import Row, Text

_STAFF = (Seer.STAFF, Seer.THOSE_ASKING)


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


@dataclass(frozen=True)
class ControllerOnPage:
    """An organisation that answers for what it keeps: on which grounds of the law, and whom to turn to there."""

    name: str
    officer: Text
    rows: Sequence[Row]


def what_is_kept() -> list[GroupOnPage]:
    return [GroupOnPage(whose.label, [_in_full(kind) for kind in kinds_kept(whose)]) for whose in Whose]


def controllers() -> list[ControllerOnPage]:
    """Return the organisations that keep something about people here."""
    return [_controller(one) for one in who_keep_records()]


def what_staff_may_do() -> list[Row]:
    """Return for each act that opens something about people which roles have it."""
    opening = {kind.act for kind in kinds_kept(Whose.PERSON)}
    return [Row(act.label, roles_with(act)) for act in Act if act in opening]


def roles_with(act: str) -> str:
    return ", ".join(str(role.label) for role in Role if act in ACTS_OF[role])


def seen_by(kind: PersonalData) -> list[Text]:
    """Return who sees it; of staff, in which roles."""
    named = _("%(who)s, as: %(roles)s")
    return [
        named % {"who": seer.label, "roles": roles_with(kind.act)} if kind.act and seer in _STAFF else seer.label
        for seer in kind.seen_by
    ]


def _in_full(kind: PersonalData) -> KindOnPage:
    rows = [
        Row(_("What for"), kind.why),
        Row(_("Legal ground"), kind.basis.label),
        *([Row(_("As it can tell of health, origin or belief"), kind.condition.label)] if kind.may_be_sensitive else []),
        Row(_("How long"), kind.kept.label),
        Row(_("Who sees it"), "\n".join(map(str, seen_by(kind)))),
    ]
    return KindOnPage(kind.what, rows)


def _controller(organisation: Organisation) -> ControllerOnPage:
    officer = organisation.protection_officer or _("Not given yet: ask the organisation itself.")
    condition = organisation.get_special_basis_display() or _("Not given yet: ask the organisation itself.")
    rows = [
        Row(_("Data protection officer"), _lines(officer)),
        Row(_("Legal ground"), _lines(organisation.get_legal_basis_display(), organisation.legal_basis_text)),
        Row(_("Condition for what tells of health, origin or belief"), _lines(condition, organisation.special_basis_text)),
    ]
    return ControllerOnPage(organisation.name, officer, rows)


def _lines(*texts: Text) -> str:
    """Return texts under one another. One that is there in the other language alone says so."""
    return format_html_join("\n", "{}", ((text,) for text in texts if text))
