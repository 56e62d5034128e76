"""The frozen record of evidence that a level is computed from."""

from dataclasses import dataclass, field
from enum import StrEnum

from cyfran.engine.errors import EngineError

# Above this, other programs that read JSON would see a different number.
LARGEST_COUNT = 2**53 - 1


class Stage(StrEnum):
    """The stages of a piece of co-production, in the order in which they follow each other."""

    IDEA = "idea"
    PRIORITIES = "priorities"
    DESIGN = "design"
    DECISION = "decision"
    DELIVERY = "delivery"
    EVALUATION = "evaluation"


class StageState(StrEnum):
    """Whether a stage happened. Only `done` is evidence; `planned` counts for the planned level alone."""

    DONE = "done"
    PLANNED = "planned"
    SKIPPED = "skipped"


class CarerRight(StrEnum):
    """What carers may do about the decision of a stage, weakest first."""

    NOT_STATED = "not_stated"
    INFORM = "inform"
    ADVISE = "advise"
    AGREE_JOINTLY = "agree_jointly"
    DECIDE = "decide"
    VETO = "veto"


class Progress(StrEnum):
    """How far something promised has come."""

    NO = "no"
    PLANNED = "planned"
    DONE = "done"


@dataclass(frozen=True)
class StageRecord:
    """What is on record about carers in one stage.

    `carers` is how many took part, `carer_members` how many of them were members of the group that did the work,
    `asked` whether carers were asked for their view there and `contributions` how much of what they said is recorded.
    Counts are whole numbers from 0 to LARGEST_COUNT; a count outside raises EngineError `negative_count` or
    `count_too_large`, naming the key.
    """

    stage: Stage
    state: StageState = StageState.SKIPPED
    carers: int = 0
    carer_members: int = 0
    carer_right: CarerRight = CarerRight.NOT_STATED
    asked: bool = False
    options_open: bool = False
    assistance_offered: bool = False
    contributions: int = 0

    def __post_init__(self) -> None:
        for name in ("carers", "carer_members", "contributions"):
            _require_count(f"stages.{self.stage}.{name}", getattr(self, name))


@dataclass(frozen=True)
class Told:
    """Whether carers were told, before the decision, in a form that reaches them."""

    before_decision: Progress = Progress.NO
    form_reaches: Progress = Progress.NO


@dataclass(frozen=True)
class Answers:
    """How many answers are due to what carers said, how many were given, and how many of those in time.

    Raises EngineError `answers_out_of_order` unless in_time ≤ given ≤ due.
    """

    due: int = 0
    given: int = 0
    in_time: int = 0

    def __post_init__(self) -> None:
        for name in ("due", "given", "in_time"):
            _require_count(f"answers.{name}", getattr(self, name))
        if not self.in_time <= self.given <= self.due:
            raise EngineError("answers_out_of_order", due=self.due, given=self.given, in_time=self.in_time)


@dataclass(frozen=True)
class Record:
    """All the evidence about one project; what is left out counts as not done.

    The order of `stages` does not matter. Raises EngineError `stage_given_twice`, naming the stage.
    """

    told: Told = field(default_factory=Told)
    question_open: bool = False
    stages: tuple[StageRecord, ...] = ()
    answers: Answers = field(default_factory=Answers)
    evaluated_by_carers: Progress = Progress.NO
    only_instructed: bool = False
    imposed_without_reason: bool = False

    def __post_init__(self) -> None:
        seen: set[Stage] = set()
        for entry in self.stages:
            if entry.stage in seen:
                raise EngineError("stage_given_twice", stage=entry.stage.value)
            seen.add(entry.stage)


def _require_count(key: str, value: int) -> None:
    if value < 0:
        raise EngineError("negative_count", key=key)
    if value > LARGEST_COUNT:
        raise EngineError("count_too_large", key=key, most=LARGEST_COUNT)
