"""What is offered and to whom, who may still be asked, what they answered, and the draws by which groups were chosen."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

from cyfran.domain.base.models import User
from cyfran.domain.base.queries import read_link, sign_link
from cyfran.domain.correspondence.models import Forward
from cyfran.domain.groups.models import Seat
from cyfran.domain.groups.queries import seats_of_carers
from cyfran.domain.opportunities.choices import Answer, Confirmation, DrawState, Feature, OpportunityState, Outcome, WhyNot
from cyfran.domain.opportunities.models import Draw, DrawnPerson, Invitation, Opportunity
from cyfran.domain.organisations.choices import Act, Measure
from cyfran.domain.organisations.models import Area, Baseline
from cyfran.domain.organisations.queries import organisations_of
from cyfran.domain.people.choices import AT_SCHOOL, UNDER_16, AgeBand, CaringState, Hours
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import caring_state, who_may_be_asked
from cyfran.domain.people.rules import is_in_school_hours
from cyfran.domain.projects.queries import project_roles
from cyfran.engine.redaction.counts import publishable

_LINK = "invitation"
# What the census counts, by the values of our features: carers by hours, and residents by age.
_COUNTED = {
    Measure.HOURS_9_OR_LESS: Hours.UP_TO_9,
    Measure.HOURS_10_19: Hours.FROM_10_TO_19,
    Measure.HOURS_20_34: Hours.FROM_20_TO_49,
    Measure.HOURS_35_49: Hours.FROM_20_TO_49,
    Measure.HOURS_50_PLUS: Hours.FROM_50,
    **dict.fromkeys([Measure.AGE_16_19, Measure.AGE_20_24], AgeBand.FROM_16_TO_24),
    **dict.fromkeys([Measure.AGE_25_29, Measure.AGE_30_34, Measure.AGE_35_39, Measure.AGE_40_44], AgeBand.FROM_25_TO_44),
    **dict.fromkeys([Measure.AGE_45_49, Measure.AGE_50_54, Measure.AGE_55_59, Measure.AGE_60_64], AgeBand.FROM_45_TO_64),
    **dict.fromkeys([Measure.AGE_65_69, Measure.AGE_70_74, Measure.AGE_75_79, Measure.AGE_80_84], AgeBand.FROM_65),
    Measure.AGE_85_PLUS: AgeBand.FROM_65,
}


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


@dataclass(frozen=True)
class ForwardFigures:
    """How many came by what a partner passed on; None where there are so few that it could tell who."""

    came: int | None
    said_yes: int | None


@dataclass(frozen=True)
class SeatToTake:
    """A seat of a group that is renewed, who leaves it, if anybody has it, and who takes it."""

    seat: Seat
    leaver: Person | None
    taker: Person


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
    """Tell whether people may still be asked to it."""
    return open_opportunities(at=at).filter(pk=opportunity.pk).exists()


def opportunity_of(forward: Forward) -> Opportunity | None:
    """Return what a partner passes on; None where it is something else, or gone."""
    if forward.about_kind != Opportunity._meta.label_lower:
        return None
    beside = Opportunity.objects.select_related("organisation", "stage__project")
    return beside.filter(public_id=forward.about_public_id).first()


def forward_figures(forward: Forward) -> ForwardFigures:
    """Count who registered by what a partner passed on, and who of them said yes to it."""
    came = forward.arrivals.filter(person__erased_at=None, person__merged_into=None)
    said_yes = Invitation.objects.filter(
        opportunity__public_id=forward.about_public_id, person__in=came.values("person"), answer=Answer.YES
    )
    return ForwardFigures(publishable(came.count()), publishable(said_yes.count()))


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


def replies_summary(opportunity: Opportunity) -> RepliesSummary:
    """Count what was answered."""
    counts = opportunity.invitations.aggregate(
        asked=Count("id"),
        yes=Count("id", filter=Q(answer=Answer.YES)),
        not_this_time=Count("id", filter=Q(answer=Answer.NOT_THIS_TIME)),
        not_this_month=Count("id", filter=Q(answer=Answer.NOT_THIS_MONTH)),
        another_way=Count("id", filter=Q(answer=Answer.ANOTHER_WAY)),
        waiting=Count("id", filter=Q(answer="", person__erased_at__isnull=True)),
        removed_unanswered=Count("id", filter=Q(answer="", person__erased_at__isnull=False)),
    )
    return RepliesSummary(**counts)


def offers_to(opportunity: Opportunity, person: Person) -> list[str | Promise]:
    """Return what is offered to one person: somebody in her place is of no use to whoever looks after nobody any more."""
    cover = opportunity._meta.get_field("offers_cover").verbose_name
    is_of_use = caring_state(person) == CaringState.ACTIVE
    return [offer for offer in opportunity.offers if is_of_use or offer != cover]


def invitations_of(person: Person) -> QuerySet[Invitation]:
    """Return what a person was asked to, the newest first; under 16 nothing, also where she said her age only afterwards."""
    asked = person.invitations.exclude(person__age_band__in=UNDER_16)
    return asked.select_related("opportunity__organisation", "opportunity__stage__project").order_by("-invited_at", "-id")


def invitation_meant(person: Person, *, at: datetime) -> Invitation | None:
    """Return the invitation that somebody means who answers without saying to what; None where it could be several.

    It is the only one that waits for her answer, or where none does, the only one whose answer may still change.
    """
    still = invitations_of(person).filter(opportunity__starts_at__gt=at, opportunity__stage__project__closed_on__isnull=True)
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


def seats_to_take(draw: Draw) -> list[SeatToTake]:
    """Return who of those drawn for a standing group said yes and has no seat yet, and which seat each takes, one for one.

    Vacant seats come first, then the seats of those who leave, in the order in which they do.
    """
    if draw.group is None or draw.state != DrawState.DRAWN:
        return []
    seats = list(seats_of_carers(draw.group).select_related("group", "holder"))
    places = {one["seat"]: place for place, one in enumerate(draw.leaving)}
    leavers = Person.objects.filter(public_id__in=[one["person"] for one in draw.leaving])
    leaving = set(leavers.values_list(Coalesce("merged_into", "pk"), flat=True))
    still_held = [seat for seat in seats if seat.public_id in places and seat.holder_id in leaving]
    free = [seat for seat in seats if seat.holder is None] + sorted(still_held, key=lambda seat: places[seat.public_id])
    coming = draw.people.filter(confirmation=Confirmation.CONFIRMED, person__erased_at__isnull=True).select_related("person")
    holders = {seat.holder_id for seat in seats}
    takers = [one.person for one in coming.order_by("person__name", "pk") if one.person_id not in holders]
    return [SeatToTake(seat, seat.holder, taker) for seat, taker in zip(free, takers, strict=False)]


def areas_served(opportunity: Opportunity) -> QuerySet[Area]:
    """Return the areas whose people a draw speaks for: the project's, else the body's own, else those of its region."""
    project, body = opportunity.stage.project, opportunity.organisation
    if area_id := project.area_id or body.area_id:
        return Area.objects.filter(pk=area_id)
    return Area.objects.filter(region=body.region_id)


def population_of(areas: Collection[Area]) -> dict[str, Counter[str]]:
    """Count the people of areas by feature and value, as the census does: carers by hours and area, all residents by age."""
    found: dict[str, Counter[str]] = {Feature.AGE: Counter(), Feature.HOURS: Counter(), Feature.AREA: Counter()}
    counted = Baseline.objects.filter(area__in=areas).order_by("counted_on").values_list("area__slug", "measure", "people")
    # Of several counts of one thing the latest stands.
    for (slug, measure), people in {(slug, measure): people for slug, measure, people in counted}.items():
        if measure == Measure.CARERS:
            found[Feature.AREA][slug] += people
        elif value := _COUNTED.get(Measure(measure)):
            found[Feature.AGE if isinstance(value, AgeBand) else Feature.HOURS][value] += people
    return found
