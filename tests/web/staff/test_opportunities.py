"""Ways to take part: preparing, publishing, changing and closing them."""

from datetime import UTC, date, datetime

import pytest

from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.opportunities.models import Opportunity
from tests.factories.decisions import make_decision, make_response, make_shown_contribution
from tests.factories.meetings import make_meeting
from tests.factories.opportunities import SAID_BEFOREHAND, make_invitation, make_opportunity
from tests.factories.projects import make_project, make_stage, make_staged_project
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of, ticked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

OFFERED = {
    "stage": "design",
    "kind": "MEETING",
    "work": "PLANNING",
    "topic": "BREAKS",
    "title_cy": "Noson gyntaf",
    "title_en": "First evening",
    "about_cy": "Beth sy'n bwysig?",
    "about_en": "What matters?",
    "starts_at_day": "12",
    "starts_at_month": "1",
    "starts_at_year": "2027",
    "starts_at_time": "18:30",
    "reply_by_day": "5",
    "reply_by_month": "1",
    "reply_by_year": "2027",
    "place_cy": "Y neuadd",
    "place_en": "The hall",
    "minutes_there": "90",
    "minutes_reading": "20",
    "minutes_travel": "40",
    "ways": ["in_person", "by_telephone"],
    "offers": ["offers_cover", "offers_food"],
}


@pytest.fixture
def project(council, mari):
    return make_staged_project(organisation=council, owner=mari)


@pytest.fixture
def stage(project):
    return project.stages.get(kind="DESIGN")


# --- The list ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "titles"), [("", ["Open", "Draft"]), ("?state=OPEN", ["Open"]), ("?state=X", ["Open", "Draft"])]
)
def test_the_list_shows_own_opportunities_the_latest_first(client, stage, query, titles):
    make_opportunity(stage=stage, title_en="Draft")
    later = datetime(2027, 2, 1, 18, 0, tzinfo=UTC)
    make_opportunity(stage=stage, title_en="Open", state=OpportunityState.OPEN, starts_at=later)
    make_opportunity()

    page = client.get(address("staff:opportunities:list") + query)

    assert [one.title for one in page.context["page"]] == titles


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_for_more_opportunities(client, stage, item_count, django_assert_num_queries):
    for _number in range(item_count):
        make_invitation(opportunity=make_opportunity(stage=stage, state=OpportunityState.OPEN))

    with django_assert_num_queries(5):
        client.get(address("staff:opportunities:list"))


# --- Preparing --------------------------------------------------------------------------------------------------------


def test_an_opportunity_is_prepared_and_shows_the_minutes_it_asks_all_in_all(client, project, stage, council):
    page = client.post(address("staff:opportunities:add", project.public_id), OFFERED, follow=True)

    opportunity = Opportunity.objects.get()
    assert (opportunity.stage, opportunity.organisation, opportunity.state) == (stage, council, OpportunityState.DRAFT)
    assert opportunity.starts_at == datetime(2027, 1, 12, 18, 30, tzinfo=UTC)
    assert [str(label) for label in opportunity.forms] == ["in person", "by telephone"]
    assert [str(label) for label in opportunity.offers] == ["replacement care", "food and drink"]
    assert "It asks 2 hours 30 minutes of each person. Published today, it would give 53 days' notice." in text_of(page)
    assert address("staff:opportunities:publish", opportunity.public_id) in text_of(page)


def test_a_small_event_is_prepared_from_what_when_and_where(client, project, stage, council):
    when = ("starts_at_day", "starts_at_month", "starts_at_year", "starts_at_time")
    few = ("stage", "kind", "work", "topic", "title_cy", "title_en", *when)
    small = {name: OFFERED[name] for name in few} | {"kind": "DROP_IN"}

    page = client.post(address("staff:opportunities:small", project.public_id), small, follow=True)

    opportunity = Opportunity.objects.get()
    assert (opportunity.stage, opportunity.organisation, opportunity.state) == (stage, council, OpportunityState.DRAFT)
    assert (opportunity.kind, opportunity.work, opportunity.minutes_asked) == ("DROP_IN", "PLANNING", 90)
    assert "The rest is filled in as is usual for this kind." in text_of(page)
    assert "Come when you like, and go when you like." in text_of(page)


