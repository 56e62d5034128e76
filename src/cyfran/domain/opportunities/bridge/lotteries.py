"""A draw as the engine of selection takes it, and the engine's answers as the records keep them; nothing here loads a solver."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cyfran.domain.opportunities.choices import Outcome
from cyfran.domain.opportunities.models import Draw, DrawnPerson, DrawTarget
from cyfran.engine.selection.problem import Candidate, LoadBand, Problem, Rules, Target
from cyfran.engine.selection.results import NamedPanel

# Nobody past her limit is in the pool; whoever lifted it is treated like others asked for much.
_LOAD_BANDS = (LoadBand(2, 1.0), LoadBand(6, 0.5), LoadBand(10_000, 0.25))


@dataclass(frozen=True)
class Made:
    """A lottery that was made: what it went by, its digest, all its panels, and everybody's chance in them."""

    inputs_sha256: str
    lottery_sha256: str
    engine_version: int
    lottery: bytes
    chances: dict[str, float]
    result: dict[str, Any]


def problem_of(
    draw: Draw, people: Iterable[DrawnPerson], targets: Sequence[DrawTarget], *, seated: Sequence[DrawnPerson] = ()
) -> Problem:
    """Put a draw as the engine takes it. Values that no target names may be had by anybody."""
    everybody = list(people)
    pool = tuple(_candidate(person, draw) for person in everybody if person.was_in_pool)
    keeping = [person for person in everybody if person.outcome == Outcome.SEATED]
    staying = tuple(_candidate(person, draw) for person in (*keeping, *seated))
    named = {(target.feature, target.value) for target in targets}
    features = {target.feature for target in targets}
    others = {(name, value) for one in (*pool, *staying) for name in features for value in one.values[name]} - named
    return Problem(
        pool=pool,
        targets=(
            *(Target(**_ends(target), feature=target.feature, value=target.value) for target in targets),
            *(Target(feature=name, value=value, least=0, most=draw.size) for name, value in sorted(others)),
        ),
        size=draw.size,
        seated=staying,
        rules=Rules(load_bands=_LOAD_BANDS if draw.counts_load else ()),
    )


def stored_problem(draw: Draw) -> Problem:
    """Put a draw as the engine takes it, from its stored people and targets."""
    return problem_of(draw, draw.people.order_by("pk"), list(draw.targets.all()))


def packed(panels: Sequence[NamedPanel]) -> bytes:
    """Return the panels of a draw as they are stored; `panels_of` reads them back."""
    people = sorted({person for panel in panels for person in panel.people})
    place = {person: number for number, person in enumerate(people)}
    told = {"people": people, "panels": [[place[person] for person in panel.people] for panel in panels]}
    return zlib.compress(json.dumps(told, separators=(",", ":")).encode())


def load_tells_apart(draw: Draw) -> bool:
    """Tell whether what people were asked for made chances differ: not where all of the pool were asked for about as much."""
    if not draw.counts_load:
        return False
    rules = Rules(load_bands=_LOAD_BANDS)
    return len({rules.weight(_candidate(person, draw)) for person in draw.people.all() if person.was_in_pool}) > 1


def panels_of(draw: Draw) -> tuple[NamedPanel, ...]:
    """Read back the numbered panels of a draw, all of them equally likely."""
    told = json.loads(zlib.decompress(draw.lottery))
    people, panels = told["people"], told["panels"]
    return tuple(NamedPanel(1 / len(panels), tuple(people[place] for place in panel)) for panel in panels)


def record_of(draw: Draw) -> dict[str, Any]:
    """Return what a draw says of itself, as `cyfran draw --verify` reads it. Its ids are of this draw alone."""
    pool = [person for person in draw.people.order_by("public_id") if person.was_in_pool]
    panels = panels_of(draw)
    return {
        "panel": list(panels[draw.number - 1].people) if draw.number else [],
        "number": draw.number,
        "seed": draw.seed,
        "public_chances": {person.public_id: person.chance for person in pool},
        "public_panels": len(panels),
        "public_lottery_sha256": draw.lottery_sha256,
        "inputs_sha256": draw.inputs_sha256,
        "engine_version": draw.engine_version,
        "fairness": draw.fairness.lower(),
        "size": draw.size,
        "targets": [
            {"feature": one.feature.lower(), "value": one.value.lower(), "min": one.least, "max": one.most}
            for one in draw.targets.all()
        ],
        "min_chance": draw.result["ideal_least"],
        "bound": draw.result["bound"],
        "gap": draw.result["gap"],
        "gini": draw.result["gini"],
    }


def _candidate(person: DrawnPerson, draw: Draw) -> Candidate:
    shares = person.household and draw.one_of_household
    return Candidate(
        id=person.public_id,
        values={feature: frozenset(values) for feature, values in person.values.items()},
        hours_asked=person.minutes_asked / 60,
        households=frozenset([str(person.household)]) if shares else frozenset(),
    )


def _ends(target: DrawTarget) -> dict[str, int]:
    return {name: getattr(target, name) for name in ("least", "most", "least_flex", "most_flex")}
