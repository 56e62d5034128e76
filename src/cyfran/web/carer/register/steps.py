"""The pages of registering, in their order, and the answers given so far."""

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.choices import Way
from cyfran.domain.correspondence.models import Arrival, Forward
from cyfran.domain.opportunities.models import Invitation, Opportunity
from cyfran.domain.opportunities.queries import invitations_of
from cyfran.domain.organisations.queries import council_of
from cyfran.domain.people.choices import NOT_OF_CARERS, Hours, Relation
from cyfran.domain.people.models import Person
from cyfran.web.carer.register.forms import PermitForm, ReachForm, WhomForm
from cyfran.web.ui.drafts import Draft
from cyfran.web.ui.reach import YouForm

# The second of the three steps has two pages: only the detail that the chosen way of being reached needs is asked for.
FORMS: dict[str, type[forms.Form]] = {"start": WhomForm, "you": YouForm, "reach": ReachForm, "permit": PermitForm}
PAGES = tuple(FORMS)
FIRST, LAST = PAGES[0], PAGES[-1]
_REGISTERED, _ASKED, _CAME, _CAME_FOR = "registered", "asked", "came", "came_for"


def before(page: str) -> str:
    """Return the page before this one; nothing before the first."""
    place = PAGES.index(page)
    return PAGES[place - 1] if place else ""


def after(page: str) -> str:
    return PAGES[PAGES.index(page) + 1]


class Registration:
    """One run through the pages. It ends with one person, however often the last button is pressed."""

    def __init__(self, request: HttpRequest) -> None:
        self._session, self._draft = request.session, Draft(request, "registration")

    @property
    def is_begun(self) -> bool:
        return self._draft.is_begun

    @property
    def person(self) -> Person | None:
        """Return who was registered in this session, at the end of the run."""
        registered = self._session.get(_REGISTERED, "")
        return Person.objects.select_related("organisation__named_contact").filter(public_id=registered).first()

    def opened(self, page: str) -> forms.Form:
        """Return the form of a page, with what was written there before."""
        return self._form(page, initial=self._draft.initial(page, FORMS[page].base_fields))

    def filled_in(self, page: str, posted: QueryDict) -> forms.Form:
        """Keep what was posted to a page, and return its form. The first page begins a new run."""
        form = self._form(page, data=posted)
        self._draft.keep(page, posted, form.fields)
        if page == FIRST:
            self._drop(_REGISTERED, _ASKED)
        return form

    def gap_before(self, page: str) -> str:
        """Return the first page before this one that still waits for an answer, else nothing."""
        earlier = PAGES[: PAGES.index(page)]
        return next((gap for gap in earlier if not self._again(gap).is_valid()), "")

    def answers(self) -> dict[str, Any]:
        """Return what was answered on all pages but the last, as registering takes it."""
        given: dict[str, Any] = {}
        for page in PAGES[:-1]:
            form = self._again(page)
            form.full_clean()
            given |= form.cleaned_data
        hours = Hours(given.pop("hours"))
        given["relations"] = [(Relation(relation), hours) for relation in given["relations"]]
        return {**given, "hours_in_all": len(given["relations"]) > 1, "organisation": council_of(given["area"])}

    def say_it_is_a_job(self) -> bool:
        """Write down that it is her job, in place of not being sure; tell whether that stands there now."""
        first = self._draft.posted(FIRST)
        ticked = first.getlist("relations")
        if Relation.NOT_SURE in ticked:
            first.setlist("relations", [*(one for one in ticked if one not in NOT_OF_CARERS), Relation.JOB])
            self._draft.keep(FIRST, first, first)
        return Relation.JOB in first.getlist("relations")

    def came_by(self, arrival: Arrival, opportunity: Opportunity) -> None:
        """Remember until she has registered how somebody came, and for what."""
        self._session[_CAME_FOR] = opportunity.public_id
        self._session[_CAME] = [arrival.way, arrival.forward.public_id if arrival.forward else ""]

    @property
    def arrival(self) -> Arrival:
        """Return how she came: by what a partner passed on, else by this website."""
        way, code = self._session.get(_CAME, [Way.WEBSITE, ""])
        return Arrival(way=way, forward=Forward.objects.select_related("partner").filter(public_id=code).first())

    @property
    def came_for(self) -> Opportunity | None:
        """Return what she came for; None where she came for nothing that can be named."""
        found = Opportunity.objects.select_related("organisation", "stage__project")
        return found.filter(public_id=self._session.get(_CAME_FOR, "")).first()

    @property
    def invitation(self) -> Invitation | None:
        """Return the invitation to what she came for, once she has registered; None where she was not asked to it."""
        person, asked = self.person, self._session.get(_ASKED, "")
        return invitations_of(person).filter(public_id=asked).first() if person and asked else None

    def finish(self, person: Person, invitation: Invitation | None) -> None:
        self._draft.forget()
        self._drop(_CAME, _CAME_FOR)
        self._session[_REGISTERED] = person.public_id
        self._session[_ASKED] = invitation.public_id if invitation else ""

    def forget(self) -> None:
        """Clear this device. Who has been registered stays registered."""
        self._draft.forget()
        self._drop(_REGISTERED, _ASKED, _CAME, _CAME_FOR)

    def _drop(self, *names: str) -> None:
        for name in names:
            self._session.pop(name, None)

    def _again(self, page: str) -> forms.Form:
        return self._form(page, data=self._draft.posted(page))

    def _form(self, page: str, **options: Any) -> forms.Form:
        if page == "reach":
            channel = self._draft.posted("you").get("channel", "")
            options["channel"] = Channel(channel) if channel in Channel.values else Channel.EMAIL
        if page == LAST:
            options["age_band"] = self._draft.posted(FIRST).get("age_band", "")
        return FORMS[page](**options)
