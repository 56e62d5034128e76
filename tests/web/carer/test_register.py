"""Registering in three short steps."""

import re
from datetime import date
from importlib import import_module

import pytest
from django.conf import settings
from django.test import RequestFactory

from cyfran.domain.correspondence.models import Message
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import who_may_be_asked
from cyfran.web.carer.register import views
from cyfran.web.ui import limits
from tests.factories.base import make_administrator
from tests.factories.organisations import make_area, make_organisation
from tests.factories.people import make_person
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "council")]

WHOM = {"age_band": "FROM_45_TO_64", "relations": ["PARENT", "FRIEND"], "hours": "FROM_20_TO_49", "how_long": "UNDER_1"}
YOU = {"name": "Gwenllian", "area": "abermorfa", "channel": "EMAIL"}
REACH = {"email": "gwenllian@example.org", "language": "CY", "format": "STANDARD"}
PERMIT = {"uses": ["CONTACT"]}
PAGES = ("start", "you", "reach", "permit")


def fill_in(client, upto="permit", language="en", **other):
    """Post the pages one after the other, and return the last answer."""
    answers = dict(zip(PAGES, (WHOM, YOU, REACH, PERMIT), strict=True)) | other
    for page in PAGES[: PAGES.index(upto) + 1]:
        response = client.post(address(f"carer:register:{page}", language=language), answers[page])
    return response


def test_four_posts_register_one_person_with_the_council_of_her_area(client, council):
    response = fill_in(client)

    person = Person.objects.get()
    assert response.url == address("carer:register:done")
    assert (person.name, person.organisation, person.area, person.email) == (
        "Gwenllian",
        council,
        council.area,
        "gwenllian@example.org",
    )
    assert (person.channel, person.language, person.format, person.age_band) == ("EMAIL", "CY", "STANDARD", "FROM_45_TO_64")
    assert (person.how_long, person.how_long_said_on) == ("UNDER_1", date(2026, 11, 20))
    assert [(role.relation, role.hours, role.hours_in_all) for role in person.caring_roles.all()] == [
        ("PARENT", "FROM_20_TO_49", True),
        ("FRIEND", "FROM_20_TO_49", True),
    ]
    assert [permission.use for permission in person.permissions.all()] == ["CONTACT"]
    assert [(message.purpose, message.person) for message in Message.objects.all()] == [("MY_PAGE", person)]


@pytest.mark.parametrize("whom", [{"relations": ["PARENT"]}, {"hours": "NOT_SURE"}])
def test_hours_of_one_person_or_none_are_not_those_of_all_together(client, whom):
    fill_in(client, start=WHOM | whom)

    assert {role.hours_in_all for role in Person.objects.get().caring_roles.all()} == {False}


def test_nobody_who_registers_is_told_whether_somebody_is_here_already(client, council):
    known = make_person(organisation=council, name=YOU["name"], email=REACH["email"])

    response = fill_in(client)

    assert response.url == address("carer:register:done")
    assert "already" not in text_of(client.get(response.url))
    assert Person.objects.exclude(pk=known.pk).count() == 1


@pytest.mark.parametrize("language", ["en", "cy"])
def test_no_page_before_the_third_step_says_carer(client, language):
    fill_in(client, upto="you", language=language)
    pages = [client.get(address(f"carer:register:{page}", language=language)) for page in ("start", "you", "reach")]
    pages += [client.post(address(f"carer:register:{page}", language=language)) for page in ("reach", "you", "start")]

    assert [page.status_code for page in pages] == [200] * 6
    for page in pages:
        shown = re.sub(r"<[^>]*>", " ", text_of(page)).lower()
        assert "carer" not in shown
        assert "gofalwr" not in shown
        assert "gofalwyr" not in shown


def test_the_third_step_says_what_people_who_do_this_are_called(client):
    fill_in(client, upto="reach")

    assert "People who do this are often called carers." in text_of(client.get(address("carer:register:permit")))


def test_who_is_not_sure_for_how_long_need_not_say(client):
    page = text_of(client.get(address("carer:register:start")))
    fill_in(client, start=WHOM | {"how_long": ""})

    assert 'id="id_how_long_3" checked> <label class="govuk-label govuk-radios__label" for="id_how_long_3"> I am not sure' in page
    assert (Person.objects.get().how_long, Person.objects.get().how_long_said_on) == ("", None)


