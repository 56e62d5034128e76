"""Every page of the product by its name in the URLs, and for each a record of the worked example to show on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from cyfran.cli.example.people import COORDINATOR
from cyfran.cli.example.texts import PROJECT, SECOND_PROJECT
from cyfran.cli.example.words import THEMES
from cyfran.domain.base.models import User
from cyfran.domain.correspondence.models import Forward, Visit
from cyfran.domain.decisions.choices import Outcome
from cyfran.domain.decisions.models import Decision
from cyfran.domain.evaluation.queries import evaluation_link
from cyfran.domain.groups.models import Group
from cyfran.domain.meetings.models import Attendance, Meeting
from cyfran.domain.opportunities.choices import Confirmation, DrawState, OpportunityKind, OpportunityState
from cyfran.domain.opportunities.choices import Outcome as Chosen
from cyfran.domain.opportunities.models import Draw, Invitation, Opportunity
from cyfran.domain.opportunities.queries import invitation_link
from cyfran.domain.organisations.models import Area, Membership
from cyfran.domain.organisations.queries import council_of
from cyfran.domain.people.choices import RoleState
from cyfran.domain.people.models import Flag, Person
from cyfran.domain.people.queries import my_link
from cyfran.domain.projects.choices import ProposalState, StageKind
from cyfran.domain.projects.models import Project, Proposal
from cyfran.domain.reports.models import Edition
from tests.factories.account import make_passkey
from tests.factories.correspondence import make_forward, make_visit
from tests.factories.opportunities import make_announced_draw, make_draw, make_draw_target, make_opportunity, make_ready_draw
from tests.factories.people import make_caring_role, make_flag, make_person
from tests.factories.projects import make_project, make_stage

Sample = dict[str, Any]


@dataclass(frozen=True)
class PageName:
    """A name in the URLs, such as `staff:people:show`, and what its address is made from."""

    name: str
    needs: tuple[str, ...]

    @property
    def feature(self) -> str:
        return self.name.rpartition(":")[0]


def all_page_names() -> list[PageName]:
    """Return the names of all pages that stand under a language."""
    with override("en"):
        under_a_language = [part for part in get_resolver().url_patterns if str(part.pattern) == "en/"]
        return sorted(_names_in(under_a_language), key=lambda page: page.name)


def _names_in(parts: list[URLPattern | URLResolver], space: str = "", needs: tuple[str, ...] = ()) -> Iterator[PageName]:
    for part in parts:
        asked = (*needs, *part.pattern.converters)
        if isinstance(part, URLResolver):
            inner = f"{space}{part.namespace}:" if part.namespace else space
            yield from _names_in(part.url_patterns, inner, asked)
        else:
            yield PageName(f"{space}{part.name}", asked)


def address_of(page: PageName, language: str) -> str:
    """Return where a page stands, with records of the worked example in its address."""
    known = SAMPLES.get(page.name) or SAMPLES.get(page.feature) or dict
    values = known()
    with override(language):
        return reverse(page.name, kwargs={need: values[need] for need in page.needs})


def has_sample(page: PageName) -> bool:
    return not page.needs or page.name in SAMPLES or page.feature in SAMPLES


def _person(name: str) -> Person:
    return Person.objects.get(name=name, is_example=True)


def _closed_project() -> Project:
    return Project.objects.get(title_en=PROJECT["title_en"])


def _open_project() -> Project:
    return Project.objects.get(title_en=SECOND_PROJECT["title_en"])


def _her_own() -> Sample:
    person = _person("Gwenllian Enghraifft")
    said = person.contributions.get()
    role = person.caring_roles.first().public_id
    return {"link": my_link(person), "project": _open_project().public_id, "contribution": said.public_id, "role": role}


def _to_pass_on() -> Forward:
    """Return what another council asks the one of the example to pass on: only who passes it on tells its own people."""
    council, other = _open_project().organisation, council_of(Area.objects.get(slug="swansea"))
    if forward := council.passes_on.first():
        return forward
    stage = make_stage(project=make_project(organisation=other, is_example=True))
    return make_forward(about=make_opportunity(stage=stage, state=OpportunityState.OPEN), partner=council)


def _visited() -> Visit:
    council = _open_project().organisation
    due = {"follow_up": "Send posters.", "follow_up_by": date(2027, 1, 20)}
    return council.visits.first() or make_visit(organisation=council, owner=council.named_contact, **due)


def _passed_on() -> Forward:
    return Forward.objects.filter(about_public_id=_next_meeting().public_id).first() or make_forward(about=_next_meeting())


def _former() -> Sample:
    """Return somebody who looks after nobody any more: she alone is asked whether she stays."""
    person = make_person(name="Nesta Ffug", organisation=_person("Ann Pretend").organisation, is_example=True)
    make_caring_role(person=person, state=RoleState.ENDED)
    return {"link": my_link(person)}


def _asked_last() -> Invitation:
    return _person("Ann Pretend").invitations.get(opportunity=_next_meeting())


def _invitation() -> Sample:
    return {"link": invitation_link(_asked_last())}


def _evaluation() -> Sample:
    return {"link": evaluation_link(_closed_project(), _person("Beth Sampl"))}


def _seat() -> Sample:
    panel = Group.objects.get(is_example=True)
    return {"public_id": panel.public_id, "seat_id": panel.seats.filter(holder__isnull=False).first().public_id}


def _next_meeting() -> Opportunity:
    return Opportunity.objects.get(stage__project=_open_project(), stage__kind=StageKind.PRIORITIES)


def _cafe() -> Opportunity:
    """Return what is open and nobody was asked to yet."""
    return Opportunity.objects.get(stage__project=_open_project(), kind=OpportunityKind.DROP_IN)


def _drafted() -> Opportunity:
    """Return what is not published yet."""
    project = _open_project()
    drafts = Opportunity.objects.filter(stage__project=project, state=OpportunityState.DRAFT)
    return drafts.first() or make_opportunity(stage=project.stages.first())


def _drawn() -> Draw:
    return Draw.objects.get(opportunity__stage__project=_open_project(), state=DrawState.DRAWN)


def _draw() -> Draw:
    """Return a draw that is not over: one whose lottery stands."""
    if draw := Draw.objects.filter(state=DrawState.READY).first():
        return draw
    opportunity, people = _offer(), map(_person, ("Ann Pretend", "Beth Sampl", "Huw Enghraifft"))
    return make_ready_draw(opportunity=opportunity, people=people, at=opportunity.published_at)


def _in_preparation() -> Draw:
    """Return the renewal of a group that still waits for its lottery."""
    if draw := Draw.objects.filter(state=DrawState.PREPARED, group__is_example=True).first():
        return draw
    draw = make_draw(opportunity=_offer(), group=Group.objects.get(is_example=True), leaving=_leaving())
    return make_draw_target(draw=draw).draw


def _handing_over() -> Draw:
    """Return the renewal of a group in which somebody was drawn and said yes."""
    group, at = Group.objects.get(is_example=True), datetime(2027, 1, 2, 10, tzinfo=UTC)
    if draw := Draw.objects.filter(state=DrawState.DRAWN, group=group).first():
        return draw
    draw = make_announced_draw(people=[_person("Ann Pretend")], at=at, stage=_closed_project().stages.first())
    draw.people.update(outcome=Chosen.CHOSEN, confirmation=Confirmation.CONFIRMED)
    settled = {"state": DrawState.DRAWN, "seed": "1 2 3 4 5 6", "number": 1, "drawn_at": draw.beacon_at}
    Draw.objects.filter(pk=draw.pk).update(group=group, leaving=_leaving(), **settled)
    return draw


def _offer() -> Opportunity:
    return make_opportunity(stage=_closed_project().stages.first(), state=OpportunityState.OPEN)


def _leaving() -> list[dict[str, str]]:
    seat = Group.objects.get(is_example=True).seats.filter(holder__isnull=False).first()
    return [{"seat": seat.public_id, "person": seat.holder.public_id, "because": "term_ends"}]


def _passkey() -> Authenticator:
    user = User.objects.get(email=COORDINATOR["email"])
    return user.authenticator_set.filter(type=Authenticator.Type.WEBAUTHN).first() or make_passkey(user)


def _theme() -> Sample:
    return {"public_id": _closed_project().themes.get(name_en=THEMES["plain"]["name_en"]).public_id}


def _role() -> Sample:
    held = Membership.objects.get(user__email=COORDINATOR["email"])
    return {"public_id": held.organisation.public_id, "user_id": held.user.public_id}


def _somebody() -> Sample:
    person = _person("Olwen Dychmygol")
    alike = {"telephone": person.telephone, "organisation": person.organisation, "is_example": True}
    other = Person.objects.filter(name="O. Dychmygol").first() or make_person(name="O. Dychmygol", **alike)
    role = person.caring_roles.first().public_id
    return {**_reference(person), "use": "quote", "role": role, "other": other.public_id}


def _flag() -> Flag:
    person = _person("Ann Pretend")
    return person.flags.first() or make_flag(person=person, owner=User.objects.get(email=COORDINATOR["email"]))


def _reference(thing: Any) -> Sample:
    return {"public_id": thing.public_id}


# By the feature of a page, or by its whole name where its feature has another sample.
SAMPLES: dict[str, Callable[[], Sample]] = {
    "mfa_remove_webauthn": lambda: {"pk": _passkey().pk},
    "carer:asking": _her_own,
    "carer:my": _her_own,
    "carer:my:stay": _former,
    "carer:draws": lambda: {"link": my_link(_person("Gwenllian Enghraifft")), **_reference(_drawn())},
    "carer:invitation": _invitation,
    "carer:evaluation": _evaluation,
    "carer:register:come": lambda: {"code": _passed_on().public_id, "way": "poster"},
    "carer:register:come_for": lambda: {**_reference(_next_meeting()), "way": "poster"},
    "public:areas": lambda: {"slug": "ceredigion"},
    "public:groups": lambda: _reference(Group.objects.filter(is_example=False, area__slug="ceredigion").first()),
    "public:draws": lambda: _reference(_drawn()),
    "public:proposals": lambda: _reference(Proposal.objects.get(state=ProposalState.WAITING, is_example=True)),
    "public:projects": lambda: _reference(_closed_project()),
    "public:reports": lambda: _reference(Edition.objects.get(is_example=True)),
    "staff:contributions": lambda: _reference(_person("Huw Enghraifft").contributions.first()),
    "staff:contributions:list": lambda: _reference(_closed_project()),
    "staff:contributions:themes": lambda: _reference(_closed_project()),
    "staff:decisions": lambda: _reference(Decision.objects.get(outcome=Outcome.AGAINST, stage__project__is_example=True)),
    "staff:decisions:add": lambda: _reference(_open_project()),
    "staff:choosing": lambda: _reference(_cafe()),
    "staff:draws": lambda: _reference(_draw()),
    "staff:draws:add": lambda: _reference(_next_meeting()),
    "staff:draws:answer": lambda: _reference(_drawn().people.filter(confirmation=Confirmation.WAITING).first()),
    "staff:draws:chances": lambda: _reference(_drawn()),
    **{
        f"staff:draws:{name}": lambda: _reference(_in_preparation())
        for name in ("adopt", "change", "check", "discard", "flex", "leaving", "run", "targets")
    },
    "staff:draws:renew": lambda: _reference(_next_meeting()),
    "staff:draws:replace": lambda: _reference(_drawn().people.filter(replaced_by__isnull=False).first()),
    "staff:draws:ring": lambda: _reference(_drawn()),
    "staff:draws:seats": lambda: _reference(_handing_over()),
    "staff:draws:show": lambda: _reference(_drawn()),
    "staff:flags": lambda: _reference(_flag()),
    "staff:flags:raise": lambda: _reference(Attendance.objects.filter(meeting__stage__project=_closed_project()).first().person),
    "staff:forwarding:file": lambda: {**_reference(_passed_on()), "name": "poster.pdf"},
    "staff:forwarding:tell": lambda: _reference(_to_pass_on()),
    "staff:forwarding": lambda: _reference(_passed_on()),
    "staff:forwarding:add": lambda: _reference(_next_meeting()),
    "staff:evaluation": lambda: _reference(_closed_project()),
    "staff:evaluation:add": lambda: _reference(_open_project()),
    "staff:groups": _seat,
    "staff:meetings": lambda: _reference(Meeting.objects.get(stage__project=_closed_project(), stage__kind=StageKind.DESIGN)),
    "staff:meetings:add": lambda: _reference(_open_project()),
    "staff:messages": lambda: _reference(_person("Ann Pretend").messages.first()),
    "staff:messages:return_address": lambda: _reference(_open_project().organisation),
    "staff:contact": lambda: _reference(_open_project()),
    "staff:changes": lambda: _reference(_next_meeting()),
    "staff:opportunities": lambda: _reference(_next_meeting()),
    **{f"staff:opportunities:{name}": lambda: _reference(_drafted()) for name in ("beforehand", "change", "publish")},
    "staff:opportunities:add": lambda: _reference(_open_project()),
    "staff:opportunities:sheet": lambda: {**_reference(_next_meeting()), "sheet": "poster"},
    "staff:opportunities:small": lambda: _reference(_open_project()),
    "staff:opportunities:reply": lambda: _reference(_asked_last()),
    "staff:notice": lambda: _reference(_open_project().organisation),
    "staff:people": _somebody,
    "staff:projects": lambda: {**_reference(_open_project()), "kind": "design"},
    "staff:proposals": lambda: _reference(Proposal.objects.get(state=ProposalState.WAITING, is_example=True)),
    "staff:responses": lambda: _reference(_person("Huw Enghraifft").contributions.first()),
    "staff:responses:theme": _theme,
    "staff:roles": _role,
    "staff:visits": lambda: _reference(_visited()),
}
