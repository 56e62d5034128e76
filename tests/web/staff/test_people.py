"""Finding and registering people."""

import re
from datetime import date

import pytest

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.correspondence.models import Message
from cyfran.domain.organisations.choices import Role
from cyfran.domain.people.models import Person
from tests.factories.base import make_administrator, make_user
from tests.factories.organisations import make_area, make_organisation
from tests.factories.people import make_person
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_the_list_shows_the_people_of_ones_own_organisations_alone(client, mari, council):
    olwen = make_person(organisation=council, name="Olwen Dychmygol", email="olwen@example.org")
    make_person(name="Somebody Elsewhere")

    page = client.get(address("staff:people:list"))

    assert [person.public_id for person in page.context["rows"]] == [olwen.public_id]
    assert "olwen@example.org" not in text_of(page)


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({"text": "olwen"}, ["Olwen Dychmygol"]),
        ({"text": "01970 000 001"}, ["Olwen Dychmygol"]),
        ({"text": "Ieuan@example.org"}, ["Ieuan Ffug"]),
        ({"channel": "PHONE"}, ["Olwen Dychmygol"]),
        ({"language": "CY"}, ["Ieuan Ffug"]),
        ({"language": "BOTH"}, ["Olwen Dychmygol"]),
        ({"area": "tref-y-glaw"}, ["Ieuan Ffug"]),
        ({"area": "tref-y-glaw", "channel": "PHONE"}, []),
        ({"text": "\0", "area": "\0"}, ["Ieuan Ffug", "Olwen Dychmygol"]),
        ({"channel": "PIGEON"}, ["Ieuan Ffug", "Olwen Dychmygol"]),
    ],
)
def test_the_list_is_searched_and_narrowed(client, mari, council, sent, found):
    make_person(organisation=council, name="Olwen Dychmygol", channel="PHONE", telephone="01970 000001", email="")
    area = make_organisation(area=make_area(slug="tref-y-glaw", name_en="Rainford")).area
    make_person(organisation=council, name="Ieuan Ffug", area=area, language="CY", email="ieuan@example.org")

    page = client.post(address("staff:people:list"), {"find": "this", **sent}, follow=True)

    assert [person.name for person in page.context["rows"]] == found
    assert page.redirect_chain == [(address("staff:people:list"), 302)]


def test_the_list_keeps_what_was_searched_for_and_says_what_to_do_when_nobody_is_found(client, mari):
    page = text_of(client.post(address("staff:people:list"), {"find": "this", "text": "nobody here"}, follow=True))

    assert 'value="nobody here"' in page
    assert "Nobody is found." in page


def test_a_list_with_nobody_in_it_offers_to_register_somebody(client, mari):
    page = text_of(client.get(address("staff:people:list")))

    assert "Nobody is registered yet." in page
    assert "Nobody is found." not in page
    assert page.count(f'href="{address("staff:people:register")}"') == 2


def test_each_figure_of_a_list_says_on_a_phone_what_it_is(client, mari, council):
    make_person(organisation=council)

    page = text_of(client.get(address("staff:people:list")))

    columns = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', page)
    assert re.findall(r'data-label="([^"]+)"', page) == columns[1:]


def test_the_list_is_in_welsh_too(client, mari, council):
    make_person(organisation=council, name="Olwen Dychmygol")

    page = text_of(client.get(address("staff:people:list", language="cy")))

    assert '<html lang="cy"' in page
    assert "Olwen Dychmygol" in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_for_more_people(client, mari, council, item_count, django_assert_num_queries):
    for _number in range(item_count):
        make_person(organisation=council)

    with django_assert_num_queries(11):
        client.get(address("staff:people:list"))


# --- Registering ------------------------------------------------------------------------------------------------------


def answers(area, **given) -> dict:
    return {
        "name": "Olwen Dychmygol",
        "hours_partner": "FROM_50",
        "channel": "PHONE",
        "telephone": "01970 000001",
        "area": area.slug,
        "language": "BOTH",
        "format": "STANDARD",
        "how_long": "FROM_1_TO_2",
        "age_band": "FROM_45_TO_64",
        "uses": ["CONTACT"],
        **given,
    }