def test_a_child_under_13_is_led_to_an_adult_and_nothing_is_kept(client):
    answer = fill_in(client, upto="start", start=WHOM | {"age_band": "UNDER_13"})

    page = text_of(client.get(answer.url))
    assert "Ask an adult to do this with you" in page
    assert 'href="tel:08001111"' in page
    assert client.get(address("carer:register:you")).url == address("carer:register:start")
    assert Person.objects.count() == 0


def test_somebody_of_15_is_not_asked_whether_we_may_invite_her_and_is_told_who_is_there(client):
    fill_in(client, upto="reach", start=WHOM | {"age_band": "FROM_13_TO_15"})
    asked = [use for use, _label in client.get(address("carer:register:permit")).context["form"]["uses"].field.choices]
    client.post(address("carer:register:permit"), {"uses": ["CONTACT"]})
    client.post(address("carer:register:permit"), {})

    page = text_of(client.get(address("carer:register:done")))
    assert asked == ["QUOTE"]
    assert "You are asked to nothing that is for adults." in page
    person = Person.objects.get()
    assert (person.age_band, person.permissions.count()) == ("FROM_13_TO_15", 0)
    assert [(flag.kind, flag.owner.name) for flag in person.flags.all()] == [("YOUNG_CARER", "Mari Enghraifft")]


def test_whoever_would_rather_not_say_her_age_registers_without_one(client):
    fill_in(client, start=WHOM | {"age_band": "OVER_16"})

    assert Person.objects.get().age_band == ""


def test_whoever_is_not_sure_is_told_yes_or_no_with_the_reason_and_registers_either_way(client):
    onward = fill_in(client, upto="start", start=WHOM | {"relations": ["NOT_SURE"]}).url
    yes = text_of(client.post(onward, {"tasks": ["COMPANY"], "is_needed": "YES", "is_paid": "NO"}))
    no = text_of(client.post(onward, {"is_needed": "NOT_SURE", "is_paid": "NO"}))
    for page, answers in zip(PAGES[1:], (YOU, REACH, PERMIT), strict=True):
        client.post(address(f"carer:register:{page}"), answers)

    assert onward == address("carer:register:tasks")
    assert "Yes, that is looking after somebody" in yes
    assert "You do this for somebody who could hardly do without" in yes
    assert "Going by what you ticked, no" in no
    assert f'href="{address("carer:register:you")}"' in no
    assert [(role.relation, role.hours) for role in Person.objects.get().caring_roles.all()] == [("NOT_SURE", "FROM_20_TO_49")]


def test_whose_job_it_is_is_told_why_it_is_another_thing_and_registers_as_that(client):
    onward = fill_in(client, upto="start", start=WHOM | {"relations": ["NOT_SURE"]}).url
    no = text_of(client.post(onward, {"tasks": ["BODY"], "is_needed": "YES", "is_paid": "YES"}))
    for page, answers in zip(PAGES[1:], (YOU, REACH, PERMIT), strict=True):
        client.post(address(f"carer:register:{page}"), answers)

    person = Person.objects.get()
    assert "We write down that it is your job" in no
    assert [role.relation for role in person.caring_roles.all()] == ["JOB"]
    assert not who_may_be_asked().contains(person)


def test_the_question_about_the_job_alone_begins_no_registration_and_says_that_nothing_is_kept(client):
    no = text_of(client.post(address("carer:register:tasks"), {"tasks": ["BODY"], "is_needed": "YES", "is_paid": "YES"}))

    assert not client.get(address("carer:register:start")).context["is_begun"]
    assert ("We write down that it is your job" in no, "what you ticked is not kept" in no) == (False, True)


def test_that_it_is_her_job_is_said_again_to_whoever_answers_again(client):
    onward = fill_in(client, upto="start", start=WHOM | {"relations": ["NOT_SURE"]}).url
    answers = {"tasks": ["BODY"], "is_needed": "YES", "is_paid": "YES"}

    pages = [text_of(client.post(onward, answers)) for _time in range(2)]

    assert ["We write down that it is your job" in page for page in pages] == [True, True]


def test_what_was_chosen_on_the_front_page_is_ticked(client):
    page = client.get(address("carer:register:start") + "?relation=PARTNER&relation=NOBODY")

    assert page.context["form"]["relations"].value() == ["PARTNER"]


