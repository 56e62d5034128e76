"""Worries on the pages of staff: first on today, words for the owner alone."""

import pytest

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.models import Message
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.actions.people import change_contact_wishes
from cyfran.domain.people.models import Flag
from cyfran.web.staff.today.presenters import due_lines
from tests.factories.base import make_administrator, make_user
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.organisations import make_coordinator, make_membership, make_organisation
from tests.factories.people import make_flag, make_person
from tests.factories.projects import make_project, make_proposal, make_stage
from tests.web.reading import address, text_of
from tests.web.staff.conftest import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def olwen(mari, council):
    council.named_contact = mari
    council.save()
    return make_person(organisation=council, name="Olwen Dychmygol")


def test_a_worry_comes_first_on_today_before_what_is_overdue(client, mari, olwen, council):
    make_proposal(organisation=council, owner=mari, due_on=NOON.date().replace(month=1))
    flag = make_flag(person=olwen, owner=mari)

    first = due_lines(mari, now=NOON)[0]

    assert (str(first.what), first.owner) == ("Somebody asked for help for themselves: Olwen Dychmygol", mari)
    assert first.href == address("staff:flags:show", flag.public_id)


def test_only_the_owner_reads_who_it_is_about_and_the_look_is_logged(client, mari, olwen, council):
    flag = make_flag(person=olwen, owner=mari, words="Zebedee")
    owner_sees = text_of(client.get(address("staff:flags:show", flag.public_id)))
    client.force_login(make_coordinator(council))
    teammate_sees = text_of(client.get(address("staff:flags:show", flag.public_id)))
    client.force_login(make_coordinator(make_organisation()))

    assert [("Zebedee" in page, "Olwen Dychmygol" in page) for page in (owner_sees, teammate_sees)] == [(True,) * 2, (False,) * 2]
    assert client.get(address("staff:flags:show", flag.public_id)).status_code == 404
    assert AuditEvent.objects.filter(verb="person.looked_at", subject_public_id=olwen.public_id).count() == 1


def test_staff_say_that_somebody_needs_help_and_see_to_it(client, mari, olwen):
    client.post(address("staff:flags:raise", olwen.public_id), {"kind": "SAFEGUARDING", "words": "A bruise."})
    flag = Flag.objects.get()

    client.post(address("staff:flags:take", flag.public_id))
    in_hand = Flag.objects.get().state
    client.post(address("staff:flags:show", flag.public_id), {"outcome": "Passed to social services."})

    flag.refresh_from_db()
    assert (in_hand, flag.state, flag.outcome, flag.raised_by) == ("IN_HAND", "CLOSED", "Passed to social services.", mari)
    assert [*due_lines(mari, now=NOON)] == []


def test_the_lead_reads_how_old_somebody_says_she_is_until_it_stands_on_her_record(client, mari, olwen):
    olwen.age_band = "FROM_13_TO_15"
    olwen.save()
    flag = make_flag(person=olwen, owner=mari, kind="YOUNG_CARER", age_said="FROM_16_TO_17")

    asked = text_of(client.get(address("staff:flags:show", flag.public_id)))
    change_contact_wishes(person=olwen, age_band="FROM_16_TO_17", by=mari, at=NOON)
    later = text_of(client.get(address("staff:flags:show", flag.public_id)))

    assert "they chose “16 or 17”. On record stands “13 to 15”" in asked
    assert [address("staff:people:contact", olwen.public_id) in page for page in (asked, later)] == [True, False]


def test_only_whoever_has_it_in_hand_says_so(client, mari, olwen, council):
    flag = make_flag(person=olwen, owner=make_coordinator(council))

    page = client.post(address("staff:flags:take", flag.public_id))

    assert page.url == address("staff:flags:show", flag.public_id)
    assert Flag.objects.get().state == "OPEN"


def test_it_is_given_to_a_colleague(client, mari, olwen, council):
    flag, colleague = make_flag(person=olwen, owner=mari), make_coordinator(council)

    client.post(address("staff:flags:give", flag.public_id), {"owner": colleague.public_id})

    assert Flag.objects.get().owner == colleague
    assert "Olwen Dychmygol" not in text_of(client.get(address("staff:flags:show", flag.public_id)))


