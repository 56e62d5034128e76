"""Small problems for the tests, a checker that shares no code with the engine, and every answer there is."""

from itertools import product

import numpy as np
from hypothesis import strategies as st

from cyfran.engine.matching.problem import Carers, Opportunities, Pairs, Problem


def problem(*, carers, opportunities, pairs, penalty=400.0):
    """Make a problem of rows: (most, hours, stratum), (hours, target, sought by stratum) and (carer, opportunity, score)."""
    strata = max([len(row[2]) for row in opportunities], default=0)
    return Problem(
        Carers(*(np.array([row[part] for row in carers], kind) for part, kind in ((0, int), (1, float), (2, int)))),
        Opportunities(
            np.array([row[0] for row in opportunities], float),
            np.array([row[1] for row in opportunities], int),
            np.array([row[2] for row in opportunities], int).reshape(len(opportunities), strata),
        ),
        Pairs(*(np.array([row[part] for row in pairs], kind) for part, kind in ((0, int), (1, int), (2, float)))),
        penalty,
    )


def value_of(asked, chosen):
    """Add up the scores of pairs, less the penalty; None where any limit is broken. Told apart from the engine on purpose."""
    pairs = [(int(asked.pairs.carer[pair]), int(asked.pairs.opp[pair])) for pair in chosen]
    if len(set(pairs)) < len(pairs):
        return None
    for number, most in enumerate(asked.carers.max_invites):
        own = [opp for carer, opp in pairs if carer == number]
        if len(own) > most or sum(asked.opportunities.hours[opp] for opp in own) > asked.carers.hours_cap[number] + 1e-5:
            return None
    value = sum(float(asked.pairs.score[pair]) for pair in chosen)
    for number, target in enumerate(asked.opportunities.target):
        there = [int(asked.carers.stratum[carer]) for carer, opp in pairs if opp == number]
        if len(there) > target:
            return None
        sought = asked.opportunities.min_by_stratum[number]
        value -= asked.shortfall_penalty * sum(max(0, int(most) - there.count(stratum)) for stratum, most in enumerate(sought))
    return value


def best_value(asked):
    """Try every choice of pairs and return the highest value; for a dozen pairs at most."""
    every = product((False, True), repeat=len(asked.pairs.carer))
    values = (value_of(asked, [pair for pair, taken in enumerate(choice) if taken]) for choice in every)
    return max(value for value in values if value is not None)


@st.composite
def problems(draw, most_pairs=9):
    """Draw problems with few carers, few opportunities, tight limits and now and then a score below 0."""
    strata, scores = draw(st.integers(1, 3)), st.integers(-50, 600) | st.sampled_from([0.0, 0.25, 99.5])
    hours = st.sampled_from([0.0, 0.5, 1.5, 2.0, 3.0, 0.1])
    carers = draw(
        st.lists(st.tuples(st.integers(0, 3), hours.map(lambda each: each * 2), st.integers(0, strata - 1)), max_size=6)
    )
    sought = st.lists(st.integers(0, 2), min_size=strata, max_size=strata)
    opportunities = draw(st.lists(st.tuples(hours, st.integers(0, 4), sought), max_size=4))
    every = [(carer, opp) for carer in range(len(carers)) for opp in range(len(opportunities))]
    known = draw(st.lists(st.sampled_from(every), unique=True, max_size=most_pairs)) if every else []
    pairs = [(carer, opp, draw(scores)) for carer, opp in known]
    return problem(carers=carers, opportunities=opportunities, pairs=pairs, penalty=draw(st.sampled_from([0.0, 40.0, 400.0])))
