"""Every address that anyone may read, found from the pages themselves, so that no new one is forgotten."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cyfran.api.doors import api

LANGUAGES = ("cy", "en")


def every_address(arguments: dict[str, str]) -> list[str]:
    """Return every public page and file in both languages, and every question of the API, each also with its examples.

    `arguments` holds what stands for a record in an address, by the first part of the address: {"groups": "bcd234fgh5"}.
    A page whose argument is not given fails here, by its address.
    """
    pages = [f"/{language}/{_filled_in(route, arguments)}" for route in _routes(_public()) for language in LANGUAGES]
    questions = [_question(path, arguments) for path in api.get_openapi_schema()["paths"]]
    return [f"{address}{query}" for address in [*pages, *questions] for query in ("", "?example=1")]


def _public() -> URLResolver:
    return next(
        pattern
        for tree in get_resolver().url_patterns
        for pattern in getattr(tree, "url_patterns", [])
        if getattr(pattern, "namespace", "") == "public"
    )


def _routes(tree: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in tree.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _routes(pattern, route)


def _filled_in(route: str, arguments: dict[str, str]) -> str:
    if "<" not in route:
        return route
    start, _bracket, rest = route.partition("<")
    return f"{start}{arguments[start.strip('/')]}{rest.partition('>')[2]}"


def _question(path: str, arguments: dict[str, str]) -> str:
    address = path.removeprefix(reverse("api:api-root"))
    start, bracket, rest = address.partition("{")
    return path if not bracket else path.replace("{" + rest, arguments[start.strip("/")] + rest.partition("}")[2])
