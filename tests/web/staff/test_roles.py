"""Giving roles, ending them, handing over, and the table of what each allows."""

import re
from datetime import date

import pytest

from cyfran.domain.base.models import AuditEvent, User
from cyfran.domain.groups.models import GroupRole
from cyfran.domain.organisations.choices import Act, Role
from cyfran.domain.organisations.models import Membership
from cyfran.domain.organisations.queries import contact_of
from cyfran.domain.people.choices import FlagState
from cyfran.domain.projects.models import ProjectRole
from tests.factories.base import make_administrator, make_user
from tests.factories.contributions import make_contribution
from tests.factories.groups import make_group, make_group_role
from tests.factories.organisations import make_coordinator, make_membership, make_organisation
from tests.factories.people import make_flag, make_person
from tests.factories.projects import make_project, make_project_role, make_proposal, make_staged_project
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LIST = address("staff:roles:list")
LAST_DAY = {"ends_on_day": "31", "ends_on_month": "12", "ends_on_year": "2027"}


@pytest.fixture
def rhian(client, council):
    """Sign in an administrator of the council."""
    rhian = make_membership(user=make_user(name="Rhian Dychmygol"), organisation=council, role=Role.ADMINISTRATOR).user
    client.force_login(rhian)
    return rhian


def leaving(organisation, user) -> str:
    """Return what stands for somebody who leaves an organisation."""
    return f"{organisation.pk}-{user.pk}"


def given(place, role: Role, **more: str) -> dict[str, str]:
    return {"email": "new@example.org", "name": "Nia Sampl", "role": role, "where": place.public_id, **more}


def test_of_projects_or_groups_called_alike_it_is_said_whose_each_is(client, rhian, council):
    other = make_membership(
        user=rhian, organisation=make_organisation(name_en="The Carers"), role=Role.ADMINISTRATOR
    ).organisation
    for organisation in (council, other):
        make_project(organisation=organisation, title_en="Short breaks")
    make_group(organisation=council, name_en="Forum")

    choices = dict(client.get(address("staff:roles:appoint")).context["form"].fields["where"].choices)

    assert [name for _key, name in choices["Projects"]] == ["Short breaks (Abermorfa Council)", "Short breaks (The Carers)"]
    assert [name for _key, name in choices["Groups"]] == ["Forum"]


def test_the_list_shows_who_has_which_role_in_our_organisation_alone(client, rhian, council):
    held = make_project_role(user=make_user(name="Ffion Sampl"), project=make_project(organisation=council))
    other = make_coordinator(make_organisation(), name="Somebody Elsewhere")

    text = text_of(client.get(LIST))

    assert rhian.name in text
    assert "Ffion Sampl" in text
    assert held.get_role_display() in text
    assert other.name not in text


@pytest.mark.parametrize(
    ("role", "make_place", "kind"),
    [
        (Role.PRACTITIONER, None, Membership),
        (Role.FACILITATOR, make_project, ProjectRole),
        (Role.BOARD_SECRETARY, make_group, GroupRole),
    ],
)
def test_a_role_is_given_in_an_organisation_a_project_or_a_group(client, rhian, council, role, make_place, kind):
    place = make_place(organisation=council) if make_place else council

    answer = client.post(address("staff:roles:appoint"), given(place, role, **LAST_DAY))

    assert answer.headers["Location"] == LIST
    held = kind.objects.get(role=role)
    assert (held.of, held.user.email, held.user.name) == (place, "new@example.org", "Nia Sampl")
    assert AuditEvent.objects.get(verb="role.given").actor_public_id == rhian.public_id


@pytest.mark.usefixtures("rhian")
def test_a_role_does_not_fit_every_place_and_somebody_from_outside_needs_a_last_day(client, council):
    project = make_project(organisation=council)

    misplaced = client.post(address("staff:roles:appoint"), given(council, Role.EVALUATOR))
    endless = client.post(address("staff:roles:appoint"), given(project, Role.FACILITATOR))

    assert "This role is for a project or a group." in text_of(misplaced)
    assert "Say until when this person from outside works on the project." in text_of(endless)
    assert User.objects.filter(email="new@example.org").count() == 0


@pytest.mark.usefixtures("rhian")
def test_nobody_gives_a_role_in_another_organisation_or_ends_one_there(client):
    elsewhere = make_membership()

    refused = client.post(address("staff:roles:appoint"), given(elsewhere.organisation, Role.VIEWER))
    missing = client.post(address("staff:roles:end", elsewhere.organisation.public_id, elsewhere.user.public_id))

    assert refused.status_code == 200
    assert missing.status_code == 404
    assert list(Membership.objects.filter(organisation=elsewhere.organisation)) == [elsewhere]


