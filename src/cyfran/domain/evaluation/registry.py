"""What is kept about how taking part felt."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.registry import WORK_DONE, Alike, Fields, Kept, PersonalData, Seer, declare
from cyfran.domain.organisations.choices import Act

FELT = PersonalData(
    what=_("How you felt it went"),
    why=_("To see whether carers were really heard. It is published only together with what others said."),
    easy=_("We ask you how it went. We keep your answer."),
    kept=Kept.WITH_THE_DECISION,
    seen_by=(Seer.THEMSELVES, Seer.THOSE_ASKING, Seer.ADMINISTRATORS, Seer.EVERYONE),
    act=Act.EVALUATE,
)

FIELDS: Fields = {
    "evaluation.Evaluation": declare(
        {
            FELT: "public_id project person listened_to able_to_take_part told_what_came level_felt given_by given_at",
            WORK_DONE: "entered_by",
        }
    ),
}

ALIKE = {
    "evaluation.Evaluation": Alike("person", same=("project",), latest="given_at", stays=Q(project__closed_on__isnull=False))
}
HEARD = ("evaluations__given_at",)
