"""What is kept about who asked for something to be worked on, and who answers for it."""

from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.registry import ACCOUNT, NOT_PERSONAL, WORK_DONE, Erased, Fields, Kept, PersonalData, Seer, declare
from cyfran.domain.organisations.choices import Act

REQUEST = PersonalData(
    what=_("What you asked to have worked on, and the answer"),
    why=_("So that you get your answer, and in time."),
    easy=_("You can ask for something to change. We keep what you ask."),
    kept=Kept.WITH_THE_DECISION,
    seen_by=(Seer.THEMSELVES, Seer.STAFF, Seer.THOSE_ASKING, Seer.ADMINISTRATORS),
    act=Act.ANSWER,
    may_be_sensitive=True,
)

FIELDS: Fields = {
    "projects.Project": declare(
        {
            WORK_DONE: "owner",
            NOT_PERSONAL: "public_id organisation area title_cy title_en question_cy question_en open_cy open_en fixed_cy"
            " fixed_en claimed_level started_on closed_on published_at is_example",
        }
    ),
    "projects.ProjectRole": declare({ACCOUNT: "user role project joined_on ends_on is_external"}),
    "projects.Proposal": declare(
        {
            REQUEST: "public_id organisation person words words_language given_by received_at state reason_cy reason_en"
            " answered_at due_on",
            WORK_DONE: "owner answered_by",
            NOT_PERSONAL: "project is_example",
        }
    ),
}

ERASED = {"projects.Proposal": [Erased("person", ("words",))]}
HEARD = ("proposals__received_at",)
