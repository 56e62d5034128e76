"""The stages of a project as staff see them: the strip, the plan, what is on record, and what may be done now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.projects.choices import StageKind, StageState
from cyfran.domain.projects.models import Stage
from cyfran.engine.levels.record import Record, StageRecord
from cyfran.web.ui.parts import Row, StageOnStrip, Text


def strip_of(stages: Iterable[Stage], record: Record) -> list[StageOnStrip]:
    """Return the stages for the strip; staff see whether carers are there however few they are."""
    seen = by_kind(record)
    return [
        StageOnStrip(
            name=stage.get_kind_display(),
            state=stage.state,
            state_name=stage.get_state_display(),
            carers=_has_carers(seen[stage.kind]),
            right=stage.get_carer_right_display(),
            happened_on=stage.happened_on,
        )
        for stage in stages
    ]


@dataclass(frozen=True)
class StageOnPage:
    """One stage: its plan, what is on record of it, and what may be done with it now."""

    kind: str
    name: Text
    state: str
    state_name: Text
    rows: list[Row]
    may_be_planned: bool
    may_be_left_out: bool
    may_be_finished: bool
    may_vote: bool

    @property
    def has_actions(self) -> bool:
        return self.may_be_planned or self.may_be_finished or self.may_vote

    @classmethod
    def of(cls, stage: Stage, seen: StageRecord, *, is_open: bool) -> Self:
        return cls(
            kind=stage.kind.lower(),
            name=stage.get_kind_display(),
            state=stage.state,
            state_name=stage.get_state_display(),
            rows=_stage_rows(stage, seen),
            may_be_planned=is_open and stage.state != StageState.DONE,
            may_be_left_out=is_open and stage.state == StageState.PLANNED and stage.kind != StageKind.IDEA,
            may_be_finished=is_open and stage.state != StageState.SKIPPED,
            may_vote=is_open and stage.carer_right != DecisionRight.NOT_STATED,
        )


def _stage_rows(stage: Stage, seen: StageRecord) -> list[Row]:
    if stage.state == StageState.SKIPPED:
        return []
    right = stage.get_carer_right_display()
    rows = [
        Row(_("Carers' right"), _("%(right)s (fixed since voting opened)") % {"right": right} if stage.frozen_right else right),
        Row(_("Options still open"), _yes_or_no(stage.options_open)),
    ]
    return [*rows, *(_done_rows(seen) if stage.state == StageState.DONE else _plan_rows(stage))]


def _done_rows(seen: StageRecord) -> list[Row]:
    return [
        Row(_("Carers were asked"), _yes_or_no(seen.asked)),
        Row(_("Assistance was offered"), _yes_or_no(seen.assistance_offered)),
        Row(_("Carers on record"), _carers(max(seen.carers, seen.carer_members), seen.carer_members)),
        Row(_("Things said"), seen.contributions),
    ]


def _plan_rows(stage: Stage) -> list[Row]:
    return [
        Row(_("Carers will be asked"), _yes_or_no(stage.will_ask)),
        Row(_("Assistance will be offered"), _yes_or_no(stage.will_assist)),
        Row(_("Carers planned"), _carers(stage.planned_carers, stage.planned_members)),
    ]


def _carers(carers: int, members: int) -> str:
    if not carers:
        return pgettext("carers", "None")
    return _("%(carers)s, of them as members: %(members)s") % {"carers": carers, "members": members}


def _yes_or_no(is_so: bool) -> str:
    return _("Yes") if is_so else _("No")


def by_kind(record: Record) -> dict[str, StageRecord]:
    return {entry.stage.value.upper(): entry for entry in record.stages}


def _has_carers(seen: StageRecord) -> bool:
    return max(seen.carers, seen.carer_members) > 0
