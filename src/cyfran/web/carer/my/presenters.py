"""A person's own page: what waits for her, who is dealing with her, what came of what she said, and what she wishes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cyfran.domain.contributions.models import Contribution
from cyfran.domain.contributions.queries import contributions_of, open_projects_of, publishable_words
from cyfran.domain.decisions.models import Response
from cyfran.domain.decisions.queries import current_responses
from cyfran.domain.evaluation.queries import evaluation_link, projects_to_evaluate
from cyfran.domain.involvement.queries import minutes_given
from cyfran.domain.opportunities.choices import Answer, OpportunityState
from cyfran.domain.opportunities.models import DrawnPerson, Invitation
from cyfran.domain.opportunities.queries import draws_of, invitation_link, invitations_of
from cyfran.domain.people.choices import CaringState, HowLong, Use
from cyfran.domain.people.models import CaringRole, Person
from cyfran.domain.people.queries import GOES_ON, caring_state, is_left_in_peace, promises_to, still_right_since
from cyfran.domain.people.rules import can_be_asked_about_caring, may_say_what_suits, uses_asked_of
from cyfran.domain.projects.models import Project
from cyfran.web.carer.draws.presenters import in_short, question_of
from cyfran.web.carer.links import came_with_code, my_link
from cyfran.web.carer.my import told
from cyfran.web.ui.caring import row_of
from cyfran.web.ui.load import LoadOnPage
from cyfran.web.ui.parts import Card, Row, Text
from cyfran.web.ui.reach import IN_BOTH, language_wished
from cyfran.web.ui.templatetags.ui import day, duration, when_it_is

_WAITING = "WAITING"
_A_YEAR = timedelta(days=365)
_SHE_SAID = {
    Answer.YES: _("You said yes"),
    Answer.NOT_THIS_TIME: _("You said not this time"),
    Answer.NOT_THIS_MONTH: _("You said not this month"),
    Answer.ANOTHER_WAY: _("You said another way"),
}


@dataclass(frozen=True)
class CaringOnPage:
    """Whom she looks after. Where that is over she is asked nothing about it, and once whether she wishes to stay."""

    rows: list[Row]
    state: CaringState
    asks_whether_to_stay: bool
    said_long_ago_on: date | None

    @classmethod
    def of(cls, person: Person, *, today: date) -> Self:
        state = caring_state(person)
        return cls(
            rows=[row_of(role, href="", action="") for role in person.caring_roles.all() if role.state in GOES_ON],
            state=state,
            asks_whether_to_stay=state != CaringState.ACTIVE and not person.stays,
            said_long_ago_on=still_right_since(person, today),
        )


@dataclass(frozen=True)
class MyPage:
    today: date
    waiting: list[Card]
    owed: list[told.Owed]
    promised: list[told.Promised]
    said: list[told.Told]
    requests: list[told.Told]
    projects: list[Card]
    asked: list[Card]
    draws: list[Card]
    load: LoadOnPage
    minutes_given: int
    may_say_what_suits: bool
    permissions: list[Row]
    reach: list[Row]
    hides_contacts: bool
    caring: CaringOnPage

    @classmethod
    def of(cls, person: Person, *, now: datetime) -> Self:
        today = timezone.localdate(now)
        prefetch_related_objects([person], Prefetch("caring_roles", CaringRole.objects.select_related("cared_for")))
        in_peace = is_left_in_peace(person)
        asked = invitations_of(person).select_related("opportunity__stage__project__owner")
        invitations = [invitation for invitation in asked if not (in_peace and _waits(invitation, now))]
        waiting = [invitation for invitation in invitations if _waits(invitation, now)]
        said = list(contributions_of(person).select_related("owner", "stage__project__organisation"))
        answers = current_responses(said)
        requests = list(person.proposals.select_related("organisation", "owner", "project"))
        permitted_since = _permitted_since(person)
        return cls(
            today=today,
            waiting=[
                *(_invitation_card(invitation, now) for invitation in waiting),
                *(_evaluation_card(project, person) for project in projects_to_evaluate(person) if not in_peace),
            ],
            owed=told.owed_by_each(said, answers, requests, today=today),
            promised=[told.Promised.of(flag, now=now) for flag in promises_to(person)],
            said=_said(person, said, answers, permits_quotes=Use.QUOTE in permitted_since, today=today),
            requests=[told.of_request(proposal, today=today) for proposal in requests],
            projects=[_project_card(project, person) for project in open_projects_of(person)],
            asked=[_invitation_card(invitation, now) for invitation in invitations if invitation not in waiting],
            draws=[_draw_card(one, person) for one in draws_of(person)],
            load=LoadOnPage.of(person, today=today),
            minutes_given=minutes_given(person),
            may_say_what_suits=may_say_what_suits(person),
            permissions=_permissions(person, permitted_since),
            reach=_reach(person, today),
            hides_contacts=not came_with_code(person),
            caring=CaringOnPage.of(person, today=today),
        )


# --- What she was asked -----------------------------------------------------------------------------------------------


def _waits(invitation: Invitation, now: datetime) -> bool:
    opportunity = invitation.opportunity
    is_over = opportunity.stage.project.closed_on or opportunity.state == OpportunityState.CALLED_OFF
    return not invitation.answer and now < opportunity.starts_at and not is_over


def _invitation_card(invitation: Invitation, now: datetime) -> Card:
    opportunity = invitation.opportunity
    tag, state = _state_of(invitation, now)
    return Card(
        title=opportunity.title,
        href=reverse("carer:invitation:show", args=[invitation_link(invitation)]),
        text=_what_she_can_do(invitation, now),
        tag=tag,
        state=state,
        details=[when_it_is(opportunity), duration(opportunity.minutes_asked)],
    )


def _state_of(invitation: Invitation, now: datetime) -> tuple[Text, str]:
    if invitation.answer:
        return _SHE_SAID[Answer(invitation.answer)], invitation.answer
    return (_("Waiting for your answer"), _WAITING) if _waits(invitation, now) else (_("You did not answer"), "CLOSED")


def _what_she_can_do(invitation: Invitation, now: datetime) -> Text:
    opportunity = invitation.opportunity
    if opportunity.state == OpportunityState.CALLED_OFF:
        return _("This was called off. You need do nothing.")
    if now >= opportunity.starts_at:
        return _("This has taken place.")
    if opportunity.stage.project.closed_on:
        return _("The project it belongs to is closed. You need do nothing.")
    if invitation.answer == Answer.ANOTHER_WAY:
        facts = {"name": opportunity.stage.project.owner.name, "day": day(opportunity.starts_at)}
        return _("%(name)s will be in touch before %(day)s. You can change your answer until it starts.") % facts
    if invitation.answer:
        return _("You can change your answer until it starts.")
    if timezone.localdate(now) > opportunity.reply_by:
        return _("You can still answer until it starts.")
    return _("Please answer by %(day)s.") % {"day": day(opportunity.reply_by)}


def _evaluation_card(project: Project, person: Person) -> Card:
    return Card(
        title=_("How was it for you? %(project)s") % {"project": project.title},
        href=reverse("carer:evaluation:show", args=[evaluation_link(project, person)]),
        text=_("Four short questions, under a minute."),
        tag=_("Waiting for your answer"),
        state=_WAITING,
    )


def _draw_card(one: DrawnPerson, person: Person) -> Card:
    facts = {"question": question_of(one), "title": one.draw.opportunity.title}
    href = reverse("carer:draws:show", args=[my_link(person), one.draw.public_id])
    return Card(title=_("%(question)s – %(title)s") % facts, href=href, text=in_short(one))


def _project_card(project: Project, person: Person) -> Card:
    href = reverse("carer:my:say", args=[my_link(person), project.public_id])
    return Card(title=_("Say something about “%(project)s”") % {"project": project.title}, href=href, text=project.question)


# --- What she said, gave and wishes -----------------------------------------------------------------------------------


def _said(
    person: Person, said: Collection[Contribution], answers: dict[int, Response], *, permits_quotes: bool, today: date
) -> list[told.Told]:
    shown = set(publishable_words().filter(person=person).values_list("pk", flat=True))
    link = my_link(person)
    return [
        told.of_contribution(
            contribution,
            answers.get(contribution.pk),
            link=link,
            today=today,
            is_shown=contribution.pk in shown,
            permits_quotes=permits_quotes,
        )
        for contribution in said
    ]


def _permitted_since(person: Person) -> dict[str, date]:
    standing = person.permissions.filter(withdrawn_at__isnull=True)
    return {permission.use: timezone.localdate(permission.granted_at) for permission in standing}


def _permissions(person: Person, permitted_since: dict[str, date]) -> list[Row]:
    return [
        Row(use.label, _("Yes, since %(day)s") % {"day": day(permitted_since[use])} if use in permitted_since else _("No"))
        for use in uses_asked_of(person.age_band)
    ]


def _reach(person: Person, today: date) -> list[Row]:
    rows = [
        Row(_("Reached by"), person.get_channel_display()),
        *(_contacts(person) if came_with_code(person) else ()),
        Row(_("Language"), IN_BOTH.get(language_wished(person)) or person.get_language_display()),
        Row(_("Form"), person.get_format_display()),
        Row(_("Where you live"), person.area.name),
        Row(_("How long you have looked after somebody"), _how_long(person, today)),
    ]
    return [row for row in rows if row.value]


def _contacts(person: Person) -> list[Row]:
    return [
        Row(_("E-mail address"), person.email),
        Row(_("Telephone"), person.telephone),
        Row(_("Postal address"), person.address),
    ]


def _how_long(person: Person, today: date) -> str:
    """Return what she said of how long, and when; an answer that time has made doubtful is asked about again."""
    said_on = person.how_long_said_on
    if not said_on or not can_be_asked_about_caring(person):
        return ""
    lines: list[Text] = [person.get_how_long_display(), _("You said this on %(day)s.") % {"day": day(said_on)}]
    if person.how_long != HowLong.OVER_2 and today - said_on > _A_YEAR:
        lines.append(_("That is over a year ago: please change it if it is no longer right."))
    return "\n".join(map(str, lines))
