"""One line of the log for each request, which tells nothing of who sent it or of whom it was about."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_log = logging.getLogger("cyfran.requests")


class TellOfRequests:
    """Log method, pattern of the address, status and time taken; the address itself may hold somebody's link."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begin = time.monotonic()
        response = self.get_response(request)
        facts = {
            "method": request.method,
            "route": request.resolver_match.route if request.resolver_match else None,
            "status": response.status_code,
            "milliseconds": round((time.monotonic() - begin) * 1000),
        }
        _log.info("A request was answered.", extra={"facts": facts})
        return response
