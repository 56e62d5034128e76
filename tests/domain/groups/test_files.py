import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.groups.actions import change_group, load_register
from cyfran.domain.groups.choices import Stated
from cyfran.domain.groups.models import Group
from cyfran.domain.groups.queries import map_of_wales
from cyfran.domain.organisations.actions.wales import load_wales

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
WALES = settings.PROJECT / "data" / "wales"


def refused(folder: Path) -> str:
    with pytest.raises(ValidationError) as caught:
        load(folder)
    [message] = caught.value.messages
    return message


@pytest.fixture
def wales():
    load_wales(folder=WALES, by=None, at=AT, say=lambda _sentence: None)
    # Only what the register adds is looked at below.
    AuditEvent.objects.all().delete()


def load(folder: Path = WALES) -> tuple[int, list[str]]:
    said: list[str] = []
    return load_register(folder=folder, by=None, at=AT, say=said.append), said


def count(field: str) -> dict[str, int]:
    return dict(Counter(Group.objects.values_list(field, flat=True)))


@pytest.mark.usefixtures("wales")
def test_load_register_adds_all_eighty_groups():
    assert load() == (80, ["Added: groups 80."])

    assert list(Group.objects.values_list("source_id", flat=True)) == [f"M{number:02d}" for number in range(1, 81)]
    assert list(AuditEvent.objects.values_list("verb", flat=True)) == ["group.loaded"] * 80
    assert count("reach") == {"COUNTY": 46, "REGIONAL": 32, "NATIONAL": 2}
    assert count("carers") == {"MEMBERS": 32, "PARTICIPANTS": 25, "NONE": 1, "NOT_STATED": 22}
    assert count("decision_right") == {"NOT_STATED": 75, "ADVISE": 4, "AGREE_JOINTLY": 1}
    assert count("board_seat_is_stated") == {False: 72, True: 8}


@pytest.mark.usefixtures("wales")
def test_load_register_keeps_the_sources_words_beside_our_codes():
    load()

    group = Group.objects.get(source_id="M66")
    assert {field.name: getattr(group, field.name) for field in Group._meta.fields[3:]} == {
        "organisation": None,
        "region": group.region,
        "area": None,
        "reach": "REGIONAL",
        "group_class": "STANDING_GROUP",
        "carers": "MEMBERS",
        "decision_right": "AGREE_JOINTLY",
        "board_seat_is_stated": False,
        "name_cy": "",
        "name_en": "West Glamorgan Carers Liaison Forum",
        "planned_cy": "",
        "planned_en": "",
        "aliases": "",
        "kind": "forum",
        "run_by": "West Glamorgan RPB (staff support)",
        "partners": "",
        "rhythm": "regular",
        "format": "",
        "carers_in_words": "yes",
        "carer_places": "",
        "chair": "",
        "stated_role": "collective voice; supports implementation of the Carers Strategy; allocation of carers funding",
        "decision_power_in_words": "took part in deciding funding allocation",
        "reports_to": "RPB",
        "recent_example": "decisions on carers funding",
        "since": "",
        "status": "active 2023",
        "early_stage_is_stated": "NO",
        "final_decision_is_stated": "YES",
        "carer_evaluation_is_stated": "NO",
        "source": "Carers Wales 2023, lines 212-218, 330",
        "source_language": "en",
        "is_example": False,
    }
    assert group.region.slug == "west-glamorgan"


@pytest.mark.usefixtures("wales")
def test_load_register_writes_nothing_down_where_the_source_is_silent():
    load()

    silent = {name: Group.objects.filter(**{name: ""}).count() for name in ("rhythm", "decision_power_in_words")}

    assert silent == {"rhythm": 58, "decision_power_in_words": 62}
    assert not Group.objects.filter(chair__icontains="stated").exists()


@pytest.mark.usefixtures("wales")
def test_no_group_of_the_register_states_carers_at_the_start_in_the_decision_and_in_the_evaluation():
    load()

    all_three = {
        "early_stage_is_stated": Stated.YES,
        "final_decision_is_stated": Stated.YES,
        "carer_evaluation_is_stated": Stated.YES,
    }
    assert not Group.objects.filter(**all_three).exists()


@pytest.mark.usefixtures("wales")
def test_load_register_links_the_body_that_alone_runs_a_group():
    load()

    linked = dict(Group.objects.values_list("source_id", "organisation__slug"))
    assert {source_id: linked[source_id] for source_id in ("M01", "M08", "M29", "M46", "M02", "M22", "M51", "M66")} == {
        "M01": "cardiff-council",
        "M08": "cardiff-and-vale-regional-partnership-board",
        "M29": "newport-city-council",
        "M46": "isle-of-anglesey-county-council",
        # Two bodies; nobody said; another body; a body that only supports it.
        "M02": None,
        "M22": None,
        "M51": None,
        "M66": None,
    }