def test_registering_writes_down_what_was_said_and_sends_the_link(client, mari, council, noon):
    page = client.post(address("staff:people:register"), answers(council.area), follow=True)

    olwen = Person.objects.get()
    assert (olwen.name, olwen.organisation, olwen.area, olwen.channel) == ("Olwen Dychmygol", council, council.area, "PHONE")
    assert (olwen.registered_by, olwen.registered_at, olwen.language) == (mari, noon, "")
    assert (olwen.how_long, olwen.how_long_said_on) == ("FROM_1_TO_2", noon.date())
    assert list(olwen.caring_roles.values_list("relation", "hours")) == [("PARTNER", "FROM_50")]
    assert list(olwen.permissions.values_list("use", "granted_by")) == [("CONTACT", "TO_STAFF")]
    assert list(Message.objects.values_list("person", "purpose", "state")) == [(olwen.pk, "MY_PAGE", "TO_DO")]
    assert page.redirect_chain == [(address("staff:people:show", olwen.public_id), 302)]
    assert "Olwen Dychmygol is registered. The words to say about their own page wait under Messages" in text_of(page)


def test_registering_begins_with_the_area_of_the_council(client, mari, council):
    page = text_of(client.get(address("staff:people:register")))

    assert f'<option value="{council.area.slug}" selected>' in page
    assert 'name="organisation"' not in page


def test_somebody_may_look_after_several_people(client, mari, council):
    client.post(address("staff:people:register"), answers(council.area, hours_parent="UP_TO_9"))

    assert list(Person.objects.get().caring_roles.values_list("relation", "hours")) == [
        ("PARENT", "UP_TO_9"),
        ("PARTNER", "FROM_50"),
    ]


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"name": ""}, "name", "Fill in “Their name”."),
        ({"hours_partner": ""}, "hours_parent", "Say whom they look after, and about how many hours a week."),
        ({"telephone": ""}, "telephone", "Write the telephone number, or choose another way to reach them."),
        ({"channel": "EMAIL"}, "email", "Write the e-mail address, or choose another way to reach them."),
        ({"channel": "LETTER"}, "address", "Write the postal address, or choose another way to reach them."),
        ({"channel": ""}, "channel_0", "Choose an answer for “How would they like to be reached?”."),
    ],
)
def test_registering_says_what_is_missing_and_keeps_what_was_typed(client, mari, council, given, field, sentence):
    page = text_of(client.post(address("staff:people:register"), answers(council.area, age_band="FROM_65", **given)))

    assert f'<a href="#id_{field}">{sentence}</a>' in page
    assert '<option value="FROM_65" selected>' in page
    assert Person.objects.count() == 0


@pytest.mark.parametrize(("uses", "registered"), [(["CONTACT"], []), (["QUOTE"], ["QUOTE"])])
def test_somebody_of_15_is_registered_without_being_asked_to_take_part(client, mari, council, uses, registered):
    council.named_contact = mari
    council.save()
    given = answers(council.area, age_band="FROM_13_TO_15", uses=uses)

    page = text_of(client.post(address("staff:people:register"), given, follow=True))

    assert ("Nobody under 16 is asked to take part: leave that empty." in page) == (not registered)
    assert [one.use for person in Person.objects.all() for one in person.permissions.all()] == registered


@pytest.mark.parametrize("said", [{"telephone": "+44 1970 000001"}, {"name": "olwen  DYCHMYGOL", "telephone": "01970 000002"}])
def test_staff_are_told_who_may_be_the_same_before_anything_is_saved_and_go_on(client, mari, council, said):
    known = make_person(organisation=council, name="Olwen Dychmygol", telephone="01970 000001")
    make_person(organisation=council, name="Olwen Dychmygol", is_example=True)
    make_person(name="Olwen Dychmygol", telephone="01970 000001", area=council.area)
    given = answers(council.area, **{"name": "O. Sampl", **said})

    warned = client.post(address("staff:people:register"), given)
    before = Person.objects.filter(registered_by=mari).count()
    client.post(address("staff:people:register"), given | {"others": "somebody"})
    client.post(address("staff:people:register"), given | {"others": warned.context["others"]})

    assert (warned.context["alike"], warned.context["others"]) == ([known], known.public_id)
    assert "Nothing is saved yet." in text_of(warned)
    assert (before, Person.objects.filter(registered_by=mari).count()) == (0, 1)


