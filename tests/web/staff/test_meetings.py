"""Meetings: writing them down, and who was there."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.involvement.models import LedgerEntry
from cyfran.domain.meetings.models import Attendance, Meeting
from cyfran.domain.opportunities.choices import OpportunityState
from tests.factories.contributions import make_contribution
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.people import make_person
from tests.factories.projects import make_staged_project
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HELD = {
    "title_cy": "Noson gyntaf",
    "title_en": "First evening",
    "starts_at_day": "10",
    "starts_at_month": "11",
    "starts_at_year": "2026",
    "starts_at_time": "18:00",
    "minutes": "90",
    "staff_present": "3",
    "others_present": "1",
}
YES = {"answer": "YES", "answered_at": datetime(2026, 11, 5, tzinfo=UTC), "answered_by_channel": "PHONE"}


@pytest.fixture
def project(council, mari):
    return make_staged_project(organisation=council, owner=mari)


@pytest.fixture
def stage(project):
    return project.stages.get(kind="DESIGN")


def line(person, **given):
    """Return what the form sends for one person: there for 90 minutes, taking part in person, unless given otherwise."""
    sent = {"there": "on", "standing": "CARER", "form": "IN_PERSON", "minutes": "90", **given}
    return {f"{person.public_id}-{name}": value for name, value in sent.items() if value is not None}


# --- The meeting ------------------------------------------------------------------------------------------------------


def test_the_list_shows_own_meetings_the_latest_first(client, stage):
    earlier = make_meeting(stage=stage, starts_at=datetime(2026, 10, 1, 18, 0, tzinfo=UTC))
    later = make_attendance(meeting=make_meeting(stage=stage)).meeting
    make_meeting()

    page = client.get(address("staff:meetings:list"))

    assert [(meeting, meeting.carers) for meeting in page.context["page"]] == [(later, 1), (earlier, 0)]


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_for_more_meetings(client, stage, item_count, django_assert_num_queries):
    for _number in range(item_count):
        make_attendance(meeting=make_meeting(stage=stage))

    with django_assert_num_queries(5):
        client.get(address("staff:meetings:list"))


def test_a_meeting_is_written_down_with_those_who_are_only_counted(client, project, stage):
    door = address("staff:meetings:add", project.public_id)

    page = text_of(client.post(door, {**HELD, "stage": "design"}, follow=True))

    meeting = Meeting.objects.get()
    assert (meeting.stage, meeting.minutes, meeting.staff_present, meeting.others_present) == (stage, 90, 3, 1)
    assert meeting.starts_at == datetime(2026, 11, 10, 18, 0, tzinfo=UTC)
    assert "Once it has been held, say who was there." in page
    assert address("staff:meetings:attendance", meeting.public_id) in page


def test_a_meeting_people_were_asked_to_is_filled_in_from_it(client, project, stage):
    opportunity = make_opportunity(stage=stage, state=OpportunityState.OPEN, title_en="An evening together", minutes_there=75)
    door = address("staff:meetings:add", project.public_id) + f"?opportunity={opportunity.public_id}"

    form = client.get(door)
    client.post(door, HELD)
    again = client.get(door)

    initial = form.context["form"].initial
    assert (initial["title_en"], initial["starts_at"], initial["minutes"]) == ("An evening together", opportunity.starts_at, 75)
    assert (Meeting.objects.get().opportunity, Meeting.objects.get().stage) == (opportunity, stage)
    assert again.status_code == 404


def test_a_meeting_is_mended(client, stage):
    meeting = make_meeting(stage=stage)

    client.post(address("staff:meetings:change", meeting.public_id), {**HELD, "staff_present": "5"})

    meeting.refresh_from_db()
    assert (meeting.title_en, meeting.staff_present) == ("First evening", 5)


def test_a_meeting_without_length_is_refused_in_words(client, project):
    page = text_of(client.post(address("staff:meetings:add", project.public_id), {**HELD, "stage": "design", "minutes": "0"}))

    assert "Say how many minutes the meeting took." in page
    assert not Meeting.objects.exists()


def test_a_meeting_shows_who_was_there_and_what_was_said(client, stage):
    meeting = make_meeting(stage=stage, staff_present=3)
    make_attendance(meeting=meeting, person=make_person(name="Olwen Dychmygol"), standing="CARER_MEMBER")
    make_attendance(meeting=meeting)
    make_contribution(stage=stage, meeting=meeting, given_by="MEETING", words="Evenings are better.")

    page = client.get(address("staff:meetings:show", meeting.public_id))

    shown = {row.label: row.value for row in page.context["meeting"].rows}
    assert {name: shown[name] for name in ("Carers, as members", "Carers, taking part", "Staff", "Others")} == {
        "Carers, as members": 1,
        "Carers, taking part": 1,
        "Staff": 3,
        "Others": 0,
    }
    assert "Olwen Dychmygol" in text_of(page)
    assert "Evenings are better." in text_of(page)
    assert address("staff:contributions:add") + f"?meeting={meeting.public_id}" in text_of(page)


def test_a_meeting_to_come_does_not_ask_who_was_there(client, stage):
    meeting = make_meeting(stage=stage, starts_at=datetime(2026, 12, 1, 18, 0, tzinfo=UTC))

    page = text_of(client.get(address("staff:meetings:show", meeting.public_id)))

    assert "It has not started yet." in page
    assert address("staff:meetings:attendance", meeting.public_id) not in page


# --- Who was there ----------------------------------------------------------------------------------------------------


@pytest.fixture
def meeting(stage):
    opportunity = make_opportunity(stage=stage, state=OpportunityState.CLOSED)
    return make_meeting(stage=stage, opportunity=opportunity)


@pytest.fixture
def door(meeting):
    return address("staff:meetings:attendance", meeting.public_id)


def there(page):
    """Return who stands on the page, and whose box is ticked."""
    form = page.context["form"]
    return {person.name: form[f"{person.public_id}-there"].value() for person in form.people}


def test_the_page_lists_those_who_said_yes_and_those_already_on_record(client, meeting, door, council):
    for name, reply in [("Ann", YES), ("Beth", {}), ("Huw", {**YES, "answer": "NOT_THIS_TIME"})]:
        person = make_person(organisation=council, name=name)
        make_invitation(opportunity=meeting.opportunity, person=person, **reply)
    make_attendance(meeting=meeting, person=make_person(organisation=council, name="Nia"))

    page, all_ticked = client.get(door), client.get(door + "?tick=all")

    assert there(page) == {"Ann": False, "Nia": True}
    assert there(all_ticked) == {"Ann": True, "Nia": True}


def test_one_press_puts_everyone_on_record(client, meeting, door, council):
    ann, nia = (make_person(organisation=council, name=name) for name in ("Ann", "Nia"))
    for person in (ann, nia):
        make_invitation(opportunity=meeting.opportunity, person=person, **YES)

    page = client.post(door, line(ann, standing="CARER_MEMBER", form="ONLINE", minutes="60") | line(nia, there=None), follow=True)

    assert list(Attendance.objects.values_list("person", "standing", "form", "minutes")) == [
        (ann.pk, "CARER_MEMBER", "ONLINE", 60)
    ]
    assert list(LedgerEntry.objects.values_list("person", "minutes")) == [(ann.pk, 60)]
    assert "It is on record who was there." in text_of(page)


def test_somebody_unticked_is_taken_off_the_record(client, meeting, door, council):
    ann = make_person(organisation=council, name="Ann")
    make_attendance(meeting=meeting, person=ann)

    client.post(door, line(ann, there=None))

    assert not Attendance.objects.exists()


def test_somebody_put_on_record_by_a_colleague_meanwhile_stays(client, meeting, door, council):
    ann, added_meanwhile = (make_person(organisation=council, name=name) for name in ("Ann", "Nia"))
    make_invitation(opportunity=meeting.opportunity, person=ann, **YES)
    make_attendance(meeting=meeting, person=added_meanwhile)

    client.post(door, line(ann))

    assert set(Attendance.objects.values_list("person", flat=True)) == {ann.pk, added_meanwhile.pk}


def test_finding_somebody_else_adds_a_line_and_keeps_what_was_filled_in(client, meeting, door, council):
    ann = make_person(organisation=council, name="Ann")
    make_invitation(opportunity=meeting.opportunity, person=ann, **YES)
    olwen = make_person(organisation=council, name="Olwen Dychmygol", telephone="01970 000001")
    make_person(name="Olwen of another body")
    make_person(organisation=council, name="Olwen Enghraifft", is_example=True)

    page = client.post(door, {"find": "1", "text": "olwen", "also": [ann.public_id], **line(ann, minutes="61")})
    client.post(door, {"also": [ann.public_id, olwen.public_id], **line(ann, minutes="61"), **line(olwen, form="TELEPHONE")})

    assert there(page) == {"Ann": "on", "Olwen Dychmygol": False}
    assert page.context["form"].errors == {}
    assert page.context["form"][f"{ann.public_id}-minutes"].value() == "61"
    assert set(Attendance.objects.values_list("person", "form", "minutes")) == {
        (ann.pk, "IN_PERSON", 61),
        (olwen.pk, "TELEPHONE", 90),
    }


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "Nobody is found. Try fewer letters"), ("cy", "Ni chafwyd hyd i neb. Rhowch gynnig ar lai o lythrennau")],
)
def test_a_search_without_a_hit_says_so_beside_who_was_there(client, door, council, language, sentence):
    make_person(organisation=council, name="Olwen Dychmygol")
    where = door.replace("/en/", f"/{language}/")

    found, in_vain = (text_of(client.post(where, {"find": "1", "text": name})) for name in ("olwen", "gwilym"))

    assert [sentence in page for page in (in_vain, found, text_of(client.get(where)))] == [True, False, False]


def test_minutes_left_out_are_asked_for_by_name(client, meeting, door, council):
    ann = make_person(organisation=council, name="Ann Pretend")
    make_invitation(opportunity=meeting.opportunity, person=ann, **YES)

    page = text_of(client.post(door, line(ann, minutes="")))

    assert f'<a href="#id_{ann.public_id}-minutes">Say how many minutes Ann Pretend gave.</a>' in page
    assert not Attendance.objects.exists()


def test_nobody_can_have_been_at_a_meeting_to_come(client, stage, council):
    meeting = make_meeting(stage=stage, starts_at=datetime(2026, 12, 1, 18, 0, tzinfo=UTC))
    ann = make_person(organisation=council)

    page = client.post(address("staff:meetings:attendance", meeting.public_id), {"also": [ann.public_id], **line(ann)})

    assert "This meeting has not started yet." in text_of(page)


def test_somebody_of_another_body_cannot_be_put_on_record(client, door):
    stranger = make_person()

    client.post(door, {"also": [stranger.public_id], **line(stranger)})

    assert not Attendance.objects.exists()


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_for_more_people(client, meeting, door, council, item_count, django_assert_num_queries):
    for _number in range(item_count):
        make_attendance(meeting=meeting, person=make_person(organisation=council))

    with django_assert_num_queries(10):
        client.get(door)


def test_random_posts_never_break_a_meeting(client, project, meeting, door, council):
    ann = make_person(organisation=council)
    make_invitation(opportunity=meeting.opportunity, person=ann, **YES)
    written = {name: [value] for name, value in {**HELD, "stage": "design"}.items()}
    attendance = {name: [value] for name, value in line(ann).items()}

    assert_random_posts_never_break(client, address("staff:meetings:add", project.public_id), written)
    assert_random_posts_never_break(client, address("staff:meetings:change", meeting.public_id), written)
    assert_random_posts_never_break(client, door, {**attendance, "also": [ann.public_id], "text": ["Ann"], "find": ["1"]})
