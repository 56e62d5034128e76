"""What is kept about who was asked, and about draws by lot."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.registry import NOT_PERSONAL, WORK_DONE, Alike, Erased, Fields, Kept, PersonalData, Seer, declare
from cyfran.domain.organisations.choices import Act

_SEEN_BY = (Seer.THEMSELVES, Seer.STAFF, Seer.THOSE_ASKING, Seer.ADMINISTRATORS)

ASKED = PersonalData(
    what=_("What you were invited to, and what you answered"),
    why=_("To keep your place, and not to ask you twice."),
    easy=_("We keep what we ask you, and whether you say yes or no."),
    kept=Kept.WITH_THE_DECISION,
    seen_by=_SEEN_BY,
    act=Act.ASK,
    may_be_sensitive=True,
)
DRAWN = PersonalData(
    what=_("Your chance in a draw by lot, what it went by, and what came of it"),
    why=_("So that you can see that the draw was fair, and anyone can repeat it without knowing who you are."),
    easy=_("Sometimes people are chosen by lot. We keep how that went."),
    kept=Kept.WITH_THE_DECISION,
    seen_by=_SEEN_BY,
    act=Act.ASK,
    may_be_sensitive=True,
)

FIELDS: Fields = {
    "opportunities.Invitation": declare(
        {
            ASKED: "public_id opportunity person invited_at reached_at answer answer_words answered_by_channel answered_at"
            " owed_at waits_since",
            WORK_DONE: "invited_by entered_by",
        }
    ),
    "opportunities.Draw": declare(
        {
            WORK_DONE: "prepared_by drawn_by",
            NOT_PERSONAL: "public_id opportunity group leaving size reserves fairness counts_load one_of_household state progress"
            " error_code prepared_at started_at ready_at inputs_sha256 lottery_sha256 engine_version result lottery"
            " beacon beacon_at announced_at seed number drawn_at",
        }
    ),
    "opportunities.DrawnPerson": declare(
        {
            DRAWN: "public_id draw person values minutes_asked household chance outcome reason rank confirmation replaced_by",
        }
    ),
}

ERASED = {"opportunities.Invitation": [Erased("person", ("answer_words",))]}
ALIKE = {
    "opportunities.Invitation": Alike("person", same=("opportunity",), latest="answered_at", earliest="reached_at"),
    "opportunities.DrawnPerson": Alike("person", same=("draw",), stays=Q()),
}
HEARD = ("invitations__answered_at",)
