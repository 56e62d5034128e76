"""Changing from one's own page what one permits, and how one is reached."""

import re

import pytest

from cyfran.domain.base.models import AuditEvent
from cyfran.domain.contributions.queries import publishable_words
from cyfran.domain.correspondence.queries import code_of
from cyfran.domain.people.choices import Use
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import bodies_let_know, my_link, permits
from tests.factories.decisions import make_shown_contribution
from tests.factories.involvement import make_ledger_entry
from tests.factories.organisations import make_area, make_organisation
from tests.factories.people import make_permission, make_person
from tests.proving import come_with_code
from tests.web.random_posts import assert_random_posts_never_break
from tests.web.reading import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def permissions_of(person):
    return address("carer:my:permissions", my_link(person))


def reach_of(client, person):
    return address("carer:my:reach", come_with_code(client, person))


def test_the_form_of_permissions_shows_what_stands(client, gwenllian):
    make_permission(person=gwenllian)

    assert client.get(permissions_of(gwenllian)).context["form"]["uses"].value() == ["CONTACT"]


def test_permissions_are_given_and_taken_back_in_one_go(client, gwenllian):
    make_permission(person=gwenllian, use="CONTACT")

    response = client.post(permissions_of(gwenllian), {"uses": ["QUOTE"]})

    assert [use for use in Use if permits(gwenllian, use)] == [Use.QUOTE]
    assert [(one.granted_by, one.granted_in, one.entered_by) for one in gwenllian.permissions.filter(use="QUOTE")] == [
        ("PAGE", "EN", None)
    ]
    assert "What you permit is saved." in text_of(client.get(response.url))
    events = AuditEvent.objects.filter(verb__startswith="permission").values_list("verb", "actor_kind", "actor_public_id")
    assert set(events) == {
        ("permission.granted", "PERSON", gwenllian.public_id),
        ("permission.withdrawn", "PERSON", gwenllian.public_id),
    }


def test_somebody_of_15_is_not_asked_on_her_own_page_whether_we_may_ask_her_to_take_part(client, gwenllian):
    Person.objects.filter(pk=gwenllian.pk).update(age_band="FROM_13_TO_15")

    page = text_of(client.get(permissions_of(gwenllian))) + text_of(client.get(address("carer:my:show", my_link(gwenllian))))
    client.post(permissions_of(gwenllian), {"uses": ["CONTACT", "QUOTE"]})
    client.post(permissions_of(gwenllian), {"uses": ["QUOTE"]})

    assert ("Ask me to take part" in page, "Show my words without my name" in page) == (False, True)
    assert [use for use in Use if permits(gwenllian, use)] == [Use.QUOTE]


def test_she_sees_who_knows_her_and_on_which_ground_and_lets_others_know_and_no_longer(client, gwenllian):
    asking = make_ledger_entry(person=gwenllian, organisation=make_organisation()).organisation
    other = make_organisation(region=gwenllian.area.region)
    known = address("carer:my:known", my_link(gwenllian))

    page = text_of(client.get(known))
    client.post(known, {"bodies": [other.public_id]})
    let_know = list(bodies_let_know(gwenllian))
    client.post(known, {})

    assert [body.name_en for body in (asking, gwenllian.organisation, other) if body.name_en not in page] == []
    assert page.count("Its legal ground: Its public task: Article 6(1)(e) of the UK GDPR") == 2
    assert (let_know, list(bodies_let_know(gwenllian))) == ([other], [])
    assert list(AuditEvent.objects.filter(verb="permission.granted").values_list("facts", flat=True)) == [
        {"use": "SHARE", "body": other.public_id}
    ]


def test_words_are_off_every_public_page_once_she_no_longer_permits_them(client):
    shown = make_shown_contribution()
    assert publishable_words().count() == 1

    client.post(permissions_of(shown.person), {})

    assert publishable_words().count() == 0


