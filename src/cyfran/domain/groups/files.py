"""The two files of the register: what the source says of each group, and our reading of it in codes."""

from collections.abc import Sequence
from pathlib import Path

from cyfran.domain.base.files import Row, check_complete, read_table

# Fields that hold the source's own words, and the columns they come from.
WORDS = {
    "name_en": "name",
    "aliases": "aliases",
    "kind": "kind",
    "run_by": "facilitated_or_run_by",
    "partners": "partners",
    "rhythm": "frequency",
    "format": "format",
    "carers_in_words": "carers_are_members",
    "carer_places": "carer_places",
    "chair": "chair",
    "stated_role": "stated_role",
    "decision_power_in_words": "decision_power_stated",
    "reports_to": "reports_to",
    "recent_example": "recent_example",
    "since": "since",
    "status": "status",
}
EVIDENCE = {
    "early_stage_is_stated": "evidence_early_stage",
    "final_decision_is_stated": "evidence_final_decision",
    "carer_evaluation_is_stated": "evidence_carer_evaluation",
}
_GROUP_COLUMNS = (
    *("id", "region_id", "level", "county", "name", "aliases", "kind", "facilitated_or_run_by", "partners", "frequency"),
    *("format", "carers_are_members", "carer_places", "chair", "stated_role", "decision_power_stated", "reports_to"),
    *("recent_example", "since", "status", *EVIDENCE.values(), "source_lines"),
)
_CODE_COLUMNS = ("id", "class", "carers", "decision_right", "full_board_member_stated")
_SILENCE = {"not stated", "none stated"}


def read_register(folder: Path) -> Sequence[tuple[Row, Row]]:
    """Read each group with its codes. Raises ValidationError where the two files are not about the same groups."""
    groups = read_table(folder / "mechanisms.csv", _GROUP_COLUMNS, key="id")
    codes = {row["id"]: row for row in read_table(folder / "mechanism_codes.csv", _CODE_COLUMNS, key="id")}
    check_complete(list(codes.values()), "id", [row["id"] for row in groups], file="mechanism_codes.csv")
    return [(row, codes[row["id"]]) for row in groups]


def words_in(row: Row, column: str) -> str:
    """Return the source's own words; nothing where it does not say."""
    return "" if row[column] in _SILENCE else row[column]