def test_who_is_new_is_registered_without_a_question(client, mari, council):
    make_person(organisation=council, name="Olwen Sampl", telephone="01970 000009")

    page = text_of(client.post(address("staff:people:register"), answers(council.area), follow=True))

    assert ("Perhaps they are here already" in page, Person.objects.filter(registered_by=mari).count()) == (False, 1)


def test_a_coordinator_of_two_organisations_chooses_one(client, mari, council):
    other = make_organisation(name_en="Carers of Abermorfa")
    mari.memberships.create(organisation=other, role=Role.COORDINATOR, joined_on=date(2026, 1, 5))

    without = text_of(client.post(address("staff:people:register"), answers(council.area)))
    client.post(address("staff:people:register"), answers(council.area, organisation=other.public_id))

    assert "Choose an answer for “For which organisation?”." in without
    assert Person.objects.get().organisation == other


@pytest.mark.parametrize(("language", "names"), [("cy", ["Chwilog", "Dinas"]), ("en", ["Alder", "Zed"])])
def test_organisations_stand_in_the_order_of_the_readers_alphabet(client, language, names):
    client.force_login(make_administrator())
    for name_cy, name_en in (("Dinas", "Alder"), ("Chwilog", "Zed")):
        make_organisation(name_cy=name_cy, name_en=name_en)

    page = client.get(address("staff:people:register", language=language))

    assert [label for _key, label in page.context["form"].fields["organisation"].choices][1:] == names


def test_nobody_is_registered_with_somebody_elses_organisation(client, mari, council):
    mari.memberships.create(organisation=make_organisation(), role=Role.COORDINATOR, joined_on=date(2026, 1, 5))
    elsewhere = make_organisation()

    client.post(address("staff:people:register"), answers(council.area, organisation=elsewhere.public_id))

    assert Person.objects.count() == 0


def test_who_coordinates_for_nobody_cannot_register_anybody(client):
    client.force_login(make_user())

    assert client.get(address("staff:people:register")).status_code == 404


def test_random_posts_never_break_registering(client, mari, council):
    fields = {name: [value] if isinstance(value, str) else value for name, value in answers(council.area).items()}
    fields |= {"email": ["olwen@example.org"], "address": ["1 Heol Ddychmygol"], "language": ["CY", "EN", "BOTH"]}
    fields |= {"channel": ["EMAIL", "TEXT", "LETTER"], "organisation": []}

    assert_random_posts_never_break(client, address("staff:people:register"), fields)


def test_who_is_removed_soon_is_listed_with_the_day(client, mari, council):
    make_person(organisation=council, name="Olwen Dychmygol", leaves_on=date(2026, 12, 20))
    make_person(organisation=council, name="Ieuan Ffug")
    make_person(name="Bob Stranger", leaves_on=date(2026, 12, 20))

    page = text_of(client.get(address("staff:people:leaving")))

    assert "Removed on 20 December 2026" in page
    assert [name for name in ("Olwen Dychmygol", "Ieuan Ffug", "Bob Stranger") if name in page] == ["Olwen Dychmygol"]


def test_staff_write_down_that_somebody_in_the_list_wants_to_stay(client, mari, council):
    olwen = make_person(organisation=council, name="Olwen Dychmygol", leaves_on=date(2026, 12, 20))
    stranger = make_person(leaves_on=date(2026, 12, 20))

    page = text_of(client.post(address("staff:people:stays", olwen.public_id), follow=True))

    olwen.refresh_from_db()
    assert "Olwen Dychmygol stays. It is written down that you heard from them." in page
    assert (olwen.leaves_on, AuditEvent.objects.get(verb="person.heard").actor_public_id) == (None, mari.public_id)
    assert client.post(address("staff:people:stays", stranger.public_id)).status_code == 404
