"""How it was for those who took part, as far as it may be shown, and who has not said yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from cyfran.domain.base import words
from cyfran.domain.evaluation.choices import QUESTIONS, Rating
from cyfran.domain.evaluation.models import Evaluation
from cyfran.domain.evaluation.queries import Ratings, carers_of, people_to_ask, ratings_of, requests_about
from cyfran.domain.projects.models import Project
from cyfran.web.ui.parts import Bar, Text


@dataclass(frozen=True)
class Question:
    words: Text
    bars: list[Bar]


@dataclass(frozen=True)
class EvaluationOnPage:
    """Counts once the project is closed, for staff as for everyone: nobody's own answer can be read from them."""

    ratings: Ratings | None
    participants: Sequence[Any]
    is_open: bool
    to_ask: int

    @property
    def nobody_to_ask(self) -> str:
        """Say, where answers are waited for and nobody can be asked for one, why that is; else nothing."""
        if not self.is_open or self.to_ask or all(one.has_answered or one.erased_at for one in self.participants):
            return ""
        return nobody_to_ask(any(one.asked_at for one in self.participants))

    @property
    def questions(self) -> list[Question]:
        return [_question(name, self.ratings) for name in QUESTIONS] if self.ratings else []

    @property
    def level_felt(self) -> str:
        return words.level_name(self.ratings.level_felt.lower()) if self.ratings and self.ratings.level_felt else ""

    @classmethod
    def of(cls, project: Project) -> Self:
        answered = Evaluation.objects.filter(project=project, person=OuterRef("pk"))
        asked = requests_about(project).filter(person=OuterRef("pk")).order_by("-queued_at").values("queued_at")[:1]
        participants = list(carers_of(project).annotate(has_answered=Exists(answered), asked_at=Subquery(asked)))
        is_open = project.closed_on is None
        to_ask = people_to_ask(project).count() if is_open else 0
        return cls(ratings=ratings_of(project), participants=participants, is_open=is_open, to_ask=to_ask)


def nobody_to_ask(somebody_was_asked: bool) -> str:
    if somebody_was_asked:
        return _("Nobody is left to ask: everyone who may be asked was asked before.")
    return _("Nobody who took part may be asked now. Where somebody tells you how it was, write it down for them.")


def _question(name: str, ratings: Ratings) -> Question:
    counts: dict[Rating, int | None] = getattr(ratings, name)
    return Question(
        getattr(Evaluation, name).field.verbose_name,
        [Bar(rating.label, count, ratings.people) for rating, count in counts.items()],
    )
