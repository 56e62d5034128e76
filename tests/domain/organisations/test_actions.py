import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.organisations.actions.organisations import choose_term, name_contact, state_grounds
from cyfran.domain.organisations.actions.roles import appoint_coordinator
from cyfran.domain.organisations.actions.wales import load_wales
from cyfran.domain.organisations.choices import Measure
from cyfran.domain.organisations.models import Area, Baseline, Membership, Organisation, Region
from tests.factories.base import make_administrator, make_user
from tests.factories.organisations import make_coordinator, make_organisation

pytestmark = pytest.mark.django_db

AT = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
WALES = settings.PROJECT / "data" / "wales"

CODES = ", ".join(f"W060000{number:02d}" for number in range(1, 25) if number not in (7, 17))


def events() -> list[tuple]:
    return list(AuditEvent.objects.order_by("id").values_list("verb", "actor_public_id", "subject_public_id", "facts"))


def load(folder: Path = WALES) -> tuple[dict[str, int], list[str]]:
    said: list[str] = []
    added = load_wales(folder=folder, by=None, at=AT, say=said.append)
    return added, said


@pytest.fixture
def folder(tmp_path):
    """A copy of the files, to break."""
    return Path(shutil.copytree(WALES, tmp_path / "wales"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_appoint_coordinator_lets_somebody_coordinate_from_that_day_in_wales():
    administrator, user, organisation = make_administrator(), make_user(), make_organisation()

    membership = appoint_coordinator(user=user, organisation=organisation, by=administrator, at=AT)

    assert list(Membership.objects.all()) == [membership]
    assert (membership.user, membership.organisation, membership.joined_on) == (user, organisation, date(2026, 7, 1))
    assert events() == [
        (
            *("role.given", administrator.public_id, organisation.public_id),
            {"user": user.public_id, "role": "COORDINATOR", "until": None},
        ),
    ]


def test_appoint_coordinator_refuses_the_same_again():
    organisation = make_organisation()
    user = make_coordinator(organisation)

    with pytest.raises(ValidationError, match="already has a role"):
        appoint_coordinator(user=user, organisation=organisation, by=None, at=AT)

    assert events() == []


@pytest.mark.parametrize("who", ["coordinator", "administrator"])
def test_name_contact_says_who_has_the_first_move(who):
    organisation = make_organisation()
    user = make_coordinator(organisation) if who == "coordinator" else make_administrator()

    name_contact(organisation=organisation, user=user, by=user, at=AT)

    organisation.refresh_from_db()
    assert organisation.named_contact == user
    facts = {"user": user.public_id, "stand_in": "", "away_until": ""}
    assert events() == [("contact.named", user.public_id, organisation.public_id, facts)]


@pytest.mark.parametrize("stand_in", ["nobody", "themselves"])
def test_name_contact_leaves_nobody_alone_while_the_contact_is_away(stand_in):
    organisation = make_organisation()
    user = make_coordinator(organisation)

    with pytest.raises(ValidationError) as caught:
        name_contact(
            organisation=organisation,
            user=user,
            stand_in=user if stand_in == "themselves" else None,
            away_until=date(2026, 7, 31),
            by=user,
            at=AT,
        )

    assert caught.value.message_dict == {"stand_in": ["Choose somebody else who stands in for the named contact."]}


def test_name_contact_refuses_somebody_who_does_not_work_there():
    organisation = make_organisation()

    with pytest.raises(ValidationError) as caught:
        name_contact(organisation=organisation, user=make_coordinator(make_organisation()), by=None, at=AT)

    organisation.refresh_from_db()
    assert caught.value.code == "not_a_coordinator"
    assert organisation.named_contact is None
    assert events() == []


def test_load_wales_adds_the_regions_areas_bodies_and_census_counts():
    added, said = load()

    assert added == {"regions": 7, "areas": 22, "organisations": 36, "baselines": 550}
    assert said == ["Added: regions 7, areas 22, public bodies 36, census counts 550."]
    assert Region.objects.count() == 7
    assert Area.objects.count() == 22
    assert (
        sorted(Organisation.objects.values_list("kind", flat=True))
        == ["COUNCIL"] * 22 + ["HEALTH_BOARD"] * 7 + ["PARTNERSHIP"] * 7
    )
    assert AuditEvent.objects.count() == 7 + 22 + 36 + 2 * 22


def test_load_wales_knows_each_body_and_place_in_both_languages():
    load()

    ceredigion = Area.objects.get(ons_code="W06000008")
    bodies = [*ceredigion.organisations.all(), *ceredigion.region.organisations.filter(area=None)]
    assert (ceredigion.slug, ceredigion.region.name.cy, ceredigion.aliases) == ("ceredigion", "Gorllewin Cymru", "Sir Ceredigion")
    assert [(body.slug, body.name.cy, body.name.en) for body in bodies] == [
        ("ceredigion-county-council", "Cyngor Sir Ceredigion", "Ceredigion County Council"),
        ("hywel-dda-university-health-board", "Bwrdd Iechyd Prifysgol Hywel Dda", "Hywel Dda University Health Board"),
        (
            "west-wales-regional-partnership-board",
            "Bwrdd Partneriaeth Rhanbarthol Gorllewin Cymru",
            "West Wales Regional Partnership Board",
        ),
    ]


def test_load_wales_keeps_the_census_with_its_day_and_source():
    load()

    counts = Baseline.objects.filter(area__slug="powys", measure__in=[Measure.CARERS, Measure.AGE_85_PLUS])
    assert list(counts.values_list("measure", "people", "counted_on", "source")) == [
        ("CARERS", 13458, date(2021, 3, 21), "Office for National Statistics, Census 2021, TS039"),
        ("AGE_85_PLUS", 4694, date(2021, 3, 21), "Office for National Statistics, Census 2021, TS007"),
    ]
    assert sum(Baseline.objects.filter(measure=Measure.CARERS).values_list("people", flat=True)) == 310_788


def test_load_wales_again_adds_nothing_and_keeps_what_people_have_done():
    load()
    contact = make_administrator()
    council = Organisation.objects.get(slug="cardiff-council")
    name_contact(organisation=council, user=contact, by=None, at=AT)
    events_before = AuditEvent.objects.count()

    added, said = load()

    council.refresh_from_db()
    assert added == {"regions": 0, "areas": 0, "organisations": 0, "baselines": 0}
    assert said == ["The regions, areas and public bodies of Wales are there already."]
    assert council.named_contact == contact
    assert AuditEvent.objects.count() == events_before


def test_load_wales_adds_what_is_missing():
    load()
    Baseline.objects.filter(area__slug="powys").delete()
    Organisation.objects.filter(slug="cardiff-council").delete()

    assert load()[0] == {"regions": 0, "areas": 0, "organisations": 1, "baselines": 25}


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "regions.csv",
            "region_id,name_en",
            "region,name_en",
            "regions.csv, row 1, column region_id: The columns must be exactly these, in this order: region_id,name_en,name_cy,"
            "health_board_en,health_board_cy,health_board_ods,health_board_ons,former_or_variant_name,n_local_authorities,"
            "local_authority_codes.",
        ),
        (
            "local_authorities.csv",
            "Caerffili,gwent",
            "Caerffili,gwnt",
            "local_authorities.csv, row 17, column region_id: “gwnt” is not known here. Write one of these: "
            "gwent, north-wales, cardiff-vale, west-glamorgan, cwm-taf-morgannwg, west-wales, powys.",
        ),
        (
            "local_authorities.csv",
            "W06000024",
            "W06000023",
            "local_authorities.csv, row 23, column ons_code: “W06000023” is already in row 22. Keep one of the two.",
        ),
        (
            "bodies.csv",
            "partnership,powys",
            "board,powys",
            "bodies.csv, row 30, column kind: “board” is not known here. Write one of these: council, partnership.",
        ),
        (
            "bodies.csv",
            "council,W06000023,Powys County Council,Cyngor Sir Powys\n",
            "",
            "bodies.csv, row 23, column serves: These are left out: W06000023. Write a row for each.",
        ),
        (
            "bodies.csv",
            "Cardiff Council,Cyngor Caerdydd",
            "Cardiff Council,",
            "bodies.csv, row 15, column name_cy: This field cannot be blank.",
        ),
        (
            "bodies.csv",
            "Cardiff Council,",
            "Powys County Council,",
            "bodies.csv, row 22, column name_en: Organisation with this Slug already exists.",
        ),
        (
            "census_carers.csv",
            "13458",
            "13,458",
            "census_carers.csv, row 22, column n_msoa_summed: "
            "The row goes on after this column. Give it 15 cells, with quotation marks around any with a comma.",
        ),
        (
            "census_carers.csv",
            "13458",
            "many",
            "census_carers.csv, row 22, column carers_total: "
            "“many” is not a whole number from 0 to 999999999. Write it in figures only.",
        ),
        (
            "census_carers.csv",
            "13458",
            "13459",
            "census_carers.csv, row 22, column carers_total: "
            "“13459” does not add up: its parts make 13458. Mend it or its parts.",
        ),
        (
            "census_carers.csv",
            "2952440,2641652,95582",
            "2952441,2641653,95582",
            "census_carers.csv, row 24, column residents_5plus: "
            "“2952441” does not add up: its parts make 2952440. Mend it or its parts.",
        ),
        (
            "census_carers.csv",
            "W92000004",
            "W92000005",
            f"census_carers.csv, row 24, column ons_code: “W92000005” is not known here. Write one of these: {CODES}, W92000004.",
        ),
        (
            "population_by_age.csv",
            "127443",
            "127444",
            "population_by_age.csv, row 22, column age_5_plus: "
            "“127444” does not add up: its parts make 127443. Mend it or its parts.",
        ),
    ],
    ids=[
        *("header", "unknown region", "duplicate", "unknown kind", "left out", "no name", "one name twice"),
        *("row too long", "not a number", "row does not add up", "Wales does not add up", "unknown area", "ages do not add up"),
    ],
)
def test_load_wales_writes_nothing_where_a_file_is_wrong(folder, file, old, new, expected):
    change(folder / file, old, new)

    with pytest.raises(ValidationError) as caught:
        load(folder)

    [message] = caught.value.messages
    assert message == expected
    assert not Region.objects.exists()
    assert not AuditEvent.objects.exists()


