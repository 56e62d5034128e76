"""The register as a table: codes as the API writes them, beside the source's own words."""

from cyfran.domain.groups.models import Group

_CODES = ("reach", "group_class", "carers", "decision_right")
_EVIDENCE = ("early_stage_is_stated", "final_decision_is_stated", "carer_evaluation_is_stated")
_WORDS = (
    *("aliases", "kind", "run_by", "partners", "rhythm", "format", "carers_in_words", "carer_places", "chair", "stated_role"),
    *("decision_power_in_words", "reports_to", "recent_example", "since", "status", "source_language", "source"),
)
COLUMNS = (
    *("id", "source_id", "name_cy", "name_en", "region", "area", *_CODES, *_EVIDENCE),
    *("board_seat_is_stated", "is_example", *_WORDS),
)


def as_row(group: Group) -> list[str]:
    return [
        *(group.public_id, group.source_id, group.name_cy, group.name_en),
        group.region.slug if group.region else "",
        group.area.ons_code if group.area else "",
        *(getattr(group, field).lower() for field in (*_CODES, *_EVIDENCE)),
        *("true" if flag else "false" for flag in (group.board_seat_is_stated, group.is_example)),
        *(getattr(group, field) for field in _WORDS),
    ]
