"""Why each pair was chosen, why others were not, and why places of a stratum stay empty."""

import numpy as np

from cyfran.engine.matching.problem import Flags, Problem, Whole
from cyfran.engine.matching.results import Chosen, Shortfall
from cyfran.engine.matching.room import Room


def why_chosen(problem: Problem, room: Room) -> Chosen:
    """Say of each chosen pair why, and what place its score has among all pairs of its opportunity."""
    pairs, place = problem.pairs, problem.place
    chosen = np.flatnonzero(room.taken)
    opp = pairs.opp[chosen]
    turned_away = np.bincount(pairs.opp[only_places_are_missing(problem, room)], minlength=len(room.places)) > 0
    counted = (problem.sought[place[chosen]] > 0) & (room.missing[place[chosen]] >= 0)
    codes = np.where(counted, "sought", np.where(turned_away[opp], "among_the_best", "room_left"))
    return Chosen(chosen, tuple(codes.tolist()), _ranks(problem)[chosen], np.bincount(pairs.opp, minlength=1)[opp])


def _ranks(problem: Problem) -> Whole:
    """Return for each pair one more than the number of better pairs of its opportunity."""
    pairs = problem.pairs
    order = np.lexsort((-pairs.score, pairs.opp))
    opp, score = pairs.opp[order], pairs.score[order]
    position = np.arange(len(order))
    new_opp = np.append(True, np.diff(opp) != 0)[: len(order)]
    new_score = new_opp | np.append(True, np.diff(score) != 0)[: len(order)]
    ranks = np.empty_like(position)
    ranks[order] = (
        np.maximum.accumulate(np.where(new_score, position, 0)) - np.maximum.accumulate(np.where(new_opp, position, 0)) + 1
    )
    return ranks


def why_not_asked(problem: Problem, room: Room) -> dict[str, Whole]:
    """Return by code the carers who have no invitation, in the order of the input."""
    carer, carers = problem.pairs.carer, len(problem.carers.max_invites)

    def some(flags: Flags) -> Flags:
        return np.bincount(carer[flags], minlength=carers) > 0

    none = problem.carers.max_invites == 0
    codes = np.full(carers, "not_worth_it", dtype=object)
    codes[some(only_places_are_missing(problem, room))] = "places_taken"
    codes[~some(problem.hours_of_pair <= problem.hours_left[carer])] = "too_few_hours"
    codes[none] = "no_invitations_left"
    codes[~some(np.ones(len(carer), bool))] = "no_match"
    codes[some(room.taken)] = ""
    return {code: np.flatnonzero(codes == code) for code in sorted(set(codes.tolist()) - {""})}


def only_places_are_missing(problem: Problem, room: Room) -> Flags:
    """Tell which pairs would be chosen if their opportunity asked for one more."""
    free = ~room.taken & ~_at_limits(problem, room) & (room.gains() > 0)
    return np.asarray(free & (room.places[problem.pairs.opp] == 0))


def _at_limits(problem: Problem, room: Room) -> Flags:
    """Tell of which pairs the carer has no invitation left or too few hours."""
    carer = problem.pairs.carer
    return np.asarray((room.invites[carer] == 0) | (room.hours[carer] < problem.hours_of_pair))


def shortfalls(problem: Problem, room: Room) -> tuple[Shortfall, ...]:
    """Name each opportunity and stratum of which fewer are chosen than sought, in the order of the input."""
    place, most = problem.place, len(room.missing)
    matching = np.bincount(place, minlength=most)
    chosen = np.bincount(place[room.taken], minlength=most)
    at_limits = np.bincount(place[~room.taken & _at_limits(problem, room)], minlength=most)
    found = []
    for number in np.flatnonzero(room.missing > 0).tolist():
        opportunity, stratum = divmod(number, problem.strata)
        others = int(matching[number] - chosen[number])
        if not others:
            because = "all_chosen"
        elif others == at_limits[number]:
            because = "all_at_limits"
        else:
            because = "not_worth_it" if room.places[opportunity] else "places_taken"
        missing, counts = int(room.missing[number]), (int(each[number]) for each in (matching, chosen, at_limits))
        found.append(Shortfall(opportunity, stratum, missing, because, *counts))
    return tuple(found)
