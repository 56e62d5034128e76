"""Paper: sheets that Typst sets as PDF, for printing and for reading aloud (PDF/UA)."""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

_DOMAIN = Path(__file__).resolve().parents[2]
_HERE = Path(__file__).resolve().parent.parent / "templates" / "paper"
# What the typeface has not of what people write, such as emoji: an empty box shows that something stood there.
_UNKNOWN = re.compile("[^\n -~\u00a0-\u017e\u1e80-\u1e85\u1ef2\u1ef3\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac]")
_EMPTY_BOX = "\N{BALLOT BOX}"


def pdf_of(template: str, data: Mapping[str, Any], *, folder: Path = _HERE) -> bytes:
    """Set a template of Typst from data, and return it as PDF. `title` and `language` (cy or en) are those of the document.

    The data goes in as JSON: no word in it is read as a command. A letter that the typeface lacks is looked for in those of
    the machine; what none has leaves an empty box.
    """
    return _set_somehow(folder / f"{template}.typ", data, format="pdf", pdf_standards="ua-1")


def png_of(template: str, data: Mapping[str, Any], *, folder: Path = _HERE) -> bytes:
    """Set a template of one page as `pdf_of` does, and return it as a picture: two dots for each point."""
    return _set_somehow(folder / f"{template}.typ", data, format="png", ppi=144.0)


def _set_somehow(template: Path, data: Mapping[str, Any], **form: Any) -> bytes:
    from typst import TypstError  # noqa: PLC0415 -- loads a typesetter

    for only_ours in (True, False):
        with suppress(TypstError):
            return _set(template, data, only_ours=only_ours, **form)
    return _set(template, _without_unknown(data), only_ours=True, **form)


def _set(template: Path, data: Mapping[str, Any], *, only_ours: bool, **form: Any) -> bytes:
    import typst  # noqa: PLC0415 -- loads a typesetter

    sheets: bytes = typst.compile(
        str(template),
        root=str(_DOMAIN),
        sys_inputs={"data": json.dumps(data)},
        font_paths=[str(files("font_source_sans_pro") / "files")],
        ignore_system_fonts=only_ours,
        **form,
    )
    return sheets


def picture_of(link: str, *, alt: str) -> dict[str, str]:
    """Return a QR code that leads to a link, as a picture to set, with the words that stand for it."""
    from qrcode import QRCode  # noqa: PLC0415 -- needed for paper only
    from qrcode.image.svg import SvgPathImage  # noqa: PLC0415 -- as above

    code = QRCode(border=2, image_factory=SvgPathImage)
    code.add_data(link)
    return {"svg": code.make_image().to_string(encoding="unicode"), "alt": alt}


def _without_unknown(value: Any) -> Any:
    if isinstance(value, str):
        return _UNKNOWN.sub(_EMPTY_BOX, value)
    if isinstance(value, Mapping):
        return {name: _without_unknown(inner) for name, inner in value.items()}
    return [_without_unknown(inner) for inner in value] if isinstance(value, list | tuple) else value