def test_a_project_that_asks_no_five_minutes_leads_to_a_task_that_does(client, project, stage):
    door = address("staff:opportunities:small", project.public_id) + "?kind=SHORT_TASK"

    before = text_of(client.get(address("staff:projects:show", project.public_id)))
    form = client.get(door)
    make_opportunity(stage=stage, kind="SHORT_TASK")
    after = text_of(client.get(address("staff:projects:show", project.public_id)))

    assert "Some carers have five minutes and no more, and nothing here is for them yet." in before
    assert door in before
    assert "SHORT_TASK" in ticked(form)
    assert door not in after


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": ""}, '<a href="#id_kind_0">Choose an answer for “What kind is it?”.</a>'),
        ({"work": ""}, '<a href="#id_work">Choose an answer for “What is it part of?”.</a>'),
        ({"starts_at_year": "2025"}, "Give a time that is still to come."),
    ],
)
def test_what_is_wrong_with_a_small_event_is_said_and_the_rest_kept(client, project, wrong, words):
    page = text_of(client.post(address("staff:opportunities:small", project.public_id), OFFERED | wrong))

    assert words in page
    assert "First evening" in page
    assert not Opportunity.objects.exists()


def test_the_short_form_leads_to_the_long_one_of_the_same_stage(client, project):
    page = text_of(client.get(address("staff:opportunities:small", project.public_id) + "?stage=design"))

    assert address("staff:opportunities:add", project.public_id) + "?stage=design" in page
    assert '<option value="design" selected>' in page


@pytest.mark.parametrize(("query", "chosen"), [("", "idea"), ("?stage=design", "design"), ("?stage=party", None)])
def test_the_form_begins_with_the_stage_named_or_being_worked_on(client, project, query, chosen):
    page = text_of(client.get(address("staff:opportunities:add", project.public_id) + query))

    assert [kind for kind in ("idea", "design") if f'<option value="{kind}" selected>' in page] == ([chosen] if chosen else [])


def test_a_stage_left_out_is_not_offered(client, project):
    project.stages.filter(kind="DESIGN").update(state="SKIPPED")

    page = client.post(address("staff:opportunities:add", project.public_id), OFFERED)

    assert page.context["form"].errors.as_data().keys() == {"stage"}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ways": []}, '<a href="#id_ways_0">Choose at least one way to take part.</a>'),
        ({"minutes_there": "0"}, "Say how many minutes it takes."),
        ({"title_cy": ""}, '<a href="#id_title_cy">Fill in “Title in Welsh”.</a>'),
        ({"starts_at_time": "half six"}, "Give the time as hours and minutes, such as 14:30."),
        ({"reply_by_month": "2"}, '<a href="#id_reply_by_0">Answers are needed before it starts.</a>'),
    ],
)
def test_what_is_wrong_with_an_opportunity_is_said_and_the_rest_kept(client, project, wrong, words):
    page = text_of(client.post(address("staff:opportunities:add", project.public_id), OFFERED | wrong))

    assert words in page
    assert "What matters?" in page
    assert not Opportunity.objects.exists()


def test_an_opportunity_changes_until_somebody_is_asked(client, stage):
    opportunity = make_opportunity(stage=stage, offers_travel=True)
    door = address("staff:opportunities:change", opportunity.public_id)

    form = client.get(door)
    client.post(door, OFFERED)
    make_invitation(opportunity=opportunity)
    refused = text_of(client.post(door, OFFERED | {"title_en": "Too late"}))

    opportunity.refresh_from_db()
    assert ticked(form) == ["MEETING", "in_person", "offers_travel"]
    assert (opportunity.title_en, opportunity.offers_travel, opportunity.offers_cover) == ("First evening", False, True)
    assert "People have been asked to this as it stands." in refused


@pytest.mark.parametrize(("kind", "label"), [("MEETING", "When"), ("SURVEY", "Open until")])
def test_what_has_no_time_of_its_own_is_open_until_then(client, stage, kind, label):
    page = client.get(address("staff:opportunities:show", make_opportunity(stage=stage, kind=kind).public_id))

    row = next(row for row in page.context["opportunity"].rows if row.value == "Tuesday 12 January 2027, 18:00")
    assert row.label == label


def test_what_is_published_is_moved_and_not_changed_to_another_time(client, stage):
    opportunity = make_opportunity(stage=stage, state="OPEN", **SAID_BEFOREHAND)
    door = address("staff:opportunities:change", opportunity.public_id)

    page = text_of(client.get(door))
    client.post(door, OFFERED | {"topic": "MONEY"})

    was_at = opportunity.starts_at
    opportunity.refresh_from_db()
    assert "To change its time, move it: then everybody reads why." in page
    assert ('name="starts_at_day"' in page, 'name="topic"' in page) == (False, False)
    assert (opportunity.title_en, opportunity.starts_at, opportunity.topic) == ("First evening", was_at, SAID_BEFOREHAND["topic"])


@pytest.mark.parametrize("name", ["opportunities:list", "contact:drop_off", "contact:wishes", "forwarding:list"])
def test_the_menu_leads_to_opportunities_and_marks_them_in_the_rooms_reached_through_them(client, mari, name):
    page = text_of(client.get(address(f"staff:{name}")))

    assert f'href="{address("staff:opportunities:list")}" aria-current="true"' in page


