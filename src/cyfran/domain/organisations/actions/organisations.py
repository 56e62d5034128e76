"""Adding organisations, and what they say of themselves: whom to turn to, where answers go, on which grounds, in which words."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cyfran.domain.base.actions import Actor, give_telephone, record_event
from cyfran.domain.base.fields import set_fields
from cyfran.domain.base.models import User
from cyfran.domain.base.queries import lock
from cyfran.domain.organisations.actions.roles import appoint_by_address
from cyfran.domain.organisations.choices import ADDED_BY_HAND, Act, Role
from cyfran.domain.organisations.models import Area, Membership, Organisation, Region
from cyfran.domain.organisations.rules import may, refuse_as_contact, refuse_half_a_notice

# What the privacy notice says of a body.
GROUNDS = (
    *("protection_officer_cy", "protection_officer_en", "legal_basis", "legal_basis_text_cy", "legal_basis_text_en"),
    *("special_basis", "special_basis_text_cy", "special_basis_text_en"),
)


@transaction.atomic
def add_organisation(
    *,
    kind: str,
    name_cy: str,
    name_en: str,
    region: Region,
    area: Area | None,
    email: str,
    administrator: str,
    telephone: str,
    by: Actor,
    at: datetime,
) -> Organisation:
    """Let another organisation work here, with its first administrator: she is told by e-mail, and people turn to her.

    The number is of use where she has none on record.
    """
    added = Organisation(kind=kind, name_cy=name_cy, name_en=name_en, region=region, area=area)
    added.slug = slugify(name_en)[:80].strip("-") or added.public_id
    _refuse_to_add(added)
    added.full_clean()
    added.save()
    record_event("organisation.added", subject=added, by=by, at=at, kind=kind)
    first = Membership(organisation=added, role=Role.ADMINISTRATOR)
    user = appoint_by_address(held=first, email=email, name=administrator, by=by, at=at).user
    if not user.telephone:
        give_telephone(user=user, telephone=telephone, by=by, at=at)
    return name_contact(organisation=added, user=user, by=by, at=at)


def _refuse_to_add(added: Organisation) -> None:
    """Raise ValidationError where it is loaded with Wales, its area lies elsewhere, or it is there already."""
    same = Q(name_cy__iexact=added.name_cy) | Q(name_en__iexact=added.name_en) | Q(slug=added.slug)
    refused = {}
    if added.kind not in ADDED_BY_HAND:
        refused["kind"] = ValidationError(_("Such an organisation is loaded, not added."), code="is_loaded")
    if added.area and added.area.region_id != added.region_id:
        refused["area"] = ValidationError(_("This area is in another region."), code="another_region")
    if Organisation.objects.filter(same).exists():
        refused["name_en"] = ValidationError(_("There is an organisation of this name already."), code="is_there_already")
    if refused:
        raise ValidationError(refused)


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