@pytest.mark.usefixtures("rhian")
def test_a_role_is_ended_after_a_question(client, council):
    held = make_membership(organisation=council, role=Role.VIEWER)
    page = address("staff:roles:end", council.public_id, held.user.public_id)

    asked = client.get(page)
    ended = client.post(page, follow=True)

    assert "End this role?" in text_of(asked)
    assert "Nothing it opened is open to" in text_of(ended)
    assert not Membership.objects.filter(pk=held.pk).exists()


@pytest.mark.usefixtures("rhian")
def test_nobody_is_said_to_be_told_of_the_end_of_a_role_that_was_over(client, council):
    held = make_project_role(project=make_project(organisation=council), joined_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))

    ended = client.post(address("staff:roles:end", held.of.public_id, held.user.public_id), follow=True)

    assert f"The role is ended. It was over already, so {held.user} is told nothing." in text_of(ended)


@pytest.mark.usefixtures("rhian")
def test_all_work_of_somebody_who_leaves_is_handed_over(client, council):
    leaver = make_coordinator(council, name="Alun Sampl")
    successor = make_membership(organisation=council, role=Role.ADMINISTRATOR).user
    project = make_staged_project(organisation=council, owner=leaver)
    proposal = make_proposal(organisation=council, owner=leaver)
    said = make_contribution(stage=project.stages.first(), owner=leaver)
    theirs = make_project(owner=leaver)
    facilitated = make_project_role(user=leaver, project=project)

    client.post(address("staff:roles:hand_over"), {"leaver": leaving(council, leaver), "successor": successor.public_id})

    for thing in (project, proposal, said, theirs):
        thing.refresh_from_db()
    assert [thing.owner for thing in (project, proposal, said, theirs)] == [successor, successor, successor, leaver]
    assert [held.role for held in Membership.objects.filter(user=successor)] == [Role.ADMINISTRATOR]
    assert [held.role for held in ProjectRole.objects.filter(user=successor)] == [facilitated.role]
    assert not Membership.objects.filter(user=leaver, organisation=council).exists()


def test_that_somebody_represents_carers_ends_with_her_and_is_nobodys_to_pass_on(client, rhian, council):
    leaver = make_coordinator(council)
    make_group_role(user=leaver, role=Role.CARER_REPRESENTATIVE, group=make_group(organisation=council))

    client.post(address("staff:roles:hand_over"), {"leaver": leaving(council, leaver), "successor": rhian.public_id})

    assert not GroupRole.objects.exists()


def test_somebody_of_the_organisation_facilitates_without_a_last_day(client, rhian, council):
    project = make_project(organisation=council)

    client.post(address("staff:roles:appoint"), given(project, Role.FACILITATOR) | {"email": rhian.email})

    held = ProjectRole.objects.get()
    assert (held.user, held.is_external, held.ends_on) == (rhian, False, None)


def test_the_last_administrator_cannot_end_her_role_and_is_told_what_to_do(client, rhian, council):
    make_membership(organisation=council, role=Role.ADMINISTRATOR, joined_on=date(2026, 1, 5), ends_on=date(2026, 2, 5))

    refused = client.post(address("staff:roles:end", council.public_id, rhian.public_id))
    make_membership(organisation=council, role=Role.ADMINISTRATOR)
    ended = client.post(address("staff:roles:end", council.public_id, rhian.public_id))

    assert "Rhian Dychmygol is the last administrator" in text_of(refused)
    assert "Give somebody else the role of administrator first." in text_of(refused)
    assert ended.headers["Location"] == address("staff:today:show")
    assert not Membership.objects.filter(user=rhian).exists()


def test_the_last_administrator_hands_her_role_over_to_somebody(client, rhian, council):
    coordinator = make_coordinator(council)
    over = {"leaver": leaving(council, rhian), "successor": coordinator.public_id}

    refused = client.post(address("staff:roles:hand_over"), over)
    Membership.objects.filter(user=coordinator).update(role=Role.ADMINISTRATOR)
    handed = client.post(address("staff:roles:hand_over"), over)

    assert "is the last administrator" in text_of(refused)
    assert handed.headers["Location"] == address("staff:today:show")
    assert [held.user for held in Membership.objects.filter(organisation=council)] == [coordinator]


