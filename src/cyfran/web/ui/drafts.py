"""What somebody has begun to write, and how it is sent exactly once."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

from django import forms
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from cyfran.domain.base.sealing import CannotOpenError, seal, unseal


class Draft:
    """Answers that wait in the session until they are sent: by page, as they were posted, right or wrong.

    So that going back, a phone that timed out or a change of language loses nothing. They lie sealed: sessions stand in
    the database, and so does whatever somebody thought better of sending.
    """

    def __init__(self, request: HttpRequest, name: str) -> None:
        self._session, self._name = request.session, name

    @cached_property
    def _pages(self) -> dict[str, dict[str, list[str]]]:
        kept = self._session.get(self._name, "")
        if not isinstance(kept, str):  # begun before drafts were sealed: it is as if nothing had been begun
            return {}
        with suppress(CannotOpenError):  # the key is gone by which it was sealed: the same
            pages: dict[str, dict[str, list[str]]] = json.loads(unseal(kept, place=self._place))
            return pages
        return {}

    @property
    def _place(self) -> str:
        return f"sessions.Session.{self._name}"

    @property
    def is_begun(self) -> bool:
        return bool(self._pages)

    def keep(self, page: str, posted: MultiValueDict[str, str], fields: Iterable[str]) -> None:
        """Keep what was posted to a page, for these fields."""
        self._pages[page] = {name: posted.getlist(name) for name in fields}
        self._session[self._name] = seal(json.dumps(self._pages), place=self._place)

    def posted(self, page: str) -> MultiValueDict[str, str]:
        """Return what was posted to a page, as a form takes it; nothing where nothing was."""
        return MultiValueDict(self._pages.get(page, {}))

    def initial(self, page: str, fields: Mapping[str, forms.Field]) -> dict[str, object]:
        """Return what was posted to a page, as a form that is opened again shows it."""
        posted = self.posted(page)
        return {name: field.widget.value_from_datadict(posted, {}, name) for name, field in fields.items() if name in posted}

    def forget(self) -> None:
        self._session.pop(self._name, None)
        self._pages.clear()


@contextmanager
def sent_once(request: HttpRequest) -> Iterator[None]:
    """Hold the session while something is sent: of two presses of a button, the second finds what the first has done."""
    key = request.session.session_key
    with transaction.atomic():
        Session.objects.select_for_update().filter(pk=key).first()
        request.session = type(request.session)(key)
        yield
        is_modified = request.session.modified
        if is_modified:
            request.session.save()
    if is_modified:
        # What was done with the commit may have taken something out of it: so it is read anew.
        request.session = type(request.session)(request.session.session_key)
        request.session.accessed = request.session.modified = True
