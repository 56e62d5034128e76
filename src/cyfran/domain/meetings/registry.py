"""What is kept about who was at a meeting."""

from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.registry import Alike, Fields, Kept, PersonalData, Seer, declare
from cyfran.domain.organisations.choices import Act

PRESENT = PersonalData(
    what=_("The meetings you were at, and in what standing"),
    why=_("To show that carers were there, and to count your time."),
    easy=_("We keep which meetings you came to."),
    kept=Kept.WITH_THE_DECISION,
    seen_by=(Seer.THEMSELVES, Seer.STAFF, Seer.THOSE_ASKING, Seer.ADMINISTRATORS),
    act=Act.HOLD_MEETINGS,
)

FIELDS: Fields = {"meetings.Attendance": declare({PRESENT: "meeting person standing form minutes"})}

ALIKE = {"meetings.Attendance": Alike("person", same=("meeting",))}
HEARD = ("attendances__meeting__starts_at",)
