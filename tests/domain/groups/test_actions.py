import shutil
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.base.models import AuditEvent
from cyfran.domain.groups.actions import (
    add_group,
    add_seat,
    change_group,
    fill_seat,
    load_register,
    vacate_seat,
)
from cyfran.domain.groups.choices import Carers, GroupClass, Reach, SeatKind, Stated
from cyfran.domain.groups.models import Group, Seat
from cyfran.domain.groups.queries import map_of_wales
from cyfran.domain.organisations.actions import load_wales
from cyfran.domain.organisations.choices import OrganisationKind
from tests.factories.base import make_user
from tests.factories.groups import make_group, make_seat
from tests.factories.organisations import make_organisation
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
WALES = settings.PROJECT / "data" / "wales"


def events() -> list[tuple]:
    return list(AuditEvent.objects.order_by("id").values_list("verb", "actor_public_id", "subject_public_id", "facts"))


def refused(action, **given) -> str:
    with pytest.raises(ValidationError) as caught:
        action(by=None, at=AT, **given)
    [message] = caught.value.messages
    return message


# --- Groups -----------------------------------------------------------------------------------------------------------


def test_add_group_puts_it_where_its_organisation_is():
    organisation, user = make_organisation(), make_user()

    group = add_group(
        organisation=organisation,
        name_cy="Fforwm y Bryniau",
        group_class=GroupClass.STANDING_GROUP,
        reach=Reach.COUNTY,
        by=user,
        at=AT,
    )

    assert list(Group.objects.all()) == [group]
    assert (group.organisation, group.area, group.region) == (organisation, organisation.area, organisation.region)
    assert (group.carers, group.decision_right, group.source_id) == (Carers.NOT_STATED, DecisionRight.NOT_STATED, "")
    assert events() == [("group.added", user.public_id, group.public_id, {})]


@pytest.mark.parametrize(("reach", "has_region"), [(Reach.REGIONAL, True), (Reach.NATIONAL, False)])
def test_add_group_lets_the_place_follow_from_the_reach(reach, has_region):
    organisation = make_organisation()

    group = add_group(
        organisation=organisation,
        name_en="Forum",
        group_class=GroupClass.PANEL,
        reach=reach,
        area=organisation.area,
        by=None,
        at=AT,
    )

    assert (group.area, group.region) == (None, organisation.region if has_region else None)


def test_add_group_of_a_county_by_a_body_of_a_region_needs_the_county():
    board = make_organisation(kind=OrganisationKind.HEALTH_BOARD)
    council = make_organisation()
    given = {"organisation": board, "name_en": "Forum", "group_class": GroupClass.PANEL, "reach": Reach.COUNTY}

    assert refused(add_group, **given) == "Say which county or which region the group is for; one for all of Wales has neither."
    group = add_group(area=council.area, by=None, at=AT, **given)
    assert (group.area, group.region) == (council.area, council.region)


def test_add_group_refuses_what_is_not_whole():
    organisation = make_organisation()

    with pytest.raises(ValidationError) as caught:
        add_group(organisation=organisation, name_en="Forum", by=None, at=AT)

    assert caught.value.message_dict["reach"] == ["This field cannot be blank."]
    assert caught.value.message_dict["group_class"] == ["This field cannot be blank."]
    assert not Group.objects.exists()
    assert events() == []


def test_change_group_corrects_what_is_given_and_says_which():
    group = make_group(rhythm="monthly")

    change_group(group=group, rhythm="weekly", carers=Carers.MEMBERS, by=None, at=AT)

    group.refresh_from_db()
    assert (group.rhythm, group.carers) == ("weekly", Carers.MEMBERS)
    assert events() == [("group.changed", "", group.public_id, {"fields": ["carers", "rhythm"]})]


def test_change_group_of_reach_moves_it():
    group = make_group()

    change_group(group=group, reach=Reach.NATIONAL, by=None, at=AT)

    group.refresh_from_db()
    assert (group.area, group.region) == (None, None)


def test_change_group_refuses_another_right_once_a_vote_has_opened():
    group = make_group(decision_right=DecisionRight.DECIDE, frozen_right=DecisionRight.DECIDE)

    message = refused(change_group, group=group, decision_right=DecisionRight.ADVISE)

    group.refresh_from_db()
    assert message == "Voting has opened: the decision right can no longer be changed."
    assert group.decision_right == DecisionRight.DECIDE


def test_change_group_refuses_a_class_that_does_not_meet_where_there_are_seats():
    group = make_seat().group

    message = refused(change_group, group=group, group_class=GroupClass.SURVEY)

    assert message == (
        "This group has seats, so it must be of a kind that meets: a board, a standing group, a task group or a panel."
    )


