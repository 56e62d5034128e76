"""Looking for people. What is typed holds names and numbers: it waits in the session, and stands in no address."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from cyfran.domain.people.choices import LOOKED_FOR
from cyfran.web.ui.requests import StaffRequest

_CLEAR = "nothing"

View = Callable[..., HttpResponse]


class SearchForm(forms.Form):
    """What is looked for, on a form that is posted (`ui/filter/search.html`). What cannot be understood finds everyone."""

    marks_optional = False

    text = forms.CharField(
        label=_("Name, or a whole e-mail address or telephone number"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        max_length=100,
        required=False,
    )

    @property
    def words(self) -> str:
        return self.understood.get("text", "")

    @property
    def is_made(self) -> bool:
        """Tell whether anything is looked for at all."""
        return any(self.data.values())

    @property
    def understood(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data


def with_search(form: type[SearchForm] = SearchForm, *, beside: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Hand the view, as `search`, what was last looked for on its page.

    It counts until something is looked for on another page, until it is cleared, or until sign-out. `beside` names what
    stands in the address and belongs to the page: with another value there, it is another page.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: StaffRequest, **records: str) -> HttpResponse:
            chosen = {name: request.GET[name] for name in beside if name in request.GET}
            place = [view.__module__, view.__name__, *records.values(), urlencode(chosen)]
            if "find" in request.POST:
                sent = {name: request.POST.getlist(name) for name in form.base_fields}
                request.session[LOOKED_FOR] = {} if request.POST["find"] == _CLEAR else {"place": place, "sent": sent}
                return redirect(f"{request.path}?{urlencode(chosen)}" if chosen else request.path)
            kept = request.session.get(LOOKED_FOR, {})
            sent = kept["sent"] if kept.get("place") == place else {}
            return view(request, search=form(MultiValueDict(sent)), **records)

        return page

    return decorate
