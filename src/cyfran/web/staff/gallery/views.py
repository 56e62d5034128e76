"""Every part that pages share, with an example of each, so that nobody builds one twice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cyfran.web.staff.door import staff
from cyfran.web.staff.gallery.forms import ExampleForm
from cyfran.web.staff.gallery.presenters import COMPONENTS, examples


@staff()
def show(request: HttpRequest) -> HttpResponse:
    form = ExampleForm(request.POST) if request.method == "POST" else ExampleForm()
    return render(request, "staff/gallery/show.html", {"form": form, "components": COMPONENTS, "is_example": True, **examples()})
