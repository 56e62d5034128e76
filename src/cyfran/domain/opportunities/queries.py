"""What is offered and to whom, who may still be asked, what they answered, and the draws by which groups were chosen."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise

from cyfran.domain.base.choices import Topic
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import read_link, sign_link
from cyfran.domain.correspondence.models import NotSent
from cyfran.domain.correspondence.queries import forwards_about, held_back_about, not_gone_about, not_sent_about
from cyfran.domain.opportunities.choices import SAID_NO, Answer, DrawState, OpportunityState, Outcome, WhyNot
from cyfran.domain.opportunities.fields import OWED, labels_of
from cyfran.domain.opportunities.models import Draw, DrawnPerson, Invitation, Opportunity
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.people.choices import AT_SCHOOL, UNDER_16, CaringState
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import caring_state, who_may_be_asked
from cyfran.domain.people.rules import is_in_school_hours
from cyfran.domain.projects.queries import project_roles
from cyfran.engine.redaction.counts import publishable

_LINK = "invitation"
_LONGEST = timedelta(days=7)


@dataclass(frozen=True)
class RepliesSummary:
    """How many were asked and what they answered: exact, so for staff alone. Nobody waits for whoever was removed."""

    asked: int
    yes: int
    not_this_time: int
    not_this_month: int
    another_way: int
    waiting: int
    removed_unanswered: int
    waiting_list: int = 0


@dataclass(frozen=True)
class DrawFigures:
    """What anyone may know of a pool and of the chances in it, from 0 to 1.

    `left_out` are those of the pool whom no group has room for, None where fewer than five are left out, or are not. Least
    and greatest are of all others.
    """

    pool: int
    left_out: int | None
    most_are_left_out: bool
    least: float
    greatest: float
    panels: int


def opportunities_open_to(user: User, act: Act) -> QuerySet[Opportunity]:
    """Return the opportunities with which somebody may do this: by a role in the organisation or in the project."""
    by_role = Q(stage__project__in=project_roles(user, act).values("project"))
    opportunities = Opportunity.objects.filter(Q(organisation__in=organisations_of(user, act)) | by_role)
    return opportunities.select_related("organisation", "stage__project")


def open_opportunities(*, at: datetime) -> QuerySet[Opportunity]:
    """Return what people may still be asked to: published, not closed nor its project, not begun; the first to begin first."""
    still_open = Opportunity.objects.filter(state=OpportunityState.OPEN, stage__project__closed_on__isnull=True)
    return still_open.filter(starts_at__gt=at).order_by("starts_at", "id")


def is_open(opportunity: Opportunity, at: datetime) -> bool:
    """Tell whether people may still be asked to it: it is published, not closed nor its project, and has not begun."""
    is_offered = opportunity.state == OpportunityState.OPEN and opportunity.stage.project.closed_on is None
    return is_offered and at < opportunity.starts_at


def has_been_asked(opportunity: Opportunity) -> bool:
    """Tell whether anybody knows of it as it stands: somebody was invited, or a partner passes it on."""
    return opportunity.invitations.exists() or forwards_about(opportunity).exists()


def public_opportunities(*, at: datetime, example: bool = False) -> QuerySet[Opportunity]:
    """Return what is open now in projects that everyone can read; the first to begin first."""
    shown = open_opportunities(at=at).filter(stage__project__published_at__isnull=False, stage__project__is_example=example)
    return with_places_taken(shown).select_related("organisation", "stage__project")


def with_places_taken(opportunities: QuerySet[Opportunity]) -> QuerySet[Any]:
    """Return the opportunities, each with `places_taken`: how many said yes and do not wait for a place."""
    yes = Q(invitations__answer=Answer.YES, invitations__waits_since__isnull=True, invitations__person__erased_at__isnull=True)
    return opportunities.annotate(places_taken=Count("invitations", filter=yes))


def clashing_with(opportunity: Opportunity) -> list[Opportunity]:
    """Return what else people of the same area are to come to while this lasts: its own body's, and what everyone can read of."""
    project = opportunity.stage.project
    area = project.area_id or opportunity.organisation.area_id
    if area is None or not opportunity.has_its_time:
        return []
    in_area = Q(stage__project__area=area) | Q(stage__project__area=None, organisation__area=area)
    known = Q(organisation=opportunity.organisation_id) | Q(stage__project__published_at__isnull=False)
    others = Opportunity.objects.filter(in_area, known, state__in=[OpportunityState.OPEN, OpportunityState.CLOSED])
    near = others.filter(starts_at__lt=opportunity.ends_at, starts_at__gt=opportunity.starts_at - _LONGEST)
    near = near.filter(stage__project__is_example=project.is_example).exclude(pk=opportunity.pk)
    found = near.select_related("organisation", "stage__project").order_by("starts_at", "id")
    return [other for other in found if other.has_its_time and other.ends_at > opportunity.starts_at]


