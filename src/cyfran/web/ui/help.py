"""Whom anybody can ring at once."""

from dataclasses import dataclass
from datetime import date

from cyfran.domain.base.fields import BilingualText
from cyfran.domain.people.files import help_lines


@dataclass(frozen=True)
class LineToRing:
    """A number, when to ring it, and when it was read. Where it was read stands in the file."""

    number: str
    name: BilingualText
    when: BilingualText
    hours: BilingualText
    read_on: date


def lines_to_ring() -> list[LineToRing]:
    return [
        LineToRing(
            number=line["number"],
            name=BilingualText(cy=line["name_cy"], en=line["name_en"]),
            when=BilingualText(cy=line["for_cy"], en=line["for_en"]),
            hours=BilingualText(cy=line["open_cy"], en=line["open_en"]),
            read_on=date.fromisoformat(line["read_on"]),
        )
        for line in help_lines()
    ]
