"""Something said, as staff see it: the words, who may read them, and what came of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cyfran.domain.base.models import User
from cyfran.domain.contributions.choices import Audience
from cyfran.domain.contributions.models import Contribution, Theme
from cyfran.domain.correspondence.models import Message
from cyfran.domain.decisions.models import Response
from cyfran.domain.decisions.queries import current_responses, unanswered
from cyfran.domain.meetings.models import Meeting
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.choices import Use
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import permits, search_people
from cyfran.domain.projects.choices import StageState
from cyfran.domain.projects.models import Project, Stage
from cyfran.domain.projects.queries import ActsHeld
from cyfran.web.ui.parts import Row, Text
from cyfran.web.ui.templatetags.ui import day, named

_MOST_FOUND = 10


# --- Taking it down --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PersonFound:
    """Somebody who may have said it, with enough to tell two of the same name apart."""

    person: Person
    acts: Collection[str]

    @property
    def name(self) -> str:
        return named(self.person, self.acts)

    @property
    def about(self) -> str:
        ends = self.person.telephone[-3:] if Act.SEE_CONTACTS in self.acts else ""
        number = _("telephone ending in %(figures)s") % {"figures": ends} if ends else ""
        return ", ".join(str(fact) for fact in (self.person.area.name, number) if fact)


def people_found(
    people: QuerySet[Person], *, text: str, chosen: Iterable[str], meeting: Meeting | None, acts: ActsHeld
) -> list[PersonFound]:
    """Return those who may have said it: whoever was chosen before, those at the meeting, and those found by the text.

    Each is named by what the reader may do in her organisation: what she may do in another says nothing here.
    """
    known = Q(public_id__in=[one for one in chosen if one.isalnum()])
    if meeting:
        known |= Q(pk__in=meeting.attendances.values("person"))
    shown = list(people.filter(known))
    if text.strip():
        shown += search_people(people, text).exclude(known)[:_MOST_FOUND]
    return [PersonFound(person, acts.on(person)) for person in shown]


def name_of_stage(stage: Stage) -> str:
    """Name a stage in a form: it has no public id of its own."""
    return f"{stage.project.public_id}-{stage.kind.lower()}"


def stages_to_speak_in(projects: Iterable[Project]) -> dict[str, Stage]:
    """Return the stages of open projects that are not left out, by name."""
    return {
        name_of_stage(stage): stage
        for project in projects
        if project.closed_on is None
        for stage in project.stages.all()
        if stage.state != StageState.SKIPPED
    }


# --- The list --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ContributionInList:
    public_id: str
    name: str
    words: str
    words_language: str
    given_on: date
    themes: list[Theme]
    answer: str
    answer_name: Text
    due_on: date | None
    has_been_answered: bool
    was_removed: bool

    @classmethod
    def of(
        cls, contribution: Contribution, response: Response | None, waiting: set[int], today: date, acts: Collection[str]
    ) -> Self:
        is_waiting = contribution.pk in waiting
        answer, answer_name = _answer(contribution, response, is_waiting, today)
        return cls(
            public_id=contribution.public_id,
            name=named(contribution.person, acts),
            words="" if contribution.withdrawn_at else contribution.words,
            words_language=contribution.words_language,
            given_on=localdate(contribution.given_at),
            themes=list(contribution.themes.all()),
            answer=answer,
            answer_name=answer_name,
            due_on=contribution.due_on if is_waiting or (response and response.due_on) else None,
            has_been_answered=response is not None,
            was_removed=contribution.person.erased_at is not None,
        )


def in_list(
    contributions: Sequence[Contribution], project: Project, today: date, acts: Collection[str]
) -> list[ContributionInList]:
    responses = current_responses(contributions)
    waiting = set(unanswered(project, today).order_by().values_list("pk", flat=True))
    return [ContributionInList.of(one, responses.get(one.pk), waiting, today, acts) for one in contributions]


def _answer(contribution: Contribution, response: Response | None, is_waiting: bool, today: date) -> tuple[str, Text]:
    """Return the state and words of the tag: what was answered, or that an answer is owed."""
    if is_waiting and contribution.due_on < today:
        return "overdue", _("Answer overdue")
    if is_waiting:
        return "waiting", _("Waits for an answer")
    return (response.state, response.get_state_display()) if response else ("", "")


# --- One ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ResponseOnPage:
    """One answer given, and the message by which it went."""

    state: str
    state_name: Text
    reason: str
    answered_at: datetime
    answered_by: User | None
    due_on: date | None
    decision: str
    message: Message | None


@dataclass(frozen=True)
class ContributionOnPage:
    public_id: str
    name: str
    project_public_id: str
    project_title: str
    words: str
    words_language: str
    public_words: str
    who_can_read_it: str
    rows: list[Row]
    may_be_checked: bool
    is_checked: bool
    may_be_withdrawn: bool
    responses: list[ResponseOnPage]
    is_waiting: bool
    may_be_answered: bool
    owner: User
    due_on: date
    next_waiting: str

    @classmethod
    def of(cls, contribution: Contribution, today: date, acts: Collection[str]) -> Self:
        project = contribution.stage.project
        waiting = list(unanswered(project, today).values_list("public_id", flat=True))
        return cls(
            public_id=contribution.public_id,
            name=named(contribution.person, acts),
            project_public_id=project.public_id,
            project_title=project.title,
            words="" if contribution.withdrawn_at else contribution.words,
            words_language=contribution.words_language,
            public_words=contribution.public_words,
            who_can_read_it=who_can_read_it(contribution),
            rows=_rows(contribution, acts),
            may_be_checked=contribution.audience == Audience.PUBLIC and not contribution.withdrawn_at,
            is_checked=contribution.checked_at is not None,
            may_be_withdrawn=contribution.withdrawn_at is None,
            responses=responses_to(contribution),
            is_waiting=contribution.public_id in waiting,
            may_be_answered=contribution.person.erased_at is None,
            owner=contribution.owner,
            due_on=contribution.due_on,
            next_waiting=next((one for one in waiting if one != contribution.public_id), ""),
        )


def responses_to(contribution: Contribution) -> list[ResponseOnPage]:
    """Return every answer given, the one that stands first, each with its message."""
    responses = list(contribution.responses.select_related("decision", "answered_by"))
    about = Message.objects.filter(
        about_kind=Response._meta.label_lower, about_public_id__in=[one.public_id for one in responses]
    )
    messages = {message.about_public_id: message for message in about}
    return [
        ResponseOnPage(
            state=response.state,
            state_name=response.get_state_display(),
            reason=response.reason,
            answered_at=response.answered_at,
            answered_by=response.answered_by,
            due_on=response.due_on,
            decision=response.decision.public_id if response.decision else "",
            message=messages.get(response.public_id),
        )
        for response in responses
    ]


def who_can_read_it(contribution: Contribution) -> str:
    """Say who can read the words now, and if that is not everyone, what it waits for."""
    if contribution.withdrawn_at:
        if contribution.person.erased_at:
            return _("Nobody: this person was removed, and the words with them.")
        return _("Nobody: they took these words back. The answer is still owed to them.")
    if contribution.audience == Audience.TEAM:
        return _("Only those working on this: that is what they wished.")
    if not permits(contribution.person, Use.QUOTE):
        return _("Only those working on this: they do not permit their words to be shown now.")
    if not contribution.checked_at:
        return _("Only those working on this, until somebody has checked that the words do not tell who said them.")
    if not contribution.public_words:
        return _("Only those working on this: whoever checked the words found that they cannot be shown.")
    if not contribution.stage.project.published_at:
        return _("Only those working on this, until the project is published.")
    return _("Everyone can read the checked words, without the name.")


def _rows(contribution: Contribution, acts: Collection[str]) -> list[Row]:
    person, stage = contribution.person, contribution.stage
    themes = "\n".join(str(theme.name) for theme in contribution.themes.all())
    sort = reverse("staff:contributions:sort", args=[contribution.public_id])
    is_there = Act.SEE_PEOPLE in acts and person.erased_at is None
    record = (reverse("staff:people:show", args=[person.public_id]), pgettext("verb", "Open")) if is_there else ()
    rows = [
        Row(_("Said by"), named(person, acts), *record),
        Row(_("When"), day(contribution.given_at)),
        Row(_("Stage"), stage.get_kind_display()),
        Row(_("How"), contribution.get_given_by_display()),
        Row(_("Meeting"), contribution.meeting.title if contribution.meeting else ""),
        Row(_("Written down by"), contribution.entered_by or ""),
        Row(_("Themes"), themes or _("None yet"), sort, _("Sort")),
    ]
    return [row for row in rows if row.value]