def test_how_she_is_reached_is_filled_in_and_changed(client, gwenllian):
    form = client.get(reach_of(client, gwenllian)).context["form"]
    assert (form["email"].value(), form["language"].value(), form["area"].value()) == (
        "gwenllian@example.org",
        "BOTH",
        "abermorfa",
    )

    area = make_organisation(area=make_area(slug="tref-y-glaw")).area
    changed = {
        "name": "Gwen", "area": area.slug, "channel": "LETTER", "address": "1 Tŷ Dychmygol", "email": "", "telephone": "",
        "language": "CY", "format": "LARGE_PRINT", "how_long": "OVER_2", "age_band": "",
    }  # fmt: skip
    response = client.post(reach_of(client, gwenllian), changed)

    gwenllian.refresh_from_db()
    assert {name: getattr(gwenllian, name) for name in changed} == changed | {"area": area}
    assert "From now on we reach you that way." in text_of(client.get(response.url))


def test_somebody_of_15_says_that_she_is_17_and_is_told_who_makes_sure_before_it_counts(client, gwenllian):
    Person.objects.filter(pk=gwenllian.pk).update(age_band="FROM_13_TO_15")
    page = reach_of(client, gwenllian)
    asked = client.get(page)
    given = {"name": "Gwen", "area": "abermorfa", "channel": "EMAIL", "email": "g@example.org", "language": "EN"}

    after = text_of(client.post(page, {**given, "format": "STANDARD", "age_band": "FROM_16_TO_17"}, follow=True))

    gwenllian.refresh_from_db()
    assert asked.context["form"]["age_band"].value() == "FROM_13_TO_15"
    assert "It counts once somebody has made sure with you." in text_of(asked)
    assert (gwenllian.age_band, gwenllian.name, gwenllian.flags.get().age_said) == ("FROM_13_TO_15", "Gwen", "FROM_16_TO_17")
    assert "How old you are stays as it was until somebody has made sure with you." in after
    assert "<strong>Mari Enghraifft</strong> has been told, and is in touch with you by" in after


@pytest.mark.parametrize(("age_band", "kept"), [("OVER_16", ""), ("", "FROM_65"), ("FROM_45_TO_64", "FROM_45_TO_64")])
def test_whoever_would_rather_not_say_her_age_any_more_need_not(client, gwenllian, age_band, kept):
    Person.objects.filter(pk=gwenllian.pk).update(age_band="FROM_65")
    given = {"name": "Gwen", "area": "abermorfa", "channel": "EMAIL", "email": "g@example.org", "language": "EN"}

    client.post(reach_of(client, gwenllian), {**given, "format": "STANDARD", "age_band": age_band})

    gwenllian.refresh_from_db()
    assert (gwenllian.age_band, gwenllian.flags.count()) == (kept, 0)


@pytest.mark.parametrize(
    ("chosen", "kept"), [("BOTH_EN", ("", True)), ("BOTH", ("", False)), ("EN", ("EN", False)), ("CY", ("CY", False))]
)
def test_of_both_languages_she_says_which_comes_first(client, gwenllian, chosen, kept):
    given = {"name": "Gwen", "area": "abermorfa", "channel": "EMAIL", "email": "gwenllian@example.org", "format": "STANDARD"}

    client.post(reach_of(client, gwenllian), given | {"language": chosen})

    gwenllian.refresh_from_db()
    form = client.get(reach_of(client, gwenllian)).context["form"]
    assert (gwenllian.language, gwenllian.english_first) == kept
    assert form["language"].value() == chosen


@pytest.mark.parametrize(
    ("channel", "message"),
    [
        ("TEXT", "Write your telephone number, or choose another way."),
        ("LETTER", "Write your postal address, or choose another way."),
        ("EMAIL", "Write your e-mail address, or choose another way."),
    ],
)
def test_the_way_chosen_needs_its_detail(client, gwenllian, channel, message):
    given = {"name": "Gwen", "area": "abermorfa", "channel": channel, "language": "EN", "format": "STANDARD"}

    page = client.post(reach_of(client, gwenllian), given)

    gwenllian.refresh_from_db()
    assert message in text_of(page)
    assert page.context["form"]["name"].value() == "Gwen"
    assert gwenllian.name == "Gwenllian Enghraifft"


