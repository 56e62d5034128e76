"""The worked example, loaded once for most of these tests and taken out again after them."""

from collections import Counter

import pytest
from django.apps import apps
from django.core import mail
from django.db import transaction
from django.test import override_settings
from django.urls import resolve
from django.utils import timezone, translation

from cyfran.cli.example.load import load_example
from cyfran.cli.example.texts import NEXT_MEETING
from cyfran.domain.base.choices import Channel, Level
from cyfran.domain.base.fields import bilingual
from cyfran.domain.contributions.choices import Audience, GivenBy
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.correspondence.choices import Purpose, State, Why
from cyfran.domain.correspondence.models import Message
from cyfran.domain.correspondence.queries import not_sent_about
from cyfran.domain.decisions.choices import Outcome, ResponseState
from cyfran.domain.decisions.models import Decision
from cyfran.domain.decisions.queries import current_responses, said_and_done
from cyfran.domain.evaluation.bridge import evidence_of
from cyfran.domain.evaluation.queries import ratings_of
from cyfran.domain.groups.models import Group
from cyfran.domain.involvement.models import LedgerEntry
from cyfran.domain.involvement.queries import with_load
from cyfran.domain.meetings.models import Meeting
from cyfran.domain.opportunities.bridge.forwards import opportunity_of
from cyfran.domain.opportunities.choices import Confirmation, DrawState
from cyfran.domain.opportunities.models import Draw, Opportunity
from cyfran.domain.opportunities.queries import replies_summary, waiting_list
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Area
from cyfran.domain.organisations.queries import council_of, first_owner, organisations_of
from cyfran.domain.people.choices import Use
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import people_who_permit, person_by_link
from cyfran.domain.projects.models import Project, Proposal
from cyfran.domain.projects.queries import projects_open_to
from cyfran.domain.reports.models import Edition
from cyfran.domain.reports.queries import edition_on_page
from cyfran.engine.levels.finding import find_level
from tests.cli.example.loading import NOW, load_all

OUR_MODELS = [model for model in apps.get_models() if model.__module__.startswith("cyfran.")]


