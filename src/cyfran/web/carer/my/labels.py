"""What the fields of her own copy are called to her, where the database has no name for them or one for others to read."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cyfran.web.ui.parts import Text

# Numbers by which programs find things: the file for other programs has them.
ONLY_FOR_PROGRAMS = frozenset(
    {
        *("about_kind", "about_public_id", "equality_token", "household", "link_version", "public_id", "replaced_by"),
        *("source_kind", "source_public_id", "wording", "set_aside"),
    }
)

# By the name of a field, or of a model and its field where another has a field of that name.
LABELS: Mapping[str, Text] = {
    "Person.how_long": _("how long you have cared"),
    "Person.stays": _("whether you wish to stay"),
    "CaringRole.relation": _("whom you look after"),
    "Flag.kind": _("what it is about"),
    "Seat.wants_to_leave": _("you would like to leave"),
    "LedgerEntry.kind": _("asked of you, or given by you"),
    "age_said": _("how old you say you are"),
    "answer": _("your answer"),
    "answer_words": _("what you said with it"),
    "answered_at": _("answered on"),
    "answered_by_channel": _("how you answered"),
    "area": _("council area"),
    "body": _("organisation"),
    "body_cy": _("words of the message, in Welsh"),
    "body_en": _("words of the message, in English"),
    "chance": _("your chance"),
    "channel": pgettext_lazy("field", "way"),
    "checked_at": _("checked on"),
    "closed_at": _("settled on"),
    "confirmation": _("whether you come"),
    "contribution": _("what you said"),
    "draw": _("draw by lot"),
    "dimension": _("what you were asked about"),
    "due_at": _("to be seen to by"),
    "each_year": _("each year"),
    "ends_on": _("until"),
    "erased_at": _("removed on"),
    "failure": _("why it did not arrive"),
    "given_at": _("given on"),
    "given_by": _("how it was given"),
    "granted_at": _("permitted on"),
    "granted_by": _("permitted in which way"),
    "granted_in": _("permitted in which language"),
    "group": _("group"),
    "hours_in_all": _("the hours are for all of them together"),
    "how_long_said_on": _("said on"),
    "invited_at": _("invited on"),
    "language": _("language"),
    "leaves_on": _("removed on, unless we hear of you before"),
    "meeting": _("meeting"),
    "merged_at": _("went into another record of yours on"),
    "minutes": _("time"),
    "minutes_asked": _("time asked of you before"),
    "on": _("day"),
    "opportunity": _("what you were asked to"),
    "organisation": _("organisation"),
    "outcome": _("what came of it"),
    "project": _("project"),
    "purpose": _("what about"),
    "queued_at": _("written on"),
    "raised_at": _("written on"),
    "rank": _("place among the reserves"),
    "reached_at": _("arrived on"),
    "reason": _("why"),
    "received_at": _("received on"),
    "registered_at": _("registered on"),
    "said_at": _("said on"),
    "said_on": _("said on"),
    "sent_to": _("where it goes, if not where you are reached now"),
    "settled_at": _("sent or done on"),
    "since": _("since"),
    "stage": _("project"),
    "state": _("where it stands"),
    "stayed_on": _("heard of again, so that you stay, on"),
    "subject_cy": _("title of the message, in Welsh"),
    "subject_en": _("title of the message, in English"),
    "use": _("what for"),
    "user": _("your name as staff"),
    "values": _("what the draw went by"),
    "withdrawn_at": _("withdrawn on"),
    "withdrawn_by": _("withdrawn in which way"),
    "withdrawn_in": _("withdrawn in which language"),
    "words_language": _("language of the words"),
}
