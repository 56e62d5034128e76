"""From facts to the words of a message, in each language: the long words, and the short ones that go by text."""

import re
from typing import Any

from django.template import Context, Engine
from django.utils.translation import override

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.fields import BilingualText
from cyfran.domain.correspondence.bridge.texts import as_text


def written(language: str, template: str, facts: dict[str, Any]) -> tuple[str, str]:
    """Write the subject and the body in one language: the first line of the template, and the rest."""
    subject, *lines = _lines(language, template, facts)
    return subject, re.sub(r"\n{3,}", "\n\n", "\n".join(lines).strip())


def written_short(language: str, template: str, facts: dict[str, Any]) -> str:
    """Write in one language what goes by text: in few words, without blank lines, in the letters of a text message."""
    return as_text("\n".join(line for line in _lines(language, f"short/{template}", facts) if line))


def in_both_languages(template: str, facts: dict[str, Any], *, channel: str) -> dict[str, str]:
    """Return the subject and the body in Welsh and in English, each by the name of its field in a message.

    What goes by text is said in few words, and what is said on the telephone holds no address of a page.
    """
    facts, texts = {**facts, "is_spoken": channel == Channel.PHONE}, {}
    for language in ("cy", "en"):
        subject, body = written(language, template, facts)
        texts[f"subject_{language}"] = subject
        texts[f"body_{language}"] = written_short(language, template, facts) if channel == Channel.TEXT else body
    return texts


def _lines(language: str, template: str, facts: dict[str, Any]) -> list[str]:
    with override(language):
        # Plain text: nothing is escaped. A text in two languages knows its language from when it was made.
        facts = {name: BilingualText(cy=f.cy, en=f.en) if isinstance(f, BilingualText) else f for name, f in facts.items()}
        text = Engine.get_default().get_template(f"messages/{template.lower()}.txt").render(Context(facts, autoescape=False))
    return [line.rstrip() for line in text.strip().splitlines()]
