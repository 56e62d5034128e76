"""What is kept about what people said."""

from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.registry import WORK_DONE, Erased, Fields, Kept, PersonalData, Seer, declare
from cyfran.domain.organisations.choices import Act

SAID = PersonalData(
    what=_("What you said, and what came of it"),
    why=_("So that everything you say is answered."),
    easy=_("We keep what you say to us. We answer it. You can take it back."),
    kept=Kept.WITH_THE_DECISION,
    seen_by=(Seer.THEMSELVES, Seer.STAFF, Seer.THOSE_ASKING, Seer.ADMINISTRATORS, Seer.EVERYONE),
    act=Act.KEEP_WORDS,
    may_be_sensitive=True,
)

FIELDS: Fields = {
    "contributions.Contribution": declare(
        {
            SAID: "public_id stage person meeting words words_language given_by given_at audience public_words checked_at"
            " withdrawn_at themes due_on",
            WORK_DONE: "owner entered_by checked_by",
        }
    ),
}

ERASED = {"contributions.Contribution": [Erased("person", ("words", "public_words"))]}
HEARD = ("contributions__given_at",)
