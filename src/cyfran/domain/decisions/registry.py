"""What is kept about the answers people were given."""

from cyfran.domain.base.registry import WORK_DONE, Fields, declare
from cyfran.domain.contributions.registry import SAID

FIELDS: Fields = {
    "decisions.Response": declare(
        {
            SAID: "public_id contribution decision state reason_cy reason_en due_on answered_at",
            WORK_DONE: "answered_by",
        }
    ),
}
