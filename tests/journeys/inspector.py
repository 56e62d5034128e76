"""The baseline that every page meets, whoever comes to it and however it came about."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, override
from playwright.sync_api import APIResponse, Browser, Page, Route

_ROOT = Path(__file__).resolve().parents[2]
_AXE = (_ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
_QUESTIONS = (Path(__file__).with_name("inspect.js")).read_text(encoding="utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Welsh is longer, and is looked at where there is least room.
_WINDOWS = {"cy": {"width": 320, "height": 640}, "en": {"width": 1280, "height": 900}}


@dataclass(frozen=True)
class Sight:
    """A page as it stood in somebody's browser: its address, its source, its language, and what it is called in the URLs."""

    url: str
    source: str
    language: str
    name: str

    @property
    def audience(self) -> str:
        return self.name.partition(":")[0]


class Inspector:
    """A second browser window, with JavaScript, in which pages are looked at as they stood in the first.

    axe needs JavaScript and people walk without it. The window is given the source of the page in place of asking the
    server for it, so that the answer to a post is inspected too; styles and scripts come from the server.
    """

    def __init__(self, browser: Browser) -> None:
        self._page: Page = browser.new_context().new_page()
        self._titles: dict[tuple[str, str], str] = {}
        self._sight: Sight | None = None
        self._files: dict[str, APIResponse] = {}
        self._page.add_init_script(_AXE)
        self._page.route("**/*", self._answer)

    def inspect(self, sight: Sight) -> None:
        """Refuse a page that breaks the baseline in the window for its language, saying all that is wrong with it."""
        self._sight = sight
        self._page.set_viewport_size(_WINDOWS[sight.language])
        self._page.goto(sight.url)
        faults = self._faults(self._page.evaluate(_QUESTIONS, _TAGS))
        assert not faults, "\n".join([f"{sight.url} ({sight.name})", *faults])

    def _answer(self, route: Route) -> None:
        if route.request.is_navigation_request():
            route.fulfill(body=self._sight.source, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(response=self._file(route))

    def _file(self, route: Route) -> APIResponse:
        """Return a style or a script, asked for once: a window whose answers are given for the server keeps none itself."""
        url = route.request.url
        if url not in self._files:
            self._files[url] = route.fetch()
        return self._files[url]

    def _faults(self, seen: dict[str, Any]) -> list[str]:
        faults = list(seen["violations"])
        # axe passes over these, though a label then belongs to the wrong field.
        faults += [f"two elements have the id {one}" for one in seen["ids_used_twice"]]
        faults += [f"the error summary leads nowhere: {link}" for link in seen["dead_links"]]
        if seen["sideways"] > 0:
            faults.append(f"it scrolls sideways by {seen['sideways']} pixels")
        if seen["headings"] != 1:
            faults.append(f"it has {seen['headings']} main headings")
        if seen["language"] != self._sight.language:
            faults.append(f"it says that its language is {seen['language']}")
        return faults + self._faults_of_title(seen["title"], seen["has_errors"])

    def _faults_of_title(self, title: str, has_errors: bool) -> list[str]:
        faults = []
        with override(self._sight.language):
            says_so = title.startswith(gettext("Error:"))
        if has_errors != says_so:
            faults.append(f"its title does not say whether there are errors: {title}")
        first = self._titles.setdefault((self._sight.audience, title), self._sight.name)
        if first != self._sight.name:
            faults.append(f"its title is also that of {first}: {title}")
        return faults