def test_change_group_knows_no_field_of_another_name():
    with pytest.raises(FieldDoesNotExist):
        change_group(group=make_group(), rythm="weekly", by=None, at=AT)


# --- Seats ------------------------------------------------------------------------------------------------------------


def test_add_seat_gives_a_group_an_empty_seat():
    group, user = make_group(), make_user()

    seat = add_seat(group=group, kind=SeatKind.CARER, by=user, at=AT)

    assert list(group.seats.all()) == [seat]
    assert (seat.kind, seat.holder, seat.deputy) == (SeatKind.CARER, None, None)
    assert events() == [("seat.added", user.public_id, seat.public_id, {"group": group.public_id})]


def test_add_seat_refuses_a_group_that_does_not_meet():
    message = refused(add_seat, group=make_group(group_class=GroupClass.SURVEY), kind=SeatKind.CARER)

    assert message == "Only a board, a standing group, a task group or a panel has seats."
    assert not Seat.objects.exists()


def test_add_seat_refuses_an_unknown_kind():
    assert refused(add_seat, group=make_group(), kind="THRONE") == "Value 'THRONE' is not a valid choice."


def test_fill_seat_says_who_holds_it_and_who_stands_in_without_naming_them_in_the_event():
    seat, holder, deputy = make_seat(), make_person(), make_person()

    fill_seat(seat=seat, holder=holder, deputy=deputy, starts_on=date(2026, 12, 1), ends_on=date(2028, 12, 1), by=None, at=AT)

    seat.refresh_from_db()
    assert (seat.holder, seat.deputy, seat.starts_on, seat.ends_on) == (holder, deputy, date(2026, 12, 1), date(2028, 12, 1))
    facts = {"holder": holder.public_id, "deputy": deputy.public_id, "starts_on": "2026-12-01", "ends_on": "2028-12-01"}
    assert events() == [("seat.filled", "", seat.public_id, facts)]


def test_fill_seat_again_changes_the_deputy_and_the_term_of_the_same_holder():
    holder = make_person()
    seat = make_seat(holder=holder, deputy=make_person(), starts_on=date(2026, 1, 1))

    fill_seat(seat=seat, holder=holder, starts_on=date(2026, 2, 1), ends_on=None, by=None, at=AT)

    seat.refresh_from_db()
    assert (seat.holder, seat.deputy, seat.starts_on, seat.ends_on) == (holder, None, date(2026, 2, 1), None)


def test_fill_seat_puts_nobody_out():
    holder = make_person()
    seat = make_seat(holder=holder, starts_on=date(2026, 1, 1))

    message = refused(fill_seat, seat=seat, holder=make_person(), starts_on=date(2026, 2, 1), ends_on=None)

    seat.refresh_from_db()
    assert message == "Somebody holds this seat. Say first that it is vacant."
    assert seat.holder == holder


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"deputy": "holder"}, "The deputy must be somebody other than the holder of the seat."),
        ({"ends_on": date(2026, 1, 1)}, "The term must end after it starts."),
    ],
)
def test_fill_seat_refuses_what_cannot_be(given, expected):
    holder = make_person()
    wish = {"holder": holder, "starts_on": date(2026, 1, 1), "ends_on": None, **given}
    if "deputy" in given:
        wish["deputy"] = holder

    assert refused(fill_seat, seat=make_seat(), **wish) == expected


def test_vacate_seat_leaves_it_for_somebody_else():
    seat = make_seat(holder=make_person(), deputy=make_person(), starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1))

    vacate_seat(seat=seat, by=None, at=AT)

    seat.refresh_from_db()
    assert (seat.holder, seat.deputy, seat.starts_on, seat.ends_on) == (None, None, None, None)
    assert events() == [("seat.vacated", "", seat.public_id, {})]


# --- The register of Wales --------------------------------------------------------------------------------------------


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
    assert [(verb, facts) for verb, _by, _subject, facts in events()] == [("group.loaded", {})] * 80
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
        "frozen_right": "",
        "board_seat_is_stated": False,
        "name_cy": "",
        "name_en": "West Glamorgan Carers Liaison Forum",
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

    message = refused(load_register, folder=folder, say=print)

    assert message.startswith(expected)
    assert not Group.objects.exists()
    assert events() == []


def test_load_register_says_what_is_missing_where_wales_is_not_loaded_yet():
    message = refused(load_register, folder=WALES, say=print)

    assert message == "mechanisms.csv, row 2, column region_id: “cardiff-vale” is not known here. Write one of these: all."
