"""Records to test with: one that is complete, small changes to it, and any at all."""

from dataclasses import replace

from hypothesis import strategies as st

from cyfran.engine.levels.record import Answers, CarerRight, Progress, Record, Stage, StageRecord, StageState, Told


def a_full_stage(stage: Stage, **changes: object) -> StageRecord:
    """A stage that is done and has all that any condition asks of it, but for the changes."""
    full = StageRecord(
        stage=stage,
        state=StageState.DONE,
        carers=3,
        carer_members=2,
        carer_right=CarerRight.AGREE_JOINTLY,
        asked=True,
        options_open=True,
        assistance_offered=True,
        contributions=1,
    )
    return replace(full, **changes)


def a_full_record(**changes: object) -> Record:
    """A record that reaches co-production, but for the changes."""
    full = Record(
        told=Told(before_decision=Progress.DONE, form_reaches=Progress.DONE),
        question_open=True,
        stages=tuple(a_full_stage(stage) for stage in Stage),
        answers=Answers(due=10, given=10, in_time=9),
        evaluated_by_carers=Progress.DONE,
    )
    return replace(full, **changes)


def with_stage(record: Record, stage: Stage, **changes: object) -> Record:
    """The record with one of its stages changed."""
    return replace(record, stages=tuple(replace(entry, **changes) if entry.stage is stage else entry for entry in record.stages))


def without_stages(record: Record, *stages: Stage) -> Record:
    return replace(record, stages=tuple(entry for entry in record.stages if entry.stage not in stages))


# Records are drawn near a full one, as a record drawn evenly hardly ever gets beyond informing.
_MOSTLY_TRUE = st.sampled_from([True] * 5 + [False])
_SMALL_COUNTS = st.integers(min_value=0, max_value=3)
_PROGRESS = st.sampled_from([Progress.DONE] * 4 + [Progress.PLANNED] * 2 + [Progress.NO])


@st.composite
def any_answers(draw: st.DrawFn) -> Answers:
    in_time, given, due = sorted(draw(st.lists(st.integers(min_value=0, max_value=30), min_size=3, max_size=3)))
    return draw(st.sampled_from([Answers(due, given, in_time), Answers(due, due, due), Answers(due, due, in_time)]))


def any_stage(stage: Stage) -> st.SearchStrategy[StageRecord]:
    return st.builds(
        StageRecord,
        stage=st.just(stage),
        state=st.sampled_from([StageState.DONE, StageState.DONE, StageState.PLANNED, StageState.SKIPPED]),
        carers=_SMALL_COUNTS,
        carer_members=_SMALL_COUNTS,
        carer_right=st.sampled_from(CarerRight),
        asked=_MOSTLY_TRUE,
        options_open=_MOSTLY_TRUE,
        assistance_offered=_MOSTLY_TRUE,
        contributions=_SMALL_COUNTS,
    )


@st.composite
def any_stages(draw: st.DrawFn) -> tuple[StageRecord, ...]:
    """Each stage once or not at all, in any order, most of them full."""
    stages = draw(st.permutations(list(Stage)) | st.lists(st.sampled_from(Stage), unique=True))
    changed = draw(st.sets(st.sampled_from(Stage), max_size=3))
    return tuple(draw(any_stage(stage)) if stage in changed else a_full_stage(stage) for stage in stages)


def any_record() -> st.SearchStrategy[Record]:
    return st.builds(
        Record,
        told=st.builds(Told, before_decision=_PROGRESS, form_reaches=_PROGRESS),
        question_open=_MOSTLY_TRUE,
        stages=any_stages(),
        answers=any_answers(),
        evaluated_by_carers=_PROGRESS,
        only_instructed=st.booleans(),
        imposed_without_reason=st.booleans(),
    )
