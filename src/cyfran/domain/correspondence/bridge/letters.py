"""From messages to letters: what is printed of each, and all of them as one PDF."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from cyfran.domain.correspondence.bridge.blocks import Block, BlockKind, blocks_of
from cyfran.domain.correspondence.bridge.paper import pdf_of, picture_of
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import Letter, Part, letter_of

_PAGES_THAT_ASK = ("/invitation/", "/evaluation/")
_POINTS, _POINTS_IN_LARGE_PRINT = 12, 18
_MOST_LINES = 7
_ON_SLIP = {
    "heading": gettext_lazy("Your answer"),
    "do": gettext_lazy("Tick one of the boxes, cut this part off and send it back."),
    "do_each": gettext_lazy("For each, tick one of the boxes. Then cut this part off and send it back."),
    "say": gettext_lazy("If you would like to say more:"),
    "code_is": gettext_lazy("Your code"),
    "send_to": gettext_lazy("Send it to"),
}
_ANSWERS = (
    gettext_lazy("Yes, I will take part"),
    gettext_lazy("Not this time"),
    gettext_lazy("Not this month"),
    gettext_lazy("I would like to say it another way"),
)


def letters_as_pdf(messages: Iterable[Message]) -> bytes:
    """Return letters as one PDF, each on its own sheets, whole in the languages of its reader."""
    letters = [letter_as_data(message) for message in messages]
    only = letters[0] if len(letters) == 1 else None
    title = _("Letter to %(name)s") % {"name": only["name"]} if only else _("Letters to print and post")
    return pdf_of("letters", {"title": title, "language": get_language(), "letters": letters})


def letter_as_data(message: Message) -> dict[str, Any]:
    """Return what `templates/paper/letters.typ` prints of a message."""
    letter = letter_of(message)
    return {
        "name": letter.name,
        "address": _in_few_lines([letter.name, *letter.address_lines]),
        "points": _POINTS_IN_LARGE_PRINT if letter.is_large_print else _POINTS,
        "parts": [_part(letter, part) for part in letter.parts],
        "slip": _slip(letter, _invitations_in(message)),
    }


def _in_few_lines(lines: list[str]) -> list[str]:
    """Return an address in as many lines as an envelope has room for; the last stays alone, since the postcode stands there."""
    if len(lines) <= _MOST_LINES:
        return lines
    alone = _MOST_LINES - 2
    return [*lines[:alone], ", ".join(lines[alone:-1]), lines[-1]]


def _invitations_in(message: Message) -> list[Message]:
    """Return what of a message is answered on a slip: itself, or what goes together in it, in its order."""
    if message.purpose == Purpose.DIGEST:
        return list(message.parts.filter(purpose=Purpose.INVITATION).order_by("queued_at", "pk"))
    return [message] if message.purpose == Purpose.INVITATION else []


def _part(letter: Letter, part: Part) -> dict[str, Any]:
    with override(part.language):
        return {
            "language": part.language,
            "sender": getattr(letter.organisation.name, part.language) or str(letter.organisation.name),
            "written_on": formats.date_format(letter.written_on, "j F Y", use_l10n=False),
            "subject": part.subject,
            "blocks": _blocks(part.body),
        }


def _blocks(body: str) -> list[dict[str, Any]]:
    """Return the body to be set, with a code beside each link that a letter asks somebody to open."""
    blocks = blocks_of(body)
    asked_for = _asked_for([block.lines[0] for block in blocks if block.kind == BlockKind.LINK])
    return [{"kind": block.kind.value, "lines": block.lines, "picture": _picture(block, asked_for)} for block in blocks]


def _asked_for(links: list[str]) -> list[str]:
    """Return where something waits for an answer; in a letter that asks for none, the first of our pages it names."""
    ours = [link for link in links if link.startswith(settings.PUBLIC_ADDRESS)]
    return [link for link in ours if any(page in link for page in _PAGES_THAT_ASK)] or ours[:1]


def _picture(block: Block, asked_for: list[str]) -> dict[str, str] | None:
    if block.kind != BlockKind.LINK or block.lines[0] not in asked_for:
        return None
    return picture_of(block.lines[0], alt=_("A code that opens this page on a telephone"))


def _slip(letter: Letter, invitations: list[Message]) -> dict[str, Any] | None:
    """Return the part that is cut off and sent back, in the languages of the letter.

    There is none where nothing is asked that is answered on it, or nothing says where to.
    """
    address = letter.organisation.return_address.splitlines()
    if not address or not invitations:
        return None
    return {
        "heading": _in_each(letter, _ON_SLIP["heading"]),
        "do": _in_each(letter, _ON_SLIP["do" if len(invitations) == 1 else "do_each"]),
        "asked": [{"about": _about(invitation, letter), "code": invitation.about_public_id} for invitation in invitations],
        "code_is": _in_each(letter, _ON_SLIP["code_is"]),
        "choices": [_in_each(letter, choice) for choice in _ANSWERS],
        "say": _in_each(letter, _ON_SLIP["say"]),
        "name": letter.name,
        "send_to": _in_each(letter, _ON_SLIP["send_to"]),
        "address": address,
    }


def _about(invitation: Message, letter: Letter) -> list[dict[str, str]]:
    """Return what an invitation is to, in each language of a letter."""
    return [{"language": part.language, "text": getattr(invitation, f"subject_{part.language}")} for part in letter.parts]


def _in_each(letter: Letter, text: str | Promise) -> list[dict[str, str]]:
    """Return a text in each language of a letter."""
    said = []
    for part in letter.parts:
        with override(part.language):
            said.append({"language": part.language, "text": str(text)})
    return said
