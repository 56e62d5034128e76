"""Somebody who walks through the pages, in words that read like a story."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from playwright.sync_api import Locator, Page, Response

from cyfran.domain.base.models import User
from cyfran.domain.people.models import Person
from tests.journeys.inspector import Inspector, Sight
from tests.proving import come_with_code


class Walker:
    """A person in a browser without JavaScript. An inspector, if there is one, sees each page she comes to.

    Buttons and sentences of the product are given in English and looked for in the language she reads; what people
    wrote is given as they wrote it.
    """

    def __init__(self, page: Page, inspector: Inspector | None, server: str, language: str) -> None:
        self._page = page
        self._inspector = inspector
        self._server = server
        self.language = language

    def has_signed_in(self, user: User) -> None:
        """Begin as somebody who has signed in already. How that is done is a journey of its own."""
        client = Client()
        client.force_login(user)
        self._keep_session_of(client)

    def has_come_with_a_code(self, person: Person) -> None:
        """Begin as a carer whose own pages a code has opened already."""
        client = Client()
        come_with_code(client, person)
        self._keep_session_of(client)

    def _keep_session_of(self, client: Client) -> None:
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": self._server}
        self._page.context.add_cookies([cookie])

    # --- Going somewhere

    def visit(self, name: str, *args: str, status: int = 200) -> None:
        """Go to a page by its name in the URLs."""
        with override(self.language):
            self.open(reverse(name, args=args), status=status)

    def open(self, address: str, *, status: int = 200) -> None:
        """Open an address, such as a link in a letter."""
        self._look(self._page.goto(address), status)

    def downloads(self, name: str, *args: str) -> bytes:
        """Return the file that the page links to."""
        with override(self.language):
            address = reverse(name, args=args)
        link = self._page.locator(f'main a[href^="{address}"]').first.get_attribute("href")
        return self._page.context.request.get(urljoin(self._page.url, link)).body()

    def goes_on_to(self, name: str, *args: str) -> None:
        """Follow the link of the page that leads to another, whatever it reads."""
        with override(self.language):
            address = reverse(name, args=args)
        self._click(self._page.locator(f'main a[href="{address}"], main a[href^="{address}?"]').first)

    def press(self, button: str) -> None:
        """Press the one button of the page that reads so."""
        self._click(self._page.get_by_role("button", name=self.in_words(button), exact=True))

    def unfold(self, heading: str) -> None:
        """Open a folded part of the page."""
        self._page.locator("main summary", has_text=self.in_words(heading)).first.click()

    # --- Filling in

    def write(self, **answers: Any) -> None:
        """Fill in fields by their names: text, days and moments, and choices by their codes."""
        for name, answer in answers.items():
            if isinstance(answer, date):
                self.write(**{f"{name}_{part}": text for part, text in _parts_of(answer).items()})
            else:
                self._fill(self._page.locator(f'form[method="post"] [name="{name}"]:not([type="hidden"])'), answer)

    def _fill(self, field: Locator, answer: Any) -> None:
        if isinstance(answer, (bool, list)):
            self._tick(field, answer)
        elif field.first.evaluate("field => field.type") == "radio":
            next(button for button in field.all() if button.get_attribute("value") == answer).check()
        elif field.evaluate("field => field.type") == "select-one":
            field.select_option(answer)
        else:
            field.fill(str(answer))

    def _tick(self, field: Locator, answer: bool | list[str]) -> None:
        for box in field.all():
            box.set_checked(answer if isinstance(answer, bool) else box.get_attribute("value") in answer)

    def sends_every_form_empty(self) -> None:
        """Send each form of the page without a word in it, one after the other; buttons without a form are left alone."""
        address, forms = self.address, self._page.locator('main form[method="post"]')
        for number in range(forms.count()):
            self._page.goto(address)
            form = forms.nth(number)
            lines = form.get_by_role("textbox").all()
            if lines or form.get_by_role("radio").count():
                for line in lines:
                    line.fill("")
                self._click(form.get_by_role("button").first)

    # --- Reading

    def answer_to(self, address: str, *, redirects: int = 0) -> int:
        """Return the status with which the server answers this visitor, after so many redirects, without opening the page."""
        return self._page.context.request.get(address, max_redirects=redirects).status

    def sees(self, *words: str) -> None:
        """Refuse a page that does not hold these words, which people wrote."""
        missing = [text for text in words if _in_one_line(text) not in self.text]
        assert missing == [], f"{self._page.url}\n{self.text}"

    def does_not_see(self, *words: str) -> None:
        assert [text for text in words if _in_one_line(text) in self.text] == []

    def is_told(self, message: str, **facts: Any) -> None:
        """Refuse a page that does not hold this sentence of the product."""
        self.sees(self.in_words(message, **facts))

    def in_words(self, message: str, **facts: Any) -> str:
        """Say a sentence of the product in the language of the reader."""
        with override(self.language):
            return gettext(message) % facts if facts else gettext(message)

    @property
    def text(self) -> str:
        return _in_one_line(self._page.locator("main").inner_text())

    @property
    def heading(self) -> str:
        return _in_one_line(self._page.locator("h1").inner_text())

    @property
    def address(self) -> str:
        return self._page.url

    # ---

    def _click(self, thing: Locator) -> None:
        with self._page.expect_navigation() as arrival:
            thing.click()
        self._look(arrival.value, 200)

    def _look(self, answer: Response | None, status: int) -> None:
        """See that the page came, and have it inspected as it stands."""
        assert answer is not None
        assert answer.status == status, f"{answer.status} {answer.url}"
        if self._inspector:
            name = self._name_of(self._page.url) if status < HTTPStatus.BAD_REQUEST else str(status)
            self._inspector.inspect(Sight(self._page.url, self._page.content(), self.language, name))

    def _name_of(self, url: str) -> str:
        with override(self.language):
            return resolve(urlsplit(url).path).view_name


def _parts_of(answer: date) -> dict[str, Any]:
    """Return a day as the numbers it is written in, and a moment with its time."""
    if isinstance(answer, datetime):
        local = timezone.localtime(answer)
        return {**_parts_of(local.date()), "time": f"{local:%H:%M}"}
    return {"day": answer.day, "month": answer.month, "year": answer.year}


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
