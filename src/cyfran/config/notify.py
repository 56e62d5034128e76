"""What goes by GOV.UK Notify, and how it is reached."""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ImproperlyConfigured

from cyfran.config.env import env_bool, env_door, env_text

_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_TEMPLATES = {"EMAIL": "CYFRAN_NOTIFY_EMAIL", "TEXT": "CYFRAN_NOTIFY_TEXT"}
_SHORTEST_TOKEN = 32


@dataclass(frozen=True)
class Notify:
    """The key, the address, by which template each way goes, whether letters go too, and the token with which it answers."""

    key: str = field(default="", repr=False)
    address: str = "https://api.notifications.service.gov.uk"
    templates: dict[str, str] = field(default_factory=dict)
    letters: bool = False
    token: str = field(default="", repr=False)

    @property
    def ways(self) -> set[str]:
        return {*self.templates, *(["LETTER"] if self.letters else [])}


def env_notify() -> Notify:
    """Read all of it: a key and what goes by it, or neither. Keys and tokens that are refused are not shown."""
    key, token = env_text("CYFRAN_NOTIFY_KEY"), env_text("CYFRAN_NOTIFY_TOKEN")
    if key and not re.fullmatch(rf".+-{_UUID}-{_UUID}", key):
        raise ImproperlyConfigured(
            "CYFRAN_NOTIFY_KEY must be a whole API key of GOV.UK Notify: its name, and two long numbers after it."
        )
    if token and len(token) < _SHORTEST_TOKEN:
        raise ImproperlyConfigured(f"CYFRAN_NOTIFY_TOKEN must be a random text of at least {_SHORTEST_TOKEN} characters.")
    if env_text("CYFRAN_NOTIFY_EMAIL") and not env_text("CYFRAN_SMTP_HOST"):
        raise ImproperlyConfigured("CYFRAN_NOTIFY_EMAIL needs CYFRAN_SMTP_HOST too: codes to sign in go by the mail server.")
    if env_text("CYFRAN_NOTIFY_TEXT") and not token:
        raise ImproperlyConfigured("CYFRAN_NOTIFY_TEXT needs CYFRAN_NOTIFY_TOKEN too: our texts ask for answers by text.")
    letters, templates = env_bool("CYFRAN_NOTIFY_LETTERS", default=False), _templates()
    if bool(key) != (letters or bool(templates)):
        together = ", ".join([*_TEMPLATES.values(), "CYFRAN_NOTIFY_LETTERS"])
        raise ImproperlyConfigured(f"CYFRAN_NOTIFY_KEY and one or more of {together} are set together, or none of them.")
    return Notify(key, env_door("CYFRAN_NOTIFY_ADDRESS") or Notify.address, templates, letters, token)


def _templates() -> dict[str, str]:
    templates = {way: env_text(name) for way, name in _TEMPLATES.items()}
    for way, template in templates.items():
        if template and not re.fullmatch(_UUID, template):
            raise ImproperlyConfigured(f"{_TEMPLATES[way]} must be the ID of a template of GOV.UK Notify, not {template!r}.")
    return {way: template for way, template in templates.items() if template}
