"""GOV.UK Notify as the tests know it: what it keeps and answers, a client that needs no network, and a server on this machine.

What it answers follows its published description (https://docs.notifications.service.gov.uk/rest-api.html).
"""

import base64
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import jwt
from notifications_python_client.errors import HTTPError
from requests import Response

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"invented-{SERVICE}-{SECRET}"
TEMPLATES = {way: f"9d751e0e-f929-4891-82a1-a3e1c3c1860{number}" for number, way in enumerate(["EMAIL", "TEXT"])}
_KINDS = {"email": "email_address", "sms": "phone_number"}
_LOOKS_RIGHT = {"email": r"[^@ ]+@[^@ ]+\.[^@ ]+", "sms": r"\+?[0-9 ]{10,16}"}
_FIRST_REFUSAL, _MOST_LETTERS = 400, 918


class Post:
    """What Notify has taken, and how it answers a request."""

    def __init__(self):
        self.taken = []

    def send(self, kind: str, asked: dict) -> tuple[int, dict]:
        """Answer a message that is handed over."""
        if kind == "letter":
            return self._take_letter(asked)
        if asked.get("template_id") not in TEMPLATES.values():
            return 400, _refusal(400, "BadRequestError", "Template not found")
        if wrong := _what_is_wrong(kind, asked):
            return 400, _refusal(400, "ValidationError", wrong)
        return self._take(kind, asked, "created", content={"body": asked["personalisation"]["body"]})

    def _take_letter(self, asked: dict) -> tuple[int, dict]:
        if not base64.b64decode(asked["content"]).startswith(b"%PDF"):
            return 400, _refusal(400, "BadRequestError", "Letter content is not a valid PDF")
        return self._take("letter", asked, "pending-virus-check", postage="second")

    def _take(self, kind: str, asked: dict, status: str, **told: object) -> tuple[int, dict]:
        number = f"740e5834-3a29-46b4-9a6f-{len(self.taken):012d}"
        reference = asked.get("reference")
        self.taken.append({"id": number, "reference": reference, "type": kind, "status": status, "asked": asked})
        return 201, {"id": number, "reference": reference, **told}

    def find(self, reference: str | None) -> tuple[int, dict]:
        """Answer which messages have this reference."""
        found = [one for one in self.taken if reference in (None, one["reference"])]
        told = [{name: one[name] for name in ("id", "reference", "type", "status")} for one in found]
        return 200, {"notifications": told, "links": {"current": "/v2/notifications"}}


class FakeNotify:
    """The calls of the real client that Cyfran uses, without a network."""

    def __init__(self, post: Post | None = None):
        self.post = post or Post()

    def send_email_notification(self, email_address, template_id, personalisation=None, reference=None):
        return self._send("email", template_id, personalisation, reference, email_address=email_address)

    def send_sms_notification(self, phone_number, template_id, personalisation=None, reference=None):
        return self._send("sms", template_id, personalisation, reference, phone_number=phone_number)

    def send_precompiled_letter_notification(self, reference, pdf_file):
        content = base64.b64encode(pdf_file.read()).decode()
        return _answered(*self.post.send("letter", {"reference": reference, "content": content}))

    def get_all_notifications(self, reference=None):
        return _answered(*self.post.find(reference))

    def _send(self, kind, template_id, personalisation, reference, **to):
        asked = {"template_id": template_id, "personalisation": personalisation, "reference": reference, **to}
        return _answered(*self.post.send(kind, asked))


@contextmanager
def notify_on_this_machine(post: Post) -> Iterator[str]:
    """Serve what Notify would answer, and yield the address."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._answer(*(post.send(self.path.rsplit("/", 1)[-1], asked) if self._is_ours() else _STRANGER))

        def do_GET(self):
            reference = parse_qs(urlsplit(self.path).query).get("reference", [None])[0]
            self._answer(*(post.find(reference) if self._is_ours() else _STRANGER))

        def log_message(self, *_args):
            pass

        def _is_ours(self) -> bool:
            token = self.headers["Authorization"].removeprefix("Bearer ")
            try:
                return jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})["iss"] == SERVICE
            except jwt.InvalidTokenError:
                return False

        def _answer(self, status: int, told: dict) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _what_is_wrong(kind: str, asked: dict) -> str:
    if kind == "sms" and len(asked["personalisation"]["body"]) > _MOST_LETTERS:
        return "Content for template has a character count greater than the limit of 918"
    name = _KINDS[kind]
    return "" if re.fullmatch(_LOOKS_RIGHT[kind], asked[name]) else f"{name} Not a valid {name.replace('_', ' ')}"


def _refusal(status: int, error: str, message: str) -> dict:
    return {"status_code": status, "errors": [{"error": error, "message": message}]}


_STRANGER = (403, _refusal(403, "AuthError", "Invalid token: API key not found"))


def _answered(status: int, told: dict) -> dict:
    if status < _FIRST_REFUSAL:
        return told
    response = Response()
    response.status_code, response._content = status, json.dumps(told).encode()
    raise HTTPError(response)
