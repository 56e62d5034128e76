"""The API: version 1, described by OpenAPI."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.params.models import QueryModel

from cyfran import __version__
from cyfran.api.public import router

_METHODS = ("GET", "HEAD")

api = NinjaAPI(
    title="Cyfran",
    version=__version__,
    description="Public data on co-production with unpaid carers. No key is needed.",
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", router)


def _refuse_unknown_parameters(run: Any) -> Callable[..., HttpResponse]:
    """Refuse what a door does not take: passed over in silence, it would seem to have been answered."""
    models = [model for model in run.__self__.models if issubclass(model, QueryModel)]
    known = sorted(name for model in models for name in model.__ninja_flatten_map__)

    @wraps(run)
    def answer(request: HttpRequest, **place: Any) -> HttpResponse:
        if unknown := sorted(request.GET.keys() - set(known)):
            problem = f"{', '.join(unknown)}: Not known here. Known are {', '.join(known)}."
            return api.create_response(request, {"detail": problem}, status=422)
        return run(request, **place)

    return answer


api.add_decorator(_refuse_unknown_parameters, mode="view")


def _as_file(answer: HttpResponse) -> HttpResponse:
    """Let browsers keep an answer as a file of this name and not show it, whatever the address says."""
    answer.headers["Content-Disposition"] = 'attachment; filename="cyfran.json"'
    return answer


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Answer at an address where no door is, in the way of the doors."""
    told = {"detail": "Nothing is here. See /api/v1/openapi.json for what there is."}
    return _as_file(api.create_response(request, told, status=404))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, _error: Http404) -> HttpResponse:
    return nothing_here(request)


@api.exception_handler(ValidationError)
def _say_what_to_mend(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer a question that cannot be understood: name each part of it, and what is wrong there."""
    problems = [f"{problem['loc'][-1]}: {problem['msg']}." for problem in error.errors]
    return api.create_response(request, {"detail": " ".join(problems)}, status=422)


def _only_read(door: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """Answer HEAD as GET, whose text the server then leaves out, and refuse every other method in the way of the doors."""

    @csrf_exempt
    def answer(request: HttpRequest, **place: Any) -> HttpResponse:
        method = request.method
        if method not in _METHODS:
            refusal = api.create_response(request, {"detail": "Data can only be read here, by GET or HEAD."}, status=405)
            refusal.headers["Allow"] = ", ".join(_METHODS)
            return _as_file(refusal)
        request.method = "GET"
        try:
            return _as_file(door(request, **place))
        finally:
            request.method = method

    return answer


def _read_only(addresses: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    for address in addresses:
        if address.callback:
            address.callback = _only_read(address.callback)
    return addresses


_addresses, _app_name, _namespace = api.urls
urls = (_read_only(_addresses), _app_name, _namespace)
