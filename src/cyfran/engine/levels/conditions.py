"""What each level asks for: twelve conditions, each a question to the record with the facts behind its answer.

The conditions are Cyfran's own, version 1. Only stages that are done are evidence here; `finding.py` asks the same
questions again of the record as it would be if the plan were kept. Every count and right appears only as "at least",
so more carers, more rights, more recorded words or more answers never turn a yes into a no.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cyfran.engine.levels.ladder import Level
from cyfran.engine.levels.record import CarerRight, Progress, Record, Stage, StageRecord, StageState

METHOD_VERSION = 1

MEMBERS_NEEDED = 2
STAGES_ASKED_NEEDED = 2
PERCENT_IN_TIME_NEEDED = 90

_UP_TO_THE_DECISION = (Stage.IDEA, Stage.PRIORITIES, Stage.DESIGN, Stage.DECISION)
_THE_START = (Stage.IDEA, Stage.PRIORITIES)
_A_SAY = (CarerRight.AGREE_JOINTLY, CarerRight.DECIDE, CarerRight.VETO)

Fact = bool | int | str | tuple[str, ...]
Facts = Mapping[str, Fact]


@dataclass(frozen=True)
class Answer:
    """Whether a condition is met, and the facts that say why: what there is, what is needed, what is missing."""

    met: bool
    facts: Facts


Question = Callable[[Record], Answer]


def told_before_decision(record: Record) -> Answer:
    """Carers were told before the decision, in a form that reaches them; `missing` names the half that is not done."""
    halves = {"before_decision": record.told.before_decision, "form_reaches": record.told.form_reaches}
    missing = tuple(name for name, progress in halves.items() if progress is not Progress.DONE)
    return Answer(not missing, {"missing": missing})


def asked_before_decision(record: Record) -> Answer:
    """Carers were asked, and something they said is recorded, at the decision or at a stage that leads to it."""
    return _stages_needed([entry for entry in _heard(record) if entry.stage in _UP_TO_THE_DECISION], need=1)


def asked_twice(record: Record) -> Answer:
    """Carers were asked, and something they said is recorded, at two stages or more, whichever they are."""
    return _stages_needed(_heard(record), need=STAGES_ASKED_NEEDED)


def asked_while_open(record: Record) -> Answer:
    """At one of the stages where carers were heard, options were still open."""
    return _stages_needed([entry for entry in _heard(record) if entry.options_open], need=1)


def assistance_offered(record: Record) -> Answer:
    """Assistance was offered wherever carers were asked, also where nobody said anything; `missing` names the rest.

    Stages without contributions count, because assistance is what makes saying something possible, and because a
    first contribution must never lower a level.
    """
    asked = [entry for entry in _happened(record) if entry.asked]
    missing = [entry for entry in asked if not entry.assistance_offered]
    return Answer(bool(asked) and not missing, {"stages": _names(asked), "missing": _names(missing)})


def answers_in_time(record: Record) -> Answer:
    """At least nine in ten of the answers due were given in time; with nothing due there is nothing to show for it."""
    due, in_time = record.answers.due, record.answers.in_time
    need = -(-due * PERCENT_IN_TIME_NEEDED // 100)
    return Answer(due > 0 and in_time >= need, {"have": in_time, "need": need, "due": due, "percent": PERCENT_IN_TIME_NEEDED})


def members_in_design(record: Record) -> Answer:
    """Two carers or more were members with a say in the design stage."""
    return _members_with_a_say(record, Stage.DESIGN)


def question_open(record: Record) -> Answer:
    """The question, or which needs come first, was open to carers."""
    return Answer(record.question_open, {})


def in_every_stage(record: Record) -> Answer:
    """Carers took part in every stage that happened, and the idea or the priorities happened.

    `missing` names the stages that happened without carers; `from_the_start` says whether the idea or the priorities
    happened at all. Members are carers, so whichever count is larger decides.
    """
    happened = _happened(record)
    missing = [entry for entry in happened if max(entry.carers, entry.carer_members) == 0]
    from_the_start = any(entry.stage in _THE_START for entry in happened)
    return Answer(from_the_start and not missing, {"missing": _names(missing), "from_the_start": from_the_start})


def rights_in_decision(record: Record) -> Answer:
    """Two carers or more were members with a say in the decision."""
    return _members_with_a_say(record, Stage.DECISION)


def all_answered(record: Record) -> Answer:
    """Every answer due was given, and at least one was due."""
    due, given = record.answers.due, record.answers.given
    return Answer(due > 0 and given >= due, {"have": given, "need": due})


def evaluated_by_carers(record: Record) -> Answer:
    """Carers evaluated how it went."""
    return Answer(record.evaluated_by_carers is Progress.DONE, {"state": record.evaluated_by_carers.value})


CONDITIONS: Mapping[Level, Mapping[str, Question]] = {
    Level.INFORMING: {
        "told_before_decision": told_before_decision,
    },
    Level.CONSULTATION: {
        "asked_before_decision": asked_before_decision,
    },
    Level.ENGAGEMENT: {
        "asked_twice": asked_twice,
        "asked_while_open": asked_while_open,
        "assistance_offered": assistance_offered,
        "answers_in_time": answers_in_time,
    },
    Level.CO_DESIGN: {
        "members_in_design": members_in_design,
        "question_open": question_open,
    },
    Level.CO_PRODUCTION: {
        "in_every_stage": in_every_stage,
        "rights_in_decision": rights_in_decision,
        "all_answered": all_answered,
        "evaluated_by_carers": evaluated_by_carers,
    },
}


def _happened(record: Record) -> list[StageRecord]:
    """The stages that are done, in the order of the stages, whatever order the record gives them in."""
    done = {entry.stage: entry for entry in record.stages if entry.state is StageState.DONE}
    return [done[stage] for stage in Stage if stage in done]


def _heard(record: Record) -> list[StageRecord]:
    """The stages where carers were asked and something they said is recorded."""
    return [entry for entry in _happened(record) if entry.asked and entry.contributions >= 1]


def _names(entries: list[StageRecord]) -> tuple[str, ...]:
    return tuple(entry.stage.value for entry in entries)


def _stages_needed(entries: list[StageRecord], *, need: int) -> Answer:
    return Answer(len(entries) >= need, {"have": len(entries), "need": need, "stages": _names(entries)})


def _members_with_a_say(record: Record, stage: Stage) -> Answer:
    """Two members or more, with a right to agree jointly, decide or veto; a stage not done gives nobody a say."""
    entry = next((entry for entry in _happened(record) if entry.stage is stage), StageRecord(stage))
    met = entry.carer_members >= MEMBERS_NEEDED and entry.carer_right in _A_SAY
    return Answer(met, {"have": entry.carer_members, "need": MEMBERS_NEEDED, "right": entry.carer_right.value})
