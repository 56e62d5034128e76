"""Projects as everyone reads them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from cyfran.domain.base import clock
from cyfran.domain.base.choices import DecisionRight, Level
from cyfran.domain.decisions.choices import Outcome, ResponseState
from cyfran.domain.evaluation.choices import Rating
from cyfran.domain.opportunities.choices import OpportunityState
from cyfran.domain.projects.choices import ProposalState, StageKind, StageState
from cyfran.engine.levels.record import CarerRight, Record, StageRecord
from cyfran.engine.levels.record import Stage as StageName
from cyfran.engine.levels.record import StageState as StateName
from cyfran.web.public.projects.presenters import strip_of
from cyfran.web.ui.parts import StageOnStrip
from tests.domain.evaluation.scenes import a_project_carried_through
from tests.factories.base import make_user
from tests.factories.contributions import make_theme
from tests.factories.correspondence import make_arrival, make_forward
from tests.factories.decisions import make_decision, make_response, make_shown_contribution
from tests.factories.evaluation import make_evaluation
from tests.factories.opportunities import make_opportunity
from tests.factories.organisations import make_area, make_organisation
from tests.factories.projects import make_project, make_proposal, make_stage
from tests.web.public.reading import headings_of, links_of, main_of, text_of

pytestmark = pytest.mark.django_db

PUBLISHED = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 12, 0, tzinfo=UTC))


def published(**given):
    return make_project(published_at=PUBLISHED, **given)


def page_of(client, project, language="en"):
    return client.get(f"/{language}/projects/{project.public_id}/")


# --- The list ---------------------------------------------------------------------------------------------------------


def test_the_list_shows_what_is_published_with_its_level_and_stages(client):
    project = a_project_carried_through(title_en="Short breaks")
    published(title_en="Begun", started_on=date(2026, 10, 1))
    make_project(title_en="Not published")

    response = client.get("/en/projects/")

    assert headings_of(response) == ["Projects with carers", "2 projects", "Begun", "Short breaks"]
    assert "Level so far: Co-production" in text_of(response)
    assert "Level so far: None recorded" in text_of(response)
    assert "Idea Done, 10 March 2026 Carers took part Their right: Agree jointly" in text_of(response)
    assert f"/en/projects/{project.public_id}/" in links_of(response)


def test_examples_are_listed_only_when_asked_for_and_say_what_they_are(client):
    published(title_en="Real")
    published(title_en="Invented", is_example=True)

    real, examples = client.get("/en/projects/"), client.get("/en/projects/?example=1")

    assert headings_of(real)[2:] == ["Real"]
    assert "/en/projects/?example=1" in links_of(real)
    assert headings_of(examples)[2:] == ["Invented"]
    assert "Example Level so far" in text_of(examples)
    assert "This is an invented example." in examples.content.decode()
    assert '<input type="hidden" name="example" value="1">' in main_of(examples)
    assert 'name="example"' not in main_of(real)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Here", "Another area", "Closed"]),
        ("area=y-dref", ["Here", "Closed"]),
        ("organisation=y-cyngor", ["Here", "Another area", "Closed"]),
        ("state=OPEN", ["Here", "Another area"]),
        ("state=CLOSED&area=y-dref", ["Closed"]),
        ("area=arall&state=CLOSED", []),
        ("area=nowhere&state=CLOSED", ["Closed"]),
    ],
)
def test_the_list_can_be_narrowed(client, query, found):
    council = make_organisation(slug="y-cyngor", area=make_area(slug="y-dref"))
    elsewhere = make_organisation(area=make_area(slug="arall")).area
    published(organisation=council, title_en="Here", started_on=date(2026, 9, 3))
    published(organisation=council, title_en="Another area", area=elsewhere, started_on=date(2026, 9, 2))
    published(organisation=council, title_en="Closed", started_on=date(2026, 9, 1), closed_on=date(2026, 10, 1))

    response = client.get(f"/en/projects/?{query}")

    assert [heading for heading in headings_of(response)[2:] if heading] == found


@pytest.mark.parametrize(
    ("path", "silence"),
    [
        ("projects/", "No real project is published here yet. Anyone may ask for one"),
        ("what-changed/", "Nothing said in a real project may be shown here yet."),
        ("asks/", "Nobody has asked a real body for anything yet."),
        ("reports/", "No real report is published here yet."),
    ],
)
def test_an_empty_list_says_that_nothing_real_is_published_and_leads_to_the_example(client, path, silence):
    alone = client.get(f"/en/{path}")
    published(is_example=True)

    response = client.get(f"/en/{path}")

    assert silence in text_of(alone)
    assert f"/en/{path}?example=1" not in links_of(alone)
    assert "Example See the invented example" in text_of(response)
    assert links_of(response).count(f"/en/{path}?example=1") == 1


def test_an_empty_list_of_projects_says_how_one_begins_and_offers_nothing_to_search_in(client):
    published(is_example=True)

    response = client.get("/en/projects/")

    assert "/en/ask/" in links_of(response)
    assert "<select" not in main_of(response)


def test_only_organisations_of_the_projects_in_the_list_can_be_chosen(client):
    published(organisation=make_organisation(name_en="Real Council"))
    published(organisation=make_organisation(name_en="Council of the example"), is_example=True)

    real, examples = main_of(client.get("/en/projects/")), main_of(client.get("/en/projects/?example=1"))

    assert ("Real Council</option>" in real, "Council of the example</option>" in real) == (True, False)
    assert ("Real Council</option>" in examples, "Council of the example</option>" in examples) == (False, True)


def test_a_search_without_a_find_leads_back(client):
    published()

    response = client.get("/en/projects/?state=CLOSED")

    assert "No project fits all of that." in text_of(response)
    assert "/en/projects/" in links_of(response)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("query", "queries"), [("", 11), ("area=y-dref&organisation=y-cyngor", 12)])
def test_the_list_costs_the_same_for_more_projects(client, count, query, queries, django_assert_num_queries):
    council = make_organisation(slug="y-cyngor", area=make_area(slug="y-dref"))
    for _ in range(count):
        a_project_carried_through(organisation=council)

    with django_assert_num_queries(queries):
        assert len(client.get(f"/en/projects/?{query}").context["projects"]) == count


def test_a_long_list_comes_in_pages(client):
    for number in range(26):
        published(title_en=f"Project {number}", started_on=date(2026, 9, 1) + timedelta(days=number))

    first, last = client.get("/en/projects/"), client.get("/en/projects/?page=2")

    assert (len(headings_of(first)), headings_of(last)[2:]) == (27, ["Project 0"])


# --- The strip --------------------------------------------------------------------------------------------------------


def test_the_strip_says_whether_carers_are_there_and_never_how_many():
    project = make_project()
    make_stage(project=project, kind=StageKind.IDEA, state=StageState.DONE, happened_on=date(2026, 9, 3))
    make_stage(project=project, kind=StageKind.DESIGN)
    make_stage(project=project, kind=StageKind.DELIVERY, state=StageState.SKIPPED)
    record = Record(
        stages=(
            StageRecord(StageName.IDEA, StateName.DONE, carers=7),
            StageRecord(StageName.DESIGN, StateName.PLANNED, carer_right=CarerRight.ADVISE),
            StageRecord(StageName.DELIVERY, StateName.SKIPPED, carer_right=CarerRight.ADVISE),
        )
    )

    with override("en"):
        assert strip_of(project, record) == [
            StageOnStrip("Idea", "DONE", "Done", True, "Not stated", date(2026, 9, 3)),
            StageOnStrip("Design", "PLANNED", "Planned", False, "Advise"),
            StageOnStrip("Delivery", "SKIPPED", "Left out", False),
        ]


def test_what_a_closed_project_had_planned_did_not_take_place():
    project = make_project(closed_on=date(2026, 10, 1))
    make_stage(project=project, kind=StageKind.DESIGN)
    record = Record(stages=(StageRecord(StageName.DESIGN, StateName.PLANNED, carers=7, carer_right=CarerRight.ADVISE),))

    with override("en"):
        [stage] = strip_of(project, record)

    assert (stage.state_name, stage.carers_words, stage.right) == ("Did not take place", "", "")


# --- One project ------------------------------------------------------------------------------------------------------


def test_a_project_that_is_not_published_is_not_found(client):
    assert page_of(client, make_project()).status_code == 404
    assert client.get("/en/projects/xxxxxxxxxx/").status_code == 404


def test_a_project_says_what_is_open_and_what_is_not_in_both_languages(client):
    project = published()

    english, welsh = page_of(client, project), page_of(client, project, "cy")

    assert headings_of(english)[:3] == ["Short breaks", "What is open", "What is not, and why"]
    assert "When, where and by whom." in text_of(english)
    assert "The budget: it is set." in text_of(english)
    assert headings_of(welsh)[0] == "Seibiant byr"
    assert "Pryd, ble a chan bwy." in text_of(welsh)


def test_an_example_bears_its_banner(client):
    real, invented = published(), published(is_example=True)

    assert "This is an invented example." in page_of(client, invented).content.decode()
    assert "This is an invented example." not in page_of(client, real).content.decode()


def test_the_four_levels_stand_side_by_side(client):
    project = a_project_carried_through(claimed_level=Level.CO_PRODUCTION, closed_on=TODAY)
    project.stages.filter(kind="DESIGN").update(carer_right=DecisionRight.ADVISE)
    for _ in range(5):
        make_evaluation(project=project, level_felt=Level.CONSULTATION)

    text = text_of(page_of(client, project))

    assert "What the record shows Engagement" in text
    assert "What the organiser says Co-production" in text
    assert "What participants felt Consultation" in text
    assert "What would raise it to the next level: Co-design" in text
    assert "At least two carers must be members with a say (agree jointly, decide or veto) in the design stage." in text
    assert "Engagement: reached" in text
    assert "Co-design: not reached" in text


def test_a_project_that_shows_co_production_has_nothing_left_to_reach(client):
    response = page_of(client, a_project_carried_through())

    assert "There is no higher level: every condition is met." in text_of(response)
    assert "Not met:" not in text_of(response)


def test_only_what_is_open_now_is_offered(client):
    project = published()
    stage = make_stage(project=project)
    make_opportunity(stage=stage, state=OpportunityState.OPEN, title_en="An evening to talk", offers_cover=True)
    make_opportunity(stage=stage, state=OpportunityState.CLOSED, title_en="Closed")
    make_opportunity(stage=stage, title_en="Being prepared")
    make_opportunity(stage=stage, state=OpportunityState.OPEN, title_en="Over", starts_at=PUBLISHED, reply_by=date(2026, 9, 1))

    text = text_of(page_of(client, project))

    assert "An evening to talk Meeting What matters to you?" in text
    assert "It takes 1 hour 30 minutes, reading and travel included." in text
    assert "Ways to take part: in person." in text
    assert "Offered: replacement care." in text
    assert not {"Closed", "Being prepared", "Over"} & set(headings_of(page_of(client, project)))


def test_what_was_said_stands_by_theme_with_what_came_of_it(client):
    project = published()
    stage, theme = make_stage(project=project), make_theme(project=project, name_en="Plain words")
    for number in range(5):
        said = make_shown_contribution(stage=stage, public_words=f"Gair {number}", words_language="CY")
        said.themes.add(theme)
    make_response(contribution=said, state=ResponseState.CANNOT)
    make_response(contribution=make_shown_contribution(stage=stage, public_words="No theme."))

    response = page_of(client, project)

    said_and_done = "Gair 4 We cannot do this 17 November 2026 There is no money this year."
    assert f"Plain words 5 people spoke of this. {said_and_done}" in text_of(response)
    assert "Other things said No theme. We did this" in text_of(response)
    assert '<blockquote class="cy-words__said" lang="cy">' in main_of(response)


def test_what_had_the_same_answer_stands_together_above_it(client):
    project = published()
    stage, theme = make_stage(project=project), make_theme(project=project, name_en="Plain words")
    for public_id, words in (("bbbbbbbbbb", "First."), ("cccccccccc", "Second.")):
        said = make_shown_contribution(stage=stage, public_words=words, public_id=public_id)
        said.themes.add(theme)
        make_response(contribution=said, state=ResponseState.CANNOT)

    text = text_of(page_of(client, project))

    assert "Second. First. We cannot do this 17 November 2026 There is no money this year. Who was heard" in text


def test_what_belongs_to_two_themes_is_shown_once_and_names_the_other(client):
    project = published()
    said = make_shown_contribution(stage=make_stage(project=project), public_words="Said once.")
    for name in ("Plain words", "Time for me"):
        said.themes.add(make_theme(project=project, name_en=name))
    make_response(contribution=said)

    text = text_of(page_of(client, project))

    assert "Plain words Fewer than five people spoke of this. Said once. Also about: Time for me" in text
    assert "Time for me Fewer than five people spoke of this. What was said about this stands under another theme" in text
    assert text.count("Said once.") == 1


def test_words_that_wait_for_an_answer_say_by_when_or_how_late(client):
    project = published()
    stage = make_stage(project=project)
    make_shown_contribution(stage=stage, public_words="Soon.", due_on=date(2026, 12, 8))
    make_shown_contribution(stage=stage, public_words="Late.", due_on=date(2026, 11, 20))

    text = text_of(page_of(client, project))

    assert "Soon. No answer yet The answer is due by 8 December 2026." in text
    assert "Late. No answer yet The answer was due on 20 November 2026. It is late." in text


def test_it_is_said_by_which_ways_those_came_who_were_heard_and_for_whom_they_do_not_speak(client):
    project = published(closed_on=TODAY)
    stage, forward = make_stage(project=project), make_forward()
    for number in range(17):
        said = make_shown_contribution(stage=stage)
        make_arrival(person=said.person, way="VISIT" if number < 6 else "SOCIAL", forward=forward if number > 10 else None)

    page = text_of(page_of(client, project))

    by_visit = "We met them where people who look after somebody meet 6"
    assert f"17 people took part. {by_visit} Passed on by {forward.partner.name} 6 Other ways" in page
    assert "So it does not stand for all carers." in page


@pytest.mark.parametrize(
    ("people", "said"),
    [(4, "So few took part that neither their number"), (6, "6 people took part. By which ways they had come is not shown")],
)
def test_ways_by_which_few_came_are_not_told_apart(client, people, said):
    project = published(closed_on=TODAY)
    stage = make_stage(project=project)
    for _number in range(people):
        make_arrival(person=make_shown_contribution(stage=stage).person)

    assert said in text_of(page_of(client, project))


def test_how_many_took_part_is_shown_once_the_project_is_closed(client):
    project = published()
    stage = make_stage(project=project)
    for _number in range(6):
        make_arrival(person=make_shown_contribution(stage=stage).person)

    page = text_of(page_of(client, project))

    assert "is shown once the project is closed. What is said here comes from people who are registered" in page
    assert "6 people took part." not in page


def test_a_decision_shows_its_right_its_reasons_and_who_disagreed(client):
    project = published()
    stage = make_stage(project=project, kind=StageKind.DECISION, carer_right=DecisionRight.ADVISE)
    make_decision(stage=stage, outcome=Outcome.AGAINST, dissent_cy="Y gofalwyr.", dissent_en="The carers.")
    make_decision(stage=stage, question_en="Still open?")

    text = text_of(page_of(client, project))

    assert "Against 16 November 2026 Decided by: The cabinet Carers' right: Advise There is no money this year." in text
    assert "Who disagreed, and why: The carers." in text
    assert "Still open? Not decided yet. The cabinet has been deciding since 9 November 2026. Carers' right: Advise." in text


def test_the_evaluation_is_drawn_without_the_numbers_that_would_tell_who_said_what(client):
    project = published(closed_on=TODAY)
    for _ in range(6):
        make_evaluation(project=project, listened_to=Rating.YES, told_what_came=Rating.NO)
    for _ in range(5):
        make_evaluation(project=project, listened_to=Rating.PARTLY, told_what_came=Rating.NO)

    text = text_of(page_of(client, project))

    assert "11 people who took part have said how it was." in text
    assert "Were you listened to? Not shown: of so few people" not in text
    assert "Were you told what came of it? Not shown: of so few people, the numbers would tell who said what." in text


def test_how_it_was_is_shown_once_the_project_is_closed_so_that_no_number_tells_what_one_person_said(client):
    project = published()
    pages = []
    for _ in range(7):
        make_evaluation(project=project, level_felt=Level.ENGAGEMENT)
        pages.append(text_of(page_of(client, project)))

    assert len(set(pages)) == 1
    assert "What participants felt Shown once the project is closed" in pages[0]
    assert "What people answer is shown once the project is closed." in pages[0]


def test_few_evaluations_are_not_counted(client):
    project = published(closed_on=TODAY)
    for _ in range(4):
        make_evaluation(project=project)

    assert "Fewer than five people have said how it was." in text_of(page_of(client, project))


def test_a_project_says_whom_to_ask_and_how_it_began(client):
    mari = make_user(name="Mari Enghraifft", email="mari@example.org", telephone="01970 000000")
    council = make_organisation(slug="y-cyngor", name_en="The Council", named_contact=mari)
    project = published(organisation=council)
    make_proposal(organisation=council, project=project, state=ProposalState.ACCEPTED)

    response = page_of(client, project)

    assert "The Council: Mari Enghraifft, mari@example.org , 01970 000000" in text_of(response)
    assert "It was asked for on 1 October 2026, and the answer was yes on 20 October 2026." in text_of(response)
    assert "/en/asks/?body=y-cyngor" in links_of(response)


def test_a_project_does_not_name_whoever_has_left(client):
    mari = make_user(name="Mari Enghraifft", email="mari@example.org", telephone="01970 000000")
    project = published(organisation=make_organisation(name_en="The Council", named_contact=mari))
    mari.memberships.all().delete()

    text = text_of(page_of(client, project))

    assert [told for told in ("Mari Enghraifft", "mari@example.org", "01970 000000") if told in text] == []
    assert "Who to ask The Council" in text


def test_a_half_that_is_missing_is_shown_in_the_other_language_and_marked(client):
    project = published(question_cy="", open_cy="")

    page = main_of(page_of(client, project, "cy"))

    assert '<span lang="en">How should short breaks work?</span>' in page
    assert '<div class="govuk-body" lang="en"><p>When, where and by whom.</p></div>' in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_project_costs_the_same_for_more_of_everything(client, count, django_assert_num_queries):
    project = a_project_carried_through()
    stage, theme = project.stages.first(), make_theme(project=project)
    for _ in range(count):
        make_shown_contribution(stage=stage)
        make_response(contribution=make_shown_contribution(stage=stage)).contribution.themes.add(theme)
        make_decision(stage=stage, outcome=Outcome.FOR)
        make_opportunity(stage=stage, state=OpportunityState.OPEN)
        make_evaluation(project=project)

    with django_assert_num_queries(15):
        page_of(client, project)
