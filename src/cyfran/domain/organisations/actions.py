"""Saying who works for whom, and loading the bodies and places of Wales."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cyfran.domain.base.actions import Actor, create_user, end_administrator, record_event
from cyfran.domain.base.fields import set_fields
from cyfran.domain.base.files import Row
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import lock
from cyfran.domain.base.tasks import hand_to_worker
from cyfran.domain.organisations.choices import Act, Measure, OrganisationKind, Role
from cyfran.domain.organisations.files import AGES_MEASURES, CARERS_MEASURES, WelshFacts, read_welsh_facts
from cyfran.domain.organisations.models import Area, Baseline, Membership, Organisation, Region, RoleHeld
from cyfran.domain.organisations.queries import administrators_of, in_force
from cyfran.domain.organisations.rules import may, refuse_as_contact, refuse_half_a_notice

# What the privacy notice says of a body.
GROUNDS = (
    *("protection_officer_cy", "protection_officer_en", "legal_basis", "legal_basis_text_cy", "legal_basis_text_en"),
    *("special_basis", "special_basis_text_cy", "special_basis_text_en"),
)
_CENSUS_DAY = date(2021, 3, 21)
_CARERS_SOURCE = "Office for National Statistics, Census 2021, TS039"
_AGES_SOURCE = "Office for National Statistics, Census 2021, TS007"


@transaction.atomic
def appoint(*, held: RoleHeld, by: Actor | None, at: datetime) -> RoleHeld:
    """Give somebody a role in an organisation, a project or a group. One that ended in the same makes room for it.

    Who has no role in the organisation itself comes from outside, and works on a project up to a last day.
    """
    held.joined_on = localdate(at)
    if hasattr(held, "is_external"):
        held.is_external = not in_force(Membership.objects.filter(organisation=held.of.organisation), held.user).exists()
    roles = type(held)._default_manager.filter(user=held.user, ends_on__lt=held.joined_on)
    roles.filter(**{held.place: held.of}).delete()
    held.full_clean()
    held.save()
    facts = {"user": held.user.public_id, "role": held.role, "until": held.ends_on and held.ends_on.isoformat()}
    record_event("role.given", subject=held.of, by=by, at=at, **facts)
    return held


@transaction.atomic
def appoint_and_tell(*, held: RoleHeld, by: Actor | None, at: datetime) -> RoleHeld:
    """Give somebody a role as `appoint` does, and tell her by e-mail who gave it and what it lets her do."""
    appoint(held=held, by=by, at=at)
    _tell(held.user, held.role, held.of, by=by, until=held.ends_on)
    return held


@transaction.atomic
def appoint_coordinator(*, user: User, organisation: Organisation, by: Actor | None, at: datetime) -> RoleHeld:
    """Let a member of staff coordinate for an organisation."""
    return appoint(held=Membership(user=user, organisation=organisation, role=Role.COORDINATOR), by=by, at=at)


@transaction.atomic
def appoint_by_address(*, held: RoleHeld, email: str, name: str, by: Actor | None, at: datetime) -> RoleHeld:
    """Give a role to whoever signs in with this address, and tell her; an account is made for somebody who has none yet."""
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        user = create_user(email=email, name=name, by=by, at=at)
    held.user = user
    return appoint_and_tell(held=held, by=by, at=at)


@transaction.atomic
def end_role(*, held: RoleHeld, by: Actor | None, at: datetime) -> RoleHeld:
    """Take a role from somebody at once, and tell her. That she held it stays on record. The last administrator keeps hers."""
    if isinstance(held, Membership):
        lock(held.organisation)
        those = administrators_of(held.organisation)
        if those.contains(held) and those.count() == 1:
            sentence = _(
                "%(name)s is the last administrator of %(organisation)s, so this role cannot end yet. "
                "Give somebody else the role of administrator first."
            )
            raise ValidationError(sentence % {"name": held.user, "organisation": held.organisation}, code="last_administrator")
    held.delete()
    record_event("role.ended", subject=held.of, by=by, at=at, user=held.user.public_id, role=held.role)
    if not held.is_over(localdate(at)):
        _tell(held.user, held.role, held.of, by=by, is_ended=True)
    return held


@transaction.atomic
def end_administrator_and_tell(*, user: User, by: Actor | None, at: datetime) -> User:
    """Let somebody no longer look after the installation, and tell her. The last one who does goes on."""
    end_administrator(user=user, by=by, at=at)
    _tell(user, Role.ADMINISTRATOR, None, by=by, is_ended=True)
    return user


@transaction.atomic
def name_contact(
    *,
    organisation: Organisation,
    user: User,
    stand_in: User | None = None,
    away_until: date | None = None,
    by: Actor | None,
    at: datetime,
) -> Organisation:
    """Say who has the first move in whatever comes to an organisation, who stands in, and until when the first is away."""
    lock(organisation)
    refuse_as_contact(organisation, user, stand_in, is_away=away_until is not None)
    names = {"named_contact": user, "contact_stand_in": stand_in, "contact_away_until": away_until}
    changed = set_fields(organisation, names, allowed=names)
    organisation.full_clean()
    organisation.save(update_fields=changed)
    facts = {"stand_in": stand_in.public_id if stand_in else "", "away_until": away_until.isoformat() if away_until else ""}
    record_event("contact.named", subject=organisation, by=by, at=at, user=user.public_id, **facts)
    return organisation


@transaction.atomic
def name_leads(
    *, organisation: Organisation, young_carer_lead: User | None, safeguarding_lead: User | None, by: Actor | None, at: datetime
) -> Organisation:
    """Say who sees to young carers in an organisation, and who to worries about anybody."""
    lock(organisation)
    leads = {"young_carer_lead": young_carer_lead, "safeguarding_lead": safeguarding_lead}
    for name, lead in leads.items():
        if lead and not may(lead, Act.KEEP_PEOPLE, organisation):
            refusal = ValidationError(_("Choose somebody who keeps the records of people here."), code="may_not")
            raise ValidationError({name: refusal})
    changed = set_fields(organisation, leads, allowed=leads)
    organisation.full_clean()
    organisation.save(update_fields=changed)
    facts = {name: lead and lead.public_id for name, lead in leads.items()}
    record_event("leads.named", subject=organisation, by=by, at=at, **facts)
    return organisation


@transaction.atomic
def say_return_address(*, organisation: Organisation, return_address: str, by: Actor | None, at: datetime) -> Organisation:
    """Say where answers by letter are sent: it stands on the slips of letters written from then on, or printed again."""
    lock(organisation)
    changed = set_fields(organisation, {"return_address": return_address}, allowed={"return_address"})
    organisation.full_clean()
    organisation.save(update_fields=changed)
    record_event("return_address.said", subject=organisation, by=by, at=at)
    return organisation


@transaction.atomic
def load_wales(*, folder: Path, by: Actor | None, at: datetime, say: Callable[[str], None]) -> dict[str, int]:
    """Load the regions, areas, public bodies and census counts of Wales; return how many of each were added.

    The files are checked before anything is written. What is there already stays as it is, whatever the files say.
    """
    facts = read_welsh_facts(folder)
    before = _counts()
    regions = _load_regions(facts.regions, by=by, at=at)
    areas = _load_areas(facts.areas, regions, by=by, at=at)
    _load_councils(facts.councils, areas, by=by, at=at)
    _load_regional_bodies(facts, regions, by=by, at=at)
    _load_baselines(facts.carers, CARERS_MEASURES, _CARERS_SOURCE, areas, by=by, at=at)
    _load_baselines(facts.ages, AGES_MEASURES, _AGES_SOURCE, areas, by=by, at=at)
    added = {name: count - before[name] for name, count in _counts().items()}
    if any(added.values()):
        added_words = _(
            "Added: regions %(regions)s, areas %(areas)s, public bodies %(organisations)s, census counts %(baselines)s."
        )
        say(added_words % added)
    else:
        say(_("The regions, areas and public bodies of Wales are there already."))
    return added


def _tell(
    user: User, role: str, place: models.Model | None, *, by: Actor | None, until: date | None = None, is_ended: bool = False
) -> None:
    """Give the worker the e-mail about a role after the commit; by its name, since tasks stand above actions."""
    facts = {
        "user": user.pk,
        "by": by.pk if isinstance(by, User) else None,
        "role": str(role),
        "kind": place._meta.label_lower if place else "",
        "place": place.pk if place else None,
        "until": until.isoformat() if until else "",
        "is_ended": is_ended,
    }
    hand_to_worker("cyfran.domain.organisations.tasks.tell_of_role", facts)


def _counts() -> dict[str, int]:
    return {
        "regions": Region.objects.count(),
        "areas": Area.objects.count(),
        "organisations": Organisation.objects.count(),
        "baselines": Baseline.objects.count(),
    }


def _load_regions(rows: Sequence[Row], *, by: Actor | None, at: datetime) -> dict[str, Region]:
    regions = {region.slug: region for region in Region.objects.all()}
    for row in rows:
        if row["region_id"] not in regions:
            region = Region(slug=row["region_id"], name_cy=row["name_cy"], name_en=row["name_en"])
            _add(region, row, {"slug": "region_id"}, by=by, at=at)
            regions[region.slug] = region
    return regions


def _load_areas(rows: Sequence[Row], regions: Mapping[str, Region], *, by: Actor | None, at: datetime) -> dict[str, Area]:
    areas = {area.ons_code: area for area in Area.objects.all()}
    for row in rows:
        if row["ons_code"] not in areas:
            area = Area(
                ons_code=row["ons_code"],
                slug=slugify(row["name_en"]),
                region=regions[row["region_id"]],
                name_cy=row["name_cy"],
                name_en=row["name_en"],
                aliases=row["aliases"],
            )
            _add(area, row, {"slug": "name_en"}, by=by, at=at)
            areas[area.ons_code] = area
    return areas


def _load_councils(rows: Sequence[Row], areas: Mapping[str, Area], *, by: Actor | None, at: datetime) -> None:
    there = set(Organisation.objects.filter(kind=OrganisationKind.COUNCIL).values_list("area__ons_code", flat=True))
    for row in rows:
        if row["serves"] not in there:
            area = areas[row["serves"]]
            council = Organisation(kind=OrganisationKind.COUNCIL, region=area.region, area=area)
            _add_organisation(council, row, "name_cy", "name_en", by=by, at=at)


def _load_regional_bodies(facts: WelshFacts, regions: Mapping[str, Region], *, by: Actor | None, at: datetime) -> None:
    there = set(Organisation.objects.values_list("kind", "region__slug"))
    for row in facts.regions:
        if (OrganisationKind.HEALTH_BOARD, row["region_id"]) not in there:
            board = Organisation(kind=OrganisationKind.HEALTH_BOARD, region=regions[row["region_id"]])
            _add_organisation(board, row, "health_board_cy", "health_board_en", by=by, at=at)
    for row in facts.partnerships:
        if (OrganisationKind.PARTNERSHIP, row["serves"]) not in there:
            partnership = Organisation(kind=OrganisationKind.PARTNERSHIP, region=regions[row["serves"]])
            _add_organisation(partnership, row, "name_cy", "name_en", by=by, at=at)


def _add_organisation(
    organisation: Organisation, row: Row, name_cy: str, name_en: str, *, by: Actor | None, at: datetime
) -> None:
    """Name an organisation as two columns of its row say, and add it."""
    organisation.name_cy, organisation.name_en = row[name_cy], row[name_en]
    organisation.slug = slugify(row[name_en])
    _add(organisation, row, {"slug": name_en, "name_cy": name_cy, "name_en": name_en}, by=by, at=at)


def _add(thing: models.Model, row: Row, columns: Mapping[str, str], *, by: Actor | None, at: datetime) -> None:
    row.check(thing, columns)
    thing.save()
    record_event(f"{thing._meta.model_name}.loaded", subject=thing, by=by, at=at)


def _load_baselines(
    rows: Sequence[Row],
    measures: Mapping[str, Measure],
    source: str,
    areas: Mapping[str, Area],
    *,
    by: Actor | None,
    at: datetime,
) -> None:
    there = set(Baseline.objects.filter(counted_on=_CENSUS_DAY).values_list("area", "measure"))
    missing = [
        Baseline(
            area=areas[row["ons_code"]], measure=measure, people=row.whole_number(column), counted_on=_CENSUS_DAY, source=source
        )
        for row in rows
        for column, measure in measures.items()
        if (areas[row["ons_code"]].pk, measure) not in there
    ]
    # Hundreds at once, so the area and the uniqueness, known from above, are not asked of the database one by one.
    for baseline in missing:
        baseline.clean_fields(exclude=["area"])
    Baseline.objects.bulk_create(missing)
    for area in {baseline.area.pk: baseline.area for baseline in missing}.values():
        record_event("baselines.loaded", subject=area, by=by, at=at, source=source)


@transaction.atomic
def state_grounds(*, organisation: Organisation, by: Actor | None, at: datetime, **grounds: str) -> Organisation:
    """Say on which grounds of the law a body keeps what it knows of people, and how its data protection officer is reached."""
    lock(organisation)
    changed = set_fields(organisation, grounds, allowed=GROUNDS)
    organisation.full_clean()
    refuse_half_a_notice(organisation)
    organisation.save(update_fields=changed)
    record_event("organisation.grounds_stated", subject=organisation, by=by, at=at, changed=sorted(changed))
    return organisation


@transaction.atomic
def choose_term(*, organisation: Organisation, term: str, by: Actor | None, at: datetime) -> Organisation:
    """Say what a body calls people who look after somebody: from now on its pages, letters and reports say so."""
    lock(organisation)
    organisation.term = term
    organisation.full_clean()
    organisation.save(update_fields=["term"])
    record_event("organisation.term_chosen", subject=organisation, by=by, at=at, term=term)
    return organisation