def test_load_wales_writes_the_census_counts_many_at_a_time(django_assert_max_num_queries):
    with django_assert_max_num_queries(700):
        load()


def test_load_wales_leaves_no_area_or_body_without_a_name_in_either_language():
    load()

    assert [
        str(thing) for thing in [*Area.objects.all(), *Organisation.objects.all()] if not (thing.name.cy and thing.name.en)
    ] == []


def test_a_body_states_its_grounds_and_how_its_data_protection_officer_is_reached():
    council = make_organisation()
    grounds = {"legal_basis": "LEGAL_DUTY", "legal_basis_text_cy": "Deddf", "legal_basis_text_en": "An Act"}
    officer = {"protection_officer_cy": "dpo@example.org", "protection_officer_en": "01632 960199"}

    stated = state_grounds(organisation=council, **grounds, **officer, special_basis="", by=make_user(), at=AT)

    council.refresh_from_db()
    assert (council.legal_basis, council.legal_basis_text.halves) == ("LEGAL_DUTY", {"cy": "Deddf", "en": "An Act"})
    assert (stated, council.protection_officer.halves) == (
        council,
        {"cy": "dpo@example.org", "en": "01632 960199"},
    )
    event = AuditEvent.objects.get()
    assert (event.verb, event.facts) == ("organisation.grounds_stated", {"changed": sorted([*grounds, *officer])})


@pytest.mark.parametrize("text", [{}, {"special_basis_text_cy": "Amod"}, {"special_basis_text_en": "A condition"}])
def test_a_condition_that_needs_one_of_schedule_1_names_it_in_both_languages(text):
    council = make_organisation()

    with pytest.raises(ValidationError, match="Name the condition of Schedule 1"):
        state_grounds(organisation=council, special_basis="PUBLIC_INTEREST", **text, by=None, at=AT)
    with pytest.raises(IntegrityError):
        Organisation.objects.update(special_basis="HEALTH_AND_CARE", **text)


def test_a_body_chooses_its_word_for_carers_among_those_there_are():
    council = make_organisation()

    choose_term(organisation=council, term="FAMILY_CARER", by=make_user(), at=AT)
    with pytest.raises(ValidationError):
        choose_term(organisation=Organisation.objects.get(), term="SOMEBODY", by=None, at=AT)

    council.refresh_from_db()
    event = AuditEvent.objects.get()
    assert (council.term, event.verb, event.facts) == ("FAMILY_CARER", "organisation.term_chosen", {"term": "FAMILY_CARER"})
