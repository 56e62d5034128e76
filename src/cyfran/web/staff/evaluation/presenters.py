"""How it was for those who took part, as far as it may be shown, and who has not said yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import Exists, OuterRef

from cyfran.domain.base import words
from cyfran.domain.evaluation.choices import Rating
from cyfran.domain.evaluation.models import Evaluation
from cyfran.domain.evaluation.queries import participants_of, ratings_of
from cyfran.domain.people.models import Person
from cyfran.domain.projects.models import Project
from cyfran.web.ui.parts import Bar, Text


@dataclass(frozen=True)
class Question:
    words: Text
    bars: list[Bar]


@dataclass(frozen=True)
class EvaluationOnPage:
    """Counts that have passed the door for small numbers, also for staff: nobody's own answer can be read from them."""

    people: int | None
    questions: list[Question]
    level_felt: str
    participants: Sequence[Person]
    waiting: int

    @classmethod
    def of(cls, project: Project) -> Self:
        ratings = ratings_of(project)
        answered = Evaluation.objects.filter(project=project, person=OuterRef("pk"))
        participants = list(participants_of(project).annotate(has_answered=Exists(answered)))
        return cls(
            people=ratings.people,
            questions=[
                _question("listened_to", ratings.listened_to, ratings.people),
                _question("able_to_take_part", ratings.able_to_take_part, ratings.people),
                _question("told_what_came", ratings.told_what_came, ratings.people),
            ],
            level_felt=words.level_name(ratings.level_felt.lower()) if ratings.level_felt else "",
            participants=participants,
            waiting=sum(not person.has_answered for person in participants),
        )


def _question(name: str, counts: dict[Rating, int | None], people: int | None) -> Question:
    labels = {field.name: field.verbose_name for field in Evaluation._meta.fields}
    return Question(labels[name], [Bar(rating.label, count, people) for rating, count in counts.items()])