# --- Publishing and closing -------------------------------------------------------------------------------------------


def test_publishing_in_good_time_asks_for_no_reason_and_leads_to_who_shall_be_asked(client, stage):
    opportunity = make_opportunity(stage=stage, **SAID_BEFOREHAND)
    door = address("staff:opportunities:publish", opportunity.public_id)

    question = text_of(client.get(door))
    page = client.post(door)

    opportunity.refresh_from_db()
    assert "It gives 53 days' notice." in question
    assert "short_notice" not in question
    assert (opportunity.state, opportunity.notice_days) == (OpportunityState.OPEN, 53)
    assert page.headers["Location"] == address("staff:choosing:show", opportunity.public_id)


def test_all_that_is_missing_before_it_is_published_stands_at_once(client, stage):
    make_opportunity(stage=stage, state=OpportunityState.OPEN, topic="BREAKS")
    soon = datetime(2026, 12, 3, 18, 0, tzinfo=UTC)
    opportunity = make_opportunity(stage=stage, starts_at=soon, reply_by=date(2026, 12, 1), topic="BREAKS", work="PLANNING")

    page = text_of(client.get(address("staff:opportunities:publish", opportunity.public_id)))

    for words in (
        "in which languages it is held",
        "why it comes at less than 14 days' notice: you say that last",
        "On this topic people were asked 1 time before.",
        address("staff:opportunities:beforehand", opportunity.public_id),
        address("staff:opportunities:change", opportunity.public_id),
    ):
        assert words in page
    assert "Publish, and choose whom to ask" not in page


def test_short_notice_is_published_only_with_its_reason_in_both_languages(client, stage):
    soon = datetime(2026, 12, 3, 18, 0, tzinfo=UTC)
    opportunity = make_opportunity(stage=stage, starts_at=soon, reply_by=date(2026, 12, 1), **SAID_BEFOREHAND)
    door = address("staff:opportunities:publish", opportunity.public_id)

    half = text_of(client.post(door, {"short_notice_en": "The hall was free."}))
    state_after_half = Opportunity.objects.get().state
    client.post(door, {"short_notice_en": "The hall was free.", "short_notice_cy": "Roedd y neuadd yn rhydd."})

    opportunity.refresh_from_db()
    assert "It gives 13 days' notice." in half
    assert '<a href="#id_short_notice_cy">Fill in “Why so late, in Welsh”.</a>' in half
    assert state_after_half == OpportunityState.DRAFT
    assert (opportunity.notice_days, opportunity.short_notice_cy) == (13, "Roedd y neuadd yn rhydd.")


def test_before_it_is_published_carers_know_what_they_say_yes_to(client, stage):
    opportunity = make_opportunity(stage=stage)
    stage.carer_right = "ADVISE"
    stage.save()
    doors = {name: address(f"staff:opportunities:{name}", opportunity.public_id) for name in ("publish", "beforehand")}

    before = text_of(client.get(doors["publish"]))
    client.post(doors["publish"])
    state_before = Opportunity.objects.get().state
    said = client.post(doors["beforehand"], {**SAID_BEFOREHAND, "formats": ["in_easy_read"]})
    after = text_of(client.get(doors["publish"]))
    client.post(doors["publish"])

    for what in (
        "why it is not offered in person, online or by telephone",
        "whether people may bring",
        "why carers cannot do more",
    ):
        assert what in before
        assert what not in after
    assert "Publish, and choose whom to ask" not in before
    assert (state_before, said.headers["Location"]) == (OpportunityState.DRAFT, doors["publish"])
    for what in ("It needs everyone in one room", "Yes, they are welcome", "Welsh or English, as you choose", "Easy Read"):
        assert what in after
    assert Opportunity.objects.get().state == OpportunityState.OPEN


@pytest.mark.parametrize(
    ("given", "right", "asked"),
    [
        ({"work": "POLICY", "topic": "MONEY"}, "DECIDE", ["why_not_online", "why_not_by_telephone", "may_bring", "spoken"]),
        (
            {"in_person": False, "online": True, "by_telephone": True},
            "AGREE_JOINTLY",
            ["work", "topic", "why_not_in_person", "spoken"],
        ),
        (
            {"online": True, "by_telephone": True, "work": "POLICY", "topic": "MONEY"},
            "INFORM",
            ["may_bring", "spoken", "why_not_more_cy", "why_not_more_en"],
        ),
    ],
)
def test_only_what_is_not_answered_by_what_is_offered_is_asked(client, stage, given, right, asked):
    stage.carer_right = right
    stage.save()
    opportunity = make_opportunity(stage=stage, **given)

    page = client.get(address("staff:opportunities:beforehand", opportunity.public_id))
    nothing = client.post(address("staff:opportunities:beforehand", opportunity.public_id))

    assert list(page.context["form"].fields) == [*asked, "formats"]
    assert list(nothing.context["form"].errors) == asked


