"""A person's own copy of what is kept about her, and who looked at it."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps

from cyfran.domain.base.registry import BEGUN, TRAIL, Whose, kept_fields, kinds_kept
from cyfran.domain.organisations.choices import Act, Role
from cyfran.domain.people.actions.looks import record_looks
from cyfran.domain.people.registry import EQUALITY
from cyfran.domain.projects.queries import acts_held
from cyfran.web.carer.my.labels import ONLY_FOR_PROGRAMS
from cyfran.web.carer.my.own import fields_of_hers, label_of
from tests.factories.base import make_administrator, make_user
from tests.factories.contributions import make_contribution
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_response
from tests.factories.involvement import make_ledger_entry
from tests.factories.opportunities import make_drawn_person, make_invitation
from tests.factories.organisations import make_coordinator
from tests.factories.people import make_caring_role, make_flag, make_permission, make_person
from tests.proving import come_with_code
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

_HELD = ("name", "email", "telephone", "address", "area", "channel", "language", "age_band")
_PAGES = (
    *(f"carer:my:{page}" for page in ("load", "preference", "reach", "permissions", "known", "caring", "caring_add", "help")),
    *("carer:my:remove", "carer:asking:ask"),
)


@pytest.fixture
def known(gwenllian):
    """Let something of several kinds be on record of somebody, and of somebody else as well."""
    for person, word in ((gwenllian, "Mine"), (make_person(name="Bob Example", email="bob@example.org"), "Theirs")):
        make_caring_role(person=person, relation="SIBLING")
        make_permission(person=person)
        make_response(
            contribution=make_contribution(person=person, words=f"{word} said"), reason_en=f"{word} reason", reason_cy="Rheswm"
        )
        make_invitation(person=person, answer="YES", answered_at=datetime(2026, 11, 1, tzinfo=UTC), answer_words=f"{word} answer")
        make_message(person=person, body_en=f"{word} letter")
    return gwenllian


def test_her_copy_holds_all_that_is_hers_and_nothing_of_anybody_else(client, known):
    page = text_of(client.get(address("carer:my:copy", come_with_code(client, known))))

    mine = [known.name, known.email, "My brother or sister", "Ask me to take part", "Mine said", "Mine reason", "Mine answer"]
    assert [words for words in [*mine, "Mine letter"] if words not in page] == []
    assert [words for words in ("Theirs", "Bob Example", "bob@example.org") if words in page] == []


def test_each_value_in_her_copy_stands_beside_what_it_is_and_time_is_said_in_hours(client, gwenllian):
    make_ledger_entry(person=gwenllian, minutes=140)
    make_drawn_person(person=gwenllian, values={"AGE": ["FROM_45_TO_64"]})

    page = text_of(client.get(address("carer:my:copy", come_with_code(client, gwenllian))))

    assert "Asked of you, or given by you" in page
    assert "2 hours 20 minutes" in page
    assert "Age: 45 to 64" in page
    assert "Until you are removed: when you ask for it" in page
    assert "the person is removed" not in page


@pytest.mark.parametrize(
    "kept",
    [kept for kept in kept_fields() if kept.data.whose == Whose.PERSON and kept.data not in (TRAIL, BEGUN, EQUALITY)],
    ids=lambda kept: f"{kept.model}.{kept.name}",
)
def test_every_field_of_hers_has_a_name_in_her_copy(kept):
    model = apps.get_model(kept.model)

    shown = [field for field in fields_of_hers(model, [kept.name]) if field.name not in ONLY_FOR_PROGRAMS]

    assert all(label_of(model, field) for field in shown)


@pytest.mark.parametrize("item_count", [1, 3])
def test_her_copy_to_read_costs_the_same_for_more_records(client, gwenllian, item_count, django_assert_num_queries):
    for _number in range(item_count):
        make_response(contribution=make_contribution(person=gwenllian))
        make_invitation(person=gwenllian)
    page = address("carer:my:copy", come_with_code(client, gwenllian))

    with django_assert_num_queries(26):
        client.get(page)


def test_her_copy_for_programs_has_every_field_of_hers(client, known):
    response = client.get(address("carer:my:copy_json", come_with_code(client, known)))

    copy = response.json()
    by_record = {record["record"]: record for record in copy["records"]}
    assert response.headers["Content-Disposition"] == 'attachment; filename="cyfran.json"'
    assert (by_record["contributions.Contribution"]["words"], by_record["decisions.Response"]["reason_en"]) == (
        "Mine said",
        "Mine reason",
    )
    assert {record["kind"] for record in copy["records"]} <= {str(kind.what) for kind in kinds_kept(Whose.PERSON)}
    assert [record["email"] for record in copy["records"] if "email" in record] == [known.email]
    assert "Theirs" not in str(copy)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "SAFEGUARDING", "raised_by": None}, []),
        ({"kind": "DISTRESS", "raised_by": "staff"}, []),
        ({"kind": "DISTRESS", "raised_by": None}, ["Zebedee", "Rhubarb"]),
        ({"kind": "DISTRESS", "raised_by": None, "adult": "Ann Pretend"}, []),
    ],
)
@pytest.mark.parametrize("page", ["copy", "copy_json"])
def test_her_copy_has_her_own_cry_for_help_but_not_what_staff_wrote_of_a_worry(client, gwenllian, given, words, page):
    if "adult" in given:
        gwenllian.age_band, gwenllian.adult = "UNDER_13", given["adult"]
        gwenllian.save()
    raised_by = make_user() if given["raised_by"] else None
    make_flag(person=gwenllian, kind=given["kind"], raised_by=raised_by, words="Zebedee", outcome="Rhubarb")

    copy = text_of(client.get(address(f"carer:my:{page}", come_with_code(client, gwenllian))))

    assert [word for word in ("Zebedee", "Rhubarb") if word in copy] == words


@pytest.mark.parametrize("item_count", [1, 3])
def test_her_copy_costs_the_same_for_more_records(client, gwenllian, item_count, django_assert_num_queries):
    for _number in range(item_count):
        make_response(contribution=make_contribution(person=gwenllian))
        make_invitation(person=gwenllian)
        make_message(person=gwenllian)
    page = address("carer:my:copy_json", come_with_code(client, gwenllian))

    with django_assert_num_queries(25):
        client.get(page)


def look(person, user, at):
    """Let somebody look in the roles she has."""
    record_looks(people=[person], why=Act.KEEP_WORDS, by=user, roles=acts_held(user).to_write_down, at=at)


def test_she_sees_who_looked_when_and_where_they_work_but_no_names(client, gwenllian):
    mari, admin = make_coordinator(gwenllian.organisation), make_administrator()
    for user, hour in ((mari, 9), (mari, 10), (admin, 11)):
        look(gwenllian, user, datetime(2026, 11, 20, hour, tzinfo=UTC))
    look(make_person(), make_user(), datetime(2026, 11, 20, 9, tzinfo=UTC))
    mari.memberships.update(role=Role.VIEWER, joined_on=date(2026, 11, 21))

    page = text_of(client.get(address("carer:my:looks", come_with_code(client, gwenllian))))

    assert f"20 November 2026: Coordinator, {gwenllian.organisation.name_en}, 2 times <br> What for: Read, check" in page
    assert "20 November 2026: An administrator of this website, once" in page
    assert mari.name not in page


def test_where_nobody_wrote_down_in_which_role_somebody_looked_she_reads_that(client, gwenllian):
    record_looks(people=[gwenllian], why=Act.KEEP_WORDS, by=make_user(), roles=[], at=datetime(2026, 11, 20, 9, tzinfo=UTC))

    page = text_of(client.get(address("carer:my:looks", come_with_code(client, gwenllian))))

    assert "20 November 2026: Somebody whose role on that day is not on record, once" in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_who_looked_costs_the_same_for_more_looks(client, gwenllian, item_count, django_assert_num_queries):
    for number in range(item_count):
        user = make_coordinator(gwenllian.organisation)
        look(gwenllian, user, datetime(2026, 11, 1 + number, 9, tzinfo=UTC))
    page = address("carer:my:looks", come_with_code(client, gwenllian))

    with django_assert_num_queries(5):
        client.get(page)


def test_no_page_of_hers_asks_for_what_is_held_already(client, gwenllian):
    link = come_with_code(client, gwenllian)

    forms = [client.get(address(page, link), follow=True).context.get("form") for page in _PAGES]

    fields = [form[name] for form in forms if form is not None for name in _HELD if name in form.fields]
    held = [field for field in fields if getattr(gwenllian, field.name)]
    assert [field.name for field in held] == ["name", "email", "area", "channel"]
    assert [field.name for field in held if not field.value()] == []
