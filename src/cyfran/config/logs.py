"""What is logged: one JSON object a line, and nothing of any person.

A message is written as it stands in the program, without what was filled in: addresses of pages hold links, and words of errors
hold what people typed. What went wrong is told by kind and place.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

# What these fill in are ids, counts and names of tasks.
_OUTSPOKEN = ("cyfran.", "django_tasks")
_PERSONAL = re.compile(r"\S+@\S+|/\S*|\d{6,}")
_FRAMES = 20


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON; `extra={"facts": {...}}` adds what is known to be about no person."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "message": _message_of(record),
            **_request_of(record),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line |= _error_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _message_of(record: logging.LogRecord) -> str:
    if record.name.startswith(_OUTSPOKEN):
        return record.getMessage().splitlines()[0]
    return _PERSONAL.sub("…", str(record.msg))


def _request_of(record: logging.LogRecord) -> dict[str, Any]:
    """Name the page by its pattern, in which stands no link and no name."""
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    status = getattr(record, "status_code", None)
    return {**({"route": match.route} if match else {}), **({"status": status} if status else {})}


def _error_of(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause and len(kinds) < _FRAMES:
        kinds.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__ or cause.__context__
    return {"error": kinds, "where": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]}


def logging_of(*, requests: bool) -> dict[str, Any]:
    """Return how logging is set up: problems, and each request where that is wished."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "cyfran.config.logs.JsonLines"}},
        "handlers": {
            "lines": {"class": "logging.StreamHandler", "formatter": "lines"},
            "problems": {"class": "logging.StreamHandler", "formatter": "lines", "level": "WARNING"},
            "nowhere": {"class": "logging.NullHandler"},
        },
        # The worker would tell of every message it sends, beneath which its failures are not seen.
        "root": {"handlers": ["problems"], "level": "WARNING"},
        "loggers": {
            # Pages that are not there are no problem of ours.
            "django.request": {"level": "ERROR"},
            "cyfran.requests": {"handlers": ["lines" if requests else "nowhere"], "level": "INFO", "propagate": False},
            "gunicorn.error": {"handlers": ["problems"], "propagate": False},
        },
    }