def test_what_people_were_asked_before_is_read_before_they_are_asked_again(client, stage, council):
    elsewhere = make_stage(project=make_project(published_at=datetime(2026, 1, 5, 9, tzinfo=UTC)))
    make_opportunity(stage=elsewhere, state=OpportunityState.CLOSED, title_en="Nights away", topic="BREAKS")
    make_decision(stage=elsewhere, question_en="More nights?", outcome="FOR")
    make_response(contribution=make_shown_contribution(stage=elsewhere))
    opportunity = make_opportunity(stage=stage, **SAID_BEFOREHAND)
    doors = {name: address(f"staff:opportunities:{name}", opportunity.public_id) for name in ("publish", "past")}

    before = text_of(client.get(doors["publish"]))
    client.post(doors["publish"])
    state_before = Opportunity.objects.get(pk=opportunity.pk).state
    past = text_of(client.get(doors["past"]))
    read = client.post(doors["past"])
    client.post(doors["publish"])

    opportunity.refresh_from_db()
    assert "On this topic people were asked 1 time before." in before
    assert "Publish, and choose whom to ask" not in before
    for words in (
        "Nights away (Meeting, 12 January 2027)",
        "Another organisation, in the same month",
        "More nights? <strong>For</strong>",
    ):
        assert words in past
    assert "We did this: 1" in past
    assert "I have read this" in past
    assert "I have read this" not in text_of(client.get(doors["past"]))
    assert (state_before, read.headers["Location"]) == (OpportunityState.DRAFT, doors["publish"])
    assert opportunity.state == OpportunityState.OPEN


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_past_costs_the_same_for_more_projects(client, stage, item_count, django_assert_num_queries):
    for _number in range(item_count):
        asked = make_stage(project=make_project(published_at=datetime(2026, 1, 5, 9, tzinfo=UTC)))
        make_opportunity(stage=asked, state=OpportunityState.CLOSED, topic="BREAKS")
    opportunity = make_opportunity(stage=stage, topic="BREAKS")

    with django_assert_num_queries(10):
        client.get(address("staff:opportunities:past", opportunity.public_id))


def test_what_has_started_cannot_be_published(client, stage):
    opportunity = make_opportunity(
        stage=stage, starts_at=datetime(2026, 11, 1, 18, 0, tzinfo=UTC), reply_by=date(2026, 10, 20), **SAID_BEFOREHAND
    )
    reasons = {"short_notice_en": "Late.", "short_notice_cy": "Hwyr."}

    page = text_of(client.post(address("staff:opportunities:publish", opportunity.public_id), reasons))

    assert "This has already started." in page


def test_closing_asks_first_and_then_asks_nobody_else(client, stage):
    opportunity = make_opportunity(stage=stage, state=OpportunityState.OPEN)
    door = address("staff:opportunities:close", opportunity.public_id)

    question = text_of(client.get(door))
    page = text_of(client.post(door, follow=True))

    opportunity.refresh_from_db()
    assert "It cannot be opened again." in question
    assert opportunity.state == OpportunityState.CLOSED
    assert address("staff:opportunities:invite", opportunity.public_id) not in page


def test_an_opportunity_leads_to_its_meeting(client, stage, project):
    opportunity = make_opportunity(stage=stage, state=OpportunityState.CLOSED)
    door = address("staff:opportunities:show", opportunity.public_id)

    before = text_of(client.get(door))
    meeting = make_meeting(stage=stage, opportunity=opportunity)
    after = text_of(client.get(door))

    assert address("staff:meetings:add", project.public_id) + f"?opportunity={opportunity.public_id}" in before
    assert address("staff:meetings:show", meeting.public_id) in after


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("small", {name: value if isinstance(value, list) else [value] for name, value in OFFERED.items()}),
        ("add", {name: value if isinstance(value, list) else [value] for name, value in OFFERED.items()}),
        ("change", {name: value if isinstance(value, list) else [value] for name, value in OFFERED.items()}),
        ("beforehand", {"spoken": ["EITHER"], "may_bring": ["YES"], "formats": ["signed"], "why_not_online": ["SEEN"]}),
        ("publish", {"short_notice_cy": ["Hwyr."], "short_notice_en": ["Late."]}),
        ("close", {"anything": []}),
    ],
)
def test_random_posts_never_break_an_opportunity(client, project, stage, name, fields):
    thing = project if name in ("small", "add") else make_opportunity(stage=stage)

    assert_random_posts_never_break(client, address(f"staff:opportunities:{name}", thing.public_id), fields)
