"""Who is not meant to see something does not learn that it is there."""

from cyfran.cli.example.people import COORDINATOR, COORDINATOR_ELSEWHERE
from cyfran.domain.base.models import User
from cyfran.domain.people.actions.people import renew_link
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link
from tests.journeys.samples import address_of, all_page_names
from tests.journeys.scenes import council_with_coordinator, project_of

LED_ELSEWHERE, NOT_FOUND = 302, 404
STAFF_PAGES = [page for page in all_page_names() if page.name.startswith("staff:")]


def test_a_coordinator_of_another_council_finds_none_of_our_records(walker):
    # Given
    stranger = walker("en")
    stranger.has_signed_in(User.objects.get(email=COORDINATOR_ELSEWHERE["email"]))

    # When
    # The address of a button leads to the page it stands on.
    answers = {page.name: stranger.answer_to(address_of(page, "en"), redirects=1) for page in STAFF_PAGES if page.needs}

    # Then
    assert len(answers) > 20
    assert {name: status for name, status in answers.items() if status != NOT_FOUND} == {}


def test_a_page_that_is_not_there_says_so_kindly_in_both_languages(walker):
    for language in ("cy", "en"):
        visitor = walker(language)

        visitor.open(f"/{language}/groups/nosuchgroup/", status=NOT_FOUND)

        visitor.is_told("This page is not here")


def test_a_visitor_who_has_not_signed_in_is_led_to_the_sign_in(server, walker):
    visitor = walker("cy")

    for page in STAFF_PAGES:
        answer = visitor.answer_to(address_of(page, "cy"))
        assert answer == LED_ELSEWHERE, page.name
    visitor.visit("staff:people:list")

    assert visitor.heading == visitor.in_words("Sign in for staff")


def test_a_link_that_is_not_ours_or_was_replaced_opens_nothing(server, walker, calendar):
    # Given
    visitor = walker("en")
    person = Person.objects.get(name="Huw Enghraifft")
    link = my_link(person)
    visitor.visit("carer:my:show", link)

    # When
    renew_link(person=person, by=User.objects.get(email=COORDINATOR["email"]), at=calendar.now())

    # Then
    visitor.visit("carer:my:show", link, status=NOT_FOUND)
    visitor.visit("carer:my:show", my_link(person)[:-1] + "x", status=NOT_FOUND)
    visitor.visit("carer:my:show", my_link(person))


def test_a_project_that_is_not_published_is_for_its_staff_alone(server, walker, calendar):
    # Given
    council, coordinator = council_with_coordinator(
        "cardiff", name="Rhys Sampl", email="rhys.sampl@example.org", calendar=calendar
    )
    project = project_of(council, coordinator, calendar=calendar, is_published=False)
    visitor, staff = walker("en"), walker("en")
    staff.has_signed_in(coordinator)

    # When, then
    visitor.visit("public:projects:show", project.public_id, status=NOT_FOUND)
    staff.visit("staff:projects:show", project.public_id)
    staff.sees(project.title)
