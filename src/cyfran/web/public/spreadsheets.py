"""Tables to take away, as spreadsheets open them rightly and safely."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from cyfran.domain.base.files import as_table

# Tells spreadsheets that the letters are UTF-8: without it they show ŵ and ŷ as two wrong letters.
MARK = "\ufeff"


def table(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Answer with a table of the given name, one line for each row."""
    return csv_file(name, as_table(columns, rows))


def csv_file(name: str, text: str) -> HttpResponse:
    """Answer with a table that is already written."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(f"{MARK}{text}", content_type="text/csv; charset=utf-8", headers=headers)