@pytest.mark.parametrize(("role", "leads_there"), [("ADMINISTRATOR", True), ("COORDINATOR", False)])
def test_where_nobody_else_can_see_to_it_the_page_says_so_and_where_roles_are_given(
    client, mari, olwen, council, role, leads_there
):
    make_membership(organisation=council, role="VIEWER")
    mari.memberships.update(role=role)

    page = client.get(address("staff:flags:give", make_flag(person=olwen, owner=mari).public_id))

    assert "There is nobody else yet who can see to it." in text_of(page)
    assert "Tell them now" not in text_of(page)
    assert (f'href="{address("staff:roles:appoint")}">Give somebody a role' in text_of(page)) == leads_there
    assert ("An administrator of your organisation can give" in text_of(page)) != leads_there


def test_who_sees_to_worries_is_named_by_who_appoints(client, mari, council):
    refused = client.get(address("staff:flags:leads")).status_code
    mari.memberships.update(role="ADMINISTRATOR")

    client.post(address("staff:flags:leads"), {"young_carer_lead": mari.public_id, "safeguarding_lead": ""})

    council.refresh_from_db()
    assert (refused, council.young_carer_lead, council.safeguarding_lead) == (404, mari, None)
    assert Organisation.objects.filter(young_carer_lead=mari).count() == 1


def test_who_has_several_organisations_chooses_one_and_reads_who_sees_to_worries_there_now(client, council):
    young, safe = make_coordinator(council, name="Heledd Sampl"), make_coordinator(council, name="Olwen Sampl")
    council.young_carer_lead, council.safeguarding_lead = young, safe
    council.save()
    make_coordinator(make_organisation(), name="Zebedee Arall")
    client.force_login(make_administrator())

    first = client.get(address("staff:flags:leads"))
    then = client.get(address("staff:flags:leads"), {"organisation": council.public_id})

    assert [*first.context["form"].fields] == ["organisation"]
    assert "Abermorfa Council" in text_of(then)
    assert "Zebedee Arall" not in text_of(then)
    assert shown_as_chosen(then) == {"young_carer_lead": young.public_id, "safeguarding_lead": safe.public_id}


def test_a_box_left_alone_keeps_who_sees_to_it(client, council):
    young, safe = make_coordinator(council), make_coordinator(council)
    council.safeguarding_lead = safe
    council.save()
    make_organisation()
    client.force_login(make_administrator())
    page = f"{address('staff:flags:leads')}?organisation={council.public_id}"

    client.post(page, shown_as_chosen(client.get(page)) | {"young_carer_lead": young.public_id})

    council.refresh_from_db()
    assert (council.young_carer_lead, council.safeguarding_lead) == (young, safe)


def test_nothing_is_saved_before_the_organisation_is_chosen(client, council):
    council.safeguarding_lead = make_coordinator(council)
    council.save()
    make_organisation()
    client.force_login(make_administrator())

    answer = client.post(address("staff:flags:leads"), {"young_carer_lead": "", "safeguarding_lead": ""})

    assert [*answer.context["form"].fields] == ["organisation"]
    assert Organisation.objects.get(pk=council.pk).safeguarding_lead == council.safeguarding_lead


def test_whoever_may_no_longer_see_to_it_still_stands_in_the_box_and_is_refused_beside_it(client, mari, council):
    council.safeguarding_lead = make_user(name="Gone Sampl")
    council.save()
    mari.memberships.update(role="ADMINISTRATOR")

    page = client.get(address("staff:flags:leads"))
    answer = client.post(address("staff:flags:leads"), shown_as_chosen(page))

    assert "Gone Sampl" in text_of(page)
    assert answer.context["form"].errors == {"safeguarding_lead": ["Choose somebody who keeps the records of people here."]}


def shown_as_chosen(page):
    """Return what stands in the boxes as the page shows them: what is sent where nobody touches them."""
    return {box.name: box.value() or "" for box in page.context["form"]}


def test_after_a_hard_meeting_everybody_who_was_there_is_written_to_once(client, mari, council):
    stage = make_stage(project=make_project(organisation=council, owner=mari))
    meeting = make_meeting(stage=stage)
    people = [make_attendance(meeting=meeting).person for _one in range(2)]

    for _time in range(2):
        answer = client.post(address("staff:meetings:support", meeting.public_id))

    assert {(message.purpose, message.person) for message in Message.objects.all()} == {("SUPPORT", one) for one in people}
    assert Message.objects.count() == 2
    assert "Offer support" in text_of(client.get(answer.url))
