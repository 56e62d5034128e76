"""Invented examples stay out of every public page, unless the reader asks for them in the address."""

from django.http import HttpRequest

from cyfran.domain.projects.queries import published_projects


def wants_examples(request: HttpRequest) -> bool:
    return request.GET.get("example") == "1"


def about_examples(request: HttpRequest) -> dict[str, object]:
    """Tell a list whether it shows what is invented and, if not, at which address it would; nothing where there is none."""
    wanted = wants_examples(request)
    is_there = not wanted and published_projects(example=True).exists()
    return {"is_example": wanted, "example": f"{request.path}?example=1" if is_there else ""}
