"""What is kept about what was written to people."""

from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.registry import NOT_PERSONAL, WORK_DONE, Alike, Erased, Fields, Kept, PersonalData, Seer, declare
from cyfran.domain.organisations.choices import Act

WRITTEN = PersonalData(
    what=_("What we wrote to you, and whether it arrived"),
    why=_("So that nothing you should hear is lost, and you can ask again."),
    easy=_("We keep the letters and messages we send you."),
    kept=Kept.SOME_YEARS,
    seen_by=(Seer.THEMSELVES, Seer.STAFF, Seer.THOSE_ASKING, Seer.ADMINISTRATORS),
    act=Act.SEND,
    may_be_sensitive=True,
)

RECEIVED = PersonalData(
    what=_("What you said to us by text message"),
    why=_("So that your answer counts, and nothing you say is lost."),
    easy=_("We keep the text messages you send us."),
    kept=Kept.SOME_YEARS,
    seen_by=(Seer.THEMSELVES, Seer.STAFF, Seer.ADMINISTRATORS),
    act=Act.SEND,
    may_be_sensitive=True,
)

CAME = PersonalData(
    what=_("How you came to us: by which way, and which organisation had passed it on to you"),
    why=_("To see whether everybody is reached, also those without the internet. Others see only counts of five or more."),
    easy=_("We keep how you heard of us, such as a poster."),
    kept=Kept.UNTIL_REMOVED,
    seen_by=(Seer.THEMSELVES, Seer.ADMINISTRATORS),
)

FIELDS: Fields = {
    "correspondence.Message": declare(
        {
            WRITTEN: "public_id organisation person purpose about_kind about_public_id channel language sent_to waits_until"
            " reason answer_by together subject_cy subject_en body_cy body_en state failure queued_at claimed_at settled_at",
            WORK_DONE: "settled_by",
        }
    ),
    "correspondence.Received": declare(
        {
            RECEIVED: "public_id person number_there sent_from words meaning state received_at settled_at",
            WORK_DONE: "settled_by",
        }
    ),
    "correspondence.NotSent": declare(
        {WRITTEN: "organisation person purpose about_kind about_public_id reason decided_at"},
    ),
    "correspondence.Forward": declare(
        {WORK_DONE: "forwarded_by", NOT_PERSONAL: "public_id organisation partner about_kind about_public_id forwarded_at"},
    ),
    "correspondence.Arrival": declare({CAME: "person way forward visit key arrived_at"}),
    "correspondence.Visit": declare(
        {
            WORK_DONE: "went owner",
            NOT_PERSONAL: "public_id organisation place went_on people_met follow_up follow_up_by followed_up_at",
        }
    ),
}

ERASED = {
    "correspondence.Message": [Erased("person", whole_row=True)],
    "correspondence.Received": [Erased("person", whole_row=True)],
    "correspondence.NotSent": [Erased("person", whole_row=True)],
    "correspondence.Arrival": [Erased("person", whole_row=True)],
}
HEARD = ("received__received_at",)
ALIKE = {"correspondence.Arrival": Alike("person")}
