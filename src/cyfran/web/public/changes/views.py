"""You said, we did, or cannot, because: what may be shown of what was said, across all projects."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cyfran.domain.decisions.queries import SaidAndDone, said_and_done
from cyfran.web.public.changes.forms import FilterForm
from cyfran.web.public.changes.presenters import COLUMNS, ChangeOnPage, as_row
from cyfran.web.public.examples import wants_examples
from cyfran.web.public.spreadsheets import table
from cyfran.web.ui.paging import page_of


def list_changes(request: HttpRequest) -> HttpResponse:
    form, example = FilterForm(request.GET), wants_examples(request)
    page = page_of(request, form.narrowed(said_and_done(example=example)))
    facts = {"filter_form": form, "page": page, "changes": [ChangeOnPage(row) for row in page], "is_example": example}
    return render(request, "public/changes/list.html", facts)


def download(request: HttpRequest) -> HttpResponse:
    rows: Sequence[SaidAndDone] = said_and_done(example=wants_examples(request))
    return table("what-changed", COLUMNS, map(as_row, FilterForm(request.GET).narrowed(rows)))
