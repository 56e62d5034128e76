"""`cyfran serve`: the pages, and beside them the worker that sends messages."""

import argparse
import os
import signal
import subprocess
import sys
import time

from cyfran.cli.application import application
from cyfran.cli.exits import DONE
from cyfran.cli.language import gettext as _

_GRACE_SECONDS = 10


def summary() -> str:
    return _("Serve the pages and send the messages, until stopped with Ctrl-C.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help=_("the address to listen on"))
    parser.add_argument("--port", help=_("the port to listen on"))
    parser.add_argument("--processes", type=int, default=2, help=_("how many processes answer requests"))
    parser.add_argument(
        "--workers", type=int, default=1, help=_("how many workers run beside the pages; 0 where they run elsewhere")
    )


def run(options: argparse.Namespace) -> int:
    if options.port:
        os.environ["CYFRAN_PORT"] = options.port
    with application():
        _take_up_messages()
    signal.signal(signal.SIGTERM, _stop)
    return _run_together(_pages(options), *[[sys.executable, "-m", "cyfran", "worker"]] * options.workers)


def _take_up_messages() -> None:
    """See that no message is lost by a stop, before anything new is written."""
    from django.db import connection  # noqa: PLC0415 -- needs Django

    from cyfran.cli.database import refuse_unless_ready, refuse_wrong_keys  # noqa: PLC0415 -- needs Django
    from cyfran.domain.base.clock import now  # noqa: PLC0415 -- needs Django
    from cyfran.domain.correspondence.actions.delivery import take_up_messages  # noqa: PLC0415 -- needs Django

    refuse_unless_ready()
    refuse_wrong_keys()
    take_up_messages(at=now())
    connection.close()


def _run_together(*commands: list[str]) -> int:
    """Run the commands until we are stopped, or one of them ends: then the others end too, and its exit code is ours."""
    children: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            children.append(subprocess.Popen(command))
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
        return next(abs(child.returncode) for child in children if child.returncode is not None) or 1
    except KeyboardInterrupt:
        return DONE
    finally:
        _end(children)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask all to finish what they do, and do not wait for ever."""
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _pages(options: argparse.Namespace) -> list[str]:
    from django.conf import settings  # noqa: PLC0415 -- needs Django

    return [
        *(sys.executable, "-m", "gunicorn", "cyfran.config.wsgi:application"),
        *("--bind", f"{options.host}:{settings.PORT}", "--workers", str(options.processes)),
        *("--threads", "4", "--worker-class", "gthread", "--config", "python:cyfran.config.gunicorn"),
    ]


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