def test_random_posts_never_break_them(client, gwenllian):
    expected = {
        "name": ["Gwen"], "area": ["abermorfa"], "channel": ["PHONE", "EMAIL"], "email": ["g@example.org"],
        "telephone": ["01632 960001"], "address": [], "language": ["BOTH"], "format": ["AUDIO"], "how_long": ["OVER_2"],
        "age_band": ["FROM_65"],
    }  # fmt: skip

    assert_random_posts_never_break(client, reach_of(client, gwenllian), expected)
    assert_random_posts_never_break(client, permissions_of(gwenllian), {"uses": ["CONTACT", "QUOTE"]})


def test_they_cost_few_queries(client, council, django_assert_max_num_queries):
    person = make_person(organisation=council)

    for url in (reach_of(client, person), permissions_of(person)):
        with django_assert_max_num_queries(15):
            client.get(url)


def test_she_is_removed_from_her_own_page_after_reading_what_goes_and_showing_with_a_code_that_it_is_she(
    client, gwenllian, django_capture_on_commit_callbacks, mailoutbox
):
    link = my_link(gwenllian)

    asked = text_of(client.get(address("carer:my:remove", link)))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("carer:my:remove", link))
    still_there = Person.objects.get(pk=gwenllian.pk).erased_at is None
    code = re.search(r"\b\d{6}\b", mailoutbox[0].body).group()
    proved = client.post(address("carer:my:code_type"), {"code": code}, follow=True)
    answer = client.post(address("carer:my:remove", "me"), follow=True)

    assert (still_there, mailoutbox[0].to) == (True, ["gwenllian@example.org"])
    assert ("What stays, and why" in asked, "six figures to your e-mail address" in asked, "Remove me" in asked) == (
        *(True, True),
        False,
    )
    assert (proved.redirect_chain[-1][0], "Remove me" in text_of(proved)) == (address("carer:my:remove", "me"), True)
    assert "Nothing here says any more who you were." in text_of(answer)
    assert Person.objects.get(pk=gwenllian.pk).erased_at is not None
    assert client.get(address("carer:my:show", link)).status_code == 404


@pytest.mark.parametrize("channel", ["PHONE", "LETTER"])
def test_where_no_code_reaches_her_somebody_removes_her_for_her(client, council, channel):
    person = make_person(
        organisation=council, channel=channel, email="", telephone="01970 000 777", address="1 Tŷ Dychmygol", name="Olwen"
    )
    page = address("carer:my:remove", my_link(person))

    asked = text_of(client.get(page))
    client.post(page)

    person.refresh_from_db()
    assert "So somebody does it with you: ring, write or ask when you meet." in asked
    assert ("Send me a code" in asked, "Remove me" in asked, person.erased_at) == (False, False, None)


def test_a_code_for_removing_oneself_goes_to_a_mobile_telephone_as_a_text(client, council, settings, tmp_path):
    settings.DATA, settings.TEXTS_ARE_SENT = tmp_path, True
    person = make_person(organisation=council, channel="PHONE", email="", telephone="+44 7700 900104")

    assert "six figures to your telephone as a text" in text_of(client.get(address("carer:my:remove", my_link(person))))


def test_a_code_for_removing_oneself_leads_nowhere_else_afterwards(client, gwenllian):
    client.post(address("carer:my:remove", my_link(gwenllian)))
    client.post(address("carer:my:code"), {"contact": gwenllian.email})

    code = code_of(client.session["code-asked"]["nonce"])
    page = client.post(address("carer:my:code_type"), {"code": code}, follow=True)

    assert page.redirect_chain[-1][0] == address("carer:my:show", "me")


def test_a_change_of_how_she_is_reached_is_told_at_the_old_address(
    client, gwenllian, django_capture_on_commit_callbacks, mailoutbox
):
    given = {
        "name": gwenllian.name, "area": gwenllian.area.slug, "channel": "EMAIL", "email": "stranger@example.org",
        "language": "EN", "format": "STANDARD",
    }  # fmt: skip

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reach_of(client, gwenllian), given)

    [told] = mailoutbox
    assert (told.to, told.subject) == (["gwenllian@example.org"], "How we reach you was changed")
    assert "If not, tell us at once" in told.body
    assert ("stranger@example.org" in told.body, "/my/" in told.body) == (False, False)
