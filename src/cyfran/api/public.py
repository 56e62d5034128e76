"""Public data, without a key: the register of groups, the areas of Wales, the projects with their levels, and draws by lot."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
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

Example = Annotated[bool, Query(description="Include invented example data as well.")]
PublicId = Annotated[str, Path(description="The public id of a group.", pattern="^[0-9a-z]{1,12}$")]


@router.get("/groups", response={200: list[GroupOut], 422: Problem}, summary="The register of groups")
@paginate(Paging)
def list_groups(request: HttpRequest, example: Example = False) -> QuerySet[Group]:
    """Every arrangement through which carers can be heard: our codes, and the source's own words."""
    return register(example=example)


@router.get("/groups/{group_id}", response={200: GroupOut, 404: Problem, 422: Problem}, summary="One group of the register")
def show_group(request: HttpRequest, group_id: PublicId, example: Example = False) -> Group:
    """One arrangement, by its public id."""
    return get_object_or_404(register(example=example), public_id=group_id)


@router.get("/areas", response={200: list[AreaOut], 422: Problem}, summary="The areas of Wales, with the carers counted there")
@paginate(Paging)
def list_areas(request: HttpRequest) -> QuerySet[Area]:
    """The place each council serves, and the people the census counted there."""
    return areas_with_regions().prefetch_related("baselines")


@router.get("/projects", response={200: ProjectList, 422: Problem}, summary="Projects with carers, and their levels")
def list_projects(request: HttpRequest, paging: Query[Paging.Input], example: Example = False) -> dict[str, Any]:
    """Every published project: its question, its stages, and the level of participation computed from its record."""
    published = published_projects()
    if example:
        published |= published_projects(example=True)
    part = published.prefetch_related("evaluations")[paging.offset : paging.offset + paging.limit]
    records = evidence_of_all(part, on=clock.today())
    return {"items": [ProjectWithLevel(project, records[project.pk]) for project in part], "count": published.count()}


@router.get("/draws", response={200: list[DrawOut], 422: Problem}, summary="Groups drawn by lot")
@paginate(Paging)
def list_draws(request: HttpRequest, example: Example = False) -> QuerySet[Draw]:
    """Every announced draw: its targets, the chances, the lottery's digest, and the number that settled it."""
    announced = announced_draws()
    if example:
        announced |= announced_draws(example=True)
    return announced.prefetch_related("targets")
