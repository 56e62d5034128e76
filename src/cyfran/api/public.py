"""Public data, without a key: the register of groups and the areas of Wales."""

from typing import Annotated

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from ninja.pagination import LimitOffsetPagination, paginate

from cyfran.api.schemas import AreaOut, GroupOut, Problem
from cyfran.domain.groups.models import Group
from cyfran.domain.groups.queries import register
from cyfran.domain.organisations.models import Area
from cyfran.domain.organisations.queries import areas_with_regions

router = Router(tags=["public"])

Example = Annotated[bool, Query(description="Include invented example data as well.")]


@router.get("/groups", response=list[GroupOut], summary="The register of groups")
@paginate(LimitOffsetPagination)
def list_groups(request: HttpRequest, example: Example = False) -> QuerySet[Group]:
    return register(example=example)


@router.get("/groups/{group_id}", response={200: GroupOut, 404: Problem}, summary="One group of the register")
def show_group(request: HttpRequest, group_id: str, example: Example = False) -> Group:
    return get_object_or_404(register(example=example), public_id=group_id)


@router.get("/areas", response=list[AreaOut], summary="The areas of Wales, with the carers counted there")
@paginate(LimitOffsetPagination)
def list_areas(request: HttpRequest) -> QuerySet[Area]:
    return areas_with_regions()
