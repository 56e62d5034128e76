"""Tables to take away, as spreadsheets open them rightly and safely."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

# A spreadsheet would read a cell that begins so as a formula, and act on it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Tells spreadsheets that the letters are UTF-8: without it they show ŵ and ŷ as two wrong letters.
MARK = "\ufeff"


def table(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Answer with a table of the given name, one line for each row."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_harmless(str(cell)) for cell in row] for row in rows)
    return csv_file(name, text.getvalue())


def csv_file(name: str, text: str) -> HttpResponse:
    """Answer with a table that is already written."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(f"{MARK}{text}", content_type="text/csv; charset=utf-8", headers=headers)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
