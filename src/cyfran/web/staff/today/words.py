"""What people asked and said, and what is owed to them for it: an answer, a check, a decision, a word on time."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cyfran.domain.base.models import User
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.contributions.queries import unchecked
from cyfran.domain.decisions.models import Decision
from cyfran.domain.decisions.queries import decisions_open_to, unanswered
from cyfran.domain.evaluation.queries import projects_evaluated_by
from cyfran.domain.opportunities.choices import Answer, OpportunityState
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.opportunities.queries import opportunities_open_to
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.choices import FlagState
from cyfran.domain.people.models import Flag
from cyfran.domain.people.queries import flags_open_to
from cyfran.domain.projects.models import ProjectRole, Proposal
from cyfran.domain.projects.queries import project_roles, projects_open_to, proposals_open_to, still_to_answer
from cyfran.web.staff.today.open_things import Open, Words, by_day, since_day
from cyfran.web.ui.templatetags.ui import day, moment, named

# There may be a thousand of these: what was asked and said stays where it is, only what a line tells is fetched.
_OWNER = ("owner__name", "owner__email")
_OF_A_REQUEST = ("public_id", "received_at", "due_on", "organisation__name_cy", "organisation__name_en", *_OWNER)
_PROJECT = ("stage__project__title_cy", "stage__project__title_en")
_OF_WORDS = ("public_id", "given_at", "due_on", "person__name", *_PROJECT, *_OWNER)


def flags(user: User, now: datetime) -> Iterator[Open]:
    """Return the worries that wait. Whom one is about, only its owner reads."""
    for flag in flags_open_to(user, Act.KEEP_PEOPLE).exclude(state=FlagState.CLOSED):
        words = partial(_flag, flag, user)
        yield Open(timezone.localdate(flag.due_at), flag.owner, words, flag.due_at < now, comes_first=True)


def _flag(flag: Flag, reader: User) -> Words:
    facts = {"kind": flag.get_kind_display(), "name": named(flag.person, [Act.SEE_PEOPLE])}
    what = _("%(kind)s: %(name)s") % facts if flag.owner == reader else flag.get_kind_display()
    when = _("by %(time)s") % {"time": moment(timezone.localtime(flag.due_at))}
    return Words(what, reverse("staff:flags:show", args=[flag.public_id]), when)


def requests(user: User, today: date) -> Iterator[Open]:
    waiting = still_to_answer(proposals_open_to(user, Act.ANSWER))
    for proposal in waiting.select_related(None).select_related("organisation", "owner").only(*_OF_A_REQUEST):
        yield Open(proposal.due_on, proposal.owner, partial(_request, proposal), proposal.due_on < today)


def _request(proposal: Proposal) -> Words:
    facts = {"day": day(proposal.received_at), "organisation": proposal.organisation.name}
    what = _("Answer the request of %(day)s to %(organisation)s") % facts
    return Words(what, reverse("staff:proposals:show", args=[proposal.public_id]), by_day(proposal.due_on))


def answers(user: User, today: date) -> Iterator[Open]:
    for said in unanswered(user, today).prefetch_related(None).only(*_OF_WORDS):
        yield Open(said.due_on, said.owner, partial(_answer, said), said.due_on < today)


def _answer(said: Contribution) -> Words:
    facts = {"name": said.person.name, "day": day(said.given_at), "project": said.stage.project.title}
    what = _("Answer what %(name)s said on %(day)s in “%(project)s”") % facts
    return Words(what, reverse("staff:responses:add", args=[said.public_id]), by_day(said.due_on))


def checks(user: User) -> Iterator[Open]:
    """Return a line for each project with words that wait to be checked before anyone can read them."""
    projects = projects_open_to(user, Act.KEEP_WORDS).filter(stages__contributions__in=unchecked(Contribution.objects.all()))
    counted = projects.annotate(unchecked=Count("stages__contributions"), oldest=Min("stages__contributions__given_at"))
    for project in counted.select_related("owner").prefetch_related(None):
        yield Open(timezone.localdate(project.oldest), project.owner, partial(_check, project))


def _check(project: Any) -> Words:
    what = ngettext(
        "Check %(count)s thing said in “%(project)s”, so that it can be shown",
        "Check %(count)s things said in “%(project)s”, so that they can be shown",
        project.unchecked,
    )
    href = f"{reverse('staff:contributions:list', args=[project.public_id])}?show=unchecked"
    return Words(
        what % {"count": project.unchecked, "project": project.title}, href, since_day(timezone.localdate(project.oldest))
    )


def evaluations(user: User) -> Iterator[Open]:
    """Return the projects somebody is there to evaluate by a role in each of them."""
    roles = project_roles(user, Act.EVALUATE).filter(project__in=projects_evaluated_by(user), project__closed_on=None)
    for held in roles.select_related("project"):
        yield Open(held.ends_on or held.joined_on, user, partial(_evaluation, held))


def _evaluation(held: ProjectRole) -> Words:
    what = _("Find out how it was: “%(project)s”") % {"project": held.project.title}
    when = by_day(held.ends_on) if held.ends_on else since_day(held.joined_on)
    return Words(what, reverse("staff:evaluation:show", args=[held.project.public_id]), when)


def votes(user: User) -> Iterator[Open]:
    for decision in decisions_open_to(user, Act.DECIDE).filter(outcome="").select_related("stage__project__owner"):
        yield Open(timezone.localdate(decision.vote_opened_at), decision.stage.project.owner, partial(_vote, decision))


def _vote(decision: Decision) -> Words:
    what = _("Decide: %(question)s") % {"question": decision.question}
    when = _("voting since %(day)s") % {"day": day(decision.vote_opened_at)}
    return Words(what, reverse("staff:decisions:show", args=[decision.public_id]), when)


def promises(user: User, now: datetime) -> Iterator[Open]:
    """Return those to whom their page said that somebody is in touch before it starts.

    Whoever wants to say it another way waits until what she says is written down; whoever wrote something with her yes,
    until staff have gone through her answer with her and written it down.
    """
    said = Contribution.objects.filter(person=OuterRef("person"), stage=OuterRef("opportunity__stage"))
    another_way = Q(answer=Answer.ANOTHER_WAY) & ~Exists(said.filter(given_at__gte=OuterRef("answered_at")))
    words_with_a_yes = Q(answer=Answer.YES, entered_by=None) & ~Q(answer_words="")
    promised = Invitation.objects.filter(another_way | words_with_a_yes, opportunity__in=opportunities_open_to(user, Act.ASK))
    running = promised.filter(opportunity__stage__project__closed_on__isnull=True, person__erased_at__isnull=True)
    takes_place = running.exclude(opportunity__state=OpportunityState.CALLED_OFF)
    ahead = takes_place.filter(opportunity__starts_at__gt=now).order_by("person__name", "id")
    for invitation in ahead.select_related("person", "opportunity__stage__project__owner"):
        opportunity = invitation.opportunity
        yield Open(timezone.localdate(opportunity.starts_at), opportunity.stage.project.owner, partial(_promise, invitation))


def _promise(invitation: Invitation) -> Words:
    opportunity = invitation.opportunity
    if invitation.answer == Answer.ANOTHER_WAY:
        what = _("Hear %(name)s another way: “%(title)s”")
    else:
        what = _("Be in touch with %(name)s about what they wrote with their yes to “%(title)s”")
    return Words(
        what % {"name": invitation.person.name, "title": opportunity.title},
        reverse("staff:opportunities:show", args=[opportunity.public_id]),
        _("before %(day)s") % {"day": day(opportunity.starts_at)},
    )
