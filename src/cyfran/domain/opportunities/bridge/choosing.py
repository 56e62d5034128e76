"""From the people of a body and one opportunity to the engine of matching, and back: whom to ask, why, and who is missing.

The engine loads a solver, which takes longer than most pages, so it is imported where it is needed.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from cyfran.domain.correspondence.choices import LEFT_OUT
from cyfran.domain.correspondence.queries import not_sent_about
from cyfran.domain.correspondence.rules import hears_too_late
from cyfran.domain.involvement.queries import with_last_asked, with_load
from cyfran.domain.involvement.rules import why_not
from cyfran.domain.opportunities.bridge.choice import Choice, ChosenPerson, Missing, Sought
from cyfran.domain.opportunities.bridge.people import values_of
from cyfran.domain.opportunities.bridge.scores import Score, Scores
from cyfran.domain.opportunities.choices import Answer, Unsuited
from cyfran.domain.opportunities.models import Invitation, Opportunity
from cyfran.domain.opportunities.queries import may_be_invited_to
from cyfran.domain.people.models import Person

if TYPE_CHECKING:
    from cyfran.engine.matching.results import Invitations

# More than any two scores can differ by: whoever is sought is asked before whoever merely suits.
_PENALTY, _NO_LIMIT_HOURS = 1000.0, 100_000


def choose_people(
    opportunity: Opportunity, people: QuerySet[Person], *, size: int, sought: Sequence[Sought], at: datetime
) -> Choice:
    """Choose at most so many of the people to ask to something, within everybody's limits; of those sought as many as there are.

    Somebody counts for the first of `sought` that fits her. Among equals a lot decides that is the same each time. Whoever
    was taken out of the list for this is not on it again.
    """
    on = localdate(at)
    everybody = _in_order(opportunity, with_last_asked(with_load(may_be_invited_to(opportunity).filter(pk__in=people), on=on)))
    scored = _scored(opportunity, everybody, at)
    unsuited = Counter(str(score.unsuited) for _person, score in scored if score.unsuited)
    suited = [(person, score, _stratum(values_of(person, on), sought)) for person, score in scored if not score.unsuited]
    if not suited:
        missing = [Missing(one, one.least, "all_chosen", 0) for one in sought if one.least]
        return Choice((), missing, everybody, unsuited)
    answer = _solved(opportunity, suited, size, sought)
    chosen = [suited[pair] for pair in answer.chosen.pairs.tolist()]
    full = sum(not _has_room(person, opportunity) for person, _score, _place in suited)
    left = {str(Unsuited.AT_LIMITS): full, str(Unsuited.NO_ROOM): len(suited) - len(chosen) - full}
    asked = [ChosenPerson(person, score, is_sought=place < len(sought)) for person, score, place in chosen]
    return Choice(
        chosen=sorted(asked, key=lambda one: -one.score.points),
        missing=[Missing(sought[one.stratum], one.missing, one.because, one.at_limits) for one in answer.shortfalls],
        everybody=everybody,
        unsuited=unsuited + Counter(left),
    )


def how_many_to_ask(opportunity: Opportunity, places: int) -> int:
    """Return how many to ask so that about as many say yes as there are places, by what this body was answered before."""
    before = Invitation.objects.filter(opportunity__organisation=opportunity.organisation_id)
    over = before.filter(opportunity__starts_at__lt=opportunity.starts_at).exclude(opportunity=opportunity)
    told = over.aggregate(asked=Count("pk"), yes=Count("pk", filter=Q(answer=Answer.YES)))
    # Before anything is known it is one in two.
    return ceil(places * (told["asked"] + 2) / (told["yes"] + 1))


def _in_order(opportunity: Opportunity, people: QuerySet[Any]) -> list[Any]:
    """Return the people in the order of a lot, so that no equal comes first because she registered first."""
    read = people.select_related("area", "preference", "limit").prefetch_related("caring_roles")
    return sorted(read, key=lambda person: sha256(f"{opportunity.public_id}:{person.public_id}".encode()).digest())


def _scored(opportunity: Opportunity, people: Sequence[Any], at: datetime) -> list[tuple[Any, Score]]:
    """Return the people, each with how well it suits her, or why she is not asked to this one."""
    told = Scores(opportunity, localdate(at))
    taken_out = set(not_sent_about(opportunity).filter(reason__in=LEFT_OUT).values_list("person", flat=True))
    scored = []
    for person in people:
        if person.pk in taken_out:
            scored.append((person, Score(unsuited=Unsuited.TAKEN_OUT)))
        elif hears_too_late(person, opportunity.reply_by, at=at):
            scored.append((person, Score(unsuited=Unsuited.TOO_LATE)))
        else:
            scored.append((person, told.of(person)))
    return scored


def _stratum(said: dict[str, list[str]], sought: Sequence[Sought]) -> int:
    """Return the place of the first of those sought that somebody is; behind them all where she is none of them."""
    return next((place for place, one in enumerate(sought) if one.fits(said)), len(sought))


def _has_room(person: Any, opportunity: Opportunity) -> bool:
    return why_not(person, opportunity.minutes_asked) is None


def _solved(
    opportunity: Opportunity, suited: Sequence[tuple[Any, Score, int]], size: int, sought: Sequence[Sought]
) -> "Invitations":
    from cyfran.engine.matching.choose import choose  # noqa: PLC0415 -- loads a solver
    from cyfran.engine.matching.problem import Carers, Opportunities, Pairs, Problem  # noqa: PLC0415 -- goes with it

    everybody = np.arange(len(suited))
    carers = Carers(
        max_invites=np.array([int(_has_room(person, opportunity)) for person, _score, _place in suited]),
        hours_cap=np.array([_hours_left(person) for person, _score, _place in suited]),
        stratum=np.array([place for _person, _score, place in suited]),
    )
    wanted = np.array([[*(one.least for one in sought), 0]])
    opportunities = Opportunities(np.array([opportunity.minutes_asked / 60]), np.array([size]), wanted)
    pairs = Pairs(everybody, np.zeros_like(everybody), np.array([score.points for _person, score, _place in suited], dtype=float))
    return choose(Problem(carers, opportunities, pairs, _PENALTY))


def _hours_left(person: Any) -> float:
    if person.minutes_limit is None:
        return _NO_LIMIT_HOURS
    return max(0, person.minutes_limit - person.minutes_asked) / 60