@pytest.mark.usefixtures("wales")
def test_load_register_puts_each_group_in_its_place():
    load()

    places = {
        source_id: place for source_id, *place in Group.objects.values_list("source_id", "reach", "area__slug", "region__slug")
    }
    assert {source_id: places[source_id] for source_id in ("M01", "M56", "M57", "M79")} == {
        "M01": ["COUNTY", "cardiff", "cardiff-vale"],
        # County and regional at once, then regional of the same one county.
        "M56": ["COUNTY", "powys", "powys"],
        "M57": ["REGIONAL", None, "powys"],
        "M79": ["NATIONAL", None, None],
    }


@pytest.mark.usefixtures("wales")
def test_load_register_says_something_of_every_council():
    load()

    tiles = map_of_wales()
    assert len(tiles) == 22
    assert Counter(tile.standing.value for tile in tiles) == {
        "RIGHT_STATED": 3,
        "MEMBERS": 10,
        "PARTICIPANTS": 5,
        "NOT_STATED": 4,
    }
    assert sum(tile.groups for tile in tiles) == 46


@pytest.mark.usefixtures("wales")
def test_load_register_again_adds_nothing_and_keeps_what_people_have_changed():
    load()
    group = change_group(group=Group.objects.get(source_id="M01"), rhythm="every 6 weeks", by=None, at=AT)

    assert load() == (0, ["The groups of the register are there already."])

    group.refresh_from_db()
    assert group.rhythm == "every 6 weeks"
    assert Group.objects.count() == 80


@pytest.mark.usefixtures("wales")
@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "mechanisms.csv",
            "id,region_id,level",
            "id,region,level",
            "mechanisms.csv, row 1, column region_id: The columns must be exactly these",
        ),
        (
            "mechanisms.csv",
            "M80,all,national",
            "M79,all,national",
            "mechanisms.csv, row 81, column id: “M79” is already in row 80.",
        ),
        (
            "mechanisms.csv",
            "M79,all,national",
            "M79,all,global",
            "mechanisms.csv, row 80, column level: “global” is not known here. "
            "Write one of these: county, regional, national, county and regional.",
        ),
        (
            "mechanisms.csv",
            "M79,all,",
            "M79,everywhere,",
            "mechanisms.csv, row 80, column region_id: “everywhere” is not known here. Write one of these: all, cardiff-vale,",
        ),
        (
            "mechanisms.csv",
            "M76,west-wales,county,Ceredigion,",
            "M76,west-wales,county,Cardigan,",
            "mechanisms.csv, row 77, column county: “Cardigan” is not known here. Write one of these: Ynys Môn, ",
        ),
        (
            "mechanisms.csv",
            "M76,west-wales,",
            "M76,gwent,",
            "mechanisms.csv, row 77, column county: This county is not in the region of its row. Mend one of the two.",
        ),
        (
            "mechanisms.csv",
            "M79,all,national",
            "M79,all,regional",
            "mechanisms.csv, row 80, column level: "
            "Say which county or which region the group is for; one for all of Wales has neither.",
        ),
        (
            "mechanisms.csv",
            ",Young Carers Project,",
            ",,",
            "mechanisms.csv, row 8, column level: Give the group a name in Welsh or in English.",
        ),
        (
            "mechanisms.csv",
            ",active 2023,no,no,no,144\n",
            ",active 2023,perhaps,no,no,144\n",
            "mechanisms.csv, row 38, column evidence_early_stage: "
            "“perhaps” is not known here. Write one of these: yes, partly, no.",
        ),
        (
            "mechanisms.csv",
            ",every 8 weeks,",
            f",{'every week and ' * 20},",
            "mechanisms.csv, row 2, column frequency: Ensure this value has at most 200 characters (it has 299).",
        ),
        (
            "mechanism_codes.csv",
            "M48,standing_group,none,",
            "M48,standing_group,nobody,",
            "mechanism_codes.csv, row 49, column carers: “nobody” is not known here. "
            "Write one of these: members, participants, none, not_stated.",
        ),
        (
            "mechanism_codes.csv",
            "M80,charter",
            "M81,charter",
            "mechanism_codes.csv, row 81, column id: “M81” is not known here. Write one of these: M01, M02,",
        ),
        (
            "mechanism_codes.csv",
            "M80,charter_or_policy,not_stated,not_stated,no\n",
            "",
            "mechanism_codes.csv, row 81, column id: These are left out: M80. Write a row for each.",
        ),
    ],
    ids=[
        *("header", "duplicate", "level", "region", "county", "county elsewhere", "region missing", "no name", "evidence"),
        *("too long", "code", "codes for no group", "group without codes"),
    ],
)
def test_load_register_writes_nothing_where_a_file_is_wrong(tmp_path, file, old, new, expected):
    folder = Path(shutil.copytree(WALES, tmp_path / "wales"))
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    message = refused(folder)

    assert message.startswith(expected)
    assert not Group.objects.exists()
    assert not AuditEvent.objects.exists()


def test_load_register_says_what_is_missing_where_wales_is_not_loaded_yet():
    message = refused(WALES)

    assert message == "mechanisms.csv, row 2, column region_id: “cardiff-vale” is not known here. Write one of these: all."
