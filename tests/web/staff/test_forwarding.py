"""What a council has partners pass on: each sees counts, and nobody's name."""

import re
import struct
from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPServerDisconnected
from unittest.mock import Mock

import pytest
from django_tasks_db.models import DBTaskResult

from cyfran.domain.correspondence.models import Forward, Message
from cyfran.domain.opportunities.tasks import tell_partner
from cyfran.domain.organisations.choices import OrganisationKind
from tests.factories.correspondence import make_arrival, make_forward, make_message
from tests.factories.involvement import make_ledger_entry
from tests.factories.opportunities import make_change, make_invitation, make_opportunity
from tests.factories.organisations import make_coordinator, make_organisation
from tests.factories.people import make_permission, make_person
from tests.factories.projects import make_project, make_stage
from tests.paper import faults_of, words_of
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def opportunity(council):
    stage = make_stage(project=make_project(organisation=council, published_at=datetime(2026, 9, 1, tzinfo=UTC)))
    return make_opportunity(stage=stage, state="OPEN")


@pytest.fixture
def partner(council):
    carers = OrganisationKind.CARERS_ORGANISATION
    return make_organisation(kind=carers, region=council.region, name_en="Made-up Carers", name_cy="Gofalwyr Dychmygol")


@pytest.fixture
def bob(partner):
    return make_coordinator(partner, name="Bob Invented")


def come_by(forward, count, **given):
    """Register so many people by what was passed on."""
    people = [make_person(organisation=forward.organisation) for _number in range(count)]
    return [make_arrival(person=person, forward=forward, way="SOCIAL", **given).person for person in people]


def test_a_council_has_something_passed_on_by_an_organisation_of_its_region(client, mari, bob, partner, opportunity):
    answer = client.post(address("staff:forwarding:add", opportunity.public_id), {"partner": partner.public_id})

    forward = Forward.objects.get()
    assert answer.url == address("staff:forwarding:show", forward.public_id)
    assert (forward.organisation, forward.partner, forward.forwarded_by) == (opportunity.organisation, partner, mari)
    assert (forward.about_kind, forward.about_public_id) == ("opportunities.opportunity", opportunity.public_id)


ASKED = """Hello Bob Invented,

{organisation} asks whether you would pass this on to your own people: “First meeting”.

When: Tuesday 12 January 2027, 18:00
Your time: {minutes} minutes in all, with reading and travel
Please answer by: {reply_by}

What you need for that, in words and to print, stands here:
http://127.0.0.1:8000/en/staff/passed-on/{code}/
"""


def test_those_at_the_partner_who_ask_people_are_told_by_email(
    client, mari, bob, partner, opportunity, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("staff:forwarding:add", opportunity.public_id), {"partner": partner.public_id})

    (email,) = mailoutbox
    welsh, english = email.body.split("\n\n———\n\n")
    facts = {"organisation": opportunity.organisation.name, "minutes": opportunity.minutes_asked}
    facts |= {"reply_by": f"{opportunity.reply_by:%A} {opportunity.reply_by.day} {opportunity.reply_by:%B %Y}"}
    assert (email.to, email.subject) == (
        [bob.email],
        "A wnewch chi anfon hyn ymlaen? Cyfarfod cyntaf / Will you pass this on? First meeting",
    )
    assert english == ASKED.format(code=Forward.objects.get().public_id, **facts)
    assert "yn gofyn a wnewch chi anfon hyn ymlaen at eich pobl eich hun: “Cyfarfod cyntaf”." in welsh


@pytest.mark.parametrize(
    ("name", "subject", "said"),
    [
        ("move", "Another time or place: First meeting", "The new words and posters stand here:"),
        ("call_off", "Called off: First meeting", "take down what hangs on walls."),
    ],
)
def test_the_partner_is_told_of_what_is_moved_or_called_off_and_why(
    client, mari, bob, partner, opportunity, mailoutbox, django_capture_on_commit_callbacks, name, subject, said
):
    make_forward(about=opportunity, partner=partner)
    words = {"cause": "STAFF", "reason_cy": "Mae'r hwylusydd yn sâl.", "reason_en": "The facilitator is ill."}
    later = {"starts_at_day": "14", "starts_at_month": "1", "starts_at_year": "2027", "starts_at_time": "18:00"}
    later |= {"place_cy": "", "place_en": "", "read": "2027-01-14 18:00:00+00:00||"}

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(f"staff:changes:{name}", opportunity.public_id), words | later)

    (email,) = mailoutbox
    assert email.to == [bob.email]
    assert email.subject.endswith(f" / {subject}")
    for part in ("which was to start on Tuesday 12 January 2027, 18:00", "The reason: The facilitator is ill.", said):
        assert part in email.body


