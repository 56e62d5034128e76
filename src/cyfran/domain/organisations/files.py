"""The files of facts about Wales: which columns they have, and what must hold in and between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from cyfran.domain.base.files import Row, check_complete, read_table
from cyfran.domain.organisations.choices import Measure, OrganisationKind

_REGION_COLUMNS = (
    *("region_id", "name_en", "name_cy", "health_board_en", "health_board_cy", "health_board_ods", "health_board_ons"),
    *("former_or_variant_name", "n_local_authorities", "local_authority_codes"),
)
_AREA_COLUMNS = ("ons_code", "name_en", "name_cy", "region_id", "region_en", "health_board_en", "aliases")
_BODY_COLUMNS = ("kind", "serves", "name_en", "name_cy")
_BODY_KINDS = {"council": OrganisationKind.COUNCIL, "partnership": OrganisationKind.PARTNERSHIP}

_HOURS = {
    "h_9_or_less": Measure.HOURS_9_OR_LESS,
    "h_10_19": Measure.HOURS_10_19,
    "h_20_34": Measure.HOURS_20_34,
    "h_35_49": Measure.HOURS_35_49,
    "h_50_plus": Measure.HOURS_50_PLUS,
}
_CARERS_COLUMNS = (
    *("ons_code", "name_en", "residents_5plus", "no_unpaid_care", *_HOURS, "h_19_or_less", "h_20_49"),
    *("carers_total", "carers_pct_crude", "carers_50plus_pct_crude", "n_msoa_summed"),
)
_CARERS_SUMS = {
    "h_19_or_less": ("h_9_or_less", "h_10_19"),
    "h_20_49": ("h_20_34", "h_35_49"),
    "carers_total": tuple(_HOURS),
    "residents_5plus": ("no_unpaid_care", "carers_total"),
}
CARERS_MEASURES = {
    "residents_5plus": Measure.RESIDENTS_5_PLUS,
    "no_unpaid_care": Measure.NO_UNPAID_CARE,
    **_HOURS,
    "carers_total": Measure.CARERS,
}
AGES_MEASURES = {measure.value.lower(): measure for measure in Measure if measure.value.startswith("AGE_")}
_AGES_SUMS = {"age_5_plus": tuple(AGES_MEASURES)}

# The row that stands for the whole of Wales in the census files.
_WALES = "W92000004"


@dataclass(frozen=True)
class WelshFacts:
    """The rows of the files, checked against each other. Carers and ages have a row for each area."""

    regions: Sequence[Row]
    areas: Sequence[Row]
    councils: Sequence[Row]
    partnerships: Sequence[Row]
    carers: Sequence[Row]
    ages: Sequence[Row]


def read_welsh_facts(folder: Path) -> WelshFacts:
    """Read the files in this folder. Raises ValidationError for the first thing that is wrong in any of them."""
    regions = read_table(folder / "regions.csv", _REGION_COLUMNS, key="region_id")
    region_ids = [row["region_id"] for row in regions]
    areas = read_table(folder / "local_authorities.csv", _AREA_COLUMNS, key="ons_code")
    check_complete(areas, "region_id", region_ids, file="local_authorities.csv")
    codes = [row["ons_code"] for row in areas]

    bodies = read_table(folder / "bodies.csv", _BODY_COLUMNS, key="serves")
    check_complete(bodies, "kind", list(_BODY_KINDS), file="bodies.csv")
    councils = [row for row in bodies if _BODY_KINDS[row["kind"]] is OrganisationKind.COUNCIL]
    partnerships = [row for row in bodies if _BODY_KINDS[row["kind"]] is OrganisationKind.PARTNERSHIP]
    check_complete(councils, "serves", codes, file="bodies.csv")
    check_complete(partnerships, "serves", region_ids, file="bodies.csv")

    return WelshFacts(regions, areas, councils, partnerships, _read_carers(folder, codes), _read_ages(folder, codes))


def _read_carers(folder: Path, codes: Sequence[str]) -> list[Row]:
    rows = read_table(folder / "census_carers.csv", _CARERS_COLUMNS, key="ons_code")
    check_complete(rows, "ons_code", [*codes, _WALES], file="census_carers.csv")
    _check_sums(rows, _CARERS_SUMS)
    areas = [row for row in rows if row["ons_code"] != _WALES]
    [wales] = [row for row in rows if row["ons_code"] == _WALES]
    # The census office alters small counts a little, so this total is that of the file, not the one it published.
    for column in CARERS_MEASURES:
        _check_sum(wales, column, sum(row.whole_number(column) for row in areas))
    return areas


def _read_ages(folder: Path, codes: Sequence[str]) -> list[Row]:
    rows = read_table(folder / "population_by_age.csv", ("ons_code", "name_en", *AGES_MEASURES, "age_5_plus"), key="ons_code")
    check_complete(rows, "ons_code", codes, file="population_by_age.csv")
    _check_sums(rows, _AGES_SUMS)
    return rows


def _check_sums(rows: Sequence[Row], sums: Mapping[str, Sequence[str]]) -> None:
    for row in rows:
        for total, parts in sums.items():
            _check_sum(row, total, sum(row.whole_number(part) for part in parts))


def _check_sum(row: Row, column: str, expected: int) -> None:
    if row.whole_number(column) != expected:
        problem = _("“%(found)s” does not add up: its parts make %(expected)s. Mend it or its parts.")
        raise row.refusal(problem % {"found": row[column], "expected": expected}, "does_not_add_up", column=column)
