"""Projects, stages and proposals for tests: only what is required."""

from datetime import UTC, date, datetime

from cyfran.domain.base.choices import Language
from cyfran.domain.organisations.choices import Role
from cyfran.domain.projects.choices import ProposalState, StageKind
from cyfran.domain.projects.models import Project, ProjectRole, Proposal, Stage
from tests.factories.base import make_user
from tests.factories.organisations import make_organisation


def make_project(**given) -> Project:
    """Make a project without stages, not published."""
    if "organisation" not in given:
        given["organisation"] = make_organisation()
    if "owner" not in given:
        given["owner"] = make_user()
    words = {
        "title_cy": "Seibiant byr",
        "title_en": "Short breaks",
        "question_cy": "Sut dylai seibiant byr weithio?",
        "question_en": "How should short breaks work?",
        "open_cy": "Pryd, ble a chan bwy.",
        "open_en": "When, where and by whom.",
        "fixed_cy": "Y gyllideb: mae wedi'i phennu.",
        "fixed_en": "The budget: it is set.",
    }
    return Project.objects.create(**{**words, "started_on": date(2026, 9, 1), **given})


def make_stage(**given) -> Stage:
    """Make one stage, of a project of its own: design, where nothing else is said."""
    if "project" not in given:
        given["project"] = make_project()
    kind = given.setdefault("kind", StageKind.DESIGN)
    return Stage.objects.create(**{"position": StageKind.values.index(kind) + 1, **given})


def make_proposal(**given) -> Proposal:
    """Make a request that waits for its answer; with another state, one that was answered."""
    if "organisation" not in given:
        given["organisation"] = make_organisation()
    if "owner" not in given:
        given["owner"] = make_user()
    fields = {
        "words": "Nobody asked us when the day centre should open.",
        "words_language": Language.ENGLISH,
        "received_at": datetime(2026, 10, 1, 9, 0, tzinfo=UTC),
        "due_on": date(2026, 10, 29),
    }
    if given.get("state", ProposalState.WAITING) != ProposalState.WAITING:
        fields["answered_at"] = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)
        fields |= {"reason_cy": "Mae lle i hyn.", "reason_en": "There is room for this."}
    return Proposal.objects.create(**{**fields, **given})


def make_staged_project(**given) -> Project:
    """Make a project with its six stages ahead of it."""
    project = make_project(**given)
    for kind in StageKind:
        make_stage(project=project, kind=kind)
    return project


def make_project_role(**given) -> ProjectRole:
    if "user" not in given:
        given["user"] = make_user()
    if "project" not in given:
        given["project"] = make_project()
    return ProjectRole.objects.create(**{"role": Role.FACILITATOR, "joined_on": date(2026, 1, 5), **given})