def test_an_email_to_a_partner_that_does_not_go_is_tried_again_until_it_begins(
    bob, partner, opportunity, noon, monkeypatch, settings
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr("django.core.mail.EmailMessage.send", Mock(side_effect=SMTPServerDisconnected))
    forward = make_forward(about=opportunity, partner=partner)
    begun = make_forward(about=make_opportunity(stage=opportunity.stage, state="OPEN", starts_at=noon), partner=partner)

    tell_partner.call(forward.pk, bob.pk)
    tell_partner.call(begun.pk, bob.pk)

    again = DBTaskResult.objects.get()
    assert (again.args_kwargs["args"], again.run_after) == ([forward.pk, bob.pk, None], noon + timedelta(minutes=5))


def test_nobody_is_asked_twice_to_pass_on_the_same(client, mari, bob, partner, opportunity):
    make_forward(about=opportunity, partner=partner)

    page = client.post(address("staff:forwarding:add", opportunity.public_id), {"partner": partner.public_id})

    assert (page.status_code, Forward.objects.count()) == (200, 1)
    assert "No other organisation of your region works with Cyfran yet" in text_of(page)


@pytest.mark.parametrize("elsewhere", [True, False], ids=["of another region", "without staff"])
def test_only_an_organisation_of_the_region_with_staff_can_pass_on(client, mari, council, opportunity, elsewhere):
    other = make_organisation(**({} if elsewhere else {"kind": "PROVIDER", "region": council.region}))
    if elsewhere:
        make_coordinator(other)

    client.post(address("staff:forwarding:add", opportunity.public_id), {"partner": other.public_id})

    assert not Forward.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"state": "DRAFT"}, "Publish this before you ask people."),
        ({"starts_at": datetime(2026, 11, 20, 11, tzinfo=UTC)}, "This has already started."),
        ({"place_cy": "Y neuadd"}, "This is still missing: place in English."),
    ],
)
def test_what_is_not_ready_is_not_passed_on(client, mari, bob, partner, opportunity, changed, said):
    type(opportunity).objects.filter(pk=opportunity.pk).update(**changed)

    page = client.post(address("staff:forwarding:add", opportunity.public_id), {"partner": partner.public_id})

    assert said in text_of(page)
    assert not Forward.objects.exists()


def test_the_partner_finds_it_in_its_own_rooms(client, bob, partner, opportunity):
    forward = make_forward(about=opportunity, partner=partner)
    client.force_login(bob)

    listed = text_of(client.get(address("staff:forwarding:list")))
    page = text_of(client.get(address("staff:forwarding:show", forward.public_id)))

    assert (opportunity.title in listed, opportunity.organisation.name in listed) == (True, True)
    assert f"/en/register/from/{forward.public_id}/poster/" in page
    assert "See who was asked" not in page


def test_neither_body_sees_who_came_and_few_are_not_counted_out(client, mari, bob, partner, opportunity):
    forward = make_forward(about=opportunity, partner=partner)
    people = come_by(forward, 6)
    for person in people[:4]:
        make_invitation(opportunity=opportunity, person=person, answer="YES", answered_at=datetime(2026, 11, 12, tzinfo=UTC))
    pages = []
    for reader in (mari, bob):
        client.force_login(reader)
        pages.append(text_of(client.get(address("staff:forwarding:show", forward.public_id))))

    for page in pages:
        assert 'Registered by what was passed on </dt> <dd class="govuk-summary-list__value"> 6 </dd>' in page.replace(
            "</dt>", " </dt>"
        ).replace("  ", " ")
        assert "Fewer than five, so not shown" in page
        assert [person.name for person in people if person.name in page] == []


def test_who_works_for_neither_body_finds_nothing(client, bob, partner, opportunity):
    forward = make_forward(about=opportunity, partner=partner)
    client.force_login(make_coordinator(make_organisation()))

    pages = [address("staff:forwarding:show", forward.public_id), address("staff:forwarding:add", opportunity.public_id)]

    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert opportunity.title not in text_of(client.get(address("staff:forwarding:list")))


def test_the_partner_sees_nothing_else_of_the_opportunity(client, bob, partner, opportunity):
    make_forward(about=opportunity, partner=partner)
    client.force_login(bob)

    assert client.get(address("staff:opportunities:show", opportunity.public_id)).status_code == 404


@pytest.mark.parametrize("item_count", [1, 20])
def test_the_list_costs_the_same_for_one_and_for_many(client, mari, council, item_count, django_assert_max_num_queries):
    for _number in range(item_count):
        make_forward(about=make_opportunity(stage=make_stage(project=make_project(organisation=council)), state="OPEN"))

    with django_assert_max_num_queries(10):
        client.get(address("staff:forwarding:list"))


