"""The API: version 1, described by OpenAPI."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from cyfran import __version__
from cyfran.api.public import router

api = NinjaAPI(
    title="Cyfran",
    version=__version__,
    description="Public data on co-production with unpaid carers. No key is needed.",
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", router)


@api.exception_handler(ValidationError)
def _say_what_to_mend(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer a question that cannot be understood: name each part of it, and what is wrong there."""
    problems = [f"{problem['loc'][-1]}: {problem['msg']}." for problem in error.errors]
    return api.create_response(request, {"detail": " ".join(problems)}, status=422)