@pytest.fixture(scope="module")
def outbox(tmp_path_factory):
    return tmp_path_factory.mktemp("data") / "outbox"


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker):
    """Let the tests of this file share their records, and undo them after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def ways_in(db, outbox):
    return load_all(outbox.parent)


@pytest.fixture
def project(ways_in):
    return Project.objects.get(title_en="A carer's assessment that helps")


@pytest.fixture
def ceredigion(ways_in):
    return council_of(Area.objects.get(slug="ceredigion"))


def test_fourteen_invented_people_are_reached_in_every_way(ways_in):
    people = Person.objects.all()

    assert Counter(person.channel for person in people) == {
        Channel.EMAIL: 5,
        Channel.LETTER: 3,
        Channel.PHONE: 3,
        Channel.TEXT: 3,
    }
    assert all(person.is_example for person in people)
    assert people_who_permit(Use.CONTACT).count() == 14
    assert people_who_permit(Use.QUOTE).count() == 11


def test_everyone_is_told_how_she_comes_in(ways_in):
    staff, carers = ways_in[:3], ways_in[3:]

    assert staff == [
        ("Mari Enghraifft, who coordinates for Ceredigion County Council", "mari.enghraifft@example.org"),
        ("Sam Sampl, who coordinates for Swansea Council", "sam.sampl@example.org"),
        ("Elin Ffug, who coordinates for West Wales Regional Partnership Board", "elin.ffug@example.org"),
    ]
    assert len(carers) == 14
    for name, address in carers:
        with translation.override(address.removeprefix("http://cyfran.test/")[:2]):
            page = resolve(address.removeprefix("http://cyfran.test"))
        assert page.view_name == "carer:my:show"
        assert person_by_link(page.kwargs["link"]).name == name


def test_only_the_coordinator_of_the_council_sees_the_projects(ceredigion):
    mari = first_owner(ceredigion)
    sam = council_of(Area.objects.get(slug="swansea")).memberships.get().user

    assert mari.email == "mari.enghraifft@example.org"
    assert projects_open_to(mari, Act.SEE_PROJECTS).count() == 2
    assert list(projects_open_to(sam, Act.SEE_PROJECTS)) == []
    assert list(organisations_of(mari, Act.ANSWER)) == [ceredigion]


def test_what_is_claimed_computed_and_felt_are_three_different_levels(project):
    finding = find_level(evidence_of(project, on=timezone.localdate(NOW)))

    assert Level(project.claimed_level) == Level.CO_PRODUCTION
    assert Level(finding.level.code.upper()) == Level.CO_DESIGN
    assert ratings_of(project).level_felt == Level.ENGAGEMENT


def test_the_computed_level_lacks_what_the_story_lacks(project):
    finding = find_level(evidence_of(project, on=timezone.localdate(NOW)))

    assert "rights_in_decision" in [condition.code for condition in finding.conditions if not condition.met]
    assert "answers_in_time" in [condition.code for condition in finding.conditions if condition.met]


def test_ten_people_say_how_it_was(project):
    ratings = ratings_of(project)

    assert ratings.people == 10
    assert ratings.listened_to["YES"] == 5


def test_people_speak_in_every_way_and_in_both_languages(project):
    said = Contribution.objects.filter(stage__project=project)

    assert said.count() == 14
    assert {contribution.given_by for contribution in said} == set(GivenBy)
    assert {contribution.words_language for contribution in said} == {"CY", "EN"}
    assert {contribution.themes.count() for contribution in said} == {1, 2}


def test_every_kind_of_answer_is_given(project):
    said = Contribution.objects.filter(stage__project=project)

    answers = current_responses(said)

    assert len(answers) == 14
    assert {answer.state for answer in answers.values()} == set(ResponseState)


def test_words_for_the_team_alone_are_shown_nowhere(project):
    for_the_team = set(Contribution.objects.filter(audience=Audience.TEAM).values_list("public_id", flat=True))

    shown = {row.reference for row in said_and_done(example=True)}

    assert len(for_the_team) == 2
    assert shown.isdisjoint(for_the_team)
    assert len(shown) == 11


def test_a_decision_against_carries_reasons_and_dissent(project):
    against = Decision.objects.get(outcome=Outcome.AGAINST)

    assert against.carer_right == "ADVISE"
    assert against.reason.missing_half == against.dissent.missing_half == ""
    assert against.reason
    assert against.dissent
    assert Decision.objects.get(outcome=Outcome.FOR).reason


def test_two_meetings_were_held_and_the_second_had_members(project):
    first, second = Meeting.objects.order_by("starts_at")

    assert Counter(first.attendances.values_list("standing", flat=True)) == {"CARER": 7}
    assert Counter(second.attendances.values_list("standing", flat=True)) == {"CARER_MEMBER": 4, "CARER": 2}


def test_the_report_shows_a_gap_where_words_were_taken_back(ways_in):
    edition = Edition.objects.get()

    rows = [row for project in edition_on_page(edition).projects for row in project.said_and_done]

    assert edition.is_example
    assert [row.words is None for row in rows].count(True) == 1
    assert len(rows) == 12


def test_the_panel_has_a_deputy_and_a_vacancy(ways_in):
    panel = Group.objects.get(is_example=True)

    seats = [(str(seat.holder or ""), str(seat.deputy or "")) for seat in panel.seats.all()]

    assert seats == [("Nia Ffuglen", "Huw Enghraifft"), ("Karim Invented", ""), ("", "")]


def test_nobody_is_asked_for_more_than_the_limit_and_two_are_asked_by_their_seats(ways_in):
    people = list(with_load(Person.objects.all(), on=NOW.date()))

    assert [person.name for person in people if person.minutes_asked > person.minutes_limit] == []
    seats = LedgerEntry.objects.filter(each_year=True).values_list("person__name", "minutes")
    assert sorted(seats) == [("Karim Invented", 240), ("Nia Ffuglen", 240)]


def test_every_text_of_the_council_is_whole_in_both_languages(ways_in):
    halves = [
        f"{model.__name__}.{name}"
        for model in OUR_MODELS
        for name, text in vars(model).items()
        if isinstance(text, bilingual) and model is not Group
        for thing in model.objects.all()
        if getattr(thing, name).missing_half
    ]

    assert halves == []


def test_messages_of_the_past_arrived_and_the_newest_wait_for_somebody(ways_in):
    waiting = Message.objects.exclude(state__in=[State.SENT, State.DONE, State.NOT_NEEDED])

    # At the café two people have just been registered, who wait for the link to their own page.
    assert {(message.purpose, message.state) for message in waiting} == {
        (Purpose.INVITATION, State.TO_DO),
        (Purpose.MY_PAGE, State.TO_DO),
    }
    assert {message.channel for message in waiting} == {Channel.LETTER, Channel.PHONE, Channel.TEXT}
    assert sum(NEXT_MEETING["title_en"] in message.body_en for message in waiting) == 7


def test_e_mails_to_invented_people_become_files_and_nothing_else(ways_in, outbox):
    sent = Message.objects.filter(state=State.SENT)

    assert mail.outbox == []
    assert sum(path.read_bytes().count(b"\nSubject: ") for path in outbox.iterdir()) == sent.count()


def test_today_has_work_to_do(ceredigion):
    today = timezone.localdate(NOW)
    opened = Project.objects.get(title_en="A break that fits")
    waiting = Proposal.objects.get(state="WAITING")
    summary = replies_summary(opened.stages.get(kind="PRIORITIES").opportunities.get())

    assert (waiting.due_on - today).days == 8
    assert (summary.asked, summary.waiting) == (12, 9)
    assert [(said.due_on - today).days for said in Contribution.objects.filter(stage__project=opened)] == [20, 3]


def test_nothing_happens_after_the_day_of_loading(ways_in):
    for model in OUR_MODELS:
        moments = [field.name for field in model._meta.fields if field.name.endswith("_at") and field.name != "starts_at"]
        for thing in model.objects.all():
            assert [name for name in moments if (getattr(thing, name) or NOW) > NOW] == []


def test_a_second_load_changes_nothing(ways_in, outbox):
    before = {model: sorted(model.objects.values_list("pk", flat=True)) for model in OUR_MODELS}
    files = sorted(outbox.iterdir())
    said = []

    with override_settings(DATA=outbox.parent, PUBLIC_ADDRESS="http://cyfran.test"):
        again = load_example(by=first_owner(council_of(Area.objects.get(slug="ceredigion"))), at=NOW, say=said.append)

    assert again == ways_in
    assert said == ["The worked example is there already."]
    assert {model: sorted(model.objects.values_list("pk", flat=True)) for model in OUR_MODELS} == before
    assert sorted(outbox.iterdir()) == files


def test_a_group_was_drawn_by_lot_and_its_targets_hold_after_somebody_cannot_come(ways_in):
    draw = Draw.objects.get()

    seated = draw.people.filter(outcome="CHOSEN").exclude(confirmation=Confirmation.DECLINED)

    assert (draw.state, draw.is_example, seated.count()) == (DrawState.DRAWN, True, 4)
    assert draw.people.filter(confirmation=Confirmation.CONFIRMED).count() == 1
    assert draw.people.filter(confirmation=Confirmation.DECLINED, replaced_by__isnull=False).count() == 1
    for target in draw.targets.all():
        having = sum(target.value in one.values[target.feature] for one in seated)
        assert target.least <= having <= target.most


def test_the_board_of_the_region_passes_something_on_and_its_page_tells_how(ways_in, ceredigion):
    passed_on = ceredigion.forwards.get()

    assert (passed_on.partner.name.halves["en"], passed_on.arrivals.count()) == ("West Wales Regional Partnership Board", 0)
    assert opportunity_of(passed_on).title_en == NEXT_MEETING["title_en"]


def test_two_people_are_registered_at_a_cafe_and_something_is_still_to_be_done(ceredigion):
    visit = ceredigion.visits.get()

    assert sorted(visit.arrivals.values_list("person__name", flat=True)) == ["Glyn Pretend", "Mair Dychmygol"]
    assert (visit.follow_up_by - timezone.localdate(NOW)).days == 5


def test_something_is_offered_by_several_templates_and_somebody_waits_for_a_place(ceredigion):
    offered = Opportunity.objects.filter(organisation=ceredigion)

    assert set(offered.values_list("kind", flat=True)) == {"MEETING", "FOCUS_GROUP", "DROP_IN", "SURVEY", "VISIT", "HACKATHON"}
    waiting = waiting_list(offered.get(title_en="Seeing the farm, on another day"))
    assert [invitation.person.name for invitation in waiting] == ["Huw Enghraifft"]


def test_whoever_is_not_asked_is_named_with_several_reasons(ceredigion):
    notes = not_sent_about(Opportunity.objects.get(title_en="Seeing the farm, on another day"))

    assert {note.person.name: note.reason for note in notes} == {
        "Karim Invented": Why.RESTING,
        "Nia Ffuglen": Why.OVER_LIMIT,
        "Priya Example": Why.ASKED_ENOUGH,
        "Tomos Sampl": Why.OFF,
    }
