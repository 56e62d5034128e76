"""Public data, without a key: the register of groups, the areas of Wales, the projects with their levels, and draws by lot.

Programs read the description in English; what is marked in it for translation stands in both languages on the page about data.
"""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router
from ninja.pagination import paginate

from cyfran.api.paging import Paging
from cyfran.api.schemas import AreaOut, DrawOut, GroupOut, Problem, ProjectList, ProjectWithLevel
from cyfran.domain.base import clock
from cyfran.domain.evaluation.bridge import evidence_of_all
from cyfran.domain.groups.models import Group
from cyfran.domain.groups.queries import register
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.opportunities.queries import announced_draws
from cyfran.domain.organisations.models import Area
from cyfran.domain.organisations.queries import areas_with_regions
from cyfran.domain.projects.queries import published_projects

router = Router(tags=["public"])

Example = Annotated[bool, Query(description=_("Include invented example data as well."))]
PublicId = Annotated[str, Path(description=_("The public id of a group."), pattern="^[0-9a-z]{1,12}$")]


@router.get(
    "/groups",
    response={200: list[GroupOut], 422: Problem},
    summary=_("The register of groups"),
    description=_("Every arrangement through which carers can be heard: our codes, and the source's own words."),
)
@paginate(Paging)
def list_groups(request: HttpRequest, example: Example = False) -> QuerySet[Group]:
    return register(example=example)


@router.get(
    "/groups/{group_id}",
    response={200: GroupOut, 404: Problem, 422: Problem},
    summary=_("One group of the register"),
    description=_("One arrangement, by its public id."),
)
def show_group(request: HttpRequest, group_id: PublicId, example: Example = False) -> Group:
    return get_object_or_404(register(example=example), public_id=group_id)


@router.get(
    "/areas",
    response={200: list[AreaOut], 422: Problem},
    summary=_("The areas of Wales, with the carers counted there"),
    description=_("The place each council serves, and the people the census counted there."),
)
@paginate(Paging)
def list_areas(request: HttpRequest) -> QuerySet[Area]:
    return areas_with_regions().prefetch_related("baselines")


@router.get(
    "/projects",
    response={200: ProjectList, 422: Problem},
    summary=_("Projects with carers, and their levels"),
    description=_("Every published project: its question, its stages, and the level of participation computed from its record."),
)
def list_projects(request: HttpRequest, paging: Query[Paging.Input], example: Example = False) -> dict[str, Any]:
    published = published_projects()
    if example:
        published |= published_projects(example=True)
    part = published.prefetch_related("evaluations")[paging.offset : paging.offset + paging.limit]
    records = evidence_of_all(part, on=clock.today())
    return {"items": [ProjectWithLevel(project, records[project.pk]) for project in part], "count": published.count()}


@router.get(
    "/draws",
    response={200: list[DrawOut], 422: Problem},
    summary=_("Groups drawn by lot"),
    description=_("Every announced draw: its targets, the chances, the lottery's digest, and the number that settled it."),
)
@paginate(Paging)
def list_draws(request: HttpRequest, example: Example = False) -> QuerySet[Draw]:
    announced = announced_draws()
    if example:
        announced |= announced_draws(example=True)
    return announced.prefetch_related("targets")
