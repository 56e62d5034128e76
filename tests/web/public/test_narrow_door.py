"""Promise 7: nothing anyone said is shown beyond what she permitted, on no page, in no file, through no program."""

from datetime import UTC, datetime

import pytest

from cyfran.domain.contributions.actions import withdraw_words
from cyfran.domain.contributions.choices import Audience
from cyfran.domain.people.actions.people import withdraw_permission
from cyfran.domain.people.choices import Use
from cyfran.domain.projects.choices import ProposalState
from cyfran.domain.reports.actions import freeze_edition
from tests.factories.base import make_administrator
from tests.factories.contributions import make_theme
from tests.factories.decisions import make_response, make_shown_contribution
from tests.factories.groups import make_group, make_seat
from tests.factories.opportunities import make_announced_draw, make_invitation, make_opportunity
from tests.factories.organisations import make_organisation
from tests.factories.people import make_person
from tests.factories.projects import make_project, make_proposal, make_stage
from tests.web.public.addresses import every_address

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
# What is shown, what only the team reads, and what nobody but staff may know of a person.
PLANTED, UNEDITED, NAME, REQUEST, REPLY = "Xylophone", "Yggdrasil", "Zyzzyva", "Quokka", "Okapi"
SHOWN_AT = {"", "projects", "reports", "what-changed"}


class Scene:
    """Words that everyone may read, in a report frozen while they were; around them what only staff may read."""

    def __init__(self, **project):
        council = make_organisation()
        self.person = make_person(organisation=council, name=NAME, email=f"{NAME.lower()}@example.org", address=NAME)
        self.project = make_project(**{"organisation": council, "published_at": NOW, **project})
        stage = make_stage(project=self.project)
        self.said = make_shown_contribution(stage=stage, person=self.person, words=UNEDITED, public_words=f"{PLANTED}.")
        self.said.themes.add(make_theme(project=self.project))
        make_response(contribution=self.said)
        opportunity = make_opportunity(stage=stage, state="OPEN")
        make_invitation(opportunity=opportunity, person=self.person, answer="YES", answer_words=REPLY, answered_at=NOW)
        self.group = make_group(organisation=council)
        make_seat(group=self.group, kind="CARER", holder=self.person, starts_on=NOW.date())
        self.proposal = make_proposal(
            organisation=council, project=self.project, person=self.person, words=REQUEST, state=ProposalState.ACCEPTED
        )
        self.draw = make_announced_draw(stage=stage, people=[self.person], at=NOW)
        self.edition = freeze_edition(
            organisation=council, year=2026, by=make_administrator(), at=NOW, example=self.project.is_example
        )

    @property
    def addresses(self) -> list[str]:
        return every_address(
            {
                "projects": self.project.public_id,
                "draws": self.draw.public_id,
                "groups": self.group.public_id,
                "areas": self.project.organisation.area.slug,
                "reports": self.edition.public_id,
                "ask": self.proposal.public_id,
            }
        )

    def where(self, client, word) -> set[str]:
        """Return every address that shows a word."""
        pages = {address: client.get(address) for address in self.addresses}
        # Not every door of the API knows of examples: 422.
        assert {page.status_code for page in pages.values()} <= {200, 302, 404, 422}
        return {address for address, page in pages.items() if word in page.content.decode()}


def test_words_that_are_permitted_are_found_in_every_place_that_shows_words(client):
    found = Scene().where(client, PLANTED)

    assert {address.split("/")[2].partition("?")[0] for address in found} == SHOWN_AT
    assert {address for address in found if address.endswith(".csv")} >= {"/cy/what-changed/what-changed.csv"}


def never_permitted(scene):
    scene.person.permissions.all().delete()


def permission_taken_back(scene):
    withdraw_permission(person=scene.person, use=Use.QUOTE, by=scene.person, at=NOW)


def words_taken_back(scene):
    withdraw_words(contribution=scene.said, by=scene.person, at=NOW)


def for_the_team(scene):
    scene.said.audience, scene.said.words, scene.said.public_words = Audience.TEAM, PLANTED, ""
    scene.said.save()


def not_checked(scene):
    scene.said.words, scene.said.public_words, scene.said.checked_at = PLANTED, "", None
    scene.said.save()


def not_published(scene):
    scene.project.published_at = None
    scene.project.save()


@pytest.mark.parametrize(
    "forbid", [never_permitted, permission_taken_back, words_taken_back, for_the_team, not_checked, not_published]
)
def test_words_that_are_not_permitted_are_shown_nowhere(client, forbid):
    scene = Scene()

    forbid(scene)

    assert scene.where(client, PLANTED) == set()


def test_words_of_an_example_stand_only_where_examples_are_asked_for_or_opened(client):
    scene = Scene(is_example=True)

    opened = (scene.project.public_id, scene.edition.public_id)
    found = scene.where(client, PLANTED)

    assert found
    assert {address for address in found if "example=1" not in address and not any(name in address for name in opened)} == set()


@pytest.mark.parametrize("secret", [UNEDITED, NAME, NAME.lower(), REQUEST, REPLY])
def test_what_only_staff_may_read_is_shown_nowhere(client, secret):
    assert Scene().where(client, secret) == set()
