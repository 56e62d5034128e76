"""Who may say how it was."""

from cyfran.domain.contributions.queries import participants_of
from cyfran.domain.people.models import Person
from cyfran.domain.projects.models import Project


def can_evaluate(person: Person, project: Project) -> bool:
    """Only those who took part say how it was."""
    return participants_of(project).filter(pk=person.pk).exists()
