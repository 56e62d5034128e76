"""Somebody who has a keyboard and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Browser

_QUESTIONS = Path(__file__).with_name("keyboard.js").read_text(encoding="utf-8")
_MOST_STOPS = 400


@dataclass(frozen=True)
class Stop:
    """A control that has the focus, or could: its place among all of the page, and the ring that is drawn around it."""

    place: int
    name: str
    rings: str
    in_sight: bool


class Keyboard:
    """A window without JavaScript in which nothing is ever clicked."""

    def __init__(self, browser: Browser, server: str, language: str, *, width: int) -> None:
        size = {"width": width, "height": 700}
        self._page = browser.new_context(java_script_enabled=False, base_url=server, viewport=size).new_page()
        self._language = language

    def leave(self) -> None:
        self._page.context.close()

    def opens(self, name: str, *args: str) -> None:
        with override(self._language):
            self._page.goto(reverse(name, args=args))

    @property
    def address(self) -> str:
        return self._page.url

    @property
    def text(self) -> str:
        return " ".join(self._page.locator("main").inner_text().split())

    @property
    def is_in_main(self) -> bool:
        return bool(self._page.locator("main").evaluate("main => main.contains(document.activeElement)"))

    # --- Walking

    def press(self, key: str) -> Stop | None:
        """Press a key, and tell where the focus is then; None where it has left the page."""
        self._page.keyboard.press(key)
        found = self._page.evaluate(_QUESTIONS, "focus")
        return Stop(**found) if found else None

    def types(self, text: str) -> None:
        self._page.keyboard.type(text)

    def sends(self) -> None:
        """Press Enter where the focus is, and wait for the page to which that leads."""
        with self._page.expect_navigation():
            self._page.keyboard.press("Enter")

    def goes_to(self, selector: str) -> None:
        """Press Tab until the focus is on the thing meant."""
        for _stop in self._stops():
            if self._page.locator(selector).first.evaluate("control => control === document.activeElement"):
                return
        raise AssertionError(f"Tab never reaches {selector} on {self.address}")

    def _stops(self) -> Iterator[Stop]:
        for _press in range(_MOST_STOPS):
            stop = self.press("Tab")
            if stop is None:
                return
            yield stop

    # --- Looking

    def faults_of_walk(self) -> list[str]:
        """Press Tab from the top of the page to its end, and tell all that is wrong with the way."""
        at_rest = [Stop(**found) for found in self._page.evaluate(_QUESTIONS, "stops")]
        way = list(self._stops())
        expected, visited = [stop.name for stop in at_rest], [stop.name for stop in way]
        faults = [] if [stop.place for stop in way] == list(range(len(at_rest))) else [f"expected {expected}, visited {visited}"]
        for stop in way:
            if stop.place >= 0 and stop.rings.strip("|") in ("", at_rest[stop.place].rings.strip("|")):
                faults.append(f"nothing shows that the focus is on {stop.name}")
            if not stop.in_sight:
                faults.append(f"the focus is out of sight on {stop.name}")
        return faults
