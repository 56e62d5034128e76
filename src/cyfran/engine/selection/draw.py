"""Draw a panel: first as fair a lottery as the targets allow, then one panel of it, which the seed settles."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from cyfran.engine.errors import EngineError
from cyfran.engine.selection.barring import together_of_a_household
from cyfran.engine.selection.digests import ENGINE_VERSION, inputs_digest, lottery_digest, panel_number, point_of
from cyfran.engine.selection.lottery import Lottery, fair_lottery
from cyfran.engine.selection.parting import Ties, parted, ties_of
from cyfran.engine.selection.problem import Fairness, Problem
from cyfran.engine.selection.public import PublicLottery, public_lottery
from cyfran.engine.selection.reserves import Reserves, reserves_for
from cyfran.engine.selection.seats import ListedLottery, NamedLottery
from cyfran.engine.selection.space import Array, Space, space_of

# How far the least chance may stay below what no lottery can pass and still be called the best there is.
OPTIMAL_WITHIN = 1e-4
_NO_CHANCE = 1e-9
# Where ties between people make so many kinds, and so many times more, the lottery is made without them first: parting.py.
_MANY_KINDS = 600
_TIMES_MORE = 1.5


@dataclass(frozen=True)
class Prepared:
    """A lottery with nothing drawn yet; it depends on the problem and the fairness alone.

    `chances` holds everybody of the pool, 0 for those who cannot be chosen, and `barred` the rule that says so, if it is
    one. `not_reached` are those whom an unfinished lottery gives none, though some group may have room.
    `min_chance` is the least among those who can be chosen, `bound` what no lottery of this fairness can pass.
    `gini` (0 equal to 1) is over the whole pool, `geometric_mean` over those who can be chosen.
    """

    problem: Problem
    fairness: Fairness
    inputs_sha256: str
    chances: Mapping[str, float]
    min_chance: float
    bound: float
    gini: float
    geometric_mean: float
    not_reached: tuple[str, ...]
    space: Space = field(repr=False)
    kinds_lottery: Lottery = field(repr=False)
    lottery: NamedLottery | ListedLottery = field(repr=False)
    ties: Ties | None = field(default=None, repr=False)

    @property
    def barred(self) -> Mapping[str, str]:
        """Name the rule that bars somebody, by id."""
        return self.space.barred

    @property
    def together_of_a_household(self) -> tuple[tuple[str, ...], ...]:
        """List those of one household who are drawn together, by id: the rule of one of a household gives way to that."""
        return together_of_a_household(self.problem, self.barred)

    @property
    def gap(self) -> float:
        """Return how far the least chance stays below the bound."""
        return max(0.0, self.bound - self.min_chance)

    @property
    def optimal(self) -> bool:
        """Say whether the gap is as good as none."""
        return self.gap <= OPTIMAL_WITHIN * min(1.0, self.bound)

    def public_lottery(
        self,
        *,
        progress: Callable[[float], None] = lambda share: None,
        time_is_up: Callable[[], bool] = lambda: False,
    ) -> tuple["Prepared", PublicLottery]:
        """Round a lottery to numbered panels of equal chance, and say which one: this, or where parting fails, one with the ties.

        What is told beside the panels is read from the lottery given back. Raises: EngineError `solver_gave_up`.
        """
        public = public_lottery(self.space, self.kinds_lottery, shuffled_by=self.inputs_sha256)
        if self.ties is None:
            return self, public
        apart = parted(public.panels, self.space, self.ties)
        if apart is not None:
            return self, PublicLottery(tuple(apart))
        space = space_of(self.problem, shuffled_by=self.inputs_sha256)
        tied = _prepared(self.problem, self.fairness, self.inputs_sha256, space, progress, time_is_up)
        return tied.public_lottery()


@dataclass(frozen=True)
class Draw:
    """One panel drawn from a prepared lottery, who stands in, and the number of the panel if the lottery was public."""

    prepared: Prepared
    seed: str
    panel: tuple[str, ...]
    reserves: Reserves
    public: PublicLottery | None = None
    number: int | None = None
    engine_version: int = ENGINE_VERSION


def prepare(
    problem: Problem,
    *,
    fairness: Fairness = Fairness.LEXIMIN,
    salt: str = "",
    progress: Callable[[float], None] = lambda share: None,
    time_is_up: Callable[[], bool] = lambda: False,
) -> Prepared:
    """Make the lottery of a problem: `problem.size` people less those seated in every panel, every target met.

    Equal input and `salt` (see digests.py) give an equal lottery on any machine, in any order of rows. `progress` is told
    shares from 0 to 1; when `time_is_up` answers yes, the best lottery so far is used and its gap told.
    Raises: EngineError `targets_cannot_be_met` where there is no panel (see repair.py), `solver_gave_up`.
    """
    digest = inputs_digest(problem, fairness, salt=salt)
    space = space_of(problem, shuffled_by=digest)
    if space.kinds > _MANY_KINDS:
        loose = space_of(problem, shuffled_by=digest, tied=False)
        if space.kinds > _TIMES_MORE * loose.kinds:
            prepared = _prepared(problem, fairness, digest, loose, progress, time_is_up)
            ties = ties_of(problem, loose)
            apart = parted(prepared.lottery.panels(), loose, ties)
            if apart is not None:
                return replace(prepared, lottery=ListedLottery(apart), ties=ties)
    return _prepared(problem, fairness, digest, space, progress, time_is_up)


def draw(prepared: Prepared, *, seed: str, reserves: int = 0, public: PublicLottery | None = None) -> Draw:
    """Draw the panel that the seed settles, from the lottery itself or from its public form, and up to so many reserves.

    Equal seeds give equal panels, so a seed nobody can know beforehand, such as a public beacon's, keeps the draw honest.
    """
    number = None
    if public:
        number = panel_number(seed, lottery_digest(public.panels), len(public.panels))
        panel = public.panels[number - 1].people
    else:
        panel = prepared.lottery.at(point_of(seed, prepared.inputs_sha256)).people
    order = f"{prepared.inputs_sha256}:{seed}"
    return Draw(
        prepared=prepared,
        seed=seed,
        panel=panel,
        reserves=reserves_for(prepared.problem, prepared.space, panel, reserves, seed=order),
        public=public,
        number=number,
    )


def _prepared(
    problem: Problem,
    fairness: Fairness,
    digest: str,
    space: Space,
    progress: Callable[[float], None],
    time_is_up: Callable[[], bool],
) -> Prepared:
    fair = fair_lottery(space, fairness, progress=progress, time_is_up=time_is_up)
    if fair is None:
        raise EngineError("targets_cannot_be_met")
    per_kind = fair.lottery.numbers() / space.copies
    chances = _chances(problem, space, per_kind)
    everybody = np.sort(list(chances.values()))
    can = fair.ideal.numbers / space.copies > _NO_CHANCE
    return Prepared(
        problem=problem,
        fairness=fairness,
        inputs_sha256=digest,
        chances=chances,
        min_chance=float(per_kind[can].min()),
        bound=fair.ideal.least(space),
        gini=_gini(everybody),
        geometric_mean=float(np.exp(np.log(everybody[everybody > 0]).mean())),
        not_reached=tuple(sorted(person for person in _people(space, can) if not chances[person])),
        space=fair.space,
        kinds_lottery=fair.lottery,
        lottery=NamedLottery(fair.space, fair.lottery),
    )


def _chances(problem: Problem, space: Space, per_kind: Array) -> dict[str, float]:
    chances = dict.fromkeys((person.id for person in problem.pool), 0.0)
    for chance, units in zip(per_kind.tolist(), space.units(), strict=True):
        chances |= {person: chance if chance > _NO_CHANCE else 0.0 for unit in units for person in unit}
    return chances


def _people(space: Space, kinds: npt.NDArray[np.bool_]) -> list[str]:
    """List everybody of these kinds, by id."""
    return [person for there, units in zip(kinds, space.units(), strict=True) if there for unit in units for person in unit]


def _gini(rising: Array) -> float:
    """Return the Gini coefficient of numbers in rising order."""
    count = len(rising)
    weights = 2 * np.arange(1, count + 1) - count - 1
    return float(max(0.0, weights @ rising / (count * rising.sum())))
