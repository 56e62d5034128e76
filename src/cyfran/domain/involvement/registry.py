"""What is kept about people's time."""

from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.registry import WORK_DONE, Alike, Erased, Fields, Kept, PersonalData, Seer, declare
from cyfran.domain.organisations.choices import Act

TIME = PersonalData(
    what=_("What you were asked, what you gave, and the minutes it took"),
    why=_("So that nobody is asked too often."),
    easy=_("We count the time you give. This helps us not to ask too much of you."),
    kept=Kept.WITH_THE_DECISION,
    seen_by=(Seer.THEMSELVES, Seer.STAFF, Seer.THOSE_ASKING, Seer.ADMINISTRATORS),
    act=Act.SEE_PEOPLE,
)
LIMIT = PersonalData(
    what=_("How much and how often you may be asked, when we leave you in peace, and until when you rest"),
    why=_("To keep to it: only you can change it."),
    easy=_("You can tell us to ask you less. We write that down."),
    kept=Kept.UNTIL_REMOVED,
    seen_by=(Seer.THEMSELVES, Seer.STAFF, Seer.THOSE_ASKING, Seer.ADMINISTRATORS),
    act=Act.SEE_PEOPLE,
)
PREFERENCE = PersonalData(
    what=_("What you would like to be asked about, and when you are free"),
    why=_("So that you are asked about what matters to you, at a time that suits you. You need not say."),
    easy=_("You can tell us what you like to talk about, and when. We write that down."),
    kept=Kept.UNTIL_REMOVED,
    seen_by=(Seer.THEMSELVES, Seer.STAFF, Seer.ADMINISTRATORS),
    act=Act.SEE_PEOPLE,
    may_be_sensitive=True,
)

FIELDS: Fields = {
    "involvement.LedgerEntry": declare(
        {TIME: "person organisation kind minutes on each_year ends_on source_kind source_public_id"},
    ),
    "involvement.Limit": declare(
        {LIMIT: "person hours lifted rests_until rhythm asks quiet_from quiet_until said_at channel", WORK_DONE: "entered_by"},
    ),
    "involvement.Preference": declare(
        {PREFERENCE: "person topics mornings afternoons evenings weekends said_at channel", WORK_DONE: "entered_by"},
    ),
}

ERASED = {
    "involvement.Limit": [Erased("person", whole_row=True)],
    "involvement.Preference": [Erased("person", whole_row=True)],
}
ALIKE = {
    "involvement.LedgerEntry": Alike(
        "person", same=("kind", "source_kind", "source_public_id"), source=("source_kind", "source_public_id")
    ),
    "involvement.Limit": Alike("person", latest="said_at", may_change=True),
    "involvement.Preference": Alike("person", latest="said_at", may_change=True),
}
HEARD = ("limit__said_at", "preference__said_at")