def test_the_kit_has_the_words_for_each_way_in_both_languages(client, bob, partner, opportunity):
    forward = make_forward(about=opportunity, partner=partner)
    client.force_login(bob)

    page = text_of(client.get(address("staff:forwarding:kit", forward.public_id)))

    for way in ("email", "social", "text"):
        for language in ("cy", "en"):
            assert f"/{language}/register/from/{forward.public_id}/{way}/" in page
    for words in ("Will you take part? First meeting", "A wnewch chi gymryd rhan? Cyfarfod cyntaf", "it goes as"):
        assert words in page


def test_the_words_for_social_media_name_what_is_offered(client, bob, partner, opportunity):
    forward = make_forward(about=opportunity, partner=partner)
    type(opportunity).objects.filter(pk=opportunity.pk).update(offers_cover=True, offers_fee=True)
    client.force_login(bob)

    page = text_of(client.get(address("staff:forwarding:kit", forward.public_id)))

    assert "Offered: replacement care, payment for time." in page
    assert "Cynigir: gofal amnewid, tâl am amser." in page


@pytest.mark.parametrize("sheet", ["poster.pdf", "slips.pdf"])
def test_the_sheets_of_the_kit_lead_to_the_partners_own_door(client, bob, partner, opportunity, sheet):
    forward = make_forward(about=opportunity, partner=partner)
    client.force_login(bob)

    answer = client.get(address("staff:forwarding:file", forward.public_id, sheet))

    assert (answer.headers["Content-Type"], faults_of(answer.content)) == ("application/pdf", [])
    assert f"/en/register/from/{forward.public_id}/poster/" in re.sub(r"\s", "", words_of(answer.content))


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("title", ["First meeting", "A title as long as it may be, " * 5])
def test_a_picture_has_the_size_that_social_media_show(client, bob, partner, opportunity, language, title):
    type(opportunity).objects.update(title_cy=title, title_en=title)
    forward = make_forward(about=opportunity, partner=partner)
    client.force_login(bob)

    answer = client.get(address("staff:forwarding:file", forward.public_id, f"picture-{language}.png"))

    width, height = struct.unpack(">II", answer.content[16:24])
    assert (answer.headers["Content-Type"], answer.content[:8], width, height) == ("image/png", b"\x89PNG\r\n\x1a\n", 1200, 630)


def test_what_is_called_off_is_not_passed_on_any_more_and_says_so(client, bob, partner, opportunity):
    forward = make_forward(about=opportunity, partner=partner)
    type(opportunity).objects.filter(pk=opportunity.pk).update(state="CALLED_OFF")
    make_change(opportunity=opportunity, kind="CALLED_OFF")
    client.force_login(bob)

    kit = client.get(address("staff:forwarding:kit", forward.public_id), follow=True)
    poster = client.get(address("staff:forwarding:file", forward.public_id, "poster.pdf"))

    assert kit.redirect_chain == [(address("staff:forwarding:show", forward.public_id), 302)] == [(poster.url, 302)]
    assert "10 November 2026: Called off; it was to be on Monday 11 January 2027, 18:00." in text_of(kit)
    assert "Nobody can be asked to this any more." in text_of(kit)


def test_there_is_no_other_file_in_the_kit_and_nothing_for_a_stranger(client, bob, partner, opportunity):
    forward = make_forward(about=opportunity, partner=partner)
    client.force_login(bob)
    other = client.get(address("staff:forwarding:file", forward.public_id, "list.csv"))
    client.force_login(make_coordinator(make_organisation()))

    kit = address("staff:forwarding:kit", forward.public_id), address("staff:forwarding:file", forward.public_id, "poster.pdf")

    assert [other.status_code, *(client.get(page).status_code for page in kit)] == [404, 404, 404]


def known_to(partner, count, **given):
    people = [make_person(organisation=partner, **given) for _number in range(count)]
    for person in people:
        make_permission(person=person)
    return people


def tell(client, forward):
    return client.post(address("staff:forwarding:tell", forward.public_id))


def test_the_partner_tells_its_own_people_each_once_in_its_own_name(client, bob, partner, opportunity):
    forward = make_forward(about=opportunity, partner=partner)
    people = known_to(partner, 5)
    make_person(organisation=partner)
    client.force_login(bob)

    tell(client, forward)
    tell(client, forward)

    messages = Message.objects.all()
    assert sorted(message.person_id for message in messages) == [person.pk for person in people]
    assert {(message.organisation, message.purpose) for message in messages} == {(partner, "PASSED_ON")}
    assert all(f"/en/register/from/{forward.public_id}/email/" in message.body_en for message in messages)
    assert (opportunity.invitations.count(), [person.ledger.get().minutes for person in people]) == (0, [90] * 5)


