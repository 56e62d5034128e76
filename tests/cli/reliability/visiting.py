"""Visitors of a server that may be cut off at any moment, and the server."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from subprocess import Popen
from urllib.parse import urlencode

from tests.cli.installing import CYFRAN, free_port, running, status_of, wait_for


@contextmanager
def serving(env: dict[str, str], port: int | None = None, most_bytes: int = 0) -> Iterator[tuple[Popen, int]]:
    """Serve the pages without a worker, and yield the process and its port once it is ready."""
    port = port or free_port()
    with running(*CYFRAN, "serve", "--port", str(port), "--workers", "0", env=env, most_bytes=most_bytes) as server:
        wait_for(lambda: status_of(f"http://127.0.0.1:{port}/readyz") == 200)
        yield server, port


class Visitor:
    """Opens pages and sends forms, with a session and no more."""

    def __init__(self, port: int, session: str = "") -> None:
        self.port, self.session, self.token = port, session, ""

    def open(self, path: str) -> tuple[int, str]:
        status, words, _where = self._ask("GET", path)
        if found := re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', words):
            self.token = found[1]
        return status, words

    def send(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form; return the status, and the page or where it leads."""
        status, words, where = self._ask("POST", path, urlencode(fields | {"csrfmiddlewaretoken": self.token}))
        return status, where or words

    def insist(self, path: str, **fields: str) -> str:
        """Send a form until it is answered with where it leads, as somebody does whose connection was cut."""
        where = []

        def answered() -> bool:
            try:
                status, found = self.send(path, **fields)
            except (OSError, HTTPException):
                return False
            assert status in (302, 500, 503), found
            where.append(found)
            return status == 302

        wait_for(answered)
        return where[-1]

    def _ask(self, method: str, path: str, body: str = "") -> tuple[int, str, str]:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"sessionid={self.session}"}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            words = response.read().decode()
        finally:
            connection.close()
        if found := re.search(r"sessionid=(\w+)", " ".join(response.headers.get_all("Set-Cookie", []))):
            self.session = found[1]
        return response.status, words, response.headers.get("Location", "")


class Carer(Visitor):
    """Says one thing after the other from her own page."""

    def __init__(self, port: int, link: str, project: str) -> None:
        super().__init__(port)
        self.page, self.say = f"/en/my/{link}/", f"/en/my/{link}/say/{project}/"
        self.open(self.say)

    def tell(self, words: str) -> None:
        """Say something, until it is acknowledged."""
        self.insist(self.say, words=words, words_language="EN", audience="TEAM")
        self.insist(f"{self.say}check/")