@pytest.mark.parametrize(
    ("channel", "asked", "given"),
    [
        ("EMAIL", "email", "gwenllian@example.org"),
        ("TEXT", "telephone", "07700 900123"),
        ("PHONE", "telephone", "01632 960001"),
        ("LETTER", "address", "1 Tŷ Dychmygol\nAbermorfa"),
    ],
)
def test_only_the_detail_of_the_way_chosen_is_asked_for(client, channel, asked, given):
    fill_in(client, upto="you", you=YOU | {"channel": channel})

    fields = list(client.get(address("carer:register:reach")).context["form"].fields)
    fill_in(client, you=YOU | {"channel": channel}, reach={asked: given, "language": "BOTH", "format": "LARGE_PRINT"})

    person = Person.objects.get()
    assert fields == [asked, "language", "format"]
    assert (person.channel, getattr(person, asked).replace("\r", ""), person.language) == (channel, given, "")


@pytest.mark.parametrize(
    ("channel", "reach", "says"),
    [
        ("EMAIL", REACH, "We have just sent an e-mail to gwenllian@example.org."),
        ("TEXT", {"telephone": "07700 900123"}, "Mari Enghraifft will text the link to your own page to 07700 900123."),
        ("PHONE", {"telephone": "01632 960001"}, "Mari Enghraifft will ring you on 01632 960001"),
        ("LETTER", {"address": "1 Tŷ Dychmygol"}, "Mari Enghraifft will post you a letter"),
    ],
)
def test_the_last_page_says_what_happens_next_and_who_is_there(client, channel, reach, says):
    fill_in(client, you=YOU | {"channel": channel}, reach={"language": "EN", "format": "STANDARD"} | reach)

    page = text_of(client.get(address("carer:register:done")))

    assert says in page
    assert "Mari Enghraifft is your contact at Abermorfa Council:" in page
    assert 'href="tel:02920180123"' in page


def test_where_a_council_has_named_nobody_an_administrator_is_there(client):
    area = make_organisation(area=make_area(slug="tref-y-glaw")).area
    make_administrator(name="Ada Administrator")
    fill_in(client, you=YOU | {"area": area.slug})

    page = text_of(client.get(address("carer:register:done")))

    assert "Ada Administrator is your contact" in page
    assert "tel:" not in page


def test_where_there_is_nobody_at_all_the_council_is_named(client):
    organisation = make_organisation(area=make_area(slug="tref-y-glaw"), name_en="Rainford Council")
    fill_in(client, you=YOU | {"area": organisation.area.slug})

    assert "Rainford Council has your details." in text_of(client.get(address("carer:register:done")))


def test_pressing_the_last_button_twice_registers_one_person(client):
    fill_in(client)
    again = client.post(address("carer:register:permit"), PERMIT)

    assert again.url == address("carer:register:done")
    assert Person.objects.count() == 1
    assert Message.objects.count() == 1


def test_two_presses_at_the_same_moment_register_one_person(client):
    fill_in(client, upto="reach")
    store = import_module(settings.SESSION_ENGINE).SessionStore
    requests = [RequestFactory().post(address("carer:register:permit"), PERMIT) for _ in range(2)]
    for request in requests:
        request.session = store(client.session.session_key)
        assert "registration" in request.session  # both have read the answers before either sends them

    responses = [views.ask_what_is_permitted(request) for request in requests]

    assert [response.url for response in responses] == [address("carer:register:done")] * 2
    assert Person.objects.count() == 1


def test_two_people_can_register_one_after_the_other_on_the_same_telephone(client):
    fill_in(client)
    fill_in(client, you=YOU | {"name": "Ieuan"})

    assert {person.name for person in Person.objects.all()} == {"Gwenllian", "Ieuan"}


def test_too_many_from_one_address_are_asked_to_come_back_and_lose_nothing(client, monkeypatch):
    monkeypatch.setattr(limits, "MOST_FROM_AN_ADDRESS", 0)

    page = text_of(fill_in(client))

    assert "This has been sent from here very often in the last hour." in page
    assert Person.objects.count() == 0
    monkeypatch.setattr(limits, "MOST_FROM_AN_ADDRESS", 60)
    assert client.post(address("carer:register:permit"), PERMIT).url == address("carer:register:done")


def test_what_was_written_survives_going_back_and_a_change_of_language(client):
    fill_in(client, upto="you")
    client.post(address("carer:register:reach"), {"email": "not an address", "language": "CY"})

    whom = client.get(address("carer:register:start", language="cy")).context["form"]
    you = client.get(address("carer:register:you", language="cy")).context["form"]
    reach = client.get(address("carer:register:reach", language="cy")).context["form"]

    assert (whom["relations"].value(), whom["hours"].value()) == (["PARENT", "FRIEND"], "FROM_20_TO_49")
    assert (you["name"].value(), you["area"].value(), you["channel"].value()) == ("Gwenllian", "abermorfa", "EMAIL")
    assert (reach["email"].value(), reach["language"].value()) == ("not an address", "CY")
    assert reach.errors == {}


