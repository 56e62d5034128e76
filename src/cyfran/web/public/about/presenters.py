"""The API as its own description tells it, in the reader's language, so that the page cannot say anything else."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from cyfran.domain.groups.queries import register


@dataclass(frozen=True)
class ParameterOnPage:
    """One thing that may be added to a question, and what it may be."""

    name: str
    description: str
    allowed: str


@dataclass(frozen=True)
class OperationOnPage:
    """One question that programs may ask. `example` is an address that answers it; there may be none yet."""

    path: str
    summary: str
    description: str
    parameters: Sequence[ParameterOnPage]
    example: str

    @property
    def name(self) -> str:
        return self.path.strip("/").replace("/", "-").translate({ord("{"): None, ord("}"): None})


def description_of_api(request: HttpRequest) -> dict[str, Any]:
    """Return the OpenAPI description, asked for as any other program would: pages do not import the API."""
    view, arguments, options = resolve(reverse("api:openapi-json"))
    description: dict[str, Any] = json.loads(view(request, *arguments, **options).content)
    return description


def operations(request: HttpRequest) -> list[OperationOnPage]:
    """Return every operation of the API, in the order of its description."""
    group = register().values_list("public_id", flat=True).first()
    paths = description_of_api(request)["paths"]
    return [_operation(path, methods["get"], _example(request, path, group)) for path, methods in paths.items()]


def _example(request: HttpRequest, path: str, group: str | None) -> str:
    """Return an address that answers, with a real group in it where one is needed; nothing where there is none yet."""
    filled_in = path.replace("{group_id}", group) if group else path
    return "" if "{" in filled_in else request.build_absolute_uri(filled_in)


def _operation(path: str, operation: dict[str, Any], example: str) -> OperationOnPage:
    summary, description = operation["summary"], operation["description"]
    return OperationOnPage(
        path=path,
        summary=_(summary),
        description=_(description),
        parameters=[_parameter(parameter) for parameter in operation["parameters"]],
        example=example,
    )


def _parameter(parameter: dict[str, Any]) -> ParameterOnPage:
    description = parameter["description"]
    return ParameterOnPage(parameter["name"], _(description), _allowed(parameter["schema"]))


def _allowed(schema: dict[str, Any]) -> str:
    if schema["type"] == "integer":
        facts = {"least": schema["minimum"], "most": schema["maximum"], "default": schema["default"]}
        return _("A whole number from %(least)s to %(most)s. Left out, it is %(default)s.") % facts
    if schema["type"] == "boolean":
        return _("true or false. Left out, it is false.")
    return _("Text, as part of the address.")
