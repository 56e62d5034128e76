"""E-mails about signing in leave beside the answer: how long it takes tells nobody whether an address is known."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

_BESIDE = ThreadPoolExecutor(max_workers=4, thread_name_prefix="post")
_LOG = logging.getLogger(__name__)


def beside(send: Callable[[], object]) -> None:
    """Do it while the page is answered already. Not by a worker: whoever signs in does not wait behind a lottery."""
    _BESIDE.submit(_carefully, send)


def _carefully(send: Callable[[], object]) -> None:
    try:
        send()
    except OSError:
        # What the mail server said is not told: it names people.
        _LOG.error("An e-mail with a code could not be sent: the mail server refused it or was not reached.")
