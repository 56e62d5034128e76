"""You said, we did, or cannot, because: what may be shown of what was said, across all projects."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cyfran.domain.decisions.queries import answered_words, rows_of
from cyfran.web.public.changes.forms import FilterForm
from cyfran.web.public.changes.presenters import COLUMNS, ChangeOnPage, as_row
from cyfran.web.public.examples import about_examples, wants_examples
from cyfran.web.public.spreadsheets import table
from cyfran.web.ui.paging import page_of


def list_changes(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    page = page_of(request, form.narrowed(answered_words(example=wants_examples(request))))
    changes = [ChangeOnPage(row) for row in rows_of(page)]
    facts = {"filter_form": form, "page": page, "changes": changes, **about_examples(request)}
    return render(request, "public/changes/list.html", facts)


def download(request: HttpRequest) -> HttpResponse:
    answered = FilterForm(request.GET).narrowed(answered_words(example=wants_examples(request)))
    return table("what-changed", COLUMNS, map(as_row, rows_of(answered)))
