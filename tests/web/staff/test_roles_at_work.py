"""What a facilitator, an evaluator and a practitioner see and do, and where it ends."""

import re

import pytest

from cyfran.domain.contributions.choices import GivenBy
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.meetings.models import Attendance
from cyfran.domain.organisations.choices import Role
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link
from tests.factories.base import make_administrator, make_user
from tests.factories.contributions import make_contribution, make_theme
from tests.factories.decisions import make_decision, make_response
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.organisations import make_membership
from tests.factories.people import make_person
from tests.factories.projects import make_project_role, make_proposal, make_staged_project
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

NAME, FIRST = "Gwen Dychmygol", "Gwen"


@pytest.fixture
def project(council):
    return make_staged_project(organisation=council)


@pytest.fixture
def gwen(council, project):
    """Let somebody come to a meeting of the project and say something there."""
    gwen = make_person(name=NAME, email="gwen@example.org", telephone="01970 000000", organisation=council)
    meeting = make_meeting(stage=project.stages.first())
    make_attendance(meeting=meeting, person=gwen)
    make_contribution(stage=meeting.stage, meeting=meeting, person=gwen, given_by=GivenBy.MEETING)
    return gwen


@pytest.fixture
def facilitator(client, project):
    user = make_project_role(project=project).user
    client.force_login(user)
    return user


@pytest.mark.usefixtures("facilitator")
def test_a_facilitator_reads_first_names_alone(client, gwen):
    meeting, said = gwen.attendances.get().meeting, gwen.contributions.get()
    pages = [
        address("staff:meetings:show", meeting.public_id),
        address("staff:meetings:attendance", meeting.public_id),
        address("staff:contributions:list", said.stage.project.public_id),
        address("staff:contributions:show", said.public_id),
        address("staff:contributions:check", said.public_id),
        f"{address('staff:contributions:add')}?meeting={meeting.public_id}",
    ]

    texts = [client.get(page).content.decode() for page in pages]

    assert [FIRST in text for text in texts] == [True] * len(pages)
    assert [
        page for page, text in zip(pages, texts, strict=True) for told in (NAME, gwen.email, gwen.telephone) if told in text
    ] == []


@pytest.mark.usefixtures("facilitator")
def test_a_facilitator_finds_nobody_but_those_at_her_meetings(client, gwen, council):
    other = make_person(name="Gwen Arall", organisation=council)
    meeting = gwen.attendances.get().meeting

    found = client.post(address("staff:meetings:attendance", meeting.public_id), {"find": "1", "text": "Gwen"})
    named = client.get(f"{address('staff:contributions:add')}?person={other.public_id}")

    assert other.public_id not in found.content.decode()
    assert named.status_code == 404
    assert client.get(address("staff:people:list")).status_code == 404


@pytest.mark.usefixtures("facilitator")
def test_a_facilitator_writes_down_what_was_said_at_her_meeting(client, gwen):
    meeting = gwen.attendances.get().meeting

    answer = client.post(
        f"{address('staff:contributions:add')}?meeting={meeting.public_id}",
        {"person": gwen.public_id, "words": "Rhowch wybod yn gynt.", "words_language": "CY", "audience": "TEAM"},
        follow=True,
    )

    assert Contribution.objects.filter(words="Rhowch wybod yn gynt.", person=gwen).exists()
    assert NAME not in answer.content.decode()
    assert Attendance.objects.count() == 1


@pytest.mark.usefixtures("gwen")
def test_whoever_coordinates_elsewhere_reads_in_another_body_first_names_alone(client, facilitator):
    ours = make_membership(user=facilitator).organisation
    make_person(name="Gwen Ein Hunain", organisation=ours)

    found = client.post(address("staff:contributions:add"), {"find": "1", "text": "Gwen"}).content.decode()

    assert ("Gwen Ein Hunain" in found, FIRST in found, NAME in found, "ending in 000" in found) == (True, True, False, False)


def test_an_evaluator_sees_first_names_and_counts_and_no_other_page(client, gwen, project):
    client.force_login(make_project_role(project=project, role=Role.EVALUATOR).user)

    page = client.get(address("staff:evaluation:show", project.public_id))

    text = text_of(page)
    assert FIRST in text
    assert NAME not in text
    assert client.get(address("staff:projects:show", project.public_id)).status_code == 404
    assert project.title in text_of(client.get(address("staff:today:show")))