def test_who_is_at_a_limit_is_not_told_and_why_is_kept(client, bob, partner, opportunity):
    forward = make_forward(about=opportunity, partner=partner)
    [person] = known_to(partner, 1)
    make_ledger_entry(person=person, minutes=720, on=date(2026, 11, 1))
    client.force_login(bob)

    tell(client, forward)

    assert (Message.objects.count(), person.not_sent.get().reason) == (0, "OVER_LIMIT")


def test_the_partner_alone_reads_who_was_not_told_and_why(client, mari, bob, partner, opportunity):
    forward = make_forward(about=opportunity, partner=partner)
    [person] = known_to(partner, 1, name="Olwen Dychmygol")
    make_ledger_entry(person=person, minutes=720, on=date(2026, 11, 1))
    client.force_login(bob)

    page = text_of(client.post(address("staff:forwarding:tell", forward.public_id), follow=True))
    client.force_login(mari)
    councils = text_of(client.get(address("staff:forwarding:show", forward.public_id)))

    assert "1 person was not asked." in page
    assert "Olwen Dychmygol, 20 November 2026: It would go past the hours they may be asked for" in page
    assert ("people are asked" in page, "Olwen" in councils) == (False, False)


def test_the_council_cannot_have_them_told_and_sees_a_count_alone(client, mari, bob, partner, opportunity):
    forward = make_forward(about=opportunity, partner=partner)
    people = known_to(partner, 5)
    refused = tell(client, forward).status_code
    client.force_login(bob)
    tell(client, forward)
    client.force_login(mari)

    page = text_of(client.get(address("staff:forwarding:show", forward.public_id)))

    assert (refused, "Told by Made-up Carers among its own people here" in page, "Tell your own people" in page) == (
        404,
        True,
        False,
    )
    assert [one.name for one in people if one.name in page or one.email in page] == []
    assert [client.get(address("staff:people:show", one.public_id)).status_code for one in people] == [404] * 5


@pytest.mark.parametrize(
    ("with_both", "said"),
    [
        (5, 'counted once</dt> <dd class="govuk-summary-list__value"> 9 </dd>'),
        (1, "From 10 to 14: fewer than five, if any, are on record with several"),
    ],
)
def test_whoever_two_partners_told_counts_once_and_few_who_are_with_both_are_not_told_of(
    client, mari, council, partner, opportunity, with_both, said
):
    other = make_organisation(kind=OrganisationKind.CARERS_ORGANISATION, region=council.region)
    theirs, others = make_forward(about=opportunity, partner=partner), make_forward(about=opportunity, partner=other)
    for number in range(7):
        same = {"name": f"Nia {number}", "email": f"nia{number}@example.org"}
        make_message(person=make_person(organisation=partner, **same), purpose="PASSED_ON", about_public_id=theirs.public_id)
        again = same if number < with_both else {"name": f"Nia {number}"}
        make_message(person=make_person(organisation=other, **again), purpose="PASSED_ON", about_public_id=others.public_id)

    page = text_of(client.get(address("staff:forwarding:show", theirs.public_id)))

    assert said in page


def test_who_was_told_by_all_is_not_shown_where_one_told_few(client, mari, council, partner, opportunity):
    other = make_organisation(kind=OrganisationKind.CARERS_ORGANISATION, region=council.region)
    theirs, others = make_forward(about=opportunity, partner=partner), make_forward(about=opportunity, partner=other)
    for forward, count in ((theirs, 6), (others, 4)):
        for _number in range(count):
            person = make_person(organisation=forward.partner)
            make_message(person=person, purpose="PASSED_ON", about_public_id=forward.public_id)

    page = text_of(client.get(address("staff:forwarding:show", theirs.public_id)))

    assert "Not shown, since one of them told fewer than five" in page


def test_once_it_is_closed_nobody_is_told_any_more(client, bob, partner, opportunity):
    type(opportunity).objects.update(state="CLOSED")
    forward = make_forward(about=opportunity, partner=partner)
    known_to(partner, 1)
    client.force_login(bob)

    assert "Nobody can be asked to this any more." in text_of(tell(client, forward))
    page = text_of(client.get(address("staff:forwarding:show", forward.public_id)))
    assert ("Nobody can be asked to this any more." in page, "What you need to pass it on" in page) == (True, False)
    assert not Message.objects.exists()