def test_whoever_looks_after_the_installation_stands_in_the_list_and_the_last_one_stays(client, rhian):
    nia = make_administrator(name="Nia Sampl")
    seen_by_rhian = text_of(client.get(LIST))
    page = address("staff:roles:end", "installation", nia.public_id)
    not_hers = client.post(page)
    client.force_login(nia)

    refused = client.post(page)
    make_administrator()
    ended = client.post(page)

    assert "Nia Sampl" in seen_by_rhian
    assert "The whole installation" in seen_by_rhian
    assert not_hers.status_code == 404
    assert "Nia Sampl is the last who looks after this installation." in text_of(refused)
    assert ended.headers["Location"] == address("staff:today:show")
    nia.refresh_from_db()
    assert not nia.is_administrator


def test_whoever_left_without_a_role_can_still_be_handed_over_from(client, rhian, council):
    gone = make_user(name="Alun Sampl", is_active=False)
    project = make_project(organisation=council, owner=gone)

    page = client.get(address("staff:roles:hand_over"))
    client.post(address("staff:roles:hand_over"), {"leaver": leaving(council, gone), "successor": rhian.public_id})

    project.refresh_from_db()
    assert "Alun Sampl" in text_of(page)
    assert project.owner == rhian


def test_work_of_another_organisation_is_not_offered(client, rhian, council):
    other = make_membership(user=rhian, role=Role.ADMINISTRATOR).organisation
    elsewhere, hidden = make_coordinator(other), make_coordinator(make_organisation(), name="Somebody Elsewhere")

    page = client.get(address("staff:roles:hand_over")).content.decode()
    over = {"leaver": leaving(council, elsewhere), "successor": rhian.public_id}
    refused = client.post(address("staff:roles:hand_over"), over)

    assert f'value="{leaving(other, elsewhere)}"' in page
    assert f'value="{leaving(council, elsewhere)}"' not in page
    assert hidden.name not in page
    assert refused.status_code == 200
    assert Membership.objects.filter(user=elsewhere).exists()


def test_nobody_from_another_organisation_takes_work_on(client, rhian, council):
    other = make_membership(user=rhian, role=Role.ADMINISTRATOR).organisation
    leaver, stranger = make_coordinator(council), make_coordinator(other, name="Ffion Sampl")
    over = {"leaver": leaving(council, leaver), "successor": stranger.public_id}

    answer = client.post(address("staff:roles:hand_over"), over)

    assert "Ffion Sampl has no role in" in text_of(answer)
    assert Membership.objects.filter(user=leaver).exists()


def test_only_whose_role_lets_them_see_to_work_are_offered_as_successors(client, rhian, council):
    roles = (Role.COORDINATOR, Role.PRACTITIONER, Role.COMMISSIONER, Role.VIEWER)
    held = {role: make_membership(organisation=council, role=role).user for role in roles}
    leaver = make_coordinator(council)

    page = client.get(address("staff:roles:hand_over")).content.decode()
    viewer = {"leaver": leaving(council, leaver), "successor": held[Role.VIEWER].public_id}
    refused = client.post(address("staff:roles:hand_over"), viewer)

    assert [role for role, user in held.items() if f'value="{user.public_id}"' in page] == [Role.COORDINATOR, Role.PRACTITIONER]
    assert refused.status_code == 200
    assert Membership.objects.filter(user=leaver).exists()


def test_a_worry_that_was_seen_to_stays_with_who_saw_to_it(client, rhian, council):
    leaver, person = make_coordinator(council), make_person(organisation=council)
    open_ = make_flag(person=person, owner=leaver)
    closed = make_flag(person=person, owner=leaver, state=FlagState.CLOSED, closed_at=open_.raised_at)

    client.post(address("staff:roles:hand_over"), {"leaver": leaving(council, leaver), "successor": rhian.public_id})

    open_.refresh_from_db()
    closed.refresh_from_db()
    assert (open_.owner, closed.owner) == (rhian, leaver)


@pytest.mark.parametrize(("had", "written"), [("", "01970 000 003"), ("01970 000 003", "")])
def test_who_becomes_the_contact_is_reached_at_a_number_of_her_own(client, rhian, council, had, written):
    leaver = named_contact(council)
    User.objects.filter(pk=rhian.pk).update(telephone=had)
    over = {"leaver": leaving(council, leaver), "successor": rhian.public_id, "telephone": written}

    client.post(address("staff:roles:hand_over"), over)

    council.refresh_from_db()
    assert (council.named_contact, council.named_contact.telephone) == (rhian, "01970 000 003")


