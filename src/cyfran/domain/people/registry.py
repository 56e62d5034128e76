"""What is kept about the people who care."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.registry import (
    NOT_PERSONAL,
    WORK_DONE,
    Alike,
    Condition,
    Erased,
    Fields,
    Kept,
    PersonalData,
    Seer,
    declare,
)
from cyfran.domain.organisations.choices import Act
from cyfran.domain.people.choices import FlagState

_OWN = (Seer.THEMSELVES, Seer.STAFF, Seer.ADMINISTRATORS)

REACH = PersonalData(
    what=_("Your name, and how to reach you"),
    why=_("To write, ring or send letters, in the way, language and print you chose."),
    easy=_("We keep your name. We keep your e-mail address, telephone number or postal address."),
    kept=Kept.UNTIL_REMOVED,
    seen_by=_OWN,
    act=Act.SEE_CONTACTS,
)
PLACE = PersonalData(
    what=_("Where you live: the council area"),
    why=_("To ask you about what concerns your area."),
    easy=_("We keep which county you live in."),
    kept=Kept.UNTIL_REMOVED,
    seen_by=_OWN,
    act=Act.SEE_PEOPLE,
)
CARING = PersonalData(
    what=_("Whom you look after, about how many hours, how it is now, and for how long if you say"),
    why=_("To ask the right people. We do not need the name of the person you look after."),
    easy=_("We keep who you look after, such as your mum or your husband. We do not need their name."),
    kept=Kept.UNTIL_REMOVED,
    seen_by=_OWN,
    act=Act.SEE_PEOPLE,
    may_be_sensitive=True,
)
AGE = PersonalData(
    what=_("Your age group, if you wish to say; of a child under 13, which adult we reach them through"),
    why=_("To keep children safe, and to see whether young and old are heard alike."),
    easy=_("You can tell us about how old you are. You do not have to."),
    kept=Kept.UNTIL_REMOVED,
    seen_by=_OWN,
    act=Act.SEE_PEOPLE,
)
WORRY = PersonalData(
    what=_("That you asked for help, or that somebody worried about you, and what was done"),
    why=_(
        "So that one named person sees to it in time. What staff wrote of a worry is not in your own copy: "
        "ask, and they go through it with you. Where you are removed before it is seen to, it is kept until then."
    ),
    easy=_("If you tell us that you need help, we write it down. One person reads it and helps."),
    kept=Kept.UNTIL_REMOVED,
    seen_by=_OWN,
    act=Act.KEEP_PEOPLE,
    may_be_sensitive=True,
)
PERMITTED = PersonalData(
    what=_("What you permit"),
    why=_("To keep to it."),
    easy=_("We keep what you said yes to. You can change it at any time."),
    kept=Kept.UNTIL_REMOVED,
    seen_by=_OWN,
    act=Act.SEE_PEOPLE,
)
EQUALITY = PersonalData(
    what=_("Your answers about equality, if you wish to give any"),
    why=_(
        "To see whether everybody is reached alike. They are stored apart from you, and staff see only counts of five or more."
    ),
    easy=_("You can tell us more about you, such as your religion. You do not have to. Staff cannot see what you said."),
    kept=Kept.UNTIL_REMOVED,
    seen_by=(Seer.THEMSELVES,),
    may_be_sensitive=True,
    condition=Condition.EQUALITY,
)
TWICE = PersonalData(
    what=_("That two records of yours were made one; and, sealed and for 28 days, how they were before"),
    why=_("So that nothing of you counts twice, and a mistake can be undone."),
    easy=_("If you are in our list two times, we make it one."),
    kept=Kept.UNTIL_REMOVED,
    seen_by=_OWN,
    act=Act.KEEP_PEOPLE,
    may_be_sensitive=True,
)

FIELDS: Fields = {
    "people.Person": declare(
        {
            REACH: "public_id user name channel email telephone address email_print telephone_print language format registered_at"
            " english_first link_version leaves_on stayed_on erased_at",
            PLACE: "organisation area",
            CARING: "how_long how_long_said_on stays",
            AGE: "age_band adult",
            EQUALITY: "equality_token",
            TWICE: "merged_into merged_at set_aside",
            WORK_DONE: "registered_by",
            NOT_PERSONAL: "is_example",
        }
    ),
    "people.EqualityAnswer": declare({EQUALITY: "organisation dimension answer", NOT_PERSONAL: "is_example"}),
    "people.CaringRole": declare({CARING: "public_id person cared_for called relation hours hours_in_all state since said_on"}),
    "people.Flag": declare(
        {
            WORRY: "public_id person kind words raised_at due_at state closed_at outcome",
            AGE: "age_said",
            WORK_DONE: "owner raised_by",
        }
    ),
    "people.Permission": declare(
        {
            PERMITTED: "person use body wording granted_at granted_by granted_in withdrawn_at withdrawn_by withdrawn_in",
            WORK_DONE: "entered_by withdrawal_entered_by",
        }
    ),
}

ERASED = {
    "people.CaringRole": [Erased("person", whole_row=True), Erased("cared_for", emptied=("called", "cared_for"))],
    "people.Flag": [Erased("person", emptied=("words", "outcome", "age_said"), kept=~Q(state=FlagState.CLOSED))],
    "people.Permission": [Erased("person", whole_row=True)],
}
ALIKE = {
    "people.CaringRole": Alike("person", same=("relation", "state", "cared_for", "called"), latest="said_on", may_change=True)
}
HEARD = ("permissions__granted_at", "permissions__withdrawn_at", "caring_roles__said_on", "flags__raised_at")
