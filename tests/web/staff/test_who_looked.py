"""Who looked at whose record, as whoever guards the records of a body reads it."""

from datetime import UTC, datetime, timedelta

import pytest

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.organisations.choices import Act, Role
from cyfran.domain.people.actions.erasing import erase
from cyfran.domain.people.actions.looks import record_looks, record_reveals
from cyfran.domain.people.actions.merging import merge
from cyfran.domain.people.choices import WATCH, WhyShown
from tests.factories.base import make_administrator
from tests.factories.organisations import make_coordinator, make_membership, make_organisation
from tests.factories.people import make_person
from tests.web.carer.conftest import NOON
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LIST, DOWNLOAD = "staff:who_looked:list", "staff:who_looked:download"


@pytest.fixture
def rhian(client, council):
    """Sign in the administrator of the council."""
    rhian = make_membership(organisation=council, role=Role.ADMINISTRATOR).user
    client.force_login(rhian)
    return rhian


@pytest.fixture
def scene(council):
    """Let Mari look at Olwen, and Alun be shown how Dai is reached; and somebody look at somebody in another body."""
    olwen, dai = (make_person(organisation=council, name=name) for name in ("Olwen Dychmygol", "Dai Dychmygol"))
    mari, alun = (make_coordinator(council, name=name) for name in ("Mari Enghraifft", "Alun Sampl"))
    roles = [(Role.PRACTITIONER, council.public_id)]
    at = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
    record_looks(people=[olwen], why=Act.KEEP_WORDS, by=mari, roles=roles, at=at)
    record_reveals(people=[dai], why=WhyShown.CARE, by=alun, roles=[("", "")], at=at.replace(hour=10))
    record_looks(people=[make_person(name="Rhywun Arall")], why=Act.ASK, by=make_coordinator(council), roles=[], at=at)
    return {"olwen": olwen, "dai": dai, "mari": mari, "alun": alun}


def readings() -> list[tuple[str, str, object]]:
    events = AuditEvent.objects.filter(verb=WATCH).order_by("pk")
    return [(event.actor_public_id, event.subject_public_id, event.facts["roles"]) for event in events]


def test_she_reads_who_looked_in_the_role_of_that_day_at_whom_and_what_for_newest_first(client, rhian, scene):
    page = text_of(client.get(address(LIST)))

    assert 'Mari Enghraifft <br> <span class="cy-quiet">Practitioner, Abermorfa Council</span>' in page
    assert 'Alun Sampl <br> <span class="cy-quiet">An administrator of this website</span>' in page
    assert "Read, check and sort what people said" in page
    assert "To ask whether all is well" in page
    assert page.index(">Dai Dychmygol<") < page.index(">Olwen Dychmygol<")
    assert "Rhywun Arall" not in page


def test_that_she_read_the_list_is_written_down_and_stands_in_it(client, rhian, scene, council):
    client.get(address(LIST))
    at_one = text_of(client.get(f"{address(LIST)}?person={scene['olwen'].public_id}&what=READ"))
    looks, read = (text_of(client.get(f"{address(LIST)}?what={what}")) for what in ("", "READ"))

    assert readings() == [(rhian.public_id, council.public_id, [["ADMINISTRATOR", council.public_id]])] * 4
    assert ["Read this list" in page for page in (at_one, looks, read)] == [False, False, True]
    assert (">Olwen Dychmygol<" in looks, ">Olwen Dychmygol<" in read) == (True, False)


def test_who_looks_after_the_installation_pages_through_the_looks_and_each_reading_is_written_down_once(client, rhian, council):
    admin = make_administrator()
    names = [f"Person {number:02}" for number in range(60)]
    for number, name in enumerate(names):
        looked_at = [make_person(organisation=make_organisation(), name=name)]
        record_looks(people=looked_at, why=Act.ASK, by=admin, roles=[], at=NOON - timedelta(minutes=number))
    client.force_login(admin)

    pages = [[row.whose for row in client.get(f"{address(LIST)}?page={page}").context["rows"]] for page in (1, 2, 3)]

    assert pages == [names[:25], names[25:50], names[50:]]
    assert readings() == [(admin.public_id, admin.public_id, [["", ""]])] * 3
    client.force_login(rhian)
    assert "Every organisation" in text_of(client.get(f"{address(LIST)}?what=READ"))