def past_asks(opportunity: Opportunity, *, at: datetime) -> QuerySet[Opportunity]:
    """Return what people were already asked on the same topic, by whichever body, the latest first.

    What is not of any of the topics is found in its own project alone.
    """
    project = opportunity.stage.project
    asked = Opportunity.objects.exclude(pk=opportunity.pk).filter(published_at__lt=at, topic=opportunity.topic)
    known = Q(stage__project__published_at__isnull=False, stage__project__is_example=project.is_example)
    same = Q(stage__project=project) if opportunity.topic in ("", Topic.OTHER) else known | Q(stage__project=project)
    beside = asked.filter(same).select_related("organisation", "stage__project__organisation")
    return beside.order_by("-published_at", "-id")


def unread_asks(opportunity: Opportunity, *, at: datetime) -> QuerySet[Opportunity]:
    """Return those of the past asks that were made since staff last read them for this opportunity."""
    asks = past_asks(opportunity, at=at)
    return asks.filter(published_at__gt=opportunity.past_read_at) if opportunity.past_read_at else asks


def may_be_invited_to(opportunity: Opportunity) -> QuerySet[Person]:
    """Return those of the body who permit being asked, were not asked to this yet, and do not wait for its lot.

    The people of an example are never asked to something real, nor real people to an example.
    """
    at_school = AT_SCHOOL if is_in_school_hours(opportunity.starts_at, opportunity.minutes_there) else ()
    return (
        who_may_be_asked()
        .exclude(age_band__in=at_school)
        .filter(organisation=opportunity.organisation_id, is_example=opportunity.stage.project.is_example)
        .exclude(invitations__opportunity=opportunity)
        .exclude(pk__in=_left_to_the_lot(opportunity).values("person"))
    )


def _left_to_the_lot(opportunity: Opportunity) -> QuerySet[DrawnPerson]:
    """Return those in the pool of a lottery whom no lot has chosen: nobody puts them into the group by hand."""
    drawn = DrawnPerson.objects.filter(draw__opportunity=opportunity)
    pool = Q(outcome__in=[Outcome.IN_POOL, Outcome.RESERVE, Outcome.NOT_CHOSEN]) | Q(reason=WhyNot.NO_PANEL)
    stands = drawn.filter(pool, draw__state__in=[DrawState.RUNNING, DrawState.READY, DrawState.DRAWN])
    return stands.exclude(person__in=drawn.filter(outcome=Outcome.CHOSEN).values("person"))


def not_asked(opportunity: Opportunity) -> QuerySet[NotSent]:
    """Return who was not asked after all, each with the last reason, the latest first; nobody who has been asked since."""
    asked = opportunity.invitations.values("person")
    notes = not_sent_about(opportunity).exclude(person__in=asked) | held_back_about(opportunity.invitations.all())
    return notes.filter(pk=notes.filter(person=OuterRef("person")).values("pk")[:1])


def replies_summary(opportunity: Opportunity) -> RepliesSummary:
    """Count what was answered."""
    counts = opportunity.invitations.aggregate(
        asked=Count("id"),
        yes=Count("id", filter=Q(answer=Answer.YES, waits_since__isnull=True)),
        waiting_list=Count("id", filter=Q(waits_since__isnull=False)),
        not_this_time=Count("id", filter=Q(answer=Answer.NOT_THIS_TIME)),
        not_this_month=Count("id", filter=Q(answer=Answer.NOT_THIS_MONTH)),
        another_way=Count("id", filter=Q(answer=Answer.ANOTHER_WAY)),
        waiting=Count("id", filter=Q(answer="", person__erased_at__isnull=True)),
        removed_unanswered=Count("id", filter=Q(answer="", person__erased_at__isnull=False)),
    )
    return RepliesSummary(**counts)


def places_left(opportunity: Opportunity) -> int | None:
    """Return how many places nobody has taken; None where they are not counted. Who was removed holds none."""
    if opportunity.places is None:
        return None
    return max(0, opportunity.places - who_have_a_place(opportunity).count())


def who_have_a_place(opportunity: Opportunity) -> QuerySet[Invitation]:
    """Return those who said yes and do not wait for a place."""
    return opportunity.invitations.filter(answer=Answer.YES, waits_since__isnull=True, person__erased_at__isnull=True)


def who_is_told_of_changes(opportunity: Opportunity) -> QuerySet[Invitation]:
    """Return the invitations of those who have not said no, each with its person."""
    return opportunity.invitations.exclude(answer__in=SAID_NO).select_related("person")


def opportunities_waited_for(*, at: datetime) -> QuerySet[Opportunity]:
    """Return what has not begun and for which somebody waits for a place."""
    waits = Q(invitations__waits_since__isnull=False, invitations__person__erased_at__isnull=True)
    return Opportunity.objects.filter(waits, starts_at__gt=at).distinct()


def waiting_list(opportunity: Opportunity) -> QuerySet[Invitation]:
    """Return those who said yes and wait for a place, in the order in which they get one."""
    waiting = opportunity.invitations.filter(waits_since__isnull=False, person__erased_at__isnull=True)
    return waiting.select_related("person").order_by("waits_since", "id")


