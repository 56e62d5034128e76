"""How everybody comes to be on record: the coordinators, the people who look after somebody, and their panel."""

from datetime import date
from typing import Any

from cyfran.cli.example.people import CARERS, COORDINATOR, COORDINATOR_ELSEWHERE, COORDINATOR_OF_PARTNER, RETURN_ADDRESS, Carer
from cyfran.cli.example.scene import Scene, partner_of
from cyfran.cli.example.texts import GROUP, NOTICE
from cyfran.domain.base.actions import create_user
from cyfran.domain.base.choices import Channel, DecisionRight
from cyfran.domain.base.models import User
from cyfran.domain.correspondence.actions.links import register_and_welcome
from cyfran.domain.correspondence.choices import Way
from cyfran.domain.correspondence.models import Arrival
from cyfran.domain.groups.actions import add_group, add_seat, fill_seat
from cyfran.domain.groups.choices import Carers, GroupClass, Reach, SeatKind
from cyfran.domain.involvement.actions import change_preference
from cyfran.domain.organisations.actions.organisations import name_contact, say_return_address, state_grounds
from cyfran.domain.organisations.actions.roles import appoint, appoint_coordinator
from cyfran.domain.organisations.choices import Role
from cyfran.domain.organisations.models import Area, Membership
from cyfran.domain.organisations.queries import council_of
from cyfran.domain.people.models import Person

_APPOINTED = 250
_TERM_DAYS = 2 * 365
_MINUTES_A_YEAR = 4 * 60


def set_the_scene(*, as_of: date, by: User) -> Scene:
    """Appoint coordinators: of the council that leads all that follows, of a partner, and of one that sees nothing of it."""
    ceredigion, swansea = (council_of(Area.objects.get(slug=slug)) for slug in ("ceredigion", "swansea"))
    partner = partner_of(ceredigion)
    scene = Scene(as_of=as_of, council=ceredigion, coordinator=by)
    at = scene.at(_APPOINTED)
    scene.coordinator = create_user(**COORDINATOR, by=by, at=at)
    others = ((swansea, COORDINATOR_ELSEWHERE), (partner, COORDINATOR_OF_PARTNER))
    appoint(held=Membership(user=scene.coordinator, organisation=ceredigion, role=Role.ADMINISTRATOR), by=by, at=at)
    for organisation, who in others:
        appoint_coordinator(user=create_user(**who, by=by, at=at), organisation=organisation, by=by, at=at)
    name_contact(organisation=ceredigion, user=scene.coordinator, by=by, at=at)
    say_return_address(organisation=ceredigion, return_address=RETURN_ADDRESS, by=by, at=at)
    for organisation in (ceredigion, swansea, partner):
        if not any(getattr(organisation, name) for name in NOTICE):
            state_grounds(organisation=organisation, **NOTICE, by=by, at=at)
    return scene


def register_everybody(scene: Scene) -> None:
    """Register the twelve, on the website or with the coordinator's help, and send each the link to her own page."""
    for key, carer in sorted(CARERS.items(), key=lambda entry: -entry[1].days_ago):
        scene.people[key] = _register(scene, carer)
        _say_what_suits(scene, scene.people[key], carer)
        scene.see_to_messages(carer.days_ago)


def _say_what_suits(scene: Scene, person: Person, carer: Carer) -> None:
    """Keep what she said of it, on her own page or to the coordinator; who says nothing may be asked about anything."""
    if carer.topics or carer.times:
        by, channel = (scene.coordinator, Channel.PHONE) if carer.by_staff else (person, "")
        said = {"topics": list(carer.topics), **dict.fromkeys(carer.times, True)}
        change_preference(person=person, by=by, channel=channel, at=scene.at(carer.days_ago), **said)


def _register(scene: Scene, carer: Carer) -> Person:
    helper = scene.coordinator if carer.by_staff else None
    return register_and_welcome(
        organisation=scene.council,
        area=scene.council.area,
        name=carer.name,
        channel=carer.channel,
        relations=carer.relations,
        uses=carer.uses,
        language=carer.language,
        format=carer.format,
        age_band=carer.age_band,
        how_long=carer.how_long,
        registered_by=helper,
        came=Arrival(way=Way.STAFF if helper else Way.WEBSITE),
        is_example=True,
        by=helper,
        at=scene.at(carer.days_ago),
        **carer.reached_at,
    )


def seat_the_panel(scene: Scene) -> None:
    """Set up a panel of three seats: one with a deputy, one without, one vacant."""
    by, at = scene.coordinator, scene.at(228)
    panel = add_group(
        organisation=scene.council,
        reach=Reach.COUNTY,
        group_class=GroupClass.PANEL,
        carers=Carers.MEMBERS,
        decision_right=DecisionRight.ADVISE,
        is_example=True,
        by=by,
        at=at,
        **GROUP,
    )
    first, second, _vacant = (add_seat(group=panel, kind=SeatKind.CARER, by=by, at=at) for _number in range(3))
    nia, huw, karim = (scene.people[key] for key in ("nia", "huw", "karim"))
    term: dict[str, Any] = {
        "starts_on": scene.day(221),
        "ends_on": scene.day(221 - _TERM_DAYS),
        "minutes_a_year": _MINUTES_A_YEAR,
    }
    fill_seat(seat=first, holder=nia, deputy=huw, **term, by=by, at=scene.at(221))
    fill_seat(seat=second, holder=karim, **term, by=by, at=scene.at(221))