def test_a_year_is_shown_at_a_time(client, rhian, scene, council):
    tegwen = make_person(organisation=council, name="Tegwen Sampl")
    long_ago = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
    record_looks(people=[tegwen], why=Act.ASK, by=scene["mari"], roles=[], at=long_ago)

    shown = [client.get(f"{address(LIST)}?year={year}").context["rows"] for year in ("", "2025", "2026", "no year")]
    file = client.get(address(DOWNLOAD)).content.decode()

    lately = ["Dai Dychmygol", "Olwen Dychmygol"]
    assert [[row.whose for row in rows] for rows in shown] == [lately, ["Tegwen Sampl"], lately, lately]
    assert ("Olwen Dychmygol" in file, "Tegwen Sampl" in file) == (True, False)


def test_looks_at_a_record_that_went_into_another_are_looks_at_the_same_person(client, rhian, scene, council, noon):
    twice = make_person(organisation=council, name="O. Dychmygol")
    record_looks(people=[twice], why=Act.ASK, by=scene["mari"], roles=[], at=noon - timedelta(hours=1))
    merge(kept=scene["olwen"], gone=twice, by=None, at=noon)

    shown = [client.get(f"{address(LIST)}?person={one.public_id}") for one in (scene["olwen"], twice)]

    assert [[row.whose for row in page.context["rows"]] for page in shown] == [["O. Dychmygol", "Olwen Dychmygol"]] * 2
    assert [page.context["person"] for page in shown] == [scene["olwen"]] * 2


@pytest.mark.parametrize(("name", "asked"), [("person", "olwen"), ("who", "mari")])
def test_she_narrows_it_to_one_person_or_to_one_who_looked(client, rhian, scene, name, asked):
    page = text_of(client.get(f"{address(LIST)}?{name}={scene[asked].public_id}"))

    assert (">Olwen Dychmygol<" in page, ">Dai Dychmygol<" in page) == (True, False)


def test_she_takes_them_away_as_a_table_and_that_is_written_down(client, rhian, scene, council):
    answer = client.get(f"{address(DOWNLOAD)}?who={scene['mari'].public_id}")

    where, olwen = "Practitioner, Abermorfa Council", scene["olwen"]
    why = "Read, check and sort what people said"
    assert answer.content.decode().splitlines() == [
        "When,Who looked,In which role,Whose record,Id,What,What for",
        f'2026-11-19T09:00:00+00:00,Mari Enghraifft,"{where}",{olwen.name},{olwen.public_id},Looked at the record,"{why}"',
    ]
    assert readings() == [(rhian.public_id, council.public_id, [["ADMINISTRATOR", council.public_id]])]


def test_who_looked_at_somebody_since_removed_is_still_known_and_she_has_no_name(client, rhian, scene, noon):
    erase(person=scene["olwen"], by=None, at=noon)

    page = text_of(client.get(f"{address(LIST)}?person={scene['olwen'].public_id}"))

    assert ("Mari Enghraifft" in page, "Olwen" in page) == (True, False)


def test_it_is_closed_to_whoever_does_not_guard_the_records_and_of_others_nobody_is_found(client, mari, scene, council):
    stranger = make_membership(role=Role.ADMINISTRATOR).user
    closed = [client.get(address(door)).status_code for door in (LIST, DOWNLOAD)]
    client.force_login(stranger)

    theirs = text_of(client.get(address(LIST)))

    assert (closed, "Dychmygol" in theirs) == ([404, 404], False)
    assert client.get(f"{address(LIST)}?person={scene['olwen'].public_id}").status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_for_more_looks(client, rhian, council, noon, item_count, django_assert_num_queries):
    for _number in range(item_count):
        by, person = make_coordinator(council), make_person(organisation=council)
        record_looks(people=[person], why=Act.ASK, by=by, roles=[(Role.COORDINATOR, council.public_id)], at=noon)

    with django_assert_num_queries(12):
        client.get(address(LIST))