def test_where_carers_ring_whoever_leaves_the_number_of_the_next_is_asked_for(client, rhian, council):
    leaver = named_contact(council)

    answer = client.post(address("staff:roles:hand_over"), {"leaver": leaving(council, leaver), "successor": rhian.public_id})

    council.refresh_from_db()
    assert "Write the telephone number of Rhian Dychmygol" in text_of(answer)
    assert council.named_contact == leaver


def named_contact(organisation) -> User:
    organisation.named_contact = make_coordinator(organisation, telephone="01970 000 001")
    organisation.save()
    return organisation.named_contact


@pytest.mark.usefixtures("rhian")
def test_no_role_is_chosen_until_somebody_chooses_one(client, council):
    asked = text_of(client.get(address("staff:roles:appoint")))
    answer = client.post(address("staff:roles:appoint"), given(council, ""))

    assert asked.count("Choose") == 2
    assert "Choose an answer for “Role”." in text_of(answer)
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.usefixtures("rhian")
def test_nobody_hands_over_to_herself(client, council):
    leaver = make_coordinator(council)

    answer = client.post(address("staff:roles:hand_over"), {"leaver": leaving(council, leaver), "successor": leaver.public_id})

    assert "Choose somebody else to hand over to." in text_of(answer)
    assert Membership.objects.filter(user=leaver).exists()


@pytest.mark.usefixtures("mari")
def test_everybody_of_staff_reads_what_each_role_allows(client):
    text = text_of(client.get(address("staff:roles:matrix")))

    assert [label for label in (*Act.labels, *Role.labels) if str(label) not in text] == []


@pytest.mark.usefixtures("mari")
def test_the_menu_shows_the_rooms_of_the_reader_alone(client, council):
    viewer = make_membership(organisation=council, role=Role.VIEWER).user
    evaluator = make_project_role(role=Role.EVALUATOR, project=make_project(organisation=council)).user

    menus = []
    for user in (viewer, evaluator):
        client.force_login(user)
        page = client.get(address("staff:today:show"))
        menus.append(
            [
                name
                for name in ("Today", "People", "Groups", "Requests", "Projects", "Messages", "Reports", "Roles")
                if f">{name}<" in page.content.decode().partition("<main")[0].replace("\n", "").replace("  ", "")
            ]
        )

    assert menus == [["Today", "Projects", "Reports"], ["Today"]]


def test_an_administrator_chooses_the_word_for_carers(client, rhian, council):
    page = address("staff:roles:word")

    offered = re.findall(r">\s*([a-z ]*carer)\s*</label>", client.get(page).content.decode())
    answer = client.post(page, {"term": "UNPAID_CARER"})

    council.refresh_from_db()
    assert offered == ["carer", "unpaid carer", "family carer"]
    assert (answer.headers["Location"], council.term) == (LIST, "UNPAID_CARER")


def test_whoever_cares_for_several_bodies_says_for_which_the_word_is(client, rhian, council):
    other = make_membership(user=rhian, role=Role.ADMINISTRATOR).organisation

    client.post(address("staff:roles:word"), {"term": "FAMILY_CARER", "organisation": other.public_id})

    assert [body.term for body in (type(council).objects.get(pk=body.pk) for body in (council, other))] == ["", "FAMILY_CARER"]


def test_an_administrator_says_whom_people_turn_to_and_who_stands_in(client, rhian, council):
    page = address("staff:roles:contact")
    nia, huw = make_coordinator(council, name="Nia Sampl"), make_coordinator(council, name="Huw Enghraifft")
    away = {"away_until_day": "31", "away_until_month": "12", "away_until_year": "2026"}

    refused = text_of(client.post(page, {"user": nia.public_id, **away}))
    answer = client.post(page, {"user": nia.public_id, "stand_in": huw.public_id, **away})
    then = text_of(client.get(page))

    council.refresh_from_db()
    assert "Choose somebody else who stands in for the named contact." in refused
    assert (answer.headers["Location"], council.named_contact, contact_of(council)) == (LIST, nia, huw)
    assert council.contact_away_until == date(2026, 12, 31)
    assert f'<option value="{nia.public_id}" selected>' in then
    assert f'<option value="{huw.public_id}" selected>' in then


def test_only_who_gives_roles_says_whom_people_turn_to(client, mari):
    assert client.get(address("staff:roles:contact")).status_code == 404