@pytest.mark.parametrize("hers", ["leads", "answered", "spoke", "came", "asked for it"])
def test_an_evaluator_never_evaluates_a_project_of_her_own(client, council, project, hers):
    evaluator = make_project_role(project=project, role=Role.EVALUATOR).user
    person, stage = make_person(organisation=council, user=evaluator), project.stages.first()
    if hers == "leads":
        project.owner = evaluator
        project.save()
    elif hers == "answered":
        make_response(contribution=make_contribution(stage=stage), answered_by=evaluator)
    elif hers == "spoke":
        make_contribution(stage=stage, person=person)
    elif hers == "came":
        make_attendance(meeting=make_meeting(stage=stage), person=person)
    else:
        make_proposal(project=project, person=person)
    client.force_login(evaluator)

    assert client.get(address("staff:evaluation:show", project.public_id)).status_code == 404
    assert project.title not in text_of(client.get(address("staff:today:show")))


def test_a_practitioner_registers_and_takes_down_and_comes_back_to_the_person(client, council, project):
    make_administrator()
    client.force_login(make_membership(organisation=council, role=Role.PRACTITIONER).user)
    person = make_person(organisation=council, area=council.area)

    said = client.post(
        f"{address('staff:contributions:add')}?person={person.public_id}&project={project.public_id}",
        {
            "person": person.public_id,
            "words": "Dim digon o rybudd.",
            "words_language": "CY",
            "given_by": "PHONE",
            "audience": "TEAM",
            "stage": f"{project.public_id}-idea",
        },
    )
    asked = client.post(
        f"{address('staff:proposals:add')}?person={person.public_id}",
        {"words": "Parcio wrth yr ysbyty", "words_language": "CY", "given_by": "PHONE"},
    )

    here = address("staff:people:show", person.public_id)
    assert (said.headers.get("Location"), asked.headers.get("Location")) == (here, here)
    assert "Parcio" not in text_of(client.get(here))
    assert Person.objects.count() == 1


def test_whoever_signs_in_without_any_role_reads_whom_to_ask_for_one_and_every_link_there_opens(client):
    client.force_login(make_user())

    page = client.get(address("staff:today:show"))

    links = re.findall(r'href="(/en/[^"]*)"', page.content.decode().partition("<main")[2])
    assert "You have no role in Cyfran now, so nothing is open to you here." in text_of(page)
    assert [link for link in links if client.get(link).status_code != 200] == []


def test_staff_who_is_also_a_carer_says_so_with_her_own_link_and_takes_it_back(client, council):
    ann = make_membership(organisation=council).user
    person = make_person(organisation=council)
    client.force_login(ann)
    page = address("staff:roles:carer")

    wrong = client.post(page, {"person": "https://example.org/en/my/nobodys-link/"})
    client.post(page, {"person": f"https://example.org/en/my/{my_link(person)}/"})
    declared = Person.objects.get()
    client.post(page)

    assert "Copy it whole from the last message to you." in text_of(wrong)
    assert (declared, declared.user) == (person, ann)
    assert Person.objects.get().user is None


@pytest.mark.parametrize("how", ["spoke", "came", "asked for it"])
def test_it_is_shown_where_somebody_works_on_a_project_in_which_she_took_part_as_a_carer(client, council, project, how):
    owner = make_membership(user=project.owner, organisation=council).user
    herself, stage = make_person(organisation=council, user=owner), project.stages.first()
    if how == "spoke":
        make_contribution(stage=stage, person=herself)
    elif how == "came":
        make_attendance(meeting=make_meeting(stage=stage), person=herself)
    else:
        make_proposal(project=project, person=herself)
    decision = make_decision(stage=stage, outcome="")
    pages = [address(f"staff:{room}:show", project.public_id) for room in ("projects", "evaluation")]
    pages += [address(f"staff:decisions:{page}", decision.public_id) for page in ("show", "decide")]
    pages.append(address("staff:responses:theme", make_theme(project=project).public_id))
    client.force_login(owner)

    shown = [f"has taken part in it as a carer: {owner.name}." in text_of(client.get(page)) for page in pages]

    client.force_login(make_membership(organisation=council, role=Role.VIEWER).user)
    to_viewer = text_of(client.get(pages[0]))
    assert shown == [True, True, True, True, True]
    assert "Somebody who works on this project has taken part in it as a carer." in to_viewer


def test_whoever_would_answer_her_own_words_or_her_own_request_reads_that_they_are_hers(client, council, project):
    owner = make_membership(user=project.owner, organisation=council).user
    herself, stage = make_person(organisation=council, user=owner), project.stages.first()
    things = [
        [
            ("responses:add", make_contribution(stage=stage, person=one)),
            ("proposals:show", make_proposal(organisation=council, person=one)),
        ]
        for one in (herself, make_person(organisation=council))
    ]
    client.force_login(owner)

    hers, anothers = (
        ["Let somebody else answer it." in text_of(client.get(address(f"staff:{page}", thing.public_id))) for page, thing in some]
        for some in things
    )

    assert (hers, anothers) == ([True, True], [False, False])
