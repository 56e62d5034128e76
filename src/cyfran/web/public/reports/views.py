"""Annual reports as they were frozen, with the words that may still be shown today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cyfran.domain.base.terms import speak
from cyfran.domain.reports.files import canonical_bytes
from cyfran.domain.reports.models import Edition
from cyfran.domain.reports.queries import edition_csv, edition_on_page, editions
from cyfran.web.public.examples import about_examples, wants_examples
from cyfran.web.public.reports.presenters import ReportOnPage
from cyfran.web.public.spreadsheets import csv_file
from cyfran.web.ui.paging import page_of


def list_reports(request: HttpRequest) -> HttpResponse:
    page = page_of(request, editions(example=wants_examples(request)))
    return render(request, "public/reports/list.html", {"page": page, **about_examples(request)})


def show(request: HttpRequest, public_id: str) -> HttpResponse:
    edition = _edition(public_id)
    report = ReportOnPage(edition_on_page(edition))
    return render(request, "public/reports/show.html", {"report": report, "is_example": edition.is_example})


def download_table(request: HttpRequest, public_id: str) -> HttpResponse:
    edition = _edition(public_id)
    return csv_file(_file_name(edition), edition_csv(edition))


def download_account(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer with the very bytes that the digest was made from: references to words, and no words."""
    edition = _edition(public_id)
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(edition)}.json"'}
    return HttpResponse(canonical_bytes(edition.document), content_type="application/json", headers=headers)


def _edition(public_id: str) -> Edition:
    """Return a real edition or one of an example, which says on its page what it is; its body speaks from here on."""
    whole = (editions() | editions(example=True)).defer(None)
    edition: Edition = get_object_or_404(whole, public_id=public_id)
    speak(edition.organisation.term if edition.organisation else "")
    return edition


def _file_name(edition: Edition) -> str:
    return f"report-{edition.document['of']['slug']}-{edition.year}"
