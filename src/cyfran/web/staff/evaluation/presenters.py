"""How it was for those who took part, as far as it may be shown, and who has not said yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db.models import Exists, Max, OuterRef

from cyfran.domain.base import words
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.models import Message
from cyfran.domain.evaluation.choices import QUESTIONS, Rating
from cyfran.domain.evaluation.models import Evaluation
from cyfran.domain.evaluation.queries import Ratings, participants_of, ratings_of
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
    asked_on: datetime | None

    @property
    def waits(self) -> bool:
        """Tell whether somebody can still be asked, or tell."""
        return self.is_open and not all(person.has_answered for person in self.participants)

    @property
    def questions(self) -> list[Question]:
        return [_question(name, self.ratings) for name in QUESTIONS] if self.ratings else []

    @property
    def level_felt(self) -> str:
        return words.level_name(self.ratings.level_felt.lower()) if self.ratings and self.ratings.level_felt else ""

    @classmethod
    def of(cls, project: Project) -> Self:
        answered = Evaluation.objects.filter(project=project, person=OuterRef("pk"))
        participants = list(participants_of(project).annotate(has_answered=Exists(answered)))
        return cls(
            ratings=ratings_of(project),
            participants=participants,
            is_open=project.closed_on is None,
            asked_on=_asked_on(project),
        )


def _asked_on(project: Project) -> datetime | None:
    """Return when people were last asked, so that nobody is asked twice by mistake."""
    asked = Message.objects.filter(purpose=Purpose.EVALUATION, about_public_id=project.public_id)
    return asked.aggregate(last=Max("queued_at"))["last"]


def _question(name: str, ratings: Ratings) -> Question:
    counts: dict[Rating, int | None] = getattr(ratings, name)
    return Question(
        getattr(Evaluation, name).field.verbose_name,
        [Bar(rating.label, count, ratings.people) for rating, count in counts.items()],
    )
