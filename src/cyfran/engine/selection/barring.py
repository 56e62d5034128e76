"""Who can be in no panel by a rule alone, and by which rule."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cyfran.engine.selection.problem import Candidate, Problem


def who_can_be_chosen(problem: Problem) -> tuple[dict[str, float], dict[str, str]]:
    """Weigh each person; say who cannot be chosen by a rule about load, household or somebody seated."""
    taken = frozenset().union(*(person.households for person in problem.seated))
    apart = frozenset().union(*(person.apart for person in problem.seated))
    weights, barred = {}, _contradicted(problem.pool)
    for person in problem.pool:
        weight = problem.rules.weight(person)
        if person.id in barred:
            continue
        if weight is None:
            barred[person.id] = "asked_too_much"
        elif person.households & taken:
            barred[person.id] = "household_has_a_seat"
        elif person.apart & apart:
            barred[person.id] = "kept_apart_from_a_seat"
        else:
            weights[person.id] = weight
    alone = {person.together for person in problem.pool if person.together and person.id in barred}
    for person in problem.pool:
        if person.together in alone and person.id in weights:
            del weights[person.id]
            barred[person.id] = "only_with_somebody_barred"
    return weights, barred


def together_of_a_household(problem: Problem, barred: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """List those of one household who are drawn together: between them that wish goes before one of a household."""
    found = []
    for people in _drawn_together(problem.pool):
        times = Counter(label for person in people for label in person.households)
        sharing = sorted(person.id for person in people if any(times[label] > 1 for label in person.households))
        if sharing and barred.keys().isdisjoint(sharing):
            found.append(tuple(sharing))
    return tuple(sorted(found))


def _contradicted(pool: Sequence[Candidate]) -> dict[str, str]:
    """Name those who may be chosen only together, though of them at most one may be chosen."""
    found: dict[str, str] = {}
    for people in _drawn_together(pool):
        times = Counter(label for person in people for label in person.apart)
        if times.total() > len(times):
            found |= dict.fromkeys((person.id for person in people), "together_and_kept_apart")
    return found


def _drawn_together(pool: Sequence[Candidate]) -> Iterable[list[Candidate]]:
    together: dict[str, list[Candidate]] = defaultdict(list)
    for person in pool:
        if person.together:
            together[person.together].append(person)
    return together.values()