def offers_to(opportunity: Opportunity, person: Person) -> list[str | Promise]:
    """Return what is offered to one person: somebody in her place is of no use to whoever looks after nobody any more."""
    cover = opportunity._meta.get_field("offers_cover").verbose_name
    is_of_use = caring_state(person) == CaringState.ACTIVE
    return [offer for offer in opportunity.offers if is_of_use or offer != cover]


def still_owed(invitation: Invitation) -> list[str | Promise]:
    """Return what is owed to somebody who said yes to something that was called off late: cover, travel and pay as promised."""
    if not invitation.owed_at:
        return []
    promised = {str(label) for label in labels_of(invitation.opportunity, OWED)}
    return [offer for offer in offers_to(invitation.opportunity, invitation.person) if str(offer) in promised]


def invitations_of(person: Person) -> QuerySet[Invitation]:
    """Return what a person was asked to, the newest first; under 16 nothing, also where she said her age only afterwards."""
    asked = person.invitations.exclude(person__age_band__in=UNDER_16)
    return asked.select_related("opportunity__organisation", "opportunity__stage__project").order_by("-invited_at", "-id")


def invitation_meant(person: Person, *, at: datetime) -> Invitation | None:
    """Return the invitation that somebody means who answers without saying to what; None where it could be several.

    It is the only one that waits for her answer, or where none does, the only one whose answer may still change. What has not
    gone to her yet she cannot mean.
    """
    still = invitations_of(person).filter(opportunity__starts_at__gt=at, opportunity__stage__project__closed_on__isnull=True)
    still = still.exclude(opportunity__state=OpportunityState.CALLED_OFF)
    still = still.exclude(pk__in=not_gone_about(person.invitations.all()))
    meant = list(still.filter(answer="")[:2]) or list(still[:2])
    return meant[0] if len(meant) == 1 else None


def invitation_link(invitation: Invitation) -> str:
    """Return the part of an address that opens this invitation for the person asked."""
    return sign_link(_LINK, invitation.public_id, invitation.person.link_version)


def invitation_by_link(link: str) -> Invitation | None:
    """Return the invitation a link opens; None where it is not ours, or the person has since had her links renewed."""
    read = read_link(_LINK, link)
    if read is None:
        return None
    public_id, version = read
    return (
        Invitation.objects.filter(public_id=public_id, person__link_version=version)
        .exclude(person__age_band__in=UNDER_16)
        .select_related("person", "opportunity__organisation", "opportunity__stage__project")
        .first()
    )


def place_by_lot(invitation: Invitation) -> DrawnPerson | None:
    """Return the place somebody was asked to because she was drawn for it; of several the one that is still hers, if any."""
    drawn = DrawnPerson.objects.filter(draw__opportunity=invitation.opportunity_id, person=invitation.person_id)
    places = drawn.filter(outcome=Outcome.CHOSEN).select_related("draw").defer("draw__lottery")
    return places.order_by(F("replaced_by").asc(nulls_first=True), "-draw__drawn_at").first()


def draws_open_to(user: User, act: Act) -> QuerySet[Draw]:
    """Return the draws of the bodies in which somebody may do this. Their lotteries are left where they are."""
    draws = Draw.objects.filter(opportunity__organisation__in=organisations_of(user, act)).defer("lottery")
    return draws.select_related("group", "opportunity__organisation", "opportunity__stage__project")


def announced_draws(*, example: bool = False) -> QuerySet[Draw]:
    """Return the draws whose lottery stands and was announced, of published projects: what anyone may know of."""
    announced = Draw.objects.filter(announced_at__isnull=False, opportunity__stage__project__published_at__isnull=False)
    ours = announced.filter(opportunity__stage__project__is_example=example).defer("lottery")
    return ours.select_related("opportunity__organisation", "opportunity__stage__project").order_by("-announced_at", "-id")


def draws_of(person: Person) -> QuerySet[DrawnPerson]:
    """Return a person's part in every draw that was announced, the newest first: before that it may still be given up."""
    part = person.drawn.filter(draw__announced_at__isnull=False).exclude(person__age_band__in=UNDER_16).defer("draw__lottery")
    return part.select_related("draw__opportunity__organisation", "draw__opportunity__stage__project").order_by("-draw__ready_at")


def public_figures(draw: Draw) -> DrawFigures | None:
    """Return what anyone may know of the lottery of a draw; None where so few were in the pool that it could tell who."""
    result = draw.result
    if publishable(result["pool"]) is None:
        return None
    pool, left_out = result["pool"], result.get("left_out", 0)
    can_be_told = not left_out or None not in (publishable(left_out), publishable(pool - left_out))
    return DrawFigures(
        **{name: result[name] for name in ("pool", "least", "greatest", "panels")},
        left_out=left_out if can_be_told else None,
        most_are_left_out=2 * left_out > pool,
    )
