"""Reading a page as a person does."""

import re
from html import unescape


def text_of(response) -> str:
    """Return the words of the page's main part, without marks and with single spaces."""
    return _words(main_of(response))


def main_of(response) -> str:
    """Return the main part of the page as it is marked up, with single spaces."""
    page = " ".join(response.content.decode().split())
    return page.partition("<main")[2].partition("</main>")[0].partition(">")[2]


def headings_of(response) -> list[str]:
    return [_words(heading) for heading in re.findall(r"<h[1-6][^>]*>(.*?)</h[1-6]>", main_of(response))]


def links_of(response) -> list[str]:
    """Return where the links in the main part of the page lead."""
    return [unescape(address) for address in re.findall(r'<a [^>]*href="([^"]*)"', main_of(response))]


def _words(marked_up: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", marked_up)).split())
