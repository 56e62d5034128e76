"""A person's page, and what staff do on her behalf."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.models import Message
from cyfran.domain.involvement.choices import EntryKind
from cyfran.domain.organisations.choices import Role
from cyfran.domain.organisations.models import Membership
from cyfran.domain.people.choices import WORDING, Use
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import permits
from tests.factories.contributions import make_contribution
from tests.factories.correspondence import make_message, make_not_sent
from tests.factories.decisions import make_response
from tests.factories.groups import make_group, make_seat
from tests.factories.involvement import make_ledger_entry, make_limit
from tests.factories.opportunities import make_invitation, make_opportunity
from tests.factories.organisations import make_coordinator, make_membership, make_organisation
from tests.factories.people import make_caring_role, make_permission, make_person
from tests.factories.projects import make_project, make_proposal, make_stage
from tests.proving import prove
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_a_persons_page_shows_her_record(client, mari, council):
    olwen = make_person(
        organisation=council,
        name="Olwen Dychmygol",
        channel="PHONE",
        telephone="01970 000001",
        format="LARGE_PRINT",
        how_long="OVER_2",
        how_long_said_on=date(2026, 9, 1),
    )
    make_caring_role(person=olwen, relation="PARTNER", hours="FROM_50")
    make_permission(person=olwen, use=Use.CONTACT, granted_at=datetime(2026, 9, 1, 9, 0, tzinfo=UTC))
    make_permission(
        person=olwen,
        use=Use.QUOTE,
        granted_at=datetime(2026, 9, 1, 9, 0, tzinfo=UTC),
        withdrawn_at=datetime(2026, 10, 2, 9, 0, tzinfo=UTC),
    )
    make_ledger_entry(person=olwen, minutes=90)
    make_ledger_entry(person=olwen, kind=EntryKind.GIVEN, minutes=60)
    make_ledger_entry(person=olwen, kind=EntryKind.GIVEN, minutes=600, on=date(2025, 10, 1))

    page = text_of(client.get(address("staff:people:show", olwen.public_id)))

    assert "With Abermorfa Council since 1 September 2026." in page
    assert ("Show how to reach them" in page, "01970 000001" in page) == (True, False)
    assert "Large print" in page
    assert "My husband, wife or partner: 50 hours a week or more" in page
    assert "More than two years (said on 1 September 2026)" in page
    assert "Yes, since 1 September 2026" in page
    assert "No: given on 1 September 2026, taken back on 2 October 2026" in page
    assert "Asked of them, by all organisations together: 1 hour 30 minutes. Given by them: 1 hour." in page


def test_a_persons_page_shows_what_she_was_asked_and_said_and_what_came_of_it(client, mari, council):
    olwen = make_person(organisation=council)
    stage = make_stage(project=make_project(organisation=council, owner=mari, title_en="Short breaks"))
    opportunity = make_opportunity(stage=stage, title_en="First meeting", reply_by=date(2027, 1, 5))
    make_invitation(opportunity=opportunity, person=olwen)
    answered = make_contribution(stage=stage, person=olwen, words="Ask me in the evening.")
    make_response(contribution=answered, state="CANNOT", reason_cy="Dim arian.", reason_en="There is no money.")
    make_contribution(stage=stage, person=olwen, words="Nobody rang.", due_on=date(2026, 12, 8))
    make_contribution(stage=stage, person=olwen, words="Taken back.", withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC))
    make_proposal(organisation=council, person=olwen)
    make_seat(group=make_group(organisation=council, name_en="Carers' Panel"), holder=olwen, starts_on=date(2026, 1, 1))
    message = make_message(person=olwen)

    page = text_of(client.get(address("staff:people:show", olwen.public_id)))

    assert "First meeting" in page
    assert "Not yet; asked for by 5 January 2027" in page
    assert "Ask me in the evening." in page
    assert "There is no money." in page
    assert "Mari Enghraifft answers by 8 December 2026." in page
    assert "Taken back." not in page
    assert "Request of 1 October 2026" in page
    assert "Carers&#x27; Panel" in page
    assert address("staff:messages:show", message.public_id) in page


def test_what_waits_until_somebodys_rest_is_over_says_so_and_can_be_read_though_nothing_be_done(client, mari, council):
    olwen = make_person(organisation=council, channel="LETTER", address="1 Heol Ddychmygol")
    make_permission(person=olwen)
    make_limit(person=olwen, rests_until=date(2026, 12, 1))
    stage = make_stage(project=make_project(organisation=council))
    invitation = make_invitation(opportunity=make_opportunity(stage=stage), person=olwen)
    about = {"about_kind": "opportunities.invitation", "about_public_id": invitation.public_id}
    letter = make_message(person=olwen, purpose="INVITATION", channel="LETTER", state="TO_DO", **about)

    page = text_of(client.get(address("staff:people:show", olwen.public_id)))
    itself = text_of(client.get(address("staff:messages:show", letter.public_id)))
    listed = client.get(address("staff:messages:list")).context["rows"]
    settled = client.post(address("staff:messages:settle", letter.public_id))

    assert "It waits until 1 December 2026, when their rest is over" in page
    assert address("staff:messages:show", letter.public_id) in page
    assert "It waits until 1 December 2026, when their rest is over" in itself
    assert ("I have posted it" in itself, listed, settled.status_code) == (False, [], 404)


def test_staff_do_not_ask_somebody_of_15_to_take_part(client, mari, council):
    olwen = make_person(organisation=council, age_band="FROM_13_TO_15")
    permission = address("staff:people:permission", olwen.public_id, "contact")

    page = text_of(client.get(address("staff:people:show", olwen.public_id)))
    answers = [client.get(permission), client.post(permission, {"answer": "yes", "said_by": "PHONE", "language": "EN"})]

    assert ("Ask me to take part" in page, "Tell me about help for me" in page) == (False, True)
    assert [answer.status_code for answer in answers] == [404, 404]
    assert not permits(olwen, Use.CONTACT)


def test_what_she_told_another_body_stays_with_that_body(client, mari, council):
    olwen = make_person(organisation=council)
    make_contribution(person=olwen, words="Said elsewhere.")

    assert "Said elsewhere." not in text_of(client.get(address("staff:people:show", olwen.public_id)))


def test_each_look_at_a_person_is_written_down(client, mari, council, noon):
    olwen = make_person(organisation=council)

    client.get(address("staff:people:show", olwen.public_id))
    client.get(address("staff:people:contact", olwen.public_id))
    client.get(address("staff:people:permission", olwen.public_id, "quote"))

    looks = AuditEvent.objects.filter(subject_public_id=olwen.public_id, actor_public_id=mari.public_id, at=noon)
    roles = [["COORDINATOR", council.public_id]]
    assert list(looks.order_by("pk").values_list("verb", "facts")) == [
        ("person.looked_at", {"why": "SEE_PEOPLE", "roles": roles}),
        ("person.looked_at", {"why": "KEEP_PEOPLE", "roles": roles}),
        ("person.contact_revealed", {"why": "CORRECT", "roles": roles}),
        ("person.looked_at", {"why": "KEEP_PEOPLE", "roles": roles}),
    ]


def test_a_page_with_a_mistake_is_still_headed_by_her_name(client, mari, council):
    olwen = make_person(organisation=council, name="Olwen Dychmygol")

    page = text_of(client.post(address("staff:people:contact", olwen.public_id), wishes(olwen, name="")))

    assert "How Olwen Dychmygol is reached" in page
    assert "There is a problem" in page


def test_a_teammate_sees_the_person_and_a_stranger_does_not(client, council):
    olwen = make_person(organisation=council)
    page = address("staff:people:show", olwen.public_id)

    client.force_login(make_coordinator(council))
    assert client.get(page).status_code == 200

    client.force_login(make_coordinator(make_organisation()))
    assert client.get(page).status_code == 404
    assert AuditEvent.objects.filter(subject_public_id=olwen.public_id).count() == 1


@pytest.mark.parametrize(
    ("state", "stays", "stands_there"), [("DIED", "", True), ("DIED", "NO", True), ("DIED", "YES", False), ("ENDED", "", False)]
)
def test_the_page_of_whoever_grieves_says_first_that_nobody_asks_them_to_take_part(
    client, mari, council, state, stays, stands_there
):
    olwen = make_person(organisation=council, stays=stays)
    make_caring_role(person=olwen, state=state)

    page = text_of(client.get(address("staff:people:show", olwen.public_id)))

    said = "Somebody they looked after has died. Please do not ring or write to ask them to take part, unless they say"
    assert (said in page.partition("Reached by")[0]) is stands_there


@pytest.mark.parametrize("name", ["show", "contact", "send_link", "renew_link"])
def test_no_page_of_a_person_opens_to_a_stranger(client, mari, name):
    elsewhere = make_person()

    assert client.post(address(f"staff:people:{name}", elsewhere.public_id)).status_code == 404


def test_the_page_says_to_what_somebody_was_not_asked_and_why_to_those_alone_who_send(client, mari, council):
    olwen, opportunity = make_person(organisation=council), make_opportunity(title_en="A walk")
    make_not_sent(person=olwen, about_kind="opportunities.opportunity", about_public_id=opportunity.public_id, reason="TOO_LATE")
    door = address("staff:people:show", olwen.public_id)
    practitioner = make_membership(organisation=council, role=Role.PRACTITIONER).user

    hers = text_of(client.get(door))
    client.force_login(practitioner)
    theirs = text_of(client.get(door))

    assert address("staff:opportunities:show", opportunity.public_id) in hers
    assert "– 1 October 2026: It would come after the day by which answers are needed" in hers
    assert "A walk" not in theirs


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_persons_page_costs_the_same_for_more(client, mari, council, item_count, django_assert_num_queries):
    olwen = make_person(organisation=council)
    for _number in range(item_count):
        stage = make_stage(project=make_project(organisation=council, owner=mari))
        make_invitation(opportunity=make_opportunity(stage=stage), person=olwen)
        make_response(contribution=make_contribution(stage=stage, person=olwen))
        make_contribution(stage=stage, person=olwen)
        make_proposal(organisation=council, person=olwen)
        make_seat(group=make_group(organisation=council), holder=olwen, starts_on=date(2026, 1, 1))
        make_message(person=olwen)
        make_ledger_entry(person=olwen)
        make_caring_role(person=olwen, relation=["PARENT", "PARTNER", "CHILD"][_number])

    client.get(address("staff:people:register"))  # the token against forged posts is written into the session once
    with django_assert_num_queries(17):
        client.get(address("staff:people:show", olwen.public_id))


# --- On her behalf ----------------------------------------------------------------------------------------------------


def wishes(person, **given) -> dict:
    return {
        "name": person.name,
        "area": person.area.slug,
        "channel": person.channel,
        "email": person.email,
        "telephone": person.telephone,
        "address": person.address,
        "language": person.language or "BOTH",
        "format": person.format,
        "how_long": person.how_long,
        "age_band": person.age_band,
        **given,
    }


def test_how_she_is_reached_can_be_changed(client, mari, council):
    olwen = make_person(organisation=council)

    page = client.post(
        address("staff:people:contact", olwen.public_id),
        wishes(olwen, channel="LETTER", address="1 Heol Ddychmygol\nAbermorfa", format="LARGE_PRINT"),
        follow=True,
    )

    olwen.refresh_from_db()
    assert (olwen.channel, olwen.address, olwen.format) == ("LETTER", "1 Heol Ddychmygol\nAbermorfa", "LARGE_PRINT")
    assert "What you changed is saved." in text_of(page)


@pytest.mark.parametrize(("chosen", "kept"), [("BOTH_EN", ("", True)), ("BOTH", ("", False)), ("CY", ("CY", False))])
def test_staff_write_down_which_of_both_languages_comes_first(client, mari, council, chosen, kept):
    olwen = make_person(organisation=council, english_first=chosen != "BOTH_EN")

    client.post(address("staff:people:contact", olwen.public_id), wishes(olwen, language=chosen))

    olwen.refresh_from_db()
    assert (olwen.language, olwen.english_first) == kept


def test_the_form_on_how_she_is_reached_begins_with_what_is_on_record(client, mari, council):
    olwen = make_person(organisation=council)

    form = client.get(address("staff:people:contact", olwen.public_id)).context["form"]

    chosen = [option.data["value"] for option in form["area"].subwidgets if option.data["selected"]]
    assert [str(value) for value in chosen] == [olwen.area.slug]


def test_a_way_that_cannot_reach_her_is_not_saved(client, mari, council):
    olwen = make_person(organisation=council)

    page = text_of(
        client.post(address("staff:people:contact", olwen.public_id), wishes(olwen, channel="TEXT", name="Olwen Newydd"))
    )

    olwen.refresh_from_db()
    assert olwen.channel == "EMAIL"
    assert "Write the telephone number, or choose another way to reach them." in page
    assert 'value="Olwen Newydd"' in page


def test_random_posts_never_break_changing_how_she_is_reached(client, mari, council):
    olwen = make_person(organisation=council)
    fields = {name: [value] for name, value in wishes(olwen, channel="EMAIL").items()}

    assert_random_posts_never_break(client, address("staff:people:contact", olwen.public_id), fields)


@pytest.mark.parametrize(("answer", "permitted"), [("yes", True), ("no", False)])
@pytest.mark.parametrize("permitted_before", [True, False])
def test_a_permission_is_asked_and_the_answer_written_down(client, mari, council, answer, permitted, permitted_before):
    olwen = make_person(organisation=council)
    if permitted_before:
        make_permission(person=olwen, use=Use.QUOTE)

    question = text_of(client.get(address("staff:people:permission", olwen.public_id, "quote")))
    said = {"answer": answer, "said_by": "PHONE", "language": "CY"}
    client.post(address("staff:people:permission", olwen.public_id, "quote"), said)

    assert "May we show things you say to other people" in question
    assert permits(olwen, Use.QUOTE) is permitted
    latest = olwen.permissions.last()
    if permitted and not permitted_before:
        assert (latest.granted_by, latest.granted_in, latest.entered_by, latest.wording) == ("PHONE", "CY", mari, WORDING)
    if permitted_before and not permitted:
        assert (latest.withdrawn_by, latest.withdrawn_in, latest.withdrawal_entered_by) == ("PHONE", "CY", mari)


def test_a_permission_without_an_answer_changes_nothing(client, mari, council):
    olwen = make_person(organisation=council)

    page = text_of(client.post(address("staff:people:permission", olwen.public_id, "contact"), {}))

    assert "There is a problem" in page
    assert not permits(olwen, Use.CONTACT)


def test_a_permission_nobody_knows_is_not_found(client, mari, council):
    olwen = make_person(organisation=council)

    assert client.get(address("staff:people:permission", olwen.public_id, "everything")).status_code == 404


def test_the_permission_of_a_stranger_is_not_found(client, mari):
    assert client.post(address("staff:people:permission", make_person().public_id, "quote"), {"answer": "yes"}).status_code == 404


def test_her_link_is_sent_again(client, mari, council):
    olwen = make_person(organisation=council, channel="LETTER", address="1 Heol Ddychmygol")

    page = client.post(address("staff:people:send_link", olwen.public_id), follow=True)

    assert list(Message.objects.values_list("person", "purpose", "channel")) == [(olwen.pk, "MY_PAGE", "LETTER")]
    assert "The letter with the link to their own page waits under Messages" in text_of(page)


def test_sending_the_link_needs_a_press_of_the_button(client, mari, council):
    olwen = make_person(organisation=council)

    assert client.get(address("staff:people:send_link", olwen.public_id)).url == address("staff:people:show", olwen.public_id)
    assert Message.objects.count() == 0


def test_a_lost_link_is_replaced_after_a_question(client, mari, council):
    olwen = make_person(organisation=council)

    question = text_of(client.get(address("staff:people:renew_link", olwen.public_id)))
    olwen.refresh_from_db()
    version_before = olwen.link_version
    client.post(address("staff:people:renew_link", olwen.public_id))

    olwen.refresh_from_db()
    assert "Every earlier link stops working at once" in question
    assert (version_before, olwen.link_version) == (1, 2)


def test_an_administrator_removes_somebody_who_asks_for_it_and_nobody_of_another_body(client, mari, council):
    olwen, stranger = make_person(organisation=council, name="Olwen Dychmygol"), make_person()
    Membership.objects.filter(user=mari).update(role=Role.ADMINISTRATOR)
    prove(client, mari)

    asked = text_of(client.get(address("staff:people:remove", olwen.public_id)))
    after = text_of(client.post(address("staff:people:remove", olwen.public_id), follow=True))

    olwen.refresh_from_db()
    assert "What goes, at once" in asked
    assert "Olwen Dychmygol is removed." in after
    assert (olwen.name, AuditEvent.objects.get(verb="person.erased").actor_public_id) == ("—", mari.public_id)
    assert client.post(address("staff:people:remove", stranger.public_id)).status_code == 404
    assert client.get(address("staff:people:show", olwen.public_id)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_whoever_removes_somebody_she_has_just_worked_on_stays_signed_in_and_her_visit_names_her_no_more(client, mari, council):
    other_client = Client()
    other_client.force_login(mari)
    olwen, twm = make_person(organisation=council, name="Olwen Dychmygol"), make_person(organisation=council)
    Membership.objects.filter(user=mari).update(role=Role.ADMINISTRATOR)
    for browser in (client, other_client):
        prove(browser, mari)
        for person in (olwen, twm):
            browser.post(address("staff:people:renew_link", person.public_id), {"csrfmiddlewaretoken": "x"})
        browser.post(address("staff:people:list"), {"find": "this", "text": "olwen"})
    before = [str(dict(browser.session)) for browser in (client, other_client)]

    answer = client.post(address("staff:people:remove", olwen.public_id), {"csrfmiddlewaretoken": "y"})

    visits = [str(dict(browser.session)) for browser in (client, other_client)]
    assert (answer.status_code, Person.objects.get(pk=olwen.pk).name) == (302, "—")
    assert [olwen.public_id in visit and "olwen" in visit for visit in before] == [True, True]
    assert [olwen.public_id in visit or "olwen" in visit for visit in visits] == [False, False]
    assert [twm.public_id in visit for visit in visits] == [True, True]
    assert other_client.get(address("staff:people:list")).status_code == 200


def test_a_coordinator_removes_nobody_and_reads_who_does(client, mari, council):
    olwen = make_person(organisation=council)

    page = text_of(client.get(address("staff:people:show", olwen.public_id)))
    answer = client.post(address("staff:people:remove", olwen.public_id))

    assert "If they ask to be removed, tell an administrator of your organisation." in page
    assert "They ask to be removed" not in page
    assert answer.status_code == 404


def test_before_somebody_is_removed_the_second_step_is_asked_for_again(client, mari, council):
    olwen = make_person(organisation=council, name="Olwen Dychmygol")
    Membership.objects.filter(user=mari).update(role=Role.ADMINISTRATOR)
    prove(client, mari, seconds_ago=610)

    answer = client.post(address("staff:people:remove", olwen.public_id))

    olwen.refresh_from_db()
    assert (answer.status_code, olwen.name) == (302, "Olwen Dychmygol")
