"""Write what the bench found: tables between two marks of a document, and a plot beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from pathlib import Path

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 640, 360, 64, 24, 104, 48
_COLOURS, _LINE = ("#00703c", "#4c2c92"), 15


@dataclass(frozen=True)
class Table:
    """One table with its title."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def lines(self) -> list[str]:
        """Write the table as Markdown."""
        cells = [self.head, ["---"] * len(self.head), *self.rows]
        return [f"### {self.title}", "", *("| " + " | ".join(row) + " |" for row in cells), ""]


def write_between(document: Path, told: Sequence[str], tables: Sequence[Table], plot: str, title: str) -> None:
    """Put the tables between the marks of a document; a document that is not there yet has nothing but them."""
    text = document.read_text(encoding="utf-8") if document.exists() else f"{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise SystemExit(f"{document} has no marks {BEGIN} and {END}.")
    lines = [*told, "", *(line for table in tables for line in table.lines())]
    lines += ["### Growth", "", f"![{title}]({plot})", ""]
    document.write_text(before + "\n".join([BEGIN, "", *lines]) + END + after, encoding="utf-8")


def growth_plot(series: Mapping[str, Sequence[tuple[int, float]]], title: str, sizes: str) -> str:
    """Draw seconds by size, both on scales of tens; `sizes` says what is counted."""
    points = [point for each in series.values() for point in each]
    across = floor(log10(min(size for size, _ in points))), ceil(log10(max(size for size, _ in points)))
    up = floor(log10(min(cpu for _, cpu in points))), ceil(log10(max(cpu for _, cpu in points)))

    def x(size: float) -> float:
        return _LEFT + (log10(size) - across[0]) / (across[1] - across[0]) * (_WIDTH - _LEFT - _RIGHT)

    def y(cpu: float) -> float:
        return _HEIGHT - _BOTTOM - (log10(cpu) - up[0]) / (up[1] - up[0]) * (_HEIGHT - _TOP - _BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"',
        ' font-family="sans-serif" font-size="13">',
        f"<title>{title}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
    ]
    for power in range(up[0], up[1] + 1):
        line = f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y(10**power):.1f}" y2="{y(10**power):.1f}" stroke="#b1b4b6"/>'
        parts += [line, f'<text x="{_LEFT - 8}" y="{y(10**power) + 4:.1f}" text-anchor="end">{10**power:g} s</text>']
    for power in range(across[0], across[1] + 1):
        parts.append(f'<text x="{x(10**power):.1f}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle">{10**power:,}</text>')
    parts.append(f'<text x="{(_LEFT + _WIDTH - _RIGHT) / 2}" y="{_HEIGHT - 8}" text-anchor="middle">{sizes}</text>')
    above = float("-inf")
    # The highest line's name comes first, so that names that would overlap move down.
    for (name, each), colour in sorted(zip(series.items(), _COLOURS, strict=False), key=lambda named: y(named[0][1][-1][1])):
        above = max(above + _LINE, y(each[-1][1]))
        path = " ".join(f"{x(size):.1f},{y(cpu):.1f}" for size, cpu in each)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x(size):.1f}" cy="{y(cpu):.1f}" r="3.5" fill="{colour}"/>' for size, cpu in each]
        parts.append(f'<text x="{x(each[-1][0]) + 10:.1f}" y="{above + 4:.1f}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])