@pytest.mark.parametrize(
    ("done", "asked", "led_to"),
    [(None, "permit", "start"), ("start", "permit", "you"), ("start", "reach", "you"), ("you", "permit", "reach")],
)
def test_a_page_that_comes_too_soon_leads_to_the_one_that_waits(client, done, asked, led_to):
    if done:
        fill_in(client, upto=done)

    assert client.get(address(f"carer:register:{asked}")).url == address(f"carer:register:{led_to}")
    assert client.post(address(f"carer:register:{asked}"), {}).url == address(f"carer:register:{led_to}")


def test_the_last_page_without_a_registration_leads_to_the_first(client):
    assert client.get(address("carer:register:done")).url == address("carer:register:start")


def test_what_was_written_can_be_cleared(client):
    fill_in(client, upto="you")

    client.get(address("carer:register:forget"))
    assert client.get(address("carer:register:you")).context["form"]["name"].value() == "Gwenllian"
    response = client.post(address("carer:register:forget"))

    assert response.url == address("carer:register:start")
    assert client.get(response.url).context["form"]["relations"].value() == []
    assert "registration" not in client.session


def test_on_a_device_that_is_somebody_elses_nothing_stays_behind(client):
    fill_in(client)
    assert "gwenllian@example.org" in text_of(client.get(address("carer:register:done")))

    client.post(address("carer:register:forget"))

    assert client.get(address("carer:register:done")).url == address("carer:register:start")
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("page", "other", "message"),
    [
        ("start", {}, "Choose who you look after."),
        ("you", {"name": "Gwenllian", "channel": "EMAIL"}, "Choose where you live."),
        ("reach", {"email": "", "language": "CY", "format": "STANDARD"}, "Write your e-mail address."),
    ],
)
def test_a_page_that_is_not_complete_says_what_to_mend_and_keeps_the_rest(client, page, other, message):
    response = fill_in(client, upto=page, **{page: other})

    shown = text_of(response)
    assert response.status_code == 200
    assert "<title>Error: " in shown
    assert message in shown
    assert {name: response.context["form"][name].value() for name in other} == other
    assert Person.objects.count() == 0


@pytest.mark.parametrize("telephone", ["12", "ring me", "----------"])
def test_a_telephone_number_has_figures(client, telephone):
    response = fill_in(
        client,
        upto="reach",
        you=YOU | {"channel": "PHONE"},
        reach={"telephone": telephone, "language": "EN", "format": "STANDARD"},
    )

    assert "Write a whole telephone number" in text_of(response)


def test_areas_stand_in_the_order_of_each_language(client):
    for slug, welsh, english in (("cw", "Cwm", "Valley"), ("ch", "Chwarel", "Quarry"), ("d", "Dôl", "Meadow")):
        make_organisation(area=make_area(slug=slug, name_cy=welsh, name_en=english))
    fill_in(client, upto="start")

    shown = {
        language: [
            label
            for _slug, label in client.get(address("carer:register:you", language=language)).context["form"]["area"].field.choices
        ][1:]
        for language in ("cy", "en")
    }

    assert shown == {"cy": ["Abermorfa", "Cwm", "Chwarel", "Dôl"], "en": ["Abermorfa", "Meadow", "Quarry", "Valley"]}


@pytest.mark.parametrize("page", PAGES)
def test_random_posts_never_break_a_step(client, page):
    if page != "start":
        fill_in(client, upto=PAGES[PAGES.index(page) - 1])
    expected = {
        "relations": ["PARENT", "OTHER"], "hours": ["NOT_SURE"], "name": ["Gwenllian"], "area": ["abermorfa"],
        "channel": ["EMAIL", "LETTER"], "email": ["gwenllian@example.org"], "telephone": ["01632 960001"], "address": [],
        "language": ["BOTH"], "format": ["AUDIO"], "uses": ["QUOTE"], "age_band": ["FROM_65"],
    }  # fmt: skip

    assert_random_posts_never_break(client, address(f"carer:register:{page}"), expected)


@pytest.mark.parametrize("page", PAGES)
def test_a_step_costs_few_queries(client, page, django_assert_max_num_queries):
    fill_in(client, upto="reach")

    with django_assert_max_num_queries(15):
        client.get(address(f"carer:register:{page}"))
