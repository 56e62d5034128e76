"""What is kept about who sits in groups."""

from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.registry import ACCOUNT, NOT_PERSONAL, Erased, Fields, Kept, PersonalData, Seer, declare
from cyfran.domain.organisations.choices import Act

SEAT = PersonalData(
    what=_("The seats you hold in groups, and until when"),
    why=_("So that everyone in the group knows who speaks for carers, and you know how long."),
    easy=_("If you sit in a group, we keep that."),
    kept=Kept.WITH_THE_DECISION,
    seen_by=(Seer.THEMSELVES, Seer.STAFF, Seer.THOSE_ASKING, Seer.ADMINISTRATORS),
    act=Act.SEE_GROUPS,
)

FIELDS: Fields = {
    "groups.GroupRole": declare({ACCOUNT: "user role group joined_on ends_on"}),
    "groups.Seat": declare(
        {SEAT: "group holder deputy is_shared starts_on ends_on wants_to_leave", NOT_PERSONAL: "public_id kind minutes_a_year"},
    ),
}

ERASED = {"groups.Seat": [Erased("holder", ("holder", "wants_to_leave")), Erased("deputy", ("deputy", "is_shared"))]}
