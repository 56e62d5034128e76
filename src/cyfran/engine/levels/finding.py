"""From the record of evidence to the level of participation, with every condition met and unmet."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from cyfran.engine.levels.conditions import CONDITIONS, METHOD_VERSION, Facts
from cyfran.engine.levels.ladder import Level
from cyfran.engine.levels.record import Answers, Progress, Record, StageRecord, StageState, Told


@dataclass(frozen=True)
class Condition:
    """One condition of a level: met so far, met if the plan is kept, and the facts behind the first of these.

    `params` may hold counts of people: show the words for it on public pages, not the facts.
    """

    level: Level
    code: str
    met: bool
    planned: bool
    params: Facts = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Finding:
    """The level so far, the level if the plan is kept, and all twelve conditions, lowest level first."""

    level: Level
    planned_level: Level
    conditions: tuple[Condition, ...]
    method_version: int = METHOD_VERSION


def find_level(record: Record) -> Finding:
    """Compute the level of participation from the record alone; the same record gives the same finding.

    A level is reached when its own conditions and those of every lower level are met. `planned_level` answers the
    same questions about the record as it would be if the plan were kept: usually higher, but lower than `level` where
    the plan itself leaves carers out.

    Shape: a Record in, a Finding out. Raises nothing: a Record that exists is a valid one.
    Source: names of the levels from the TLAP ladder of co-production; conditions of Cyfran, version 1.
    """
    kept = _if_plan_is_kept(record)
    conditions = tuple(
        Condition(level, code, met=answer.met, planned=question(kept).met, params=answer.facts)
        for level, questions in CONDITIONS.items()
        for code, question in questions.items()
        for answer in [question(record)]
    )
    return Finding(
        level=_reached(record, unmet={condition.level for condition in conditions if not condition.met}),
        planned_level=_reached(record, unmet={condition.level for condition in conditions if not condition.planned}),
        conditions=conditions,
    )


def what_would_raise(finding: Finding) -> tuple[Condition, ...]:
    """Return the unmet conditions of the next level up, in order; nothing is left to raise co-production.

    Coercion and educating are nothing to aim for, so from any level below informing the next one up is informing.
    """
    higher = [condition for condition in finding.conditions if condition.level > finding.level]
    next_level = min((condition.level for condition in higher), default=None)
    return tuple(condition for condition in higher if condition.level is next_level and not condition.met)


def as_json(finding: Finding) -> dict[str, object]:
    """Return the finding as JSON holds it, with codes in lower case.

    Shape: {"level", "planned_level": code, "conditions": [{"level", "code": text, "met", "planned": bool,
    "params": facts}], "method_version": int}.
    """
    return {
        "level": finding.level.code,
        "planned_level": finding.planned_level.code,
        "conditions": [
            {
                "level": condition.level.code,
                "code": condition.code,
                "met": condition.met,
                "planned": condition.planned,
                "params": {name: list(fact) if isinstance(fact, tuple) else fact for name, fact in condition.params.items()},
            }
            for condition in finding.conditions
        ],
        "method_version": finding.method_version,
    }


def _reached(record: Record, *, unmet: Collection[Level]) -> Level:
    """Climb until a level has an unmet condition; below informing, the record says how bad it was."""
    reached = Level.NONE_RECORDED
    if record.imposed_without_reason:
        reached = Level.COERCION
    elif record.only_instructed:
        reached = Level.EDUCATING
    for level in sorted(CONDITIONS):
        if level in unmet:
            break
        reached = level
    return reached


def _if_plan_is_kept(record: Record) -> Record:
    """Return the record as it would stand if everything planned were done.

    Where a planned stage is to be asked, people will say things there that are owed answers. The plan is to give them
    all in time, so both conditions on answers count as met, whatever became of the answers due so far.
    """
    to_be_asked = any(entry.state is StageState.PLANNED and entry.asked for entry in record.stages)
    return replace(
        record,
        told=Told(_done(record.told.before_decision), _done(record.told.form_reaches)),
        stages=tuple(_stage_done(entry) for entry in record.stages),
        answers=Answers(due=1, given=1, in_time=1) if to_be_asked else record.answers,
        evaluated_by_carers=_done(record.evaluated_by_carers),
    )


def _done(progress: Progress) -> Progress:
    return Progress.DONE if progress is Progress.PLANNED else progress


def _stage_done(entry: StageRecord) -> StageRecord:
    if entry.state is not StageState.PLANNED:
        return entry
    contributions = max(entry.contributions, 1) if entry.asked else entry.contributions
    return replace(entry, state=StageState.DONE, contributions=contributions)
