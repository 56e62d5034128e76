"""What is kept about who froze a report. An edition holds references to people's words, and none of the words."""

from cyfran.domain.base.registry import NOT_PERSONAL, WORK_DONE, Fields, declare

FIELDS: Fields = {
    "reports.Edition": declare(
        {WORK_DONE: "frozen_by", NOT_PERSONAL: "public_id organisation region year document digest frozen_at is_example"},
    ),
}
