"""`cyfran serve`: the pages, and beside them the worker that sends messages."""

import argparse
import os
import signal
import subprocess
import sys
import time

from cyfran.cli.exits import DONE
from cyfran.cli.language import gettext as _

_GRACE_SECONDS = 10


def summary() -> str:
    return _("Serve the pages and send the messages, until stopped with Ctrl-C.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help=_("the address to listen on"))
    parser.add_argument("--port", type=int, default=8000, help=_("the port to listen on"))
    parser.add_argument("--processes", type=int, default=2, help=_("how many processes answer requests"))


def run(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cyfran.config.settings")
    signal.signal(signal.SIGTERM, _stop)
    children = [subprocess.Popen(command) for command in (_pages(options), _worker())]
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
    except KeyboardInterrupt:
        return DONE
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(timeout=_GRACE_SECONDS)
    return max(abs(child.wait()) for child in children)


def _pages(options: argparse.Namespace) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "cyfran.config.wsgi:application"),
        *("--bind", f"{options.host}:{options.port}", "--workers", str(options.processes)),
        *("--threads", "4", "--worker-class", "gthread", "--log-level", "warning"),
    ]


def _worker() -> list[str]:
    return [sys.executable, "-m", "django", "db_worker", "--no-startup-delay", "--no-reload"]


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
